"""The figure that an entry stands beside: then, and now over the same length of time."""

from collections.abc import Iterable
from datetime import date

from access.notebook import About
from dashboards.asking import ask_once
from dashboards.visit import Visit
from metrics.groupings import groupings
from metrics.model.kpi import Cadence, Kpi
from metrics.model.period import DAY, Period, add_months, first_of_month, last_of_month
from metrics.network_scores import departments_of
from metrics.reader import Question
from metrics.result import Figure
from metrics.selection import QuestionError, Selection


def about_figure(kpi: Kpi, store: str, period: Period, dimension: str, member: str) -> About:
    """What an entry on a figure is about."""
    departments = frozenset(department.value for department in departments_of(kpi))
    return About(store, departments, kpi.id, period.start, period.end, dimension, member)


def like_period(period: Period, cadence: Cadence, as_of: date) -> Period:
    """The newest period that compares with another one.

    Whole months or quarters are set against the newest closed ones, a month to date against the
    same days of the newest month that has them, other days against as many.
    """
    if cadence is Cadence.QUARTER:
        quarter = Period.quarter(as_of)
        return quarter if quarter.end <= as_of else Period.quarter(quarter.start - DAY)
    if period.start.day == 1 and period.end == last_of_month(period.end):
        count = (period.end.year - period.start.year) * 12 + period.end.month - period.start.month
        end = as_of if as_of == last_of_month(as_of) else first_of_month(as_of) - DAY
        return Period(add_months(first_of_month(end), -count), end)
    if period.start.day == 1 and period.end < last_of_month(period.start):
        day = period.end.day
        first = first_of_month(as_of)
        if as_of.day < day:
            first = add_months(first, -1)
        return Period(first, first.replace(day=min(day, last_of_month(first).day)))
    return Period(as_of - (period.days - 1) * DAY, as_of)


def figure_then(visit: Visit, about: About) -> Figure | None:
    """The figure of an entry in its own period; None where there is none or it is not open."""
    return _ask(visit, {about: Period(about.start, about.end)}).get(about)


def figures_now(visit: Visit, entries: Iterable[About]) -> dict[About, tuple[Figure, Period]]:
    """The figures of entries in the newest period of the same form.

    Those whose newest such period is still their own are left out: nothing came after it.
    """
    wanted: dict[About, Period] = {}
    for about in dict.fromkeys(entries):
        for kpi in visit.kpis((about.kpi,)):
            newest = like_period(Period(about.start, about.end), kpi.cadence, visit.as_of)
            if newest.end > about.end:
                wanted[about] = newest
    found = _ask(visit, wanted)
    return {about: (figure, wanted[about]) for about, figure in found.items()}


def _ask(visit: Visit, wanted: dict[About, Period]) -> dict[About, Figure]:
    """The figures of entries in given periods; asked together, once for each period."""
    open_stores = {store.code for store in visit.open_stores}
    known = groupings()
    asked: dict[tuple[Period, tuple[str, ...]], dict[str, list[Kpi]]] = {}
    for about, period in wanted.items():
        by = ("store", about.dimension) if about.dimension else ("store",)
        if about.store in open_stores and all(name in known for name in by):
            kpis = asked.setdefault((period, by), {}).setdefault(about.store, [])
            kpis += [kpi for kpi in visit.kpis((about.kpi,)) if kpi not in kpis]
    questions = [
        Question(
            Selection(period, tuple(sorted(stores)), by),
            tuple(dict.fromkeys(kpi for own in stores.values() for kpi in own)),
        )
        for (period, by), stores in asked.items()
    ]
    try:
        results = ask_once(visit, questions)
    except QuestionError:
        # A member of a grouping that a KPI no longer has.
        return {}
    figures = {
        (question.selection.period, figure.kpi, *_place(figure, question.selection.by)): figure
        for question, result in zip(questions, results, strict=True)
        for figure in result.rows
    }
    return {
        about: figures[key]
        for about, period in wanted.items()
        if (key := (period, about.kpi, about.store, about.dimension, about.member)) in figures
    }


def _place(figure: Figure, by: tuple[str, ...]) -> tuple[str, str, str]:
    dimension = by[1] if len(by) > 1 else ""
    return figure.keys["store"], dimension, figure.keys[dimension] if dimension else ""
