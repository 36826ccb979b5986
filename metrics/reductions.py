"""From counted values to one figure: medians of all kinds, always from the rows themselves."""

import math
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from metrics.model.measures import Reduction

Row = Mapping[str, Any]
_Watched = tuple[str | None, str]


def reduce_rows(
    reduction: Reduction, rows: Sequence[Row], last_day: date, as_of: date
) -> tuple[float | None, int]:
    """Take the figure of a spread.

    Args:
        reduction: what is made of the rows.
        rows: values under the names of the spread's columns, with their number ``n``.
        last_day: last day of the period.
        as_of: newest day of the data.

    Returns:
        The figure, None where the rows do not allow one, and the number of rows behind it.
    """
    match reduction:
        case Reduction.MEDIAN:
            return weighted_median((r["value"], r["n"]) for r in rows if r["value"] is not None)
        case Reduction.AGE_MEDIAN:
            ages = ((last_day - r["since"]).days for r in rows if r["since"] is not None)
            counts = (r["n"] for r in rows if r["since"] is not None)
            return weighted_median(zip(ages, counts, strict=True))
        case Reduction.SURVIVAL_MEDIAN:
            return survival_median(rows, as_of)
        case Reduction.MEDIAN_WITH_MISSES:
            return median_with_misses(rows, as_of)
        case Reduction.PRICE_GAP:
            return price_gap(rows)
        case Reduction.PUBLISHED:
            return newest_published(rows)


def weighted_median(values: Iterable[tuple[float, int]]) -> tuple[float | None, int]:
    """Median of counted values: the middle one, or the mean of the two middle ones."""
    ordered = sorted((float(value), int(n)) for value, n in values)
    total = sum(n for _, n in ordered)
    if total == 0:
        return None, 0
    low, high = (total - 1) // 2, total // 2
    seen = 0
    first: float | None = None
    for value, n in ordered:
        seen += n
        if first is None and seen > low:
            first = value
        if seen > high:
            assert first is not None
            return (first + value) / 2, total
    raise AssertionError("a median lies inside its values")


def median_with_misses(rows: Sequence[Row], as_of: date) -> tuple[float | None, int]:
    """Median of waiting times in which what never came counts as longer than any other.

    Rows have ``value`` (None for a miss) and ``due``, the first day on which it could have come: a
    miss that is not due by ``as_of`` is left out, one without a due day counts. There is no median
    where more than half are misses; where just half are, it is the longest time that is known.
    """
    times: list[tuple[float, int]] = []
    misses = 0
    for row in rows:
        if row["value"] is not None:
            times.append((float(row["value"]), int(row["n"])))
        elif row["due"] is None or row["due"] <= as_of:
            misses += int(row["n"])
    known = sum(n for _, n in times)
    total = known + misses
    if known < misses:
        return None, total
    if known == misses:
        return max(times, default=(None, 0))[0], total
    return weighted_median([*times, (math.inf, misses)])[0], total


def survival_median(rows: Sequence[Row], as_of: date) -> tuple[float | None, int]:
    """Kaplan-Meier median of a duration in days; cases still open count up to ``as_of``.

    Rows have ``opened`` (day), ``closed`` (day or None). The median is the first duration at which
    at most half of the cases are still open; None where more than half still are
    (Kaplan and Meier 1958).
    """
    events: dict[int, int] = {}
    leaving: dict[int, int] = {}
    total = 0
    for row in rows:
        n = int(row["n"])
        total += n
        closed: date | None = row["closed"]
        done = closed is not None and closed <= as_of
        end = closed if done and closed is not None else as_of
        days = max((end - row["opened"]).days, 0)
        leaving[days] = leaving.get(days, 0) + n
        if done:
            events[days] = events.get(days, 0) + n
    at_risk, surviving = total, 1.0
    for days in sorted(leaving):
        if days in events:
            surviving *= 1 - events[days] / at_risk
            if surviving <= 0.5 + 1e-12:
                return float(days), total
        at_risk -= leaving[days]
    return None, total


def newest_published(rows: Sequence[Row]) -> tuple[float | None, int]:
    """The value of the newest month, and that month as ``YYYYMM`` in place of a number of rows.

    Rows have ``published`` (last day of the month) and ``value``; every store has the same.
    """
    told = [row for row in rows if row["value"] is not None]
    if not told:
        return None, 0
    newest = max(told, key=lambda row: row["published"])
    day: date = newest["published"]
    return float(newest["value"]), day.year * 100 + day.month


def price_gap(rows: Sequence[Row]) -> tuple[float | None, int]:
    """Median over models of (own lowest price - median of rivals' prices) / list price.

    Rows have ``model_code``, ``is_own``, ``rival``, ``observed`` (day), ``price`` and ``msrp``, and
    ``store`` where there are several: each store is held against the rivals that it watches, since
    they are those of its city. The newest observation of each rival counts. Models without both
    sides or list price are left out.
    """
    own: dict[_Watched, float] = {}
    newest: dict[_Watched, dict[str, tuple[date, float]]] = {}
    listed: dict[_Watched, float] = {}
    for row in rows:
        price = row["price"]
        if row["model_code"] is None or price is None:
            continue
        model = row.get("store"), row["model_code"]
        if row["msrp"]:
            listed[model] = float(row["msrp"])
        if row["is_own"]:
            own[model] = min(own.get(model, float(price)), float(price))
            continue
        rivals = newest.setdefault(model, {})
        seen = rivals.get(str(row["rival"]))
        candidate = (row["observed"], float(price))
        # The lower price of one day counts, so that the order of rows does not matter.
        if seen is None or (candidate[0], -candidate[1]) > (seen[0], -seen[1]):
            rivals[str(row["rival"])] = candidate
    gaps = []
    for model, lowest in own.items():
        middle, _ = weighted_median((price, 1) for _, price in newest.get(model, {}).values())
        if middle is not None and listed.get(model):
            gaps.append(((lowest - middle) / listed[model], 1))
    return weighted_median(gaps)
