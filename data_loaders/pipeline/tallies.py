"""Counting while a sheet is read: reasons, warnings, sums against printed totals, its time."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

import pyarrow as pa

from data_loaders.contract.converted import Bound, Converted
from data_loaders.contract.fields import Kind
from data_loaders.faults import CellError
from data_loaders.pipeline.derived import DerivedColumns
from data_loaders.pipeline.plausibility import Doubts
from data_loaders.reading.sheet import NAMED, Notice
from data_loaders.reading.surroundings import printed_at
from data_loaders.report import FileReport, Reason
from data_loaders.values.numbers import read_decimal

_TOLERANCE = Decimal("0.01")


@dataclass(slots=True)
class Tally:
    """Adds up what the chunks of one sheet gave.

    Attributes:
        report: The report of the sheet, kept up to date.
        newest: Newest day in the data.
        printed: Time of printing found below the table.
        unknown_stores: Stores that no register names, as far as rows name them.
    """

    report: FileReport
    newest: datetime | None = None
    printed: datetime | None = None
    unknown_stores: set[str] = field(default_factory=set)
    _reasons: dict[tuple[str, str | None], Reason] = field(default_factory=dict)
    _warnings: dict[tuple[str, str, str], Reason] = field(default_factory=dict)
    _sums: dict[str, Decimal] = field(default_factory=dict)
    _total: tuple[int, Sequence[str]] | None = None

    def add(self, chunk: Converted) -> None:
        """Take in what became of a chunk."""
        report = self.report
        report.loaded += chunk.accepted.num_rows
        report.quarantined += len(chunk.refused)
        report.skipped += len(chunk.skipped)
        report.rows_read += chunk.accepted.num_rows + len(chunk.refused) + len(chunk.skipped)
        for row, rule in chunk.skipped:
            self._reason(rule, None).add(row)
        for refused in chunk.refused:
            for fault in refused.faults:
                reason = self._reason(fault.rule, fault.column or None)
                reason.value = reason.value or fault.value
                reason.add(fault.row)
                if fault.rule == "unknown_store":
                    self.unknown_stores.add(fault.value)
        for (heading, text), (count, row) in chunk.unmapped.items():
            self._warn("unmapped_value", heading, text).add(row, count)
        for name, amount in chunk.sums.items():
            self._sums[name] = self._sums.get(name, Decimal(0)) + amount
        if chunk.newest is not None:
            self.newest = max(self.newest or chunk.newest, chunk.newest)
        for line in chunk.lines:
            self.printed = self.printed or printed_at(line)
        self._total = chunk.totals[-1] if chunk.totals else self._total

    def add_short(self, rows: Sequence[int], accepted: pa.Table) -> None:
        """Warn of accepted rows that end before the last heading."""
        if rows:
            taken = set(accepted.column("source_row").to_pylist())
            for row in sorted(taken.intersection(rows)):
                self._warn("short_row", "", "").add(row)

    def note(self, rule: str, headings: Sequence[str]) -> None:
        """Warn of columns that were left out."""
        for heading in headings:
            self._warn(rule, heading, "").add(None)

    def tell(self, rule: str, **details: str) -> None:
        """Say something of the sheet as a whole."""
        warning = self._warn(rule, "", "")
        warning.details = details
        warning.add(None)

    def has_warned(self, rule: str) -> bool:
        """Whether something of a kind was said."""
        return any(said == rule for said, _, _ in self._warnings)

    def notice(self, notice: Notice) -> None:
        """Take in what is known of the sheet as a whole."""
        warning = self._warn(notice.rule, "", "")
        warning.count, warning.rows = notice.count, list(notice.rows)
        warning.row = min(notice.rows, default=None)

    def doubt(self, doubts: Doubts) -> None:
        """Take in what the accepted rows make one doubt."""
        for rule, heading, rows in doubts.found():
            warning = self._warn(rule, heading, "")
            warning.count, warning.rows = max(len(rows), 1), rows[:NAMED]
            warning.row = rows[0] if rows else None

    def derived(self, derived: DerivedColumns) -> None:
        """Take in the rows in which a printed column is not what the others give."""
        for heading, rows in derived.rows.items():
            warning = self._warn("derived_differs", heading, "")
            warning.count, warning.rows, warning.row = len(rows), rows[:NAMED], rows[0]

    def addresses(self, rule: str, places: Sequence[str]) -> None:
        """Warn of cells by their addresses; the first ones are named, all are counted."""
        more = " …" if len(places) > NAMED else ""
        warning = self._warn(rule, "", ", ".join(places[:NAMED]) + more)
        warning.count = len(places)

    def left_out(self, heading: str, instead: str) -> None:
        """Warn of a column that means the same as another one, which was read."""
        warning = self._warn("heading_not_read", heading, instead)
        warning.add(None)

    def finish(self, bounds: Sequence[Bound]) -> None:
        """Compare with the printed total and hand reasons and warnings to the report."""
        if self._total is not None:
            row, cells = self._total
            for bound in bounds:
                if bound.field.kind is Kind.DECIMAL and bound.column is not None:
                    self._compare(bound, row, cells[bound.column])
        self.settle()

    def settle(self) -> None:
        """Hand reasons and warnings to the report."""
        self.report.reasons = list(self._reasons.values())
        self.report.warnings = list(self._warnings.values())

    def _compare(self, bound: Bound, row: int, printed: str) -> None:
        """Warn, with row and both sums, where a printed total is not what the rows sum to."""
        try:
            total = read_decimal(
                printed, bound.field.places, bound.field.percent, bound.field.factor
            )
        except CellError:
            return
        computed = self._sums.get(bound.field.name, Decimal(0))
        # A cent for each row, in the unit of the heading.
        tolerance = _TOLERANCE * bound.field.factor * max(self.report.loaded, 1)
        if total is not None and abs(total - computed) > tolerance:
            warning = self._warn("total_mismatch", bound.heading, printed.strip())
            warning.details = {"printed": printed.strip(), "computed": str(computed)}
            warning.add(row)

    def _reason(self, rule: str, column: str | None) -> Reason:
        return self._reasons.setdefault((rule, column), Reason(rule, column))

    def _warn(self, rule: str, column: str, value: str) -> Reason:
        place = (rule, column, value)
        return self._warnings.setdefault(place, Reason(rule, column, value=value))
