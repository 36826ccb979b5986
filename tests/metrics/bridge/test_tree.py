"""The trees say what the formulas say, and nothing else."""

import pytest

from metrics.bridge.linear import linear_of
from metrics.bridge.nodes import Link, Node, Product, Sum, of_kpi
from metrics.bridge.trees import TREES, node_named, nodes, nodes_of
from metrics.business_lines import LINE_KPIS, LINES
from metrics.catalogue import CATALOGUE, MEASURED, all_measures, kpi
from metrics.facts.deliveries import RETAIL_PRICED
from metrics.measures import RETAIL_DELIVERED
from metrics.model.formula import Over, PerDay, Plus, Scaled, Term
from metrics.model.kpi import Department, Unit
from metrics.model.words import Words
from metrics.selection import UnknownNameError

SOLD, PRICED = Over(RETAIL_DELIVERED), Over(RETAIL_PRICED)


def node(above: Term, below: Term | None = None, split: Sum | Product | None = None) -> Node:
    words = Words("数", "figure")
    return Node("figure", words, Department.SALES, Unit.COUNT, above, below, split=split)


def test_a_split_that_is_no_identity_is_refused() -> None:
    parts = node(SOLD), node(PRICED)
    assert node(Plus(SOLD, PRICED, -1), split=Sum(((1, parts[0]), (-1, parts[1])))).children
    with pytest.raises(ValueError, match="is not made of"):
        node(Plus(SOLD, PRICED, 1), split=Sum(((1, parts[0]), (-1, parts[1]))))
    with pytest.raises(ValueError, match="is not made of"):
        node(Scaled(2.0, SOLD), split=Sum(((1, parts[0]),)))
    share = node(PRICED, SOLD)
    assert node(PRICED, split=Product((node(SOLD), share))).children
    with pytest.raises(ValueError, match="is not made of"):
        node(SOLD, split=Product((node(SOLD), share)))
    with pytest.raises(ValueError, match="is not made of"):
        node(Scaled(1.13, PRICED), split=Product((node(SOLD), share)))
    with pytest.raises(ValueError, match="is not made of"):
        node(SOLD, PRICED, Sum(((1, node(SOLD)),)))


def test_terms_are_read_as_sums_of_measures() -> None:
    (leaf,) = linear_of(SOLD)
    assert linear_of(Scaled(3.0, SOLD) - SOLD) == {leaf: 2.0}
    assert linear_of(SOLD - SOLD) == {}
    with pytest.raises(TypeError, match="expected a sum of measures, got PerDay"):
        linear_of(PerDay(SOLD))


def test_only_amounts_and_plain_ratios_are_nodes() -> None:
    with pytest.raises(TypeError, match="nps is neither an amount nor a plain ratio"):
        of_kpi(kpi("nps"))


def test_net_profit_reaches_every_line_and_its_drivers() -> None:
    below = {one.name for one in TREES[0].walk()}
    assert {line.gross.id for line in LINES} <= below
    assert {
        "total_gross",
        "operating_expenses",
        "front_gross_per_unit",
        "avg_discount_rate",
        "used_gross_per_unit",
        "finance_penetration",
        "renewal_policies",
        "as_visits",
        "hours_per_cp_ro",
        "effective_labour_rate_cp",
    } <= below


def test_a_name_stands_for_one_figure_everywhere() -> None:
    found: dict[str, Node] = {}
    for one in nodes():
        known = found.setdefault(one.name, one)
        assert known.kpi is one.kpi
        assert known.unit is one.unit
        assert known.words == one.words


def test_nodes_carry_the_names_of_the_kpis_that_they_are() -> None:
    ids = {each.id for each in (*CATALOGUE, *LINE_KPIS)}
    for one in nodes():
        assert (one.name in ids) == (one.kpi is not None)
        if one.kpi is not None:
            assert one.department is one.kpi.department
            assert one in nodes_of(one.kpi)


def test_what_went_before_rests_on_other_documents() -> None:
    for one in nodes():
        if isinstance(one.split, Product):
            first = {t for leaf in one.split.factors[0].sides[0] for t in leaf.measure.fact.tables}
            own = {table for leaf in one.sides[0] for table in leaf.measure.fact.tables}
            is_funnel = one.split.link is Link.FUNNEL
            assert is_funnel <= bool(first - own), one.name


def test_sums_of_the_tree_are_rolled_up() -> None:
    known = set(all_measures(MEASURED).values())
    lacking = {leaf.measure.name for one in nodes() for leaf in one.leaves()} - {
        measure.name for measure in known
    }
    assert lacking == set()


def test_a_node_that_does_not_exist_offers_the_closest() -> None:
    assert node_named("gross_service").kpi is kpi("gross_service")
    with pytest.raises(UnknownNameError, match="did you mean gross_service"):
        node_named("gros_service")
