"""Pages that wait on disk until all of their table are there.

A server that stops half-way then costs a page, not the table: the next read of the same table,
in this run or a later one, goes on from them. They lie in the staging folder of the warehouse,
which is cleared of what nobody touched for a day.
"""

import json
import os
import shutil
from collections.abc import Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

_PLAN, _REACHED = b"plan", b"reached"


class Spool:
    """The pages of one table.

    Args:
        folder: Of this table alone, below the folder of the source.
        headings: Names of the columns.
        plan: What else the pages were read by: watermark, where the read began. Pages of another
            plan, or with other columns, are thrown away.

    Attributes:
        headings: Names of the columns.
        pages: The files, in order.
        rows: How many rows they hold.
        reached: Watermark up to which they are complete, as text; empty for none.
    """

    def __init__(self, folder: Path, headings: Sequence[str], plan: Sequence[str]) -> None:
        self.headings = headings
        self._folder = folder
        self._plan = json.dumps([*plan, *headings], ensure_ascii=False).encode()
        self.pages: list[Path] = []
        self.rows = 0
        self.reached = ""
        self._resume()

    def add(self, rows: pa.Table, reached: str) -> None:
        """Keep a page.

        Args:
            rows: Its rows, as text.
            reached: Watermark up to which everything is there now; empty for no more than before.
        """
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        path = self._name(len(self.pages))
        notes = {_PLAN: self._plan, _REACHED: reached.encode()}
        draft = path.with_suffix(".draft")
        pq.write_table(rows.replace_schema_metadata(notes), draft, compression="zstd")
        draft.replace(path)
        # A folder that is still being filled does not count as abandoned.
        os.utime(self._folder.parent)
        self._take(path, rows.num_rows, reached)

    def clear(self) -> None:
        """Throw all pages away."""
        shutil.rmtree(self._folder, ignore_errors=True)
        self.pages, self.rows, self.reached = [], 0, ""

    def _resume(self) -> None:
        if not self._folder.is_dir():
            return
        while (path := self._name(len(self.pages))).exists():
            try:
                file = pq.ParquetFile(path)
                notes = file.schema_arrow.metadata or {}
                rows = file.metadata.num_rows
                file.close()
            except (pa.ArrowException, OSError):
                notes, rows = {}, 0
            if notes.get(_PLAN) != self._plan:
                break
            self._take(path, rows, notes.get(_REACHED, b"").decode())
        if not self.pages:
            self.clear()

    def _take(self, path: Path, rows: int, reached: str) -> None:
        self.pages.append(path)
        self.rows += rows
        self.reached = reached or self.reached

    def _name(self, number: int) -> Path:
        return self._folder / f"page-{number:06d}.parquet"
