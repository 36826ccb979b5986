"""One KPI over one group: who can be told apart from the middle, and who stands where.

Members go by their keys; what is known of each is its value and the variance of its error. A
member of few cases, or without a variance (too short a past), takes part in the median and the
limits, and stands in the middle where others are ranked.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from statistics import median, quantiles
from typing import NamedTuple

from metrics.model.kpi import Direction
from metrics.side_by_side.funnel import Z95, excess_variance, limits, score
from metrics.side_by_side.shrinkage import held_back, spread_between

MEMBERS_AT_LEAST = 5


class Verdict(StrEnum):
    """What a gap to the median says; a key of words.

    NEAR: it can be chance. APART: it is no chance, and of a size that is common in the group.
    BEYOND: it lies outside of what is usual in the group. UNKNOWN: nothing to judge it by.
    """

    NEAR = "near"
    APART = "apart"
    BEYOND = "beyond"
    UNKNOWN = "unknown"


class Member(NamedTuple):
    """What is known of a member.

    Attributes:
        value: of the KPI.
        variance: of its error; None, or zero, where it is not known.
        few: whether it rests on so few cases that it gets no rank.
    """

    value: float
    variance: float | None
    few: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """Where a member stands in its group.

    Attributes:
        centre: median of the group.
        best_quartile: a quarter of the group reaches at least this; None for a band.
        of: members with a value.
        rank: 1 for the best by values held back; None where the cases are few, the error is not
            known, no direction is good or chance explains all the gaps of the group.
        plain_rank: 1 for the best by values as counted.
        gap: to the median, positive where better; the bare difference for a band.
        verdict: whether the gap can be chance.
        score: gap in errors of chance.
        adjusted: gap in errors of chance and usual differences.
        held_back: the value drawn towards the median by how unsure it is.
        tied: whether chance explains all the gaps of the group, so that nobody has a rank.
        low: below it, or
        high: above it, the gap is no chance; None where the error is not known.
    """

    centre: float
    best_quartile: float | None
    of: int
    rank: int | None
    plain_rank: int | None
    gap: float
    verdict: Verdict
    score: float | None = None
    adjusted: float | None = None
    held_back: float | None = None
    tied: bool = False
    low: float | None = None
    high: float | None = None


def places(members: Mapping[str, Member], direction: Direction) -> dict[str, Place]:
    """The place of every member of a group; none below five members.

    Args:
        members: by key, those with a value.
        direction: which way is good.
    """
    if len(members) < MEMBERS_AT_LEAST:
        return {}
    values = {key: member.value for key, member in members.items()}
    centre = median(values.values())
    quarters = quantiles(values.values(), n=4, method="inclusive")
    best = {Direction.UP: quarters[2], Direction.DOWN: quarters[0], Direction.BAND: None}[direction]
    errors = {key: m.variance for key, m in members.items() if m.variance}
    judged = len(errors) >= MEMBERS_AT_LEAST
    series = [values[key] for key in errors], list(errors.values())
    between = spread_between(*series, centre) if judged else 0.0
    usual = excess_variance(*series, centre) if judged else 0.0
    drawn = dict.fromkeys(members, centre)
    for key, variance in errors.items():
        if not members[key].few:
            drawn[key] = held_back(values[key], centre, variance, between)
    made = {}
    for key, member in members.items():
        gap = centre - member.value if direction is Direction.DOWN else member.value - centre
        plain = _rank(values, key, direction)
        place = Place(centre, best, len(members), None, plain, gap, Verdict.UNKNOWN)
        if judged and key in errors:
            place = replace(
                _judged(place, member, errors[key], usual),
                held_back=drawn[key],
                rank=None if member.few or not between else _rank(drawn, key, direction),
                tied=not between,
            )
            if not between:
                # Chance explains all the gaps of the group together, and so each of them.
                place = replace(place, verdict=Verdict.NEAR)
        made[key] = place
    return made


def _judged(place: Place, member: Member, variance: float, usual: float) -> Place:
    chance = score(member.value, place.centre, variance)
    adjusted = score(member.value, place.centre, variance + usual)
    low, high = limits(place.centre, variance)
    verdict = Verdict.NEAR if abs(chance) < Z95 else Verdict.APART
    if verdict is Verdict.APART and abs(adjusted) >= Z95:
        verdict = Verdict.BEYOND
    return replace(place, verdict=verdict, score=chance, adjusted=adjusted, low=low, high=high)


def _rank(values: Mapping[str, float], key: str, direction: Direction) -> int | None:
    """One more than the members that are better; None where no direction is good."""
    own = values[key]
    if direction is Direction.BAND:
        return None
    up = direction is Direction.UP
    return 1 + sum(other > own if up else other < own for other in values.values())
