"""The process that opens workbooks: a line of JSON in for each file, a line of JSON out.

It is started by `data_loaders.reading.workbook_pool`. A workbook that needs more memory than it may
have, or that makes the reader crash, ends this process and not the load.
"""

import gc
import json
import resource
import sys
from pathlib import Path
from typing import Any, TextIO

import pyarrow as pa

from data_loaders.faults import RefusedError
from data_loaders.reading.workbook import WorkbookSheet, open_workbook


def serve(requests: TextIO, answers: TextIO, memory: int) -> None:
    """Answer requests until there are no more.

    Args:
        requests: Lines of JSON: `path` of a workbook, `target` that names of sheets' files begin
            with.
        answers: Takes a line of JSON for each: `sheets`, or `rule` and `details` of a refusal.
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
    return [_store(sheet, f"{target}-{n}.arrow") for n, sheet in enumerate(open_workbook(path))]


def _store(sheet: WorkbookSheet, target: str) -> dict[str, Any]:
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
