"""The tables of the study, written into its page between two marks."""

from collections.abc import Sequence
from math import isnan
from pathlib import Path

from bench.driver_study.designs import VIOLATIONS
from bench.driver_study.summary import Rate, Summary
from bench.driver_study.tally import allowed
from bench.written_page import write_between_marks

PART = "driver-study"
_NOMINAL = 0.95

_MAIN = (
    "| panel | partial R² | 95 % intervals that hold the truth | true drivers shown "
    "| others shown | false discoveries | intervals shown that hold the truth "
    "| plain 95 % intervals of the same | ranked |"
)
_BROKEN = (
    "| broken | true drivers shown | others shown | 95 % intervals that hold the truth "
    "| mean estimate / effect | the driver in question | what the page tells |"
)


def write_page(page: Path, found: Sequence[Summary], told: str) -> None:
    """Put the tables into the page, instead of those that are there.

    Args:
        page: Markdown with the two marks.
        found: lines so far; groups that have none are left out.
        told: date, machine and number of panels, in words.
    """
    write_between_marks(page, PART, tables(found, told))


def tables(found: Sequence[Summary], told: str) -> str:
    """All tables, Markdown."""
    broken = {violation.design.name for violation in VIOLATIONS}
    main = [summary for summary in found if summary.name not in broken]
    lines = [told, ""]
    if main:
        lines += [_MAIN, _rule(_MAIN), *map(_main_line, main), ""]
    by_name = {summary.name: summary for summary in found}
    if by_name.keys() & broken:
        lines += [_BROKEN, _rule(_BROKEN)]
        for violation in VIOLATIONS:
            if violation.design.name in by_name:
                told_of = by_name[violation.design.name], violation.broken, violation.told
                lines.append(_broken_line(*told_of))
    return "\n".join(lines).rstrip()


def _rule(heading: str) -> str:
    return "|" + "---|" * (heading.count("|") - 1)


def _main_line(summary: Summary) -> str:
    rate, error = summary.false_discoveries
    cells = (
        summary.name,
        f"{summary.partial:.1%}" if summary.partial else "none",
        _held(summary.coverage),
        _part(summary.power),
        _part(summary.null_shown),
        f"{rate:.1%} ± {error:.1%}",
        _held(summary.coverage_shown),
        _part(summary.coverage_shown_plain),
        f"{summary.ranked:.0%}",
    )
    return "| " + " | ".join(cells) + " |"


def _broken_line(summary: Summary, broken: str, told: str) -> str:
    bias = "" if isnan(summary.bias) else f"{summary.bias:.2f}"
    cells = (
        broken,
        _part(summary.power),
        _part(summary.null_shown),
        _part(summary.coverage),
        bias,
        _in_question(summary.touched),
        told,
    )
    return "| " + " | ".join(cells) + " |"


def _in_question(touched: dict[str, float]) -> str:
    if not touched:
        return ""
    words = [f"shown {touched['shown']:.0%}"]
    chance = ("interval_holds_zero", "false_discovery")
    words += [
        f"{reason.replace('_', ' ')} {part:.0%}"
        for reason, part in touched.items()
        if reason not in ("shown", "coverage", *chance) and part >= _WORTH_TELLING
    ]
    return ", ".join([*words, f"interval without gates holds the truth {touched['coverage']:.0%}"])


_WORTH_TELLING = 0.05


def _part(rate: Rate) -> str:
    return "" if isnan(rate[0]) else f"{rate[0]:.1%}"


def _held(rate: Rate) -> str:
    """A coverage with what chance allows a true 95 %; marked where it is outside."""
    part, trials = rate
    if not trials:
        return ""
    low, high = allowed(_NOMINAL, trials)
    mark = "" if low <= part <= high else " **below**" if part < low else " above"
    return f"{part:.1%} ({low:.1%} to {high:.1%}){mark}"
