"""Printed columns that follow from others: never loaded, but worked out again and compared.

Totals of a row, gross, shares and ages are what people check by eye. Where one of them is not what
the columns beside it give, one of these was cut, shifted or typed over.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from data_loaders.profiles.headings import take_apart
from data_loaders.reading.sheet import Chunk

Values = npt.NDArray[np.float64]
_NUMBER = r"^[+-]?[0-9]+(\.[0-9]*)?$"


@dataclass(frozen=True, slots=True)
class Derivation:
    """How a printed column follows from columns of its table.

    Attributes:
        headings: In normal form, without brackets.
        needs: The columns.
        made: What they give, each way in which people reckon it.
        share: Whether it is a share, printed in per cent or not.
        optional: Of `needs`, those that count as nothing where they are missing.
    """

    headings: frozenset[str]
    needs: tuple[str, ...]
    made: Callable[..., Sequence[Values]]
    share: bool = False
    optional: frozenset[str] = frozenset()


def _ratio(part: Values, whole: Values) -> Sequence[Values]:
    with np.errstate(divide="ignore", invalid="ignore"):
        return (np.where(whole == 0, np.nan, part / whole),)


def _gross(revenue: str, cost: str) -> tuple[Derivation, ...]:
    return (
        Derivation(
            frozenset({"毛利", "毛利额", "单车毛利"}), (revenue, cost), lambda r, c: (r - c,)
        ),
        Derivation(
            frozenset({"毛利率"}), (revenue, cost), lambda r, c: _ratio(r - c, r), share=True
        ),
    )


_TOTAL = Derivation(
    frozenset(
        {"合计金额", "合计", "金额合计", "总金额", "总计", "应收合计", "结算金额", "应收金额"}
    ),
    ("labour_sales", "parts_sales", "other_sales", "discount"),
    # A discount is printed as what is taken off or as a negative amount; some totals leave it out.
    lambda labour, parts, other, off: (
        labour + parts + other - off,
        labour + parts + other + off,
        labour + parts + other,
    ),
    optional=frozenset({"other_sales", "discount"}),
)
_COUNTED = ("book_qty", "counted_qty")
DERIVATIONS: Mapping[str, tuple[Derivation, ...]] = {
    "repair_orders": (_TOTAL,),
    "vehicle_deliveries": _gross("revenue_ex_vat", "cost_ex_vat"),
    "accessory_sales": _gross("revenue_ex_vat", "cost_ex_vat"),
    "fi_products": _gross("revenue_ex_vat", "cost_ex_vat"),
    "parts_issue_lines": (
        Derivation(
            frozenset({"成本金额", "成本合计", "出库成本"}),
            ("qty", "unit_cost"),
            lambda q, c: (q * c,),
        ),
        Derivation(
            frozenset({"毛利", "毛利额"}),
            ("sales_ex_vat", "qty", "unit_cost"),
            lambda s, q, c: (s - q * c,),
        ),
    ),
    "parts_purchase_lines": (
        Derivation(
            frozenset({"金额", "进货金额", "采购金额", "入库金额", "订货金额"}),
            ("qty_ordered", "qty_received", "unit_cost"),
            lambda o, r, c: (o * c, r * c),
        ),
    ),
    "parts_demand_lines": (
        Derivation(
            frozenset({"满足率", "首次满足率", "一次满足率"}),
            ("qty_first_pick", "qty_requested"),
            _ratio,
            share=True,
        ),
    ),
    "parts_stock_counts": (
        Derivation(
            frozenset({"差异数量", "盈亏数量", "盘盈亏数量", "差异"}),
            _COUNTED,
            lambda b, c: (c - b, b - c),
        ),
        Derivation(
            frozenset({"差异金额", "盈亏金额", "盘盈亏金额"}),
            (*_COUNTED, "unit_cost"),
            lambda b, c, u: ((c - b) * u, (b - c) * u),
        ),
    ),
    "warranty_claims": (
        Derivation(
            frozenset({"核定率", "通过率", "批准率"}),
            ("approved_amount", "claimed_amount"),
            _ratio,
            share=True,
        ),
    ),
    "survey_responses": (
        Derivation(frozenset({"得分率"}), ("score", "score_max"), _ratio, share=True),
    ),
    "audits": (Derivation(frozenset({"得分率"}), ("score", "max_score"), _ratio, share=True),),
}


class DerivedColumns:
    """Watches the printed columns of one sheet that follow from others.

    Args:
        table: That the sheet fills.
        headings: All headings of the sheet, as printed.
        declared: Numbers of the columns that fill the table, 0-based.
        fields: Names of the fields that are read.

    Attributes:
        rows: By heading, the rows of the sheet where it is not what the others give.
    """

    def __init__(
        self,
        table: str,
        headings: Sequence[str],
        declared: Collection[int],
        fields: Collection[str],
    ) -> None:
        self.rows: dict[str, list[int]] = {}
        self._watched: list[tuple[int, str, Derivation]] = []
        for column, heading in enumerate(headings):
            told = take_apart(heading)
            for each in DERIVATIONS.get(table, ()):
                there = all(name in fields or name in each.optional for name in each.needs)
                # With VAT in it, a total is not the sum of amounts without.
                same_basis = not told.includes_vat and told.factor == 1
                if column not in declared and told.bare in each.headings and there and same_basis:
                    self._watched.append((column, heading, each))

    def add(self, chunk: Chunk, accepted: pa.Table) -> None:
        """Compare the accepted rows of a chunk."""
        if not self._watched or accepted.num_rows == 0:
            return
        numbers = accepted.column("source_row").to_numpy()
        places = np.searchsorted(chunk.rows, numbers)
        for column, heading, derivation in self._watched:
            printed, digits = _printed(chunk.text.column(column).take(pa.array(places)))
            given = [_values(accepted, name, derivation) for name in derivation.needs]
            wrong = _wrong(printed, digits, derivation.made(*given), derivation.share)
            if wrong.any():
                self.rows.setdefault(heading, []).extend(numbers[wrong].tolist())


def _wrong(
    printed: Values, digits: Values, made: Sequence[Values], share: bool
) -> npt.NDArray[np.bool_]:
    """Where none of the ways gives what is printed, as far as its digits go.

    Blank and odd cells, and rows whose other columns are blank, tell nothing.
    """
    # Rounded or cut at its last digit, of amounts that were rounded themselves.
    room = 1.01 * 10.0**-digits + (0.0 if share else 0.01)
    near = np.zeros(len(printed), np.bool_)
    for values in made:
        for scale in (1.0, 100.0) if share else (1.0,):
            near |= ~(np.abs(printed - scale * values) > room)
    wrong: npt.NDArray[np.bool_] = ~near & ~np.isnan(printed)
    return wrong


def _values(accepted: pa.Table, name: str, derivation: Derivation) -> Values:
    if name not in accepted.column_names:
        return np.zeros(accepted.num_rows)
    column = accepted.column(name).cast(pa.float64())
    if name in derivation.optional:
        column = column.fill_null(0.0)
    values: Values = column.to_numpy()
    return values


def _printed(text: pa.ChunkedArray) -> tuple[Values, Values]:
    """Plain numbers and how many digits they have after the point; NaN for any other text."""
    plain = pc.utf8_trim_whitespace(text)
    for sign in (",", "%", "¥", "￥"):
        plain = pc.replace_substring(plain, sign, "")
    is_number = pc.match_substring_regex(plain, _NUMBER)
    plain = pc.if_else(is_number, plain, pa.scalar(None, pa.string()))
    after = pc.utf8_length(plain)
    point = pc.find_substring(plain, ".")
    digits = pc.if_else(pc.less(point, 0), 0, pc.subtract(pc.subtract(after, point), 1))
    values: Values = plain.cast(pa.float64()).to_numpy()
    places: Values = digits.fill_null(0).cast(pa.float64()).to_numpy()
    return values, places
