"""The morning in a few lines of plain text, for a message: total, what is behind, what is due."""

from dataclasses import dataclass

from dashboards.asking import ask_once
from dashboards.board.judgement import Level
from dashboards.format import NO_VALUE, show, show_day, show_share
from dashboards.morning.asked import Asking, Morning
from dashboards.morning.standing import Standing, stand_of
from dashboards.services import LoadReport
from dashboards.shell.trust import trust_line
from dashboards.visit import Visit
from dashboards.workbooks.page import text_of
from metrics.business_lines import ALL_LINES, LINES
from metrics.overdue_work import WORK
from metrics.result import Figure

BEHIND = 3
OVERDUE = 3


@dataclass(frozen=True, slots=True)
class Brief:
    """A message without its ending.

    Attributes:
        title: of whom and of which day.
        lines: the most important first.
        trust: data as of, and what is missing.
    """

    title: str
    lines: tuple[str, ...]
    trust: str


def brief_of(visit: Visit, report: LoadReport) -> Brief:
    """The message about a visit of the morning page.

    Args:
        visit: who looks at what.
        report: what is loaded.

    Raises:
        ScopeError: a store is not open to the reader.
    """
    asking = Asking(visit)
    morning = asking.answered(ask_once(visit, asking.questions))
    lines = [*_total(visit, morning), *_behind(visit, asking, morning), *_work(visit, morning)]
    told = {"who": _stores(visit), "day": show_day(morning.day.end)}
    trust = " · ".join(text for text in map(text_of, trust_line(visit, report, ())) if text)
    return Brief(visit.say("brief.title", **told), tuple(lines), trust)


def _stores(visit: Visit) -> str:
    stores = visit.stores()
    if len(stores) == 1:
        return stores[0].name
    return visit.say("trust.all_stores", count=len(stores))


def _total(visit: Visit, morning: Morning) -> list[str]:
    """What all lines earned on the day and so far, and how far that is."""
    figure = morning.to_date.get(ALL_LINES.id)
    if figure is None:
        return []
    if figure.value is None:
        return [visit.say("brief.no_data")]
    day = morning.on_day.get(ALL_LINES.id)
    told = {
        "to_date": _money(visit, figure, figure.value) + _lacking(visit, figure),
        "day": NO_VALUE if day is None else _money(visit, day, day.value),
    }
    said = [visit.say("brief.total", **told)]
    standing = stand_of(visit, ALL_LINES, figure, morning.month)
    pace = standing.pace
    if pace is not None and pace.goal > 0:
        told = {
            "goal": _money(visit, figure, pace.goal),
            "done": show_share(pace.attainment),
            "due": show_share(pace.due / pace.goal),
            "gap": _gap(visit, figure, standing),
        }
        said.append(visit.say("brief.pace", **told))
    return said


def _behind(visit: Visit, asking: Asking, morning: Morning) -> list[str]:
    """The lines that are behind, the largest gap first; those that call for action say so."""
    found = []
    for kpi in asking.lines:
        figure = morning.to_date.get(kpi.id)
        if figure is None:
            continue
        standing = stand_of(visit, kpi, figure, morning.month)
        if standing.gap is not None and standing.gap < 0:
            found.append((standing.gap, kpi, figure, standing))
    found.sort(key=lambda each: each[0])
    said = []
    for gap, kpi, figure, standing in found[:BEHIND]:
        key = "brief.act" if standing.level is Level.BAD else "brief.behind"
        name = next((line.words for line in LINES if line.gross is kpi), kpi.name)
        behind = _money(visit, figure, -gap) + _lacking(visit, figure)
        said.append(visit.say(key, line=visit.words(name), gap=behind))
    return said


def _gap(visit: Visit, figure: Figure, standing: Standing) -> str:
    """How far ahead of or behind what is due by now; nobody is so by nothing."""
    gap = standing.gap or 0.0
    if round(gap) == 0:
        return visit.say("brief.gap.even")
    amount = _money(visit, figure, abs(gap))
    return visit.say("brief.gap.ahead" if gap > 0 else "brief.gap.short", amount=amount)


def _money(visit: Visit, figure: Figure, value: float | None) -> str:
    return show(value, figure.unit, visit.language, figure.currency).text


def _lacking(visit: Visit, figure: Figure) -> str:
    """How many of several stores a total lacks: less of them is no news of the others."""
    if not figure.missing:
        return ""
    return visit.say("brief.lacking", count=len(figure.missing))


def _work(visit: Visit, morning: Morning) -> list[str]:
    """The overdue work with most money behind it."""
    found = []
    for work in WORK:
        counted = morning.work.get(work.count.id)
        if counted is None or not counted.value:
            continue
        amount = morning.work.get(work.amount.id) if work.amount else None
        money = amount.value if amount is not None and amount.value else 0.0
        count = show(counted.value, counted.unit, visit.language).text
        told = {"what": visit.words(work.count.name), "count": count}
        if money and amount is not None:
            told["amount"] = _money(visit, amount, money)
        found.append((money, told))
    found.sort(key=lambda each: -each[0])
    return [
        visit.say("brief.overdue_money" if "amount" in told else "brief.overdue", **told)
        for _, told in found[:OVERDUE]
    ]
