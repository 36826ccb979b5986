"""The few rows of a chunk that may not be accepted as they are: furniture, faults, false alarms."""

import json
from collections.abc import Collection, Sequence

import pyarrow as pa

from data_loaders.contract.cells import hides_people, kept, shown
from data_loaders.contract.columns import ColumnValues
from data_loaders.contract.converted import Bound, Converted, Refused
from data_loaders.contract.fields import Kind
from data_loaders.faults import Fault
from data_loaders.reading.furniture import is_grand_total, kind_of_row, words_of
from data_loaders.values.identity import is_bank_card, is_identity_number

# A row beyond this, a quote never closed for instance, is stored with its long cells cut.
_KEPT = 60_000
# A field and the rule that its text breaks.
Broken = tuple[Bound, str]


class Judge:
    """Decides about odd rows of one sheet.

    Args:
        bounds: The fields and their columns.
        headings: All headings of the sheet, as printed.
        above: The rows above the first row of data.
    """

    def __init__(
        self, bounds: Sequence[Bound], headings: Sequence[str], above: Sequence[Sequence[str]]
    ) -> None:
        self._fields = {bound.column: bound.field for bound in bounds}
        self._stated = [bound for bound in bounds if bound.constant is not None]
        self._store = next(
            (b.column for b in bounds if b.field.kind is Kind.STORE and b.column is not None), None
        )
        self._headings = headings
        self._above = frozenset(words_of(cells) for cells in above) - {()}
        self._carriers = tuple(
            bound.column for bound in bounds if bound.field.carries and bound.column is not None
        )
        self._private = [hides_people(heading) for heading in headings]

    def place(
        self, row: int, cells: Sequence[str], broken: Sequence[Broken], result: Converted
    ) -> bool:
        """Put an odd row where it belongs; return False where it is good after all.

        Args:
            row: Its number in the sheet.
            cells: Its text.
            broken: The rules it breaks, with the fields that do.
            result: Where it is put.
        """
        rule = kind_of_row(cells, self._headings, self._above)
        if rule is not None:
            result.skipped.append((row, rule))
            if rule == "total_row" and is_grand_total(cells):
                result.totals.append((row, cells))
            elif rule in ("signature_row", "repeated_title"):
                result.lines.append(" ".join(cells))
            return True
        if any(not cells[column].strip() for column in self._carriers):
            result.skipped.append((row, "no_value"))
            return True
        if not broken:
            return False
        faults = [_fault(row, cells, bound, rule) for bound, rule in broken]
        columns = {bound.column for bound, _ in broken if bound.column is not None}
        result.refused.append(self._refused(row, faults, cells, columns))
        return True

    def apart(self, row: int, cells: Sequence[str], rule: str, result: Converted) -> None:
        """Put a row whose cells may not stand under their headings where it belongs.

        Args:
            row: Its number in the sheet.
            cells: Its text, as far as it goes.
            rule: Why it was set apart.
            result: Where it is put.
        """
        furniture = kind_of_row(cells, self._headings, self._above)
        if furniture is not None and rule == "too_many_cells":
            result.skipped.append((row, furniture))
            return
        width = max((i for i, text in enumerate(self._headings, start=1) if text), default=0)
        told = " | ".join(cells[width:] if rule == "too_many_cells" else filter(None, cells))
        fault = Fault(row, "", rule, shown(None, told))
        result.refused.append(self._refused(row, [fault], cells, range(len(cells))))

    def _refused(
        self, row: int, faults: list[Fault], cells: Sequence[str], broken: Collection[int]
    ) -> Refused:
        store = "" if self._store is None else cells[self._store].strip()
        return Refused(row, faults, self._content(cells, broken), store)

    def _content(self, cells: Sequence[str], broken: Collection[int]) -> str:
        """Return the row as JSON, with what its surroundings say, so that it can stand alone."""
        told: dict[str, str] = {}
        for i, cell in enumerate(cells):
            wanted = self._fields.get(i)
            if cell or wanted is not None:
                name = (self._headings[i] if i < len(self._headings) else "") or f"#{i + 1}"
                hidden = wanted is None and (
                    (i < len(self._private) and self._private[i])
                    or is_identity_number(cell)
                    or is_bank_card(cell)
                )
                text = "**" if hidden else kept(wanted, cell, broken=i in broken)
                told[f"{name}#{i + 1}" if name in told else name] = text
        for bound in self._stated:
            if not told.get(bound.heading):
                told[bound.heading] = str(bound.constant)
        text = json.dumps(told, ensure_ascii=False)
        if len(text) <= _KEPT:
            return text
        cut = {name: shown(None, cell) for name, cell in told.items()}
        return json.dumps(cut, ensure_ascii=False)


def broken_rules(columns: Sequence[ColumnValues], places: pa.Array) -> list[list[Broken]]:
    """Return for each of some rows of a chunk the rules it breaks, with the fields that do."""
    found: list[list[Broken]] = [[] for _ in range(len(places))]
    for column in columns:
        missing = column.bound.field.required and column.values.null_count > 0
        if column.rules is None and not missing:
            continue
        rules = (
            [None] * len(places) if column.rules is None else column.rules.take(places).to_pylist()
        )
        absent = column.values.take(places).is_null().to_pylist() if missing else []
        for at, rule in enumerate(rules):
            if rule is not None:
                found[at].append((column.bound, rule))
            elif missing and absent[at]:
                found[at].append((column.bound, "missing_key"))
    return found


def _fault(row: int, cells: Sequence[str], bound: Bound, rule: str) -> Fault:
    text = ""
    if rule != "missing_key" and bound.column is not None:
        text = shown(bound.field, cells[bound.column].strip())
    return Fault(row, bound.heading, rule, text)
