"""What a figure is worth, in plain words."""

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from dashboards.components.attributes import extra
from dashboards.components.stores import named_stores
from dashboards.format import show, show_amount, show_month
from dashboards.visit import Visit
from metrics.catalogue import kpi as kpi_of
from metrics.extracts import extract_of
from metrics.model.kpi import Kpi
from metrics.result import Figure, Note, State

_INDIVISIBLE = (Note.ZERO_DENOMINATOR, Note.NEGATIVE_DENOMINATOR)


def reason(visit: Visit, kpi: Kpi, figure: Figure) -> str:
    """Why there is no value, or why to take care; empty for a sound figure."""
    if figure.note is None and figure.state is State.OK:
        return ""
    if figure.note is None:
        return visit.say(f"state.{figure.state.value}")
    match figure.note:
        case Note.COHORT_NOT_MATURE:
            return visit.say("note.cohort_not_mature", days=kpi.matures_after)
        case Note.FEW_TRIALS:
            amount = show_amount(figure.denominator, visit.language)
            return visit.say("note.few_trials", count=amount)
        case Note.STORES_MISSING:
            return visit.say(
                "note.stores_missing",
                count=len(figure.missing),
                stores=named_stores(visit, figure.missing),
            )
        case (Note.ZERO_DENOMINATOR | Note.NEGATIVE_DENOMINATOR) as note:
            words = kpi.denominator
            what = visit.words(words) if words is not None else ""
            return visit.say(f"note.{note.value}", what=what)
        case Note.PUBLISHED_MONTH:
            return visit.say(
                "note.published_month",
                month=show_month(figure.published, visit.language, with_year=True),
            )
        case Note.INPUTS_MISSING | Note.TABLE_MISSING | Note.AMOUNTS_PENDING:
            return _what_is_lacking(visit, kpi, figure)
        case note:
            return visit.say(f"note.{note.value}")


def _what_is_lacking(visit: Visit, kpi: Kpi, figure: Figure) -> str:
    """Names of what a figure does without: other figures, tables, amounts to be confirmed."""
    if figure.note is Note.TABLE_MISSING:
        return visit.say("note.table_missing", what=extract_names(visit, figure.lacking_tables))
    if figure.note is Note.AMOUNTS_PENDING:
        return visit.say(
            "note.amounts_pending",
            what=visit.words(kpi.pending.words) if kpi.pending else "",
            amount=show(figure.pending, figure.unit, visit.language).text,
            total=show(expected(figure), figure.unit, visit.language).text,
        )
    lacking = (kpi_of(name).name for name in figure.lacking)
    return visit.say(
        "note.inputs_missing",
        share=round(100 * (figure.denominator or 0)),
        what=visit.say("note.separator").join(visit.words(words) for words in lacking),
    )


def expected(figure: Figure) -> float | None:
    """The value as it will be once everything that is pending is confirmed."""
    return None if figure.value is None else figure.value + (figure.pending or 0.0)


def extract_names(visit: Visit, tables: Sequence[str]) -> str:
    """Lists as the management system calls them; in another language its name stays beside."""
    found = [extract_of(table) for table in tables]
    if visit.language == "zh":
        return visit.say("note.separator").join(f"《{words.zh}》" for words in found)
    return visit.say("note.separator").join(f"{visit.words(words)} ({words.zh})" for words in found)


def state_line(visit: Visit, kpi: Kpi, figure: Figure) -> html.P | None:
    """The state with its reason, or nothing for a sound figure."""
    text = reason(visit, kpi, figure)
    if not text:
        return None
    label = visit.say(f"state.{figure.state.value}") if figure.state is not State.OK else ""
    if figure.note in _INDIVISIBLE:
        # The data are there: nothing happened that one could divide by.
        label = visit.say("state.no_figure")
    icon = html.Span(className="icon icon-info", **extra({"aria-hidden": "true"}))
    children: list[Component] = [icon]
    if label and label != text:
        children.append(html.Strong(label))
    children.append(html.Span(text))
    return html.P(children, className=f"fc-state is-{figure.state.value}")
