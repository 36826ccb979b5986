"""The morning in a few lines of plain text, for a message: total, what is behind, what is due."""

from dataclasses import dataclass

from dashboards.asking import ask_once
from dashboards.board.judgement import Level
from dashboards.format import show, show_day, show_share, show_short_difference
from dashboards.morning.asked import Asking, Morning
from dashboards.morning.standing import Standing, stand_of
from dashboards.services import LoadReport
from dashboards.shell.trust import trust_line
from dashboards.visit import Visit
from dashboards.workbooks.page import text_of
from metrics.business_lines import ALL_LINES, LINES
from metrics.model.kpi import Kpi
from metrics.overdue_work import WORK

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
        "to_date": show(figure.value, figure.unit, visit.language).text,
        "day": show(day.value if day is not None else None, figure.unit, visit.language).text,
    }
    said = [visit.say("brief.total", **told)]
    standing = stand_of(visit, ALL_LINES, figure, morning.month)
    pace = standing.pace
    if pace is not None and pace.goal > 0:
        told = {
            "goal": show(pace.goal, figure.unit, visit.language).text,
            "done": show_share(pace.attainment),
            "due": show_share(pace.due / pace.goal),
            "gap": _gap(visit, ALL_LINES, standing),
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
            found.append((standing.gap, kpi, standing))
    found.sort(key=lambda each: each[0])
    said = []
    for _, kpi, standing in found[:BEHIND]:
        key = "brief.act" if standing.level is Level.BAD else "brief.behind"
        name = next((line.words for line in LINES if line.gross is kpi), kpi.name)
        gap = _gap(visit, kpi, standing)
        said.append(visit.say(key, line=visit.words(name), gap=gap))
    return said


def _gap(visit: Visit, kpi: Kpi, standing: Standing) -> str:
    return show_short_difference(standing.gap or 0.0, kpi.unit, visit.language)


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
            told["amount"] = show(money, amount.unit, visit.language).text
        found.append((money, told))
    found.sort(key=lambda each: -each[0])
    return [
        visit.say("brief.overdue_money" if "amount" in told else "brief.overdue", **told)
        for _, told in found[:OVERDUE]
    ]
