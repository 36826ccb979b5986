"""A ClickHouse server for tests: the HTTP interface in front of the engine in process (chdb).

Run in a process of its own (`python -m tests.warehouse.clickhouse_server FOLDER [CONFIG]`): chdb
hangs after a fork, and its data directory can be opened by one process only. It prints its port.
One statement runs at a time. No authentication, TLS, replication or Keeper.

With a configuration that names a cluster of two shards, both are this engine: a row is written
once, and each shard reads its own rows only, those that the sharding of `warehouse.clickhouse`
gives it.
"""

import re
import sys
import tempfile
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Lock
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pyarrow as pa
from chdb.session import Session

_OURS = {"database", "query", "session_id", "query_id", "wait_end_of_query", "default_format",
         "send_progress_in_http_headers", "http_headers_progress_interval_ms", "compress",
         "enable_http_compression", "cancel_http_readonly_queries_on_client_close",
         "client_protocol_version", "role", "user", "password"}  # fmt: skip
_FORMAT = re.compile(rb"\sFORMAT\s+(\w+)\s*;?\s*$", re.IGNORECASE)
_INSERT = re.compile(
    rb"^\s*INSERT\s+INTO\s+(?P<into>.*?)\s+FORMAT\s+(?P<format>\w+)\s*", re.S | re.I
)
_ON_CLUSTER = re.compile(rb" ON CLUSTER `\w+`")
_CODE = re.compile(r"Code: (\d+)")


class Server(ThreadingHTTPServer):
    """Holds the engine and lets one request after another use it."""

    daemon_threads = True

    def __init__(self, folder: Path, config: str | None) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        extra = f"?config-file={config}" if config else ""
        # Without types, and not on every machine that checks them.
        session: Any = Session
        self._engine: Any = session(f"{folder}{extra}")
        self._turn = Lock()
        self._set_before: dict[str, str] = {}
        self._sharded = config is not None

    def run(self, text: bytes, asked: dict[str, str], body: bytes) -> tuple[bytes, str]:
        """Run a statement with settings that hold for it alone; return the answer and its form."""
        with self._turn:
            try:
                return self._run(text, asked, body)
            except Exception:
                # What a statement had said before it failed is given out with the next answer.
                self._engine.query("SELECT 1", "TSV")
                raise

    def _run(self, text: bytes, asked: dict[str, str], body: bytes) -> tuple[bytes, str]:
        database = asked.get("database") or "default"
        wanted = {name: value for name, value in asked.items() if name not in _OURS}
        if self._sharded:
            text = _ON_CLUSTER.sub(b"", text)
            wanted["additional_table_filters"] = self._shares(database)
        self._set(wanted)
        self._engine.query(f"USE `{database}`")
        inserting = _INSERT.match(text + b" ")
        if inserting and inserting["format"].upper() != b"VALUES":
            return self._insert(inserting, text[inserting.end() :] + body), "TSV"
        found = _FORMAT.search(text)
        form = found[1].decode() if found else asked.get("default_format", "TabSeparated")
        return self._engine.query(_FORMAT.sub(b"", text).decode(), form).bytes(), form

    def _shares(self, database: str) -> str:
        """Return what tells the rows of each shard apart, by table."""
        found = self._engine.query(
            "SELECT table, countIf(name = 'store_code') FROM system.columns "
            f"WHERE database = '{database}' AND endsWith(table, '_on_shard') GROUP BY table",
            "TSV",
        )
        shares = []
        for line in str(found).splitlines():
            table, by_store = line.split("\t")
            shard = "cityHash64(ifNull(store_code, \\'\\')) % 2" if by_store == "1" else "0"
            shares.append(f"'{database}.{table}': 'shardNum() IN (0, {shard} + 1)'")
        return "{" + ", ".join(shares) + "}"

    def _set(self, wanted: dict[str, str]) -> None:
        for name in self._set_before.keys() - wanted.keys():
            self._engine.query(f"SET {name} = DEFAULT")
        before, self._set_before = self._set_before, wanted
        for name, value in wanted.items():
            if before.get(name) != value:
                quoted = value.replace("\\", "\\\\").replace("'", "\\'")
                self._engine.query(f"SET {name} = '{quoted}'")

    def _insert(self, inserting: re.Match[bytes], rows: bytes) -> bytes:
        with tempfile.NamedTemporaryFile(suffix=".rows") as file:
            file.write(rows)
            file.flush()
            into, form = inserting["into"].decode(), inserting["format"].decode()
            columns = into[into.index("(") + 1 : into.rindex(")")]
            source = f"file('{file.name}', '{form}')"
            self._engine.query(f"INSERT INTO {into} SELECT {columns} FROM {source}")
        return b""


class Handler(BaseHTTPRequestHandler):
    """The part of the HTTP interface that clickhouse-connect speaks."""

    protocol_version = "HTTP/1.1"
    server: Server

    def do_GET(self) -> None:
        """Say that the server lives, or answer a statement."""
        if urlsplit(self.path).path == "/ping":
            self._send(200, b"Ok.\n", "TSV")
            return
        self._answer(b"")

    def do_POST(self) -> None:
        """Answer a statement."""
        self._answer(_unpacked(self._body(), self.headers.get("Content-Encoding", "")))

    def _body(self) -> bytes:
        if self.headers.get("Transfer-Encoding", "").lower() != "chunked":
            return self.rfile.read(int(self.headers.get("Content-Length") or 0))
        chunks = []
        while size := int(self.rfile.readline().split(b";")[0], 16):
            chunks.append(self.rfile.read(size))
            self.rfile.readline()
        self.rfile.readline()
        return b"".join(chunks)

    def _answer(self, body: bytes) -> None:
        asked = dict(parse_qsl(urlsplit(self.path).query, keep_blank_values=True))
        text = asked.get("query", "").encode()
        # Without a statement in the address the body is one; with one, it holds rows.
        if not text:
            text, body = body, b""
        try:
            content, form = self.server.run(text, asked, body)
        except Exception as error:
            code = _CODE.search(str(error))
            self._send(500, str(error).encode(), "TSV", code[1] if code else "1")
        else:
            self._send(200, content, form)

    def _send(self, status: int, content: bytes, form: str, code: str = "") -> None:
        self.send_response(status)
        self.send_header("Content-Type", "application/octet-stream")
        self.send_header("Content-Length", str(len(content)))
        self.send_header("X-ClickHouse-Format", form)
        self.send_header("X-ClickHouse-Timezone", "UTC")
        self.send_header("X-ClickHouse-Summary", "{}")
        if code:
            self.send_header("X-ClickHouse-Exception-Code", code)
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def _unpacked(body: bytes, encoding: str) -> bytes:
    if not encoding:
        return body
    stream = pa.CompressedInputStream(pa.BufferReader(body), encoding)
    return bytes(stream.read())


def main() -> None:
    """Serve until the process is ended."""
    server = Server(Path(sys.argv[1]), sys.argv[2] if len(sys.argv) > 2 else None)
    sys.stdout.write(f"{server.server_address[1]}\n")
    sys.stdout.flush()
    server.serve_forever()


if __name__ == "__main__":
    main()
