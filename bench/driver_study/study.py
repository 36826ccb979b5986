"""The whole study, design after design, its page written anew after each."""

import os
import platform
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from bench.driver_study.designs import AS_ASSUMED, FEWEST, NOTHING, VIOLATIONS, WEAK
from bench.driver_study.report import write_page
from bench.driver_study.runs import study
from bench.driver_study.summary import Summary, of_violation, summarise
from bench.driver_study.tally import allowed
from bench.measurement import Measurement
from metrics.drivers.gates import THRESHOLDS

SEED = 20_260_101
OTHERS = 10
"""Into which part the number of panels is cut where nothing has a bar."""
MISSED_AT_MOST = 0.2
"""Part of the true drivers in 30 stores x 24 months that may be missed."""
USEFUL_IN = "30 stores x 24 months"


@dataclass(frozen=True, slots=True)
class Plan:
    """How much is run and where it is written.

    Attributes:
        runs: panels of each design as assumed; a tenth of it of all others.
        page: Markdown with the marks of ``report``; None to write nothing.
    """

    runs: int
    page: Path | None = None


def driver_study(plan: Plan) -> Iterator[Measurement]:
    """Run all designs and yield what has a bar.

    Args:
        plan: how much.
    """
    found: list[Summary] = []
    began = datetime.now(UTC)
    for summary in _summaries(plan.runs):
        found.append(summary)
        if plan.page is not None:
            write_page(plan.page, found, told(plan.runs, began))
        yield from _measurements(summary)


def told(runs: int, when: datetime) -> str:
    """Date, machine and number of panels, in words."""
    fewer = max(runs // OTHERS, 2)
    return (
        f"{when:%Y-%m-%d}: {runs:,} panels of each design as assumed, {fewer:,} of each other one, "
        f"seed {SEED}; {platform.system()} on {platform.machine()}, {os.cpu_count()} cores, "
        f"Python {platform.python_version()}."
    )


def _summaries(runs: int) -> Iterator[Summary]:
    for design in (*AS_ASSUMED, *FEWEST):
        yield summarise(design, study(design, runs, SEED))
    fewer = max(runs // OTHERS, 2)
    for design in (*WEAK, *NOTHING):
        yield summarise(design, study(design, fewer, SEED))
    for violation in VIOLATIONS:
        yield of_violation(violation, study(violation.design, fewer, SEED))


def _measurements(summary: Summary) -> Iterator[Measurement]:
    """Intervals that miss, false discoveries and true drivers missed, in percent."""
    assumed = {design.name for design in AS_ASSUMED}
    if summary.name not in assumed:
        return
    for words, rate in (
        ("95 % intervals that miss", summary.coverage),
        ("intervals shown that miss", summary.coverage_shown),
    ):
        low, _ = allowed(0.95, rate[1])
        yield Measurement(f"{words}, {summary.name}", 100 * (1 - rate[0]), "%", bar=100 * (1 - low))
    yield Measurement(
        f"false discoveries, {summary.name}",
        100 * summary.false_discoveries[0],
        "%",
        bar=100 * THRESHOLDS.q,
    )
    yield Measurement(
        f"true drivers missed at partial R² {summary.partial:.1%}, {summary.name}",
        100 * (1 - summary.power[0]),
        "%",
        bar=100 * MISSED_AT_MOST if summary.name == USEFUL_IN else None,
    )
