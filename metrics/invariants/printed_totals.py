"""Totals that a list prints below its rows; they are held against the rows when it is loaded."""

from collections.abc import Iterator

import sqlalchemy as sa

from metrics.invariants.ground import Ground
from metrics.invariants.model import Blame, Comparison, Invariant
from metrics.model.words import Words
from warehouse.schema import RECORDS

_MISMATCH = "合计行为"
"""Begins the warning in the load log; a test holds it against what the loader writes."""


def _printed(ground: Ground) -> Iterator[Comparison]:
    """One comparison for each sheet that was read: its warnings, of which there should be none."""
    log = RECORDS["load_log"].c
    statement = sa.select(log.file, log.sheet, log.store_code, log.message).where(
        log.state == "loaded", log.table_name != ""
    )
    for row in ground.reader.backend.rows(statement):
        store = row["store_code"] or ""
        if store and store not in ground.stores:
            continue
        lines = [line for line in (row["message"] or "").split("\n") if _MISMATCH in line]
        place = f"{row['file']} [{row['sheet']}]" if row["sheet"] else row["file"]
        what = "; ".join((place, *lines))
        yield Comparison(store, "", what, len(lines), 0)


INVARIANTS = (
    Invariant(
        "printed_totals",
        19,
        Words("导出表打印的合计 = 各行之和", "the printed total of a list = the sum of its rows"),
        (),
        Blame.DATA,
        Words(
            "导出不全、被隔离了行,或表被改过;装载报告有文件、工作表和行号",
            "the extract lacks rows, rows were quarantined, or somebody changed it; the load "
            "report names file, sheet and row",
        ),
        _printed,
    ),
)
