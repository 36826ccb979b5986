"""What can be wrong with an extract: a cell, or a whole file or sheet.

How a fault reads in Chinese and English is in `data_loaders.wording`.
"""

from collections.abc import Mapping
from dataclasses import dataclass


class CellError(ValueError):
    """A cell's text is not what its column holds.

    Attributes:
        rule: Name of the broken rule, a key of `data_loaders.wording.RULES`.
    """

    def __init__(self, rule: str) -> None:
        super().__init__(rule)
        self.rule = rule


class RefusedError(Exception):
    """A file or a sheet cannot be loaded at all; the rest of the load goes on.

    Attributes:
        rule: Name of the broken rule, a key of `data_loaders.wording.RULES`.
        details: What fills the blanks of the rule's wording.
    """

    def __init__(self, rule: str, **details: object) -> None:
        super().__init__(rule)
        self.rule = rule
        self.details: Mapping[str, str] = {name: str(value) for name, value in details.items()}


@dataclass(frozen=True, slots=True)
class Fault:
    """One broken rule in one row.

    Attributes:
        row: 1-based row of the sheet.
        column: Heading as the extract prints it; empty where the row as a whole is meant.
        rule: Name of the rule.
        value: The text that was found, personal data masked.
    """

    row: int
    column: str
    rule: str
    value: str = ""
