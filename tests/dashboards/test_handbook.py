"""The handbook: every KPI in both languages, to be searched, with live numbers and its sources."""

from typing import Any

import pytest
from dash import html
from dash.development.base_component import Component

from dashboards.board.benchmarks import benchmark_text
from dashboards.format import show_amount
from dashboards.site import page_of
from metrics.catalogue import CATALOGUE
from metrics.extracts import extract_of, heading_of
from metrics.lineage import source_columns
from metrics.model.formula import External, Percentile
from tests.dashboards.network import MONTHLY, Network
from tests.dashboards.test_pages import answer, texts


def entries(network: Network, language: str) -> dict[str, html.Details]:
    """The entry of each KPI, for store A1."""
    page = page_of("/handbook")
    assert page is not None
    found: dict[str, html.Details] = {}

    def look(part: object) -> None:
        if isinstance(part, html.Details):
            found[str(getattr(part, "id", "")).removeprefix("kpi-")] = part
        elif isinstance(part, Component):
            look(getattr(part, "children", None))
        elif isinstance(part, list | tuple):
            for each in part:
                look(each)

    look(answer(network, page, language, stores=("A1",)).body)
    return found


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_kpi_is_explained(network: Network, language: str) -> None:
    found = entries(network, language)
    assert sorted(found) == sorted(kpi.id for kpi in CATALOGUE)
    visit = network.visit("/handbook", language)
    for kpi in CATALOGUE:
        shown = texts(found[kpi.id])
        for words in (kpi.name, kpi.chapter, kpi.purpose, kpi.reads, kpi.pitfalls):
            assert words.say(language) in shown, kpi.id
        # A median has no numerator: the number of rows stands in its place.
        of_rows = isinstance(kpi.formula, Percentile) and not isinstance(kpi.formula, External)
        side = visit.say("computed.rows") if of_rows else kpi.numerator.say(language)
        assert side in shown, kpi.id
        if kpi.denominator is not None:
            assert kpi.denominator.say(language) in shown, kpi.id
        assert visit.say(f"rollup.{kpi.rollup.name.lower()}") in shown
        assert visit.say(f"direction.{kpi.direction.value}") in shown
        assert benchmark_text(visit, kpi) in shown
        for column in source_columns(kpi):
            assert heading_of(column).say(language) in shown, kpi.id
            assert extract_of(column.table.name).say(language) in shown, kpi.id


def test_a_benchmark_says_its_source_or_that_it_may_be_edited(network: Network) -> None:
    found = entries(network, "en")
    seen = set()
    for kpi in CATALOGUE:
        if kpi.benchmark is not None:
            seen.add(kpi.benchmark.source is None)
            source = kpi.benchmark.source or "rule of thumb; each dealer may set his own"
            assert source in texts(found[kpi.id]), kpi.id
    assert seen == {True, False}


def test_numerator_and_denominator_are_those_of_the_store_in_view(network: Network) -> None:
    shown = texts(entries(network, "zh")["delivery_target_attainment"])
    assert "晨光店 · 2026-10-01" in shown
    assert f"{show_amount(MONTHLY['A1'], 'zh')} ÷ 12 = 75.0%" in shown


def test_a_kpi_without_data_says_which_list_is_missing(network: Network) -> None:
    assert "从未装载过《预约登记表》" in texts(entries(network, "zh")["appointment_show_rate"])


@pytest.mark.parametrize(
    ("asked", "kpi"),
    [("appointment_show_rate", "appointment_show_rate"), ("预约登记表", "appointment_rate"),
     ("service_appointments", "appointment_rate"), ("net orders", "net_orders"),
     ("净订单", "net_orders")],
)  # fmt: skip
def test_an_entry_is_found_by_id_name_and_list_in_either_language(
    network: Network, asked: str, kpi: str
) -> None:
    for language in ("zh", "en"):
        entry: Any = entries(network, language)[kpi]
        assert asked in entry.to_plotly_json()["props"]["data-search"]
