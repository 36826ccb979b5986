"""Workbooks and pages are opened by processes of their own, with bounds on memory and time.

A few kilobytes of xlsx or Parquet can ask for hundreds of gigabytes, and the reader then ends the
process it runs in. Processes are kept for the next file, as many as there are files read side by
side.
"""

import json
import select
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import Any

import numpy as np
import pyarrow as pa

import data_loaders
from data_loaders.faults import RefusedError
from data_loaders.reading.limits import WORKBOOK_FILES, WORKBOOK_MEMORY, WORKBOOK_SECONDS
from data_loaders.reading.sheet import HEAD_ROWS, Chunk, Notice, Plain

# Whatever the working directory is, the process runs the same code as we do.
_START = (
    "import runpy, sys; sys.path.insert(0, sys.argv.pop(1)); "
    "runpy.run_module('data_loaders.reading.workbook_process', run_name='__main__')"
)


class StoredSheet(Plain):
    """A sheet whose cells another process has written down as text.

    Args:
        told: What `data_loaders.reading.workbook_process` says of it.
    """

    def __init__(self, told: dict[str, Any]) -> None:
        self.name = told["name"]
        self.hidden = told["hidden"]
        self.merged = tuple(tuple(each) for each in told["merged"])
        self.flaws = {(row, column): text for row, column, text in told["flaws"]}
        self.shares = {(row, column): text for row, column, text in told["shares"]}
        self.notices = [Notice(rule, tuple(rows), count) for rule, rows, count in told["notices"]]
        self._file = None if told["file"] is None else Path(told["file"])

    def head(self) -> list[list[str]]:
        """Return the first rows."""
        found: list[list[str]] = []
        for table in self._tables():
            first = table.slice(0, HEAD_ROWS - len(found))
            columns = [column.to_pylist() for column in first.columns]
            found.extend([list(cells) for cells in zip(*columns, strict=True)])
            if len(found) == HEAD_ROWS:
                break
        return found

    def chunks(self) -> Iterator[Chunk]:
        """Read the sheet from its first row on."""
        first = 1
        for table in self._tables():
            yield Chunk(np.arange(first, first + table.num_rows, dtype=np.int64), table)
            first += table.num_rows

    def close(self) -> None:
        """Let go of its file."""
        if self._file is not None:
            self._file.unlink(missing_ok=True)

    def _tables(self) -> Iterator[pa.Table]:
        if self._file is None:
            return
        with pa.OSFile(str(self._file)) as file, pa.ipc.open_file(file) as reader:
            for number in range(reader.num_record_batches):
                yield pa.Table.from_batches([reader.get_batch(number)])


@dataclass(slots=True)
class WorkbookPool:
    """Opens workbooks and pages in other processes; may be used by several threads.

    Attributes:
        memory: Bytes that one process may use.
        seconds: How long a file may take.
        files: After how many files a process makes way for a new one.
    """

    memory: int = WORKBOOK_MEMORY
    seconds: float = WORKBOOK_SECONDS
    files: int = WORKBOOK_FILES
    _idle: list["_Process"] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def __enter__(self) -> "WorkbookPool":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def read(self, path: Path, target: Path) -> list[StoredSheet]:
        """Return the sheets of a file; none of Parquet, which is tried here and read elsewhere.

        Args:
            path: The file.
            target: What the names of the files with the sheets' cells begin with.

        Raises:
            RefusedError: `broken_file`, `locked_file`, `expands_too_far`, `too_big_to_open`,
                `too_slow_to_open`, and of pages `empty_file` or `undecodable`.
        """
        with self._lock:
            process = self._idle.pop() if self._idle else None
        process = process or _Process(self.memory)
        try:
            answer = process.ask({"path": str(path), "target": str(target)}, self.seconds)
        except BaseException:
            process.end()
            _remove(target)
            raise
        if process.asked < self.files:
            with self._lock:
                self._idle.append(process)
        else:
            process.end()
        if "rule" in answer:
            _remove(target)
            raise RefusedError(answer["rule"], **answer["details"])
        return [StoredSheet(told) for told in answer["sheets"]]

    def close(self) -> None:
        """End the idle processes; the next file starts a new one."""
        with self._lock:
            idle, self._idle = self._idle, []
        for process in idle:
            process.end()


class _Process:
    def __init__(self, memory: int) -> None:
        self.asked = 0
        self._memory = memory
        root = str(Path(data_loaders.__file__).resolve().parent.parent)
        self._process = subprocess.Popen(
            [sys.executable, "-c", _START, root, str(memory)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            # A reader that ends for want of memory prints a page of addresses nobody can use.
            stderr=subprocess.DEVNULL,
        )

    def ask(self, request: dict[str, str], seconds: float) -> dict[str, Any]:
        """Return the answer to one request.

        Raises:
            RefusedError: Where the process ends or takes too long.
        """
        self.asked += 1
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        try:
            self._process.stdin.write(json.dumps(request).encode() + b"\n")
            self._process.stdin.flush()
        except BrokenPipeError:
            raise self._ended() from None
        answered, _, _ = select.select([self._process.stdout], [], [], seconds)
        if not answered:
            raise RefusedError("too_slow_to_open", limit=f"{seconds:g}")
        line = self._process.stdout.readline()
        if not line.endswith(b"\n"):
            raise self._ended()
        answer: dict[str, Any] = json.loads(line)
        return answer

    def end(self) -> None:
        """End the process, whatever it is doing."""
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                pipe.close()

    def _ended(self) -> RefusedError:
        return RefusedError("too_big_to_open", limit=f"{self._memory >> 20} MB")


def _remove(target: Path) -> None:
    for path in islice(target.parent.glob(f"{target.name}-*.arrow"), 10_000):
        path.unlink(missing_ok=True)
