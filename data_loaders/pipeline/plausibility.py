"""What accepted rows make one doubt, though none of it is certain: told, with the rows, and kept.

Nothing here refuses a row: some imported cars carry no check digit, and a part may be called 测试.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from data_loaders.contract.converted import Bound
from data_loaders.contract.fields import Kind

# GB 16735: the ninth character is the remainder by 11 of the weighted others.
_WEIGHTS = np.array([8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2], np.float32)
_TEST = r"^(测\*\*|.*测试.*|(?i:te?st)[-_ 0-9]*)$"
# Columns of numbers of employees in which many lists print names.
_EMPLOYEES = frozenset(
    {"sa_id", "sc_id", "technician_id", "employee_id", "agent_id", "reporter_id"}
)
_PARTS = frozenset({"part_no"})
_NAME = r"^[\x{4E00}-\x{9FFF}·]{2,}[ (（]?"
# A spreadsheet makes a date of a part number such as 3-12 or MAR-5 and forgets what stood there.
_MONTHS = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
_DATE = (
    r"^(\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?( 00:00(:00)?)?|\d{1,2}月\d{1,2}日"
    rf"|(?i:\d{{1,2}}-({_MONTHS})|({_MONTHS})-\d{{2}}))$"
)
# Product, and the two columns that it is the product of; recomputed, never believed.
_PRODUCTS = (("stock_value", "qty_on_hand", "unit_cost"),)
_FEW = 3


@dataclass(slots=True)
class Doubts:
    """Doubts about one sheet, by rule and heading.

    Attributes:
        bounds: The fields and their columns.
        rows: The rows concerned.
    """

    bounds: Sequence[Bound]
    rows: dict[tuple[str, str], list[int]] = field(default_factory=dict)
    _largest: dict[str, Decimal] = field(default_factory=dict)
    _given: dict[str, int] = field(default_factory=dict)

    def add(self, accepted: pa.Table) -> None:
        """Take in accepted rows."""
        if accepted.num_rows == 0:
            return
        numbers = accepted.column("source_row").to_numpy()
        for bound in self.bounds:
            if bound.column is None:
                continue
            for rule, doubtful in self._column(bound, accepted.column(bound.field.name)):
                self._keep(rule, bound.heading, numbers[doubtful])
        headings = {bound.field.name: bound.heading for bound in self.bounds if bound.column}
        for product, *factors in _PRODUCTS:
            if {product, *factors} <= set(accepted.column_names) and product in headings:
                doubtful = _differs(*(accepted.column(name) for name in (product, *factors)))
                self._keep("product_differs", headings[product], numbers[doubtful])

    def found(self) -> Iterator[tuple[str, str, list[int]]]:
        """Yield rule, heading and rows of each doubt; no rows where the whole column is meant."""
        for (rule, heading), rows in self.rows.items():
            yield rule, heading, rows
        for heading, largest in self._largest.items():
            if 0 < largest <= 1 and self._given[heading] >= _FEW:
                yield "per_cent_or_share", heading, []

    def _column(
        self, bound: Bound, values: pa.ChunkedArray
    ) -> Iterator[tuple[str, npt.NDArray[np.bool_]]]:
        wanted = bound.field
        if wanted.name in _PARTS:
            yield "date_for_code", _matches(values, _DATE)
        if wanted.kind is Kind.VIN:
            yield "vin_check_digit", _check_digit_differs(values)
        elif wanted.name in _EMPLOYEES:
            yield "name_for_number", _matches(values, _NAME)
        elif wanted.kind is Kind.PERSON or (wanted.required and wanted.kind is Kind.CODE):
            yield "test_row", _matches(values, _TEST)
        elif wanted.kind is Kind.DECIMAL and wanted.percent:
            largest = pc.max(pc.abs(values)).as_py()
            if largest is not None:
                before = self._largest.get(bound.heading, Decimal(0))
                self._largest[bound.heading] = max(before, largest)
                given = self._given.get(bound.heading, 0)
                self._given[bound.heading] = given + len(values) - values.null_count

    def _keep(self, rule: str, heading: str, rows: npt.NDArray[np.int32]) -> None:
        if len(rows):
            self.rows.setdefault((rule, heading), []).extend(rows.tolist())


def _matches(values: pa.ChunkedArray, pattern: str) -> npt.NDArray[np.bool_]:
    found = pc.match_substring_regex(values, pattern).combine_chunks().fill_null(False)
    matching: npt.NDArray[np.bool_] = found.to_numpy(zero_copy_only=False)
    return matching


def _check_digit_differs(values: pa.ChunkedArray) -> npt.NDArray[np.bool_]:
    doubtful = np.zeros(len(values), np.bool_)
    where = np.flatnonzero(values.is_valid().to_numpy())
    if len(where) == 0:
        return doubtful
    text = values.drop_null().combine_chunks()
    # Every VIN that was read has 17 plain characters, so their bytes are a table.
    fixed = text.cast(pa.binary()).cast(pa.binary(17))
    bytes_ = np.frombuffer(fixed.buffers()[1], np.uint8)[17 * fixed.offset :]
    bytes_ = bytes_[: 17 * len(fixed)].reshape(-1, 17)
    # Sums of a few hundred are exact in floats, whose product is many times faster.
    remainder = (_VALUES[bytes_] @ _WEIGHTS).astype(np.int16) % 11
    expected = np.where(remainder == 10, ord("X"), remainder + ord("0"))
    doubtful[where] = bytes_[:, 8] != expected
    return doubtful


def _letters() -> npt.NDArray[np.float32]:
    values = np.zeros(256, np.float32)
    for digit in range(10):
        values[ord("0") + digit] = digit
    for letters in ("ABCDEFGH", "JKLMN"):
        for value, letter in enumerate(letters, start=1):
            values[ord(letter)] = value
    for letter, value in zip("PRSTUVWXYZ", (7, 9, 2, 3, 4, 5, 6, 7, 8, 9), strict=True):
        values[ord(letter)] = value
    return values


_VALUES = _letters()


def _differs(
    product: pa.ChunkedArray, quantity: pa.ChunkedArray, price: pa.ChunkedArray
) -> npt.NDArray[np.bool_]:
    """Tell where a product is off by more than the rounding of the price can explain."""
    made, many, each = (
        column.cast(pa.float64()).to_numpy() for column in (product, quantity, price)
    )
    tolerance = 0.011 + 0.0051 * np.abs(many)
    doubtful: npt.NDArray[np.bool_] = np.abs(made - many * each) > tolerance
    return doubtful
