"""The few rows of a chunk that may not be accepted as they are: furniture, faults, false alarms."""

import json
from collections.abc import Sequence

from data_loaders.contract.cells import hides_people, shown
from data_loaders.contract.columns import ColumnValues
from data_loaders.contract.converted import Bound, Converted, Refused
from data_loaders.faults import Fault
from data_loaders.reading.furniture import is_grand_total, kind_of_row, words_of

_KEPT = 4000


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
        self._headings = headings
        self._above = frozenset(words_of(cells) for cells in above) - {()}
        self._private = [hides_people(heading) for heading in headings]

    def place(
        self,
        row: int,
        at: int,
        cells: Sequence[str],
        columns: Sequence[ColumnValues],
        result: Converted,
    ) -> bool:
        """Put an odd row where it belongs; return False where it is good after all.

        Args:
            row: Its number in the sheet.
            at: Its place in the chunk.
            cells: Its text.
            columns: The values of all fields of the chunk.
            result: Where it is put.
        """
        rule = kind_of_row(cells, self._headings, self._above)
        if rule is not None:
            result.skipped.append((row, rule))
            if rule == "total_row" and is_grand_total(cells):
                result.totals.append(cells)
            elif rule in ("signature_row", "repeated_title"):
                result.lines.append(" ".join(cells))
            return True
        faults = [fault for column in columns if (fault := _fault(row, at, cells, column))]
        if not faults:
            return False
        result.refused.append(Refused(row, faults, self._content(cells)))
        return True

    def overlong(self, row: int, cells: Sequence[str]) -> Refused:
        """Refuse a row with more cells than there are headings."""
        surplus = " | ".join(cells[len(self._headings) :])
        fault = Fault(row, "", "too_many_cells", shown(None, surplus))
        return Refused(row, [fault], self._content(cells))

    def _content(self, cells: Sequence[str]) -> str:
        kept = {}
        for i, cell in enumerate(cells):
            if cell.strip():
                heading = self._headings[i] if i < len(self._headings) else ""
                hidden = i < len(self._private) and self._private[i] and i not in self._fields
                kept[heading or f"#{i + 1}"] = "**" if hidden else shown(self._fields.get(i), cell)
        text = json.dumps(kept, ensure_ascii=False)
        return text if len(text) <= _KEPT else text[:_KEPT] + "…"


def _fault(row: int, at: int, cells: Sequence[str], column: ColumnValues) -> Fault | None:
    bound = column.bound
    rule = column.rules[at].as_py() if column.rules is not None else None
    if rule is not None:
        text = cells[bound.column].strip() if bound.column is not None else ""
        return Fault(row, bound.heading, rule, shown(bound.field, text))
    if bound.field.required and not column.values[at].is_valid:
        return Fault(row, bound.heading, "missing_key")
    return None
