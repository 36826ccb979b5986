"""The process that opens workbooks and pages, and tries Parquet: JSON lines in, JSON lines out.

It is started by `data_loaders.reading.workbook_pool`. A file that needs more memory than it may
have, or that makes the reader crash, ends this process and not the load.
"""

import gc
import json
import resource
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, TextIO

import pyarrow as pa

from data_loaders.faults import RefusedError
from data_loaders.reading.columnar import decode
from data_loaders.reading.decoding import to_utf8
from data_loaders.reading.html_table import open_html
from data_loaders.reading.sheet import Sheet
from data_loaders.reading.sniffing import Format, sniff
from data_loaders.reading.spreadsheet_xml import open_spreadsheet_xml
from data_loaders.reading.web_archive import open_web_archive
from data_loaders.reading.workbook import open_workbook


def serve(requests: TextIO, answers: TextIO, memory: int) -> None:
    """Answer requests until there are no more.

    Args:
        requests: Lines of JSON: `path` of a file, `target` that names of sheets' files begin
            with.
        answers: Takes a line of JSON for each: `sheets` (none of Parquet, which can be read where
            it lies once it was decoded here), or `rule` and `details` of a refusal.
        memory: Bytes that this process may use.
    """
    resource.setrlimit(resource.RLIMIT_DATA, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    # Millions of cells in lists hold no cycles; looking for some takes a fifth of the time.
    gc.disable()
    for line in requests:
        request = json.loads(line)
        try:
            answer: dict[str, Any] = {"sheets": _read(Path(request["path"]), request["target"])}
        except RefusedError as error:
            answer = {"rule": error.rule, "details": dict(error.details)}
        except MemoryError:
            answer = {"rule": "too_big_to_open", "details": {"limit": _megabytes(memory)}}
        except Exception as error:
            # Whatever one file does to the reader, the next one is read.
            detail = f"{type(error).__name__}: {error}".splitlines()[0][:200]
            answer = {"rule": "broken_file", "details": {"detail": detail}}
        answers.write(json.dumps(answer) + "\n")
        answers.flush()


def _megabytes(size: int) -> str:
    return f"{size >> 20} MB"


def _read(path: Path, target: str) -> list[dict[str, Any]]:
    if sniff(path) is Format.PARQUET:
        decode(path)
        return []
    sheets = _open(path, Path(f"{target}.txt"))
    return [_store(sheet, f"{target}-{n}.arrow") for n, sheet in enumerate(sheets)]


def _open(path: Path, text: Path) -> Sequence[Sheet]:
    """Return the sheets of a file; `text` is where it is put while it is decoded."""
    match sniff(path):
        case Format.HTML:
            reading: Any = open_html
        case Format.SPREADSHEET_XML:
            reading = open_spreadsheet_xml
        case Format.WEB_ARCHIVE:
            return open_web_archive(path, text)
        case _:
            return open_workbook(path)
    try:
        sheets: Sequence[Sheet] = reading(to_utf8(path, text))
    finally:
        text.unlink(missing_ok=True)
    return sheets


def _store(sheet: Sheet, target: str) -> dict[str, Any]:
    # Asked first: at the end of its chunks a sheet lets go of its cells.
    told = {
        "name": sheet.name,
        "hidden": sheet.hidden,
        "merged": list(sheet.merged),
        "flaws": [[*place, text] for place, text in sheet.flaws.items()],
        "shares": [[*place, text] for place, text in sheet.shares.items()],
        "notices": [[each.rule, each.rows, each.count] for each in sheet.notices],
    }
    writer = None
    with pa.OSFile(target, "wb") as file:
        for chunk in sheet.chunks():
            if writer is None:
                writer = pa.ipc.new_file(file, chunk.text.schema)
            writer.write_table(chunk.text)
        if writer is not None:
            writer.close()
    return {**told, "file": None if writer is None else target}


if __name__ == "__main__":
    serve(sys.stdin, sys.stdout, int(sys.argv[1]))
