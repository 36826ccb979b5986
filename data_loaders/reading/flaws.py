"""Cells that a fast reader shows as blank or bare, and how they are written and addressed."""

from dataclasses import dataclass, field
from decimal import Decimal

# How binary workbooks number the errors.
ERRORS = {
    0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?",
    0x24: "#NUM!", 0x2A: "#N/A",
}  # fmt: skip


@dataclass(slots=True)
class Flaws:
    """What a sheet holds beside plain values.

    Attributes:
        cells: By 1-based row and 0-based column, text of cells with an error or without a result.
        shares: Likewise, numbers that the sheet shows in per cent, as text with the sign.
        hidden_rows: 1-based rows that a filter or a person hid.
    """

    cells: dict[tuple[int, int], str] = field(default_factory=dict)
    shares: dict[tuple[int, int], str] = field(default_factory=dict)
    hidden_rows: list[int] = field(default_factory=list)


def address(row: int, column: int) -> str:
    """Return the address of a cell as a spreadsheet shows it, from 1-based row, 0-based column."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row}"


def error_text(error: str, row: int, column: int) -> str:
    """Return the text that stands for an error cell: the error and where it is."""
    return f"{error} @{address(row, column)}"


def share_text(share: Decimal) -> str:
    """Return a share as a sheet shows it that counts in per cent: 4.35% for 0.0435."""
    # A float's last digits are noise: 0.07 is stored as 7.0000000000000007E-2.
    return f"{share * 100:.12f}".rstrip("0").rstrip(".") + "%"
