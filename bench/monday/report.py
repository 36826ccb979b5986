"""The tables of a Monday, written into its page."""

import os
import platform
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from bench.measurement import Measurement
from bench.monday.tally import Line, Phase
from bench.written_page import write_between_marks

PART = "monday"
_HEADING = (
    "| phase | kind | requests | per second | p50 ms | p95 ms | p99 ms | put off | errors | leaks |"
)
_FIGURES = "| figure | measured | reference | ratio | bar | |"


def write_page(
    page: Path, played: Sequence[Phase], found: Sequence[Measurement], told: str
) -> None:
    """Put the tables into the page, instead of those that are there.

    Args:
        page: Markdown with the marks of this part.
        played: phases so far.
        found: what has a bar or a reference, or is told for its own sake.
        told: what was run, in words.
    """
    write_between_marks(
        page, PART, f"{datetime.now(UTC):%Y-%m-%d}: {told} {machine()}\n\n" + tables(played, found)
    )


def machine() -> str:
    """The machine, in words."""
    return (
        f"{platform.system()} on {platform.machine()}, {os.cpu_count()} cores, "
        f"Python {platform.python_version()}."
    )


def tables(played: Sequence[Phase], found: Sequence[Measurement]) -> str:
    """Both tables, Markdown."""
    lines = [_FIGURES, _rule(_FIGURES), *map(_figure, found), ""]
    lines += [_HEADING, _rule(_HEADING)]
    lines += [_line(line) for phase in played for line in phase.lines()]
    return "\n".join(lines)


def _figure(m: Measurement) -> str:
    reference = "" if m.reference_value is None else f"{m.reference}: {m.reference_value:,.0f}"
    ratio = "" if m.ratio is None else f"{m.ratio:.2f}"
    bar = "" if m.bar is None else f"{m.bar:g}"
    passes = {None: "", True: "ok", False: "**missed**"}[m.passes]
    value = f"{m.value:,.0f}" if m.value >= 100 or m.value == int(m.value) else f"{m.value:.1f}"
    cells = m.name, f"{value} {m.unit}", reference, ratio, bar, passes
    return f"| {' | '.join(cells)} |"


def _line(line: Line) -> str:
    numbers = f"{line.p50:,.0f}", f"{line.p95:,.0f}", f"{line.p99:,.0f}"
    counts = map(str, (line.shed, line.errors, line.leaks))
    cells = line.phase, line.kind, f"{line.count:,}", f"{line.per_second:.1f}", *numbers, *counts
    return f"| {' | '.join(cells)} |"


def _rule(heading: str) -> str:
    return "|" + "---|" * (heading.count("|") - 1)
