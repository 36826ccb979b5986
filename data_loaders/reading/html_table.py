"""HTML tables, which many systems export under the name .xls."""

from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

from data_loaders.faults import RefusedError
from data_loaders.reading.limits import check_cells
from data_loaders.reading.sheet import HEAD_ROWS, Chunk, Merged, Plain, chunks_of, even

_SPAN_LIMIT = 1000


class HtmlSheet(Plain):
    """One table of a page; nested tables are read as text of their cell."""

    def __init__(self, name: str, rows: list[list[str]], merged: list[Merged]) -> None:
        self.name = name
        self.merged = merged
        check_cells(len(rows), max(map(len, rows), default=0))
        self._rows = even(rows)

    def head(self) -> list[list[str]]:
        """Return the first rows."""
        return self._rows[:HEAD_ROWS]

    def chunks(self) -> Iterator[Chunk]:
        """Read the table."""
        yield from chunks_of(self._rows, len(self._rows[0]))


def open_html(path: Path) -> list[HtmlSheet]:
    """Return the tables of a UTF-8 page, in their order.

    Raises:
        RefusedError: `empty_file` where there is no table with rows.
    """
    tables = _Tables()
    tables.feed(path.read_text(encoding="utf-8-sig"))
    tables.close()
    found = [table for table in tables.found if table.rows]
    if not found:
        raise RefusedError("empty_file")
    names = [""] if len(found) == 1 else [f"table {n}" for n in range(1, len(found) + 1)]
    return [HtmlSheet(name, t.rows, t.merged) for name, t in zip(names, found, strict=True)]


class _Table:
    def __init__(self) -> None:
        self.rows: list[list[str]] = []
        self.merged: list[Merged] = []
        self._taken: set[tuple[int, int]] = set()

    def add(self, text: str, spans: tuple[int, int]) -> None:
        row = len(self.rows) - 1
        column = len(self.rows[row])
        while (row, column) in self._taken:
            self.rows[row].append("")
            column += 1
        down, across = spans
        self.rows[row].extend([text, *[""] * (across - 1)])
        for below in range(row + 1, row + down):
            self._taken.update((below, column + n) for n in range(across))
        if down > 1 or across > 1:
            self.merged.append((row, column, row + down - 1, column + across - 1))


class _Tables(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[_Table] = []
        self._depth = 0
        self._cell: list[str] | None = None
        self._spans = (1, 1)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            self._depth += 1
            if self._depth == 1:
                self.found.append(_Table())
        elif self._depth == 1 and tag == "tr":
            self._end_cell()
            self.found[-1].rows.append([])
        elif self._depth == 1 and tag in ("td", "th"):
            self._end_cell()
            if not self.found[-1].rows:
                self.found[-1].rows.append([])
            given = dict(attrs)
            self._spans = (_span(given.get("rowspan")), _span(given.get("colspan")))
            self._cell = []
        elif tag == "br" and self._cell is not None:
            self._cell.append(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag == "table" and self._depth:
            if self._depth == 1:
                self._end_cell()
            self._depth -= 1
        elif self._depth == 1 and tag in ("td", "th", "tr"):
            self._end_cell()

    def handle_data(self, data: str) -> None:
        if self._cell is not None:
            self._cell.append(data)

    def _end_cell(self) -> None:
        if self._cell is not None:
            self.found[-1].add(" ".join("".join(self._cell).split()), self._spans)
            self._cell = None


def _span(text: str | None) -> int:
    return min(max(int(text), 1), _SPAN_LIMIT) if text and text.strip().isdecimal() else 1
