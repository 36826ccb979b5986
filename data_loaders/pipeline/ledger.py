"""A ledger that shows closed months only: every income and cost account ends with debit = credit.

Most Chinese ledgers transfer the result at each month's end. An extract taken with the closing
entries in it says nothing about income and cost, and must not pass for a month of zero.
"""

import pyarrow as pa
import pyarrow.compute as pc

# Profit and loss accounts: class 6 of the standards of 2006, class 5 of the older system.
_RESULT_CLASSES = ("5", "6")


class ClosedLedger:
    """Watches the rows of a ledger for movements that closing entries have levelled."""

    def __init__(self) -> None:
        self._moved = 0
        self._level = 0

    def add(self, rows: pa.Table) -> None:
        """Take in accepted rows of `gl_monthly`."""
        if not {"account_code", "debit", "credit"} <= set(rows.column_names):
            return
        first = pc.utf8_slice_codeunits(rows.column("account_code"), 0, 1)
        debit, credit = rows.column("debit"), rows.column("credit")
        moved = pc.and_kleene(
            pc.is_in(first, value_set=pa.array(_RESULT_CLASSES)), pc.not_equal(debit, pa.scalar(0))
        )
        self._moved += pc.sum(moved).as_py() or 0
        self._level += pc.sum(pc.and_kleene(moved, pc.equal(debit, credit))).as_py() or 0

    @property
    def closed(self) -> bool:
        """Whether every moved account of the result is level."""
        return self._moved >= 3 and self._level == self._moved
