"""Whether counts are taken from the same documents, by the day that dates them."""

from functools import cache

from metrics.drivers.tautology.filters import may_share
from metrics.drivers.tautology.footprint import Measures, Sides
from metrics.drivers.tautology.money import money_of, traced
from metrics.model.kpi import Kpi
from metrics.model.measures import Flow, Level, Measure


def same_documents(one: Measure, other: Measure) -> bool:
    """Whether two measures are one, or count documents that may be the same."""
    if one is other:
        return True
    return not money_of(other) and counts_documents_of(one, other)


def counts_documents_of(count: Measure, other: Measure) -> bool:
    """Whether a measure counts, and counts what another one counts or adds up."""
    days = _dated(count)
    return (
        not money_of(count)
        and bool(days)
        and days == _dated(other)
        and isinstance(count, Level) == isinstance(other, Level)
        and may_share(count, other)
    )


def all_same_documents(some: Measures, others: Measures) -> bool:
    """Whether each of some measures counts the documents of each of some others."""
    return all(same_documents(one, other) for one in some for other in others)


def is_share(kpi: Kpi, sides: Sides) -> bool:
    """Whether documents are divided by documents of the same kind: cars financed by cars sold.

    The same sum over other days is growth and no share.
    """
    same = bool(sides.below) and all_same_documents(sides.above, sides.below)
    return kpi.trials or (same and sides.above != sides.below)


@cache
def _dated(measure: Measure) -> frozenset[str]:
    """The columns that date the documents of a measure."""
    match measure:
        case Flow(at=at):
            return frozenset(str(column) for column in traced(at))
        case Level(start=start):
            return frozenset(str(column) for column in traced(start))
        case _:
            return frozenset()
