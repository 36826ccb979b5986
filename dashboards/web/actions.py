"""Opening an action from a figure and changing it: plain forms, within the rights of the sender."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import Flask, redirect, request

from access.notebook import (
    Action,
    ActionChange,
    EntryError,
    NewAction,
    Status,
    change_action,
    find_action,
    open_action,
)
from access.notebook.actions import (
    LONGEST_MEASURE,
    LONGEST_OWNER,
    LONGEST_RESULT,
    MONEY,
    OF_KPI,
)
from dashboards.answering import Answering
from dashboards.board.path import NoSuchStepError, read_path
from dashboards.format import show_day, show_figure, show_period, unit_word
from dashboards.notebook.beside import about_figure, figure_then, figures_now
from dashboards.notebook.words import after_text, before_text, expected_text, subject_text
from dashboards.query import View
from dashboards.shell.navigation import page_path
from dashboards.side_by_side.asked import period_of
from dashboards.visit import Visit
from dashboards.web.browser import language_of
from dashboards.web.entries import (
    Answer,
    at_fault,
    day_of,
    form_page,
    is_ours,
    looking,
    number_of,
    origin_of,
    refused,
    view_of,
    way_back,
)
from dashboards.web.gate import visitor
from metrics.directory import Store
from metrics.model.kpi import Kpi, Unit
from metrics.model.period import Period
from metrics.money import HOME

CHANGED = "changed"
LIMITS = {"measure": LONGEST_MEASURE, "owner": LONGEST_OWNER, "result": LONGEST_RESULT}


@dataclass(frozen=True, slots=True)
class _Subject:
    """The figure that a form is about."""

    kpi: Kpi
    period: Period
    dimension: str
    member: str
    stores: Sequence[Store]


def install_actions(server: Flask, answering: Answering) -> None:
    """Add the forms."""

    @server.get("/actions/new")
    def action_form() -> Answer:
        view, at = view_of(request.query_string.decode("utf-8", "replace")), _at(request.args)
        return _new(answering, view, at)

    @server.post("/actions/new")
    def action_open() -> Answer:
        view, at = view_of(request.form.get("view", "")), _at(request.form)
        if not is_ours():
            return at_fault(_new(answering, view, at, "expired"))
        return _open(answering, view, at)

    @server.get("/actions/<int:number>")
    def action_one(number: int) -> Answer:
        return _one(answering, number)

    @server.post("/actions/<int:number>")
    def action_change(number: int) -> Answer:
        if not is_ours():
            return at_fault(_one(answering, number, "expired"))
        return _change(answering, number)


def _at(given: Any) -> str:
    return str(given.get("page", ""))[:64]


def _subject(visit: Visit) -> _Subject | None:
    """What the view is drilled into; None where that is no KPI that the reader may see."""
    kpis = visit.kpis((visit.view.drilled,))
    if not kpis:
        return None
    try:
        path = read_path(visit, kpis[0])
    except NoSuchStepError:
        return None
    # Of several members on the way down, the outermost is whom an action is about.
    dimension, member = next(iter(path.members), ("", ""))
    stores = path.narrow.stores()
    return _Subject(kpis[0], period_of(visit, kpis[0]), dimension, member, stores)


def _new(answering: Answering, view: View, at: str, problem: str = "", field: str = "") -> Answer:
    with looking(answering, view) as visit:
        subject = None if visit is None else _subject(visit)
        if visit is None or subject is None:
            return refused(answering)
        stores = subject.stores
        figure = None
        if len(stores) == 1:
            about = _about(subject, stores[0])
            figure = figure_then(visit, about)
        return form_page(
            answering,
            "action_new.html",
            visit.language,
            problem="",
            fault=problem,
            field=field,
            form=request.form,
            kpi=visit.words(subject.kpi.name),
            member=subject.member,
            dimension=subject.dimension,
            period=show_period(subject.period, visit.language),
            value="" if figure is None else show_figure(figure, visit.language).text,
            stores=stores,
            units=_units(visit, subject.kpi),
            limits=LIMITS,
            view=view.address("", language=None).removeprefix("?"),
            at=at,
            back=way_back(view, at),
            here=_here(view, at),
        )


def _here(view: View, at: str) -> str:
    return f"{view.address('', language=None).removeprefix('?')}&page={at if _is_path(at) else ''}&"


def _is_path(at: str) -> bool:
    return at.replace("/", "").replace("-", "").isalpha() or at == "/"


def _units(visit: Visit, kpi: Kpi) -> list[tuple[str, str]]:
    unit = unit_word(kpi.unit, visit.language)
    if kpi.unit is Unit.PERCENT:
        unit = visit.say("action.unit.points")
    money = (MONEY, visit.say("action.unit.CNY"))
    of_kpi = (OF_KPI, visit.say("action.unit.kpi", unit=unit or visit.words(kpi.name)))
    return [money] if kpi.unit is Unit.CNY else [of_kpi, money]


def _about(subject: _Subject, store: Store) -> Any:
    return about_figure(subject.kpi, store.code, subject.period, subject.dimension, subject.member)


def _open(answering: Answering, view: View, at: str) -> Answer:
    form = request.form
    with looking(answering, view) as visit:
        subject = None if visit is None else _subject(visit)
        if visit is None or subject is None:
            return refused(answering)
        stores = {store.code: store for store in subject.stores}
        store = stores.get(form.get("store", ""))
        unit = form.get("unit", "")
        if store is None or unit not in (MONEY, OF_KPI):
            return refused(answering)
        about = _about(subject, store)
        # What the figure was is read here and never taken from the form.
        figure = figure_then(visit, about)
        known = figure is not None and figure.currency == HOME
        try:
            expected = number_of(form, "expected")
            if expected is not None and unit == OF_KPI and subject.kpi.unit is Unit.PERCENT:
                expected /= 100
            new = NewAction(
                about,
                form.get("measure", ""),
                form.get("owner", ""),
                day_of(form, "due"),
                expected,
                unit,
                figure.value if known and figure is not None else None,
            )
            database = answering.services.database
            open_action(database, visit.scope, new, visit.as_of, origin_of(answering))
        except EntryError as error:
            return at_fault(_new(answering, view, at, error.fault, error.field))
    return redirect(way_back(view, at), 303)


def _language(answering: Answering) -> str:
    return language_of(request, answering.services.language)


def _one(answering: Answering, number: int, problem: str = "", field: str = "") -> Answer:
    view = View(language=_language(answering))
    found = find_action(answering.services.database, visitor().scope, number)
    if found is None:
        return refused(answering)
    with looking(answering, view) as visit:
        kpis = () if visit is None else visit.kpis((found.about.kpi,))
        if visit is None or not kpis:
            return refused(answering)
        return _shown(answering, visit, kpis[0], found, problem, field)


def _shown(
    answering: Answering, visit: Visit, kpi: Kpi, action: Action, fault: str, field: str
) -> Answer:
    about = action.about
    names = {store.code: store.name for store in visit.open_stores}
    _, after = after_text(visit, kpi, action, figures_now(visit, [about]).get(about))
    drill = View(stores=(about.store,), kpis=(kpi.id,), language=visit.language)
    return form_page(
        answering,
        "action.html",
        visit.language,
        problem="",
        fault=fault,
        field=field,
        # Where somebody else was faster, the form begins anew with what is kept.
        form={} if fault == CHANGED else request.form,
        yours=request.form if fault == CHANGED else None,
        action=action,
        states=tuple(Status),
        kpi=visit.words(kpi.name),
        drill=way_back(drill, page_path(kpi)),
        store=names.get(about.store, about.store),
        subject=subject_text(visit, action),
        before=before_text(visit, kpi, action),
        after=after,
        expected=expected_text(visit, kpi, action),
        opened=show_day(action.opened_on),
        limits=LIMITS,
    )


def _change(answering: Answering, number: int) -> Answer:
    form, database = request.form, answering.services.database
    scope = visitor().scope
    status = form.get("status", "")
    if status not in tuple(Status) or find_action(database, scope, number) is None:
        return refused(answering)
    with looking(answering, View()) as visit:
        if visit is None:
            return refused(answering)
        today = visit.as_of
    try:
        change = ActionChange(
            form.get("owner", ""),
            day_of(form, "due"),
            Status(status),
            form.get("result", ""),
            _seen(form.get("revision", "")),
        )
        changed = change_action(database, scope, number, change, today, origin_of(answering))
    except EntryError as error:
        return at_fault(_one(answering, number, error.fault, error.field))
    if changed is None:
        return refused(answering)
    return redirect(f"/actions?lang={_language(answering)}", 303)


def _seen(revision: str) -> int:
    """The revision that a form was filled in from; none that there is where it names none."""
    return int(revision) if re.fullmatch(r"[0-9]{1,12}", revision) else -1
