"""Printed lists as delimited text in the encoding of their system."""

import io
from pathlib import Path

import pyarrow as pa
import pyarrow.csv as pv

from data_loaders.demo.layout import Printed

LINE_END = "\n"


def write_text(path: Path, printed: Printed, delimiter: str, encoding: str) -> None:
    """Write a list; the cells must hold neither delimiter nor line end.

    Args:
        path: file to write.
        printed: the list.
        delimiter: a comma or a tab.
        encoding: a Python codec.
    """
    lines = [*printed.above, delimiter.join(printed.headings)]
    body = io.BytesIO()
    body.write((LINE_END.join(lines) + LINE_END).encode())
    table = pa.table(list(printed.columns), names=[str(n) for n in range(len(printed.columns))])
    options = pv.WriteOptions(include_header=False, delimiter=delimiter, quoting_style="none")
    pv.write_csv(table, body, options)
    for row in (printed.total, *((line,) for line in printed.below)):
        if row:
            body.write((delimiter.join(row) + LINE_END).encode())
    path.write_bytes(body.getvalue().decode().encode(encoding))
