"""What becomes of a chunk: the fields it is read into, and where its rows went."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

import pyarrow as pa

from data_loaders.contract.fields import Field
from data_loaders.faults import Fault


@dataclass(frozen=True, slots=True)
class Bound:
    """A field and where its text comes from.

    Attributes:
        field: The field.
        column: 0-based column of the sheet; None where there is none.
        heading: Heading of that column as printed, or the name of the field.
        constant: Value of rows that say nothing.
    """

    field: Field
    column: int | None
    heading: str
    constant: date | str | None = None


@dataclass(slots=True)
class Refused:
    """A row that goes to quarantine.

    Attributes:
        row: 1-based row of the sheet.
        faults: What is wrong with it.
        content: The whole row as JSON of heading to text, personal data hidden.
        store: Text of its store, where it names one.
    """

    row: int
    faults: list[Fault]
    content: str
    store: str = ""


@dataclass(slots=True)
class Converted:
    """What became of a chunk.

    Attributes:
        accepted: Typed columns by field name, and `source_row`.
        refused: Rows for quarantine.
        skipped: (row, rule) of rows that are no data.
        totals: (row, cells) of rows that sum the whole list.
        lines: Text of signature and title lines.
        sums: Sum of each decimal field over the accepted rows.
        newest: Newest day or moment that is no plan.
        unmapped: Count and first row, by heading and text, of values missing from closed lists.
    """

    accepted: pa.Table
    refused: list[Refused] = field(default_factory=list)
    skipped: list[tuple[int, str]] = field(default_factory=list)
    totals: list[tuple[int, Sequence[str]]] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    sums: dict[str, Decimal] = field(default_factory=dict)
    newest: datetime | None = None
    unmapped: dict[tuple[str, str], tuple[int, int]] = field(default_factory=dict)
