"""The people of a store beside one another, by the same rules as stores.

A group is the people of one store in one function, all of whom the reader may see. Their own
months are too short to tell chance from change: a case of theirs varies as much as a case of their
store does. Whoever has few cases gets no rank, and nobody is ranked among fewer than five.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median

from metrics.model.kpi import Kpi, Unit
from metrics.model.period import Period
from metrics.result import Figure, State
from metrics.side_by_side.errors import by_months, by_trials, variance_per_case
from metrics.side_by_side.gap_money import GapMoney, gap_in_cny
from metrics.side_by_side.noise import Noise, is_total, noise_of
from metrics.side_by_side.places import MEMBERS_AT_LEAST, Member, Place, places

CASES_AT_LEAST = 5
"""Below so many cases of an average, or events of a count, a person gets no rank."""


@dataclass(frozen=True, slots=True)
class Person:
    """A figure of a person, and where he stands in his store.

    Attributes:
        figure: with the keys ``store`` and the function.
        place: None where fewer than five people of the store have a value.
        money: gap to their median in CNY; None where it does not come to money or can be chance.
    """

    figure: Figure
    place: Place | None
    money: GapMoney | None = None


def stand_persons(
    kpi: Kpi,
    figures: Sequence[Figure],
    months: Mapping[str, Sequence[Figure]],
    by: str,
    at: tuple[Period, date],
) -> list[Person]:
    """Place the people of each store among those of the same store.

    Args:
        kpi: of the figures.
        figures: by store and ``by``, inside the scope.
        months: of the stores, oldest first.
        by: the function: ``consultant``, ``adviser``, ``technician``...
        at: the period, cut at the newest day, and that day.
    """
    stores: dict[str, dict[str, Figure]] = {}
    for figure in figures:
        named = figure.keys.get(by)
        if named and figure.value is not None:
            stores.setdefault(figure.keys.get("store", ""), {})[named] = figure
    made = []
    for store, people in stores.items():
        variances = _variances(kpi, people, months.get(store, ()), at)
        members = {
            name: Member(f.value or 0.0, variances.get(name), is_few(kpi, f))
            for name, f in people.items()
        }
        found = places(members, kpi.direction)
        for name, figure in people.items():
            place = found.get(name)
            told = place is not None and not members[name].few
            money = gap_in_cny(kpi, figure, place.centre) if place and told else None
            made.append(Person(figure, place, money))
    return made


def is_few(kpi: Kpi, figure: Figure) -> bool:
    """Whether a person's figure rests on too few cases for a rank."""
    if figure.state is State.TOO_FEW:
        return True
    cases = figure.value if is_total(kpi) and kpi.unit is Unit.COUNT else figure.denominator
    return cases is not None and abs(cases) < CASES_AT_LEAST


def _variances(
    kpi: Kpi, people: Mapping[str, Figure], months: Sequence[Figure], at: tuple[Period, date]
) -> dict[str, float]:
    if len(people) < MEMBERS_AT_LEAST:
        return {}
    middle = median(f.value or 0.0 for f in people.values())
    if noise_of(kpi) is not Noise.MONTHS:
        return by_trials(kpi, people, middle)
    if is_total(kpi):
        # A count of events is Poisson; an amount of a person has no error that we know.
        counted = kpi.unit is Unit.COUNT
        return dict.fromkeys(people, max(middle, 0.5)) if counted else {}
    of_store = variance_per_case(kpi, {"store": months}, ("store",), at[1])
    if "store" not in of_store:
        return {}
    return by_months(kpi, people, dict.fromkeys(people, of_store["store"]), at[0].days)
