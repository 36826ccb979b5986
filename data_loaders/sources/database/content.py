"""What rows say, whatever their order: so that a read which brings nothing new is known."""

from pathlib import Path

import duckdb

from data_loaders.sources.database.marks import FIRST_DAY, Kind


def content_of(path: Path, column: str = "", kind: str = "", since: str = "") -> str:
    """Return a fingerprint of the rows of a Parquet file of texts.

    Args:
        path: The file.
        column: With `kind` and `since`: only rows from this watermark on, and those without one
            that can be read along a watermark, count.
        kind: What the column holds.
        since: The watermark, as text.
    """
    where = ""
    parameters = [str(path)]
    if column and since:
        name = '"' + column.replace('"', '""') + '"'
        if kind == Kind.NUMBER:
            where = f"WHERE {name} IS NULL OR CAST({name} AS DECIMAL(38, 9)) >= ?::DECIMAL(38, 9)"
        else:
            # Times of one kind, as texts, have the order of time.
            where = f"WHERE {name} IS NULL OR {name} >= ? OR {name} < '{FIRST_DAY}'"
        parameters.append(since)
    with duckdb.connect(":memory:", config={"threads": 1, "memory_limit": "200MB"}) as connection:
        found = connection.execute(
            "SELECT count(*), coalesce(bit_xor(h), 0), coalesce(sum(h), 0) FROM "
            f"(SELECT hash(t) AS h FROM read_parquet(?) t {where})",
            parameters,
        ).fetchone()
    assert found is not None
    rows, mixed, summed = (int(value) for value in found)
    return f"{rows}-{mixed:016x}-{summed % 2**64:016x}"
