"""Runs loads without publishing them and reads what they accepted."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from data_loaders.collecting import collect
from data_loaders.contract.stores import StoreRegister
from data_loaders.pipeline.context import LoadContext, LoadOptions, engines
from data_loaders.pipeline.loading import LoadOutcome, load_extracts
from data_loaders.report import FileReport, LoadReport, Reason

NOW = datetime(2026, 11, 22, 8, 0)  # noqa: DTZ001 - local time without zone
KEY = b"a key of the tests, nowhere else used"
KNOWN = (("N001", "明湖店"), ("N002", "泉城店"))


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a load of a test gave."""

    outcome: LoadOutcome

    @property
    def report(self) -> LoadReport:
        """The report of the load."""
        return LoadReport(self.outcome.reports)

    @property
    def file(self) -> FileReport:
        """The report of the only sheet."""
        (found,) = self.outcome.reports
        return found

    def file_named(self, name: str, sheet: str = "") -> FileReport:
        """The report of one sheet."""
        (found,) = [f for f in self.outcome.reports if f.file == name and f.sheet == sheet]
        return found

    def rows(self, table: str) -> list[dict[str, Any]]:
        """The rows accepted into a table, ordered by file and row."""
        found: list[dict[str, Any]] = []
        for part in self.outcome.parts:
            if part.table == table:
                found.extend(pq.read_table(part.path).to_pylist())
        return sorted(found, key=lambda row: (row["source_file"], row["source_row"] or 0))


def load(
    *paths: Path | str,
    staging: Path,
    stores: tuple[tuple[str, str], ...] = KNOWN,
    options: LoadOptions | None = None,
    seen: frozenset[str] = frozenset(),
) -> Loaded:
    """Load paths into `staging` and check that every row is accounted for."""
    staging.mkdir(parents=True, exist_ok=True)
    register = StoreRegister()
    register.add(stores)
    extracts, refused = collect([str(path) for path in paths], staging)
    with engines(1, staging / "spill") as (large, small):
        context = LoadContext(
            large, small, staging, register, KEY, NOW, options or LoadOptions(), parallel=2
        )
        outcome = load_extracts(extracts, refused, seen, context)
    for report in outcome.reports:
        assert report.rows_read == report.loaded + report.quarantined + report.skipped
    return Loaded(outcome)


def reason(report: FileReport, rule: str) -> Reason:
    """The reason of a report with a rule."""
    (found,) = [each for each in report.reasons if each.rule == rule]
    return found


def warning(report: FileReport, rule: str) -> Reason:
    """The first warning of a report with a rule."""
    return next(each for each in report.warnings if each.rule == rule)
