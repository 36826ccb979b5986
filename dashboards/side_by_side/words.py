"""Gaps, ranks and amounts in words."""

from dashboards.format import NO_VALUE, show, show_amount, show_difference
from dashboards.side_by_side.asked import Cell
from dashboards.visit import Visit
from metrics.model.kpi import Direction, Kpi, Unit
from metrics.side_by_side.gap_money import Way
from metrics.side_by_side.places import Place, Verdict

SIGNS = {
    (Verdict.APART, True): "▲",
    (Verdict.BEYOND, True): "▲▲",
    (Verdict.APART, False): "▼",
    (Verdict.BEYOND, False): "▼▼",
}
"""Beside a figure that can be told apart from the median; one sign more for beyond the usual."""


def sign_of(kpi: Kpi, place: Place | None) -> str:
    """The sign of a verdict; empty where chance explains the gap or no way is good."""
    if place is None or kpi.direction is Direction.BAND or place.rank is None:
        return ""
    return SIGNS.get((place.verdict, place.gap > 0), "")


def level_of(kpi: Kpi, place: Place | None) -> str:
    """The same as a word for style sheets."""
    sign = sign_of(kpi, place)
    names = {"▲": "good", "▲▲": "best", "▼": "bad", "▼▼": "worst"}
    if sign:
        return names[sign]
    return "none" if place is None or place.verdict is Verdict.UNKNOWN else "near"


def rank_text(place: Place | None) -> str:
    """Rank by values held back, of how many; a dash where there is none."""
    return NO_VALUE if place is None or place.rank is None else f"{place.rank}/{place.of}"


def plain_rank_text(visit: Visit, place: Place | None) -> str:
    """The rank by the bare value, as it stands on the cards; empty where it is the same."""
    if place is None or place.plain_rank is None or place.plain_rank == place.rank:
        return ""
    if place.rank is None and not place.tied:
        return ""
    return visit.say("side.rank.plain", plain=place.plain_rank)


def gap_text(visit: Visit, kpi: Kpi, place: Place | None) -> str:
    """The bare difference to the median, with its sign."""
    if place is None:
        return NO_VALUE
    difference = -place.gap if kpi.direction is Direction.DOWN else place.gap
    return show_difference(difference, kpi.unit, visit.language)


def money_text(visit: Visit, cell: Cell) -> str:
    """The gap in CNY: minus for money lost, or tied up, against the median."""
    if cell.money is None:
        return NO_VALUE
    return show_difference(cell.money.amount, Unit.CNY, visit.language)


def way_text(visit: Visit, kpi: Kpi, cell: Cell) -> str:
    """How the amount was computed, with its figures."""
    money, place = cell.money, cell.place
    if money is None or place is None:
        return ""
    kind = visit.say(f"side.kind.{money.kind.value}")
    if money.way is Way.TOTAL or kpi.denominator is None:
        return visit.say("side.way.total", kind=kind)
    below = show_amount(cell.figure.denominator, visit.language)
    values = {"kind": kind, "cases": below, "what": visit.words(kpi.denominator)}
    if money.way is Way.STOCK:
        middle = show(place.centre, kpi.unit, visit.language).text
        return visit.say("side.way.stock", middle=middle, **values)
    return visit.say("side.way.per_case", gap=gap_text(visit, kpi, place), **values)


def verdict_text(visit: Visit, kpi: Kpi, cell: Cell) -> str:
    """What the gap says, in a few words."""
    place = cell.place
    if place is None:
        return visit.say("side.verdict.no_peers")
    if place.tied:
        return visit.say("side.verdict.tied")
    if place.rank is None and place.verdict is not Verdict.UNKNOWN:
        band = kpi.direction is Direction.BAND
        return visit.say("side.verdict.band" if band else "side.verdict.few")
    return visit.say(f"side.verdict.{place.verdict.value}")


def basis_text(visit: Visit, basis: tuple[str, ...]) -> str:
    """What peers have in common."""
    return visit.say("side.basis.joint").join(visit.say(f"side.basis.{name}") for name in basis)
