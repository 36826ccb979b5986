"""Starts the ClickHouse server of the tests, and makes databases on it."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from http.client import HTTPConnection
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent


@contextmanager
def serving(folder: Path, config: Path | None = None) -> Iterator[int]:
    """Run `tests.warehouse.clickhouse_server` in a new process, and yield its port.

    Args:
        folder: for its data and for what it says.
        config: a file that names clusters.
    """
    words = [sys.executable, "-m", "tests.warehouse.clickhouse_server", str(folder / "data")]
    with (folder / "server.log").open("wb") as log:
        process = subprocess.Popen(
            [*words, *([str(config)] if config else [])],
            stdout=subprocess.PIPE,
            stderr=log,
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
        )
        try:
            assert process.stdout is not None
            port = process.stdout.readline()
            assert port.strip(), (folder / "server.log").read_text(encoding="utf-8")
            yield int(port)
        finally:
            process.terminate()
            process.wait()
            if process.stdout is not None:
                process.stdout.close()


def new_database(port: int, place: Path) -> str:
    """Make an empty database with a name of its own, and return its address."""
    word = re.sub(r"\W", "", place.name)[:20]
    name = f"{word}_{sha256(str(place).encode()).hexdigest()[:8]}"
    answer(port, f"CREATE DATABASE `{name}`")
    return f"clickhousedb://127.0.0.1:{port}/{name}"


def answer(port: int, text: str, database: str = "default") -> str:
    """Run a statement beside all clients, and return its answer."""
    connection = HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        connection.request("POST", f"/?database={database}", text.encode())
        given = connection.getresponse()
        content = given.read().decode()
        assert given.status == 200, content
        return content.strip()
    finally:
        connection.close()


def two_shards(folder: Path, second_port: int = 9000) -> Path:
    """Write the configuration of a cluster `dealers` of two shards.

    Args:
        folder: for the file.
        second_port: of the second one; any but 9000 is a server that is not there.
    """
    path = folder / "cluster.xml"
    shards = "".join(
        f"<shard><replica><host>{host}</host><port>{port}</port></replica></shard>"
        for host, port in (("127.0.0.1", 9000), ("localhost", second_port))
    )
    path.write_text(
        f"<clickhouse><tcp_port>9000</tcp_port><remote_servers><dealers>{shards}</dealers>"
        "</remote_servers></clickhouse>",
        encoding="utf-8",
    )
    return path
