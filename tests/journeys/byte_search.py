"""Looks for texts in every byte of a folder, packed and unpacked."""

import sqlite3
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import duckdb
import pyarrow.parquet as pq


def traces(folder: Path, secrets: Sequence[str]) -> list[str]:
    """Return `file: text` for each secret found; Parquet, engine files and workbooks unpacked."""
    wanted = {
        secret: [secret.encode(code) for code in ("utf-8", "gb18030", "utf-16-le")]
        for secret in secrets
    }
    return [
        f"{path.relative_to(folder)}: {secret}"
        for path in sorted(folder.rglob("*"))
        if path.is_file()
        for content in _contents(path)
        for secret, forms in wanted.items()
        if any(form in content for form in forms)
    ]


def _contents(path: Path) -> Iterator[bytes]:
    yield path.read_bytes()
    yield str(path).encode()
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            for name in archive.namelist():
                yield archive.read(name)
    head = path.read_bytes()[:16]
    if head.startswith(b"PAR1"):
        yield "\n".join(map(str, pq.read_table(path).to_pylist())).encode()
    elif head.startswith(b"SQLite format 3"):
        with sqlite3.connect(path) as connection:
            yield "\n".join(connection.iterdump()).encode()
    elif head[8:12] == b"DUCK":
        with duckdb.connect(str(path), read_only=True) as connection:
            names = connection.execute(
                "SELECT table_name FROM duckdb_tables() WHERE NOT internal"
            ).fetchall()
            for (name,) in names:
                yield str(connection.execute(f'SELECT * FROM "{name}"').fetchall()).encode()
