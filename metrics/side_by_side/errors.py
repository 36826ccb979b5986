"""The variance of each member's figure, from its trials, its events, or its own months."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from statistics import median

from metrics.model.kpi import Kpi
from metrics.model.period import Period
from metrics.result import Figure
from metrics.side_by_side.noise import (
    Noise,
    Reading,
    is_total,
    noise_of,
    reading_of,
    variance_of_months,
    variance_of_rate,
    variance_of_share,
)

# A past may have been steady by luck: the variance of one case is at least a quarter of what is
# usual in the group, the error at least half of it.
_STEADY_AT_LEAST = 0.25


def by_trials(kpi: Kpi, figures: Mapping[str, Figure], centre: float) -> dict[str, float]:
    """Variances, at the middle of the group, of shares of trials and of rates of events.

    Args:
        kpi: whose noise is of trials or events.
        figures: by member.
        centre: of the group: what a member would reach that does not differ from it.
    """
    factor = getattr(kpi.formula, "factor", 1.0)
    found = {}
    for key, figure in figures.items():
        cases = figure.denominator or 0.0
        if cases > 0:
            of_share = noise_of(kpi) is Noise.TRIALS
            share = variance_of_share(min(max(centre, 0.0), 1.0), cases)
            found[key] = share if of_share else variance_of_rate(centre, cases, factor)
    return found


def by_months(
    kpi: Kpi, figures: Mapping[str, Figure], per_case: Mapping[str, float], days: int
) -> dict[str, float]:
    """Variances of figures, from the variance of one case of each member.

    Args:
        kpi: of the figures.
        figures: by member.
        per_case: by member, from ``variance_per_case``.
        days: of the period that have passed.
    """
    if not per_case:
        return {}
    floor = _STEADY_AT_LEAST * median(per_case.values())
    found = {}
    for key, figure in figures.items():
        reading = reading_of(kpi, figure, days)
        if reading is not None and key in per_case:
            variance = max(per_case[key], floor) / reading.weight
            found[key] = variance * days**2 if is_total(kpi) else variance
    return found


def variance_per_case(
    kpi: Kpi, months: Mapping[str, Sequence[Figure]], group: Iterable[str], as_of: date
) -> dict[str, float]:
    """The variance of one case (one day of a total) of each member, from its months.

    What moves all members of a group alike in a month is no noise of any of them: months are
    taken as distances to the median of the group, where there are five of them.

    Args:
        kpi: of the figures.
        months: of each member, oldest first, with the key ``month``.
        group: the members that share such movements.
        as_of: newest day of the data; a month under way weighs its days.
    """
    readings = {key: _readings(kpi, months.get(key, ()), as_of) for key in group}
    by_month: dict[str, list[float]] = {}
    for found in readings.values():
        for name, reading in found.items():
            by_month.setdefault(name, []).append(reading.value)
    middle = {name: median(values) for name, values in by_month.items() if len(values) >= 5}
    variances = {}
    for key, found in readings.items():
        moved = [Reading(r.value - middle.get(n, 0.0), r.weight) for n, r in sorted(found.items())]
        variance = variance_of_months(moved)
        if variance is not None:
            variances[key] = variance
    return variances


def _readings(kpi: Kpi, months: Sequence[Figure], as_of: date) -> dict[str, Reading]:
    found = {}
    for figure in months:
        name = figure.keys["month"]
        whole = Period.month(date(int(name[:4]), int(name[5:7]), 1)).until(as_of)
        reading = reading_of(kpi, figure, whole.days if whole else 0)
        if reading is not None:
            found[name] = reading
    return found
