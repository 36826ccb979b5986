"""Actions in words: state, expected effect, what the figure was and what it has become."""

from access.notebook import Action, Status
from access.notebook.actions import MONEY
from dashboards.board.judgement import is_better
from dashboards.charts.members import is_hidden, name_of
from dashboards.format import show, show_change, show_day, show_difference, show_period
from dashboards.visit import Visit
from metrics.model.kpi import Kpi, Unit
from metrics.model.period import Period
from metrics.result import Figure

SOON = 7
"""Days before the one on which something is due, from which on it is said to be due soon."""


def state_of(visit: Visit, action: Action) -> tuple[str, str]:
    """How far an action is, as a class and in words, seen from the newest day of the data."""
    due, today = action.said.due, visit.as_of
    if action.status is not Status.OPEN:
        day = show_day(action.closed_on)
        level = "good" if action.status is Status.DONE else "empty"
        return level, visit.say(f"action.{action.status.value}.on", day=day)
    if due is None:
        return "empty", visit.say("action.undated")
    days = (due - today).days
    if days < 0:
        return "bad", visit.say("action.overdue", days=-days)
    if days == 0:
        return "watch", visit.say("action.due_today")
    return "watch" if days <= SOON else "empty", visit.say("action.due_in", days=days)


def expected_text(visit: Visit, kpi: Kpi | None, action: Action) -> str:
    """The effect that is hoped for, with its sign; empty where nobody said."""
    amount = action.said.expected
    if amount is None:
        return ""
    if action.said.expected_unit == MONEY:
        return show_difference(amount, Unit.CNY, visit.language)
    return show_difference(amount, kpi.unit, visit.language) if kpi is not None else ""


def subject_text(visit: Visit, action: Action) -> str:
    """The member that an action is about; empty where it is the whole store's."""
    about = action.about
    if not about.member:
        return ""
    by = visit.say(f"by.{about.dimension}")
    if is_hidden(visit, about.dimension):
        # Who it is about is for readers who may see codes of staff.
        return by
    return f"{by} {name_of(visit, about.dimension, about.member)}"


def before_text(visit: Visit, kpi: Kpi, action: Action) -> str:
    """The figure at opening, with its period."""
    value = show(action.said.before, kpi.unit, visit.language).text
    period = Period(action.about.start, action.about.end)
    return f"{value} ({show_period(period, visit.language)})"


def after_text(
    visit: Visit, kpi: Kpi, action: Action, now: tuple[Figure, Period] | None
) -> tuple[str, str]:
    """A tone and what the figure is now, with its period and change; what is missing, in words."""
    if now is None or now[0].value is None:
        return "is-even", visit.say("action.no_after")
    figure, period = now
    value = show(figure.value, kpi.unit, visit.language, figure.currency).text
    text = f"{value} ({show_period(period, visit.language)})"
    before = action.said.before
    if before is None or figure.value is None:
        return "is-even", text
    change = figure.value - before
    relative = change / before if before > 0 and figure.value >= 0 else None
    said = show_change(change, relative, kpi.unit, visit.language)
    better = None if said.startswith("±") else is_better(kpi, change)
    tone = {True: "is-good", False: "is-bad", None: "is-even"}[better]
    word = {True: "better", False: "worse", None: "even"}[better]
    arrow = "▬" if said.startswith("±") else "▲" if change > 0 else "▼"
    return tone, f"{text} · {arrow} {said} {visit.say(f'action.change.{word}')}"
