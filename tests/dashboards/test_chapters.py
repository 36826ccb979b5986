"""Chapters of cards: folded to their figures, silent about what they lack only once."""

from dataclasses import replace

from dash.development.base_component import Component

from dashboards.asking import ask_once
from dashboards.board.judgement import UNJUDGED, Judgement, Level
from dashboards.board.tiles import Board, Tile
from dashboards.charts.members import keys_of, member_of, name_of
from dashboards.components.changes import band_chip, comparison_chips, peers_chip
from dashboards.components.chapter import cards_of, folded
from dashboards.components.state import reason, state_line
from dashboards.format import show_unit
from dashboards.query import View
from dashboards.visit import Visit
from metrics.catalogue import kpi
from metrics.model.kpi import Unit
from metrics.result import Band, Figure, Note, Peers, State
from tests.dashboards.network import Network

RATE = kpi("warranty_first_pass_rate")
BOTH = View(stores=("A1",), compare=("peers", "band"))


def tiles(visit: Visit, *names: str) -> list[Tile]:
    """Tiles without a judgement."""
    board = Board(visit, visit.kpis(names))
    made = board.tiles(ask_once(visit, board.questions))
    return [replace(tile, judgement=UNJUDGED) for tile in made]


def without_value(tile: Tile, note: Note = Note.NOTHING_LOADED) -> Tile:
    return replace(tile, figure=tile.figure._replace(value=None, state=State.NO_DATA, note=note))


def figure(value: float | None = 0.5, **more: object) -> Figure:
    made = Figure("x", {}, value, 5, 10, Unit.PERCENT, State.OK)
    return made._replace(**more)  # type: ignore[arg-type]  # names are checked by _replace


def said(part: object) -> str:
    """The words of a component in one line."""
    if isinstance(part, Component):
        return said(getattr(part, "children", None))
    if isinstance(part, list | tuple):
        return " ".join(filter(None, map(said, part)))
    return "" if part is None else str(part)


def test_a_folded_chapter_shows_each_figure_and_counts_what_is_off(network: Network) -> None:
    visit = network.visit("/sales", "en", view=View(stores=("A1",)))
    sold, orders = tiles(visit, "retail_deliveries", "net_orders")
    bad = replace(sold, judgement=Judgement(Level.BAD, "target"))
    section = folded(visit, "Deliveries", [bad, without_value(orders)])
    details, glances = section.children
    assert said(details.children[0]) == "Deliveries · 2 off: 1 no figure: 1"
    assert not getattr(details, "open", None)
    value = said(glances.children[0])
    assert value.startswith("Retail deliveries Below target ")
    assert said(glances.children[1]).endswith("–")


def test_a_chapter_without_any_value_says_so_once_with_its_reason(network: Network) -> None:
    visit = network.visit("/sales", "en", view=View(stores=("A1",)))
    empty = [without_value(tile) for tile in tiles(visit, "retail_deliveries", "net_orders")]
    section = cards_of(visit, "Deliveries", empty)
    assert "className='fc-fold'" in repr(section)
    assert said(section.children[1]) == (
        "None of these has a figure. Nothing has been loaded for these stores and this period. "
        "Retail deliveries, Net orders"
    )
    other = [empty[0], without_value(empty[1], Note.HISTORY_TOO_SHORT)]
    assert "loaded" not in said(cards_of(visit, "Deliveries", other).children[1])


def test_a_ratio_over_nothing_is_not_said_to_lack_data(network: Network) -> None:
    visit = network.visit(language="en")
    found = figure(None, state=State.NO_DATA, note=Note.ZERO_DENOMINATOR)
    assert said(state_line(visit, RATE, found)).startswith("No figure Nothing to divide by")


def test_stores_that_are_missing_are_named(network: Network) -> None:
    found = figure(note=Note.STORES_MISSING, missing=("B2", "C3"))
    name = network.visit().open_stores[1].name
    assert name in reason(network.visit(), RATE, found)


def test_the_gap_to_the_median_is_said_in_words(network: Network) -> None:
    visit = network.visit(language="en")
    ahead = figure(peers=Peers(0.45, 0.6, 2, 7, 0.05, ("brand", "size_class")))
    chip = peers_chip(visit, RATE, ahead)
    assert said(chip) == "Rank 2 of 7 5.0 pts ahead of median"
    assert "Brand, Size" in repr(chip)
    behind = figure(peers=Peers(0.55, 0.6, 6, 7, -0.05))
    assert said(peers_chip(visit, RATE, behind)) == "Rank 6 of 7 5.0 pts behind median"
    hair = figure(peers=Peers(0.5, 0.6, 3, 7, -0.0001))
    assert said(peers_chip(visit, RATE, hair)) == "Rank 3 of 7"
    no_side = figure(peers=Peers(0.45, None, None, 7))
    assert said(peers_chip(visit, RATE, no_side)) == "Peers median 45.0%"


def test_a_past_too_short_for_a_usual_range_is_said(network: Network) -> None:
    visit = network.visit(language="en", view=BOTH)
    assert said(band_chip(visit, RATE, figure())) == "vs usual history too short"
    low = figure(0.2, band=Band(0.4, 0.5, 0.6, 12))
    assert said(band_chip(visit, RATE, low)) == "vs usual below usual"
    assert comparison_chips(visit, RATE, figure(None)) == []


def test_people_of_several_stores_are_told_apart_by_store(network: Network) -> None:
    all_stores, one = network.visit(), network.visit(view=View(stores=("A1",)))
    assert keys_of(all_stores, "consultant") == ("store", "consultant")
    assert keys_of(one, "consultant") == ("consultant",)
    assert keys_of(all_stores, "model") == ("model",)
    found = figure()._replace(keys={"store": "A1", "consultant": "A02"})
    store = name_of(all_stores, "store", "A1")
    assert member_of(all_stores, "consultant", found) == f"A02 · {store}"


def test_classes_of_the_ledger_and_units_have_words(network: Network) -> None:
    assert name_of(network.visit(), "metric", "selling_exp") == "销售费用合计"
    assert show_unit(Unit.CNY_PER_BAY_MONTH, "zh") == "元/工位·月"
    assert show_unit(Unit.COUNT, "en") == "–"
