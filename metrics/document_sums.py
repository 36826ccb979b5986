"""Whether what documents add makes up a side of a figure, and if not, why it cannot."""

from collections.abc import Iterator, Mapping
from enum import StrEnum

from metrics.listings import DENOMINATOR, NUMERATOR, Listing
from metrics.model.formula import (
    Apportion,
    CountStores,
    Mean,
    Over,
    Percentile,
    PerDay,
    PerMonth,
    Plus,
    Scaled,
    Term,
    Whole,
    terms_of,
)
from metrics.model.kpi import Kpi
from metrics.model.measures import Distinct, MonthlyDistinct
from metrics.model.windows import DAY_BEFORE, LAST_DAY
from metrics.result import Figure, Note

_NEAR = 5e-3
"""Sums are of amounts in cents: a difference below is one of rounding."""


class Reason(StrEnum):
    """Why the documents shown do not add up to a side."""

    PERCENTILE = "percentile"
    DISTINCT = "distinct"
    MEAN = "mean"
    PER_TIME = "per_time"
    SCALED = "scaled"
    SHARED_OUT = "shared_out"
    WHOLE = "whole"
    STORES_COUNTED = "stores_counted"
    OTHER_DOCUMENTS = "other_documents"
    REPORTED = "reported"
    STORES_MISSING = "stores_missing"


_OF_TERMS: Mapping[type[Term], Reason] = {
    PerDay: Reason.PER_TIME,
    PerMonth: Reason.PER_TIME,
    Scaled: Reason.SCALED,
    Whole: Reason.WHOLE,
    Apportion: Reason.SHARED_OUT,
    CountStores: Reason.STORES_COUNTED,
}


def why_not(
    kpi: Kpi, side: str, listing: Listing, figure: Figure, *, narrowed: bool
) -> Reason | None:
    """Why a side of a figure need not be the sum of the documents; None where it has to be.

    Args:
        kpi: whose figure and documents.
        side: ``numerator`` or ``denominator``.
        listing: the documents.
        figure: of the same stores, period and members.
        narrowed: whether it is the figure of a member of a dimension.
    """
    formula = (kpi.broken_down if narrowed else kpi).formula
    if isinstance(formula, Percentile):
        return Reason.PERCENTILE
    if figure.note in (Note.REPORTED, Note.PUBLISHED_MONTH) or figure.state.value == "estimated":
        return Reason.REPORTED
    if figure.missing:
        return Reason.STORES_MISSING
    terms = dict(zip((NUMERATOR, DENOMINATOR), terms_of(formula), strict=False))
    if side not in terms:
        return None
    own = {leaf.measure.fact.name for leaf in terms[side].leaves()}
    if own - {listing.fact}:
        return Reason.OTHER_DOCUMENTS
    return next(_reasons(terms[side]), None)


def adds_up(side: str, listing: Listing, figure: Figure) -> bool:
    """Whether the documents add up to a side of a figure, to the cent."""
    told = figure.numerator if side == NUMERATOR else figure.denominator
    found = listing.sums.get(side)
    if told is None or found is None:
        return False
    return abs(told - found) <= max(_NEAR, 1e-9 * abs(told))


def _reasons(term: Term) -> Iterator[Reason]:
    match term:
        case Over(measure=measure):
            if isinstance(measure, Distinct | MonthlyDistinct):
                yield Reason.DISTINCT
        case Mean(window=window):
            if window not in (LAST_DAY, DAY_BEFORE):
                yield Reason.MEAN
        case Plus(left=left, right=right):
            yield from _reasons(left)
            yield from _reasons(right)
        case _:
            # Of a constant there are no documents.
            yield _OF_TERMS.get(type(term), Reason.OTHER_DOCUMENTS)
