"""What a load did: the report for people, for scripts and for the load log."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from data_loaders.wording import Language, explain

State = Literal["loaded", "quarantined", "refused", "skipped", "already_loaded"]
_ROWS_NAMED = 20


@dataclass(slots=True)
class Reason:
    """Why rows were quarantined or skipped, or a file refused, counted.

    Attributes:
        rule: Name of the rule, a key of `data_loaders.wording.RULES`.
        column: Heading as printed; None where a whole row, sheet or file is meant.
        row: First row concerned; None for a whole sheet or file.
        count: Rows concerned.
        value: Text of the first case, personal data masked.
        rows: The first rows concerned.
        details: Blanks of the wording.
    """

    rule: str
    column: str | None = None
    row: int | None = None
    count: int = 0
    value: str = ""
    rows: list[int] = field(default_factory=list)
    details: Mapping[str, str] = field(default_factory=dict)

    def add(self, row: int | None, count: int = 1) -> None:
        """Count another case."""
        self.count += count
        if row is not None:
            self.row = row if self.row is None else min(self.row, row)
            if len(self.rows) < _ROWS_NAMED:
                self.rows.append(row)

    def text(self, language: Language) -> str:
        """Return the reason as a sentence."""
        return explain(self.rule, language, {"value": self.value, **self.details})

    def as_json(self, language: Language) -> dict[str, Any]:
        """Return the reason as plain data."""
        return {
            "row": self.row,
            "column": self.column,
            "rule": self.rule,
            "count": self.count,
            "value": self.value,
            "rows": self.rows,
            "message": self.text(language),
        }


@dataclass(slots=True)
class FileReport:
    """One sheet of one file.

    `rows_read` is always the sum of `loaded`, `quarantined` and `skipped`.
    """

    file: str
    sheet: str = ""
    table: str | None = None
    profile: str | None = None
    store: str | None = None
    sha256: str = ""
    state: State = "loaded"
    rows_read: int = 0
    loaded: int = 0
    quarantined: int = 0
    skipped: int = 0
    written: int = 0
    extracted_at: datetime | None = None
    reasons: list[Reason] = field(default_factory=list)
    warnings: list[Reason] = field(default_factory=list)
    mapping: Mapping[str, str] = field(default_factory=dict)

    def as_json(self, language: Language) -> dict[str, Any]:
        """Return the report of the sheet as plain data."""
        return {
            "file": self.file,
            "sheet": self.sheet,
            "table": self.table,
            "profile": self.profile,
            "store": self.store,
            "state": self.state,
            "rows_read": self.rows_read,
            "loaded": self.loaded,
            "quarantined": self.quarantined,
            "skipped": self.skipped,
            "written": self.written,
            "extracted_at": self.extracted_at.isoformat(" ") if self.extracted_at else None,
            "reasons": [reason.as_json(language) for reason in self.reasons],
            "warnings": [warning.as_json(language) for warning in self.warnings],
            "mapping": dict(self.mapping),
        }


@dataclass(slots=True)
class LoadReport:
    """A whole load.

    Attributes:
        files: One report for each sheet of each file.
        snapshot: The snapshot that is served after the load; None where there is none.
    """

    files: list[FileReport]
    snapshot: str | None = None

    @property
    def exit_status(self) -> int:
        """0: all loaded; 1: something was quarantined or refused; 2: nothing could be loaded."""
        faulty = any(f.state == "refused" or f.quarantined for f in self.files)
        useful = any(f.loaded or f.state == "already_loaded" for f in self.files)
        header_only = any(f.state == "loaded" for f in self.files)
        if not useful and (faulty or not header_only):
            return 2
        return 1 if faulty else 0

    def as_json(self, language: Language) -> dict[str, Any]:
        """Return the report as plain data."""
        return {
            "snapshot": self.snapshot,
            "files": [file.as_json(language) for file in self.files],
        }
