"""Documents add up to their figure, at every step on the way down, or a reason is told."""

from collections.abc import Sequence
from datetime import date

import pytest

from access.scope import OPERATOR
from metrics.breakdown import breaks_down
from metrics.catalogue import CATALOGUE, kpi
from metrics.document_sums import Reason, adds_up, why_not
from metrics.listings import Listing, Wanted, list_rows
from metrics.model.formula import AmongPeers, measures_of
from metrics.model.kpi import Kpi
from metrics.model.period import Period
from metrics.reader import Question
from metrics.result import Figure, Result
from metrics.selection import QuestionError, Selection, UnknownNameError
from tests.metrics.random_network import COMPLETE, RandomNetwork, made

SPRING = Period(date(2025, 1, 1), date(2025, 3, 31))
LISTED = [entry for entry in CATALOGUE if not isinstance(entry.formula, AmongPeers)]


def network() -> RandomNetwork:
    """The network in which every KPI has something to count, made once for the process."""
    return made(COMPLETE)


def selection_of(*members: tuple[str, str], by: tuple[str, ...] = ()) -> Selection:
    return Selection(SPRING, (network().codes[0],), by=by, members=members)


def figures_of(kpis: Sequence[Kpi], *members: tuple[str, str], by: tuple[str, ...] = ()) -> Result:
    question = Question(selection_of(*members, by=by), tuple(kpis))
    return network().network.exact.ask(OPERATOR, question)


def listed(entry: Kpi, **members: str) -> Listing:
    wanted = Wanted(limit=0, members=members)
    return list_rows(network().network.exact, OPERATOR, entry, selection_of(), wanted)


def dimensions_of(entry: Kpi) -> list[str]:
    facts = [measure.fact for measure in measures_of(entry.formula)]
    known = facts[0].dimensions if breaks_down(entry) else {}
    return [name for name in known if all(name in fact.dimensions for fact in facts)]


def apart(entry: Kpi, listing: Listing, figure: Figure, *, narrowed: bool) -> list[str]:
    """The sides that the documents ought to make up and do not."""
    told = {"numerator": figure.numerator, "denominator": figure.denominator}
    return [
        side
        for side in listing.sums
        if told[side] is not None
        and why_not(entry, side, listing, figure, narrowed=narrowed) is None
        and not adds_up(side, listing, figure)
    ]


def test_the_documents_of_a_kpi_make_up_its_figure_or_a_reason_says_why_not() -> None:
    # Every second one, and every third below: all of them would take half a minute.
    found, seen = figures_of(LISTED[::2]), 0
    for entry in LISTED[::2]:
        figure, listing = found.figure(entry.id), listed(entry)
        seen += bool(listing.total and figure.numerator)
        assert apart(entry, listing, figure, narrowed=False) == [], entry.id
    assert seen > 30


def test_so_do_those_of_a_member_of_its_first_dimension() -> None:
    by_dimension: dict[str, list[Kpi]] = {}
    for entry in LISTED[1::3]:
        for dimension in dimensions_of(entry)[:1]:
            by_dimension.setdefault(dimension, []).append(entry)
    seen = 0
    for dimension, kpis in by_dimension.items():
        found = figures_of(kpis, by=(dimension,))
        for entry in kpis:
            for figure in found.of(entry.id)[:1]:
                listing = listed(entry, **{dimension: figure.keys[dimension]})
                seen += bool(listing.total)
                assert apart(entry, listing, figure, narrowed=True) == [], entry.id
    assert seen > 12


def test_the_members_of_a_member_add_up_to_it() -> None:
    seen = 0
    for name in ("retail_deliveries", "net_orders", "as_revenue", "showroom_visits"):
        entry = kpi(name)
        first, second = dimensions_of(entry)[:2]
        for figure in figures_of([entry], by=(first,)).of(name)[:2]:
            below = figures_of([entry], (first, figure.keys[first]), by=(second,)).of(name)
            seen += 1
            assert sum(f.numerator or 0 for f in below) == pytest.approx(figure.numerator), name
    assert seen > 3


@pytest.mark.parametrize(
    ("name", "side", "reason"),
    [
        ("retail_deliveries", "numerator", None),
        ("daily_avg_walkins", "denominator", Reason.OTHER_DOCUMENTS),
        ("renewal_policies", "numerator", Reason.DISTINCT),
        ("used_stock_turn_days", "numerator", Reason.MEAN),
    ],
)
def test_a_reason_is_told_where_documents_cannot_add_up(
    name: str, side: str, reason: Reason | None
) -> None:
    entry = kpi(name)
    figure = figures_of([entry]).figure(name)
    assert why_not(entry, side, listed(entry), figure, narrowed=False) is reason


def test_members_need_a_grouping_and_a_dimension_that_exists() -> None:
    with pytest.raises(QuestionError, match="group by a dimension"):
        selection_of(("model", "M0"))
    with pytest.raises(UnknownNameError):
        figures_of([kpi("retail_deliveries")], ("no_such", "x"), by=("model",))
