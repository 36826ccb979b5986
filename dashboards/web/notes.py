"""Writing a note beside a figure and taking it back: plain forms, within the sender's rights."""

from typing import Any

from flask import Flask, redirect, request

from access.notebook import (
    About,
    EntryError,
    NoteKind,
    may_remove,
    remove_note,
    write_notes,
)
from access.notebook.notes import LONGEST_NOTE
from dashboards.answering import Answering
from dashboards.charts.events import days_text
from dashboards.notebook.beside import about_figure
from dashboards.query import View
from dashboards.web.entries import (
    Answer,
    at_fault,
    day_of,
    form_page,
    is_ours,
    looking,
    origin_of,
    refused,
    view_of,
    way_back,
)
from metrics.model.kpi import Kpi
from metrics.model.period import Period

OF_KPI, OF_STORE = "kpi", "store"
STORES_AT_MOST = 200


def install_notes(server: Flask, answering: Answering) -> None:
    """Add the forms."""

    @server.get("/notes/new")
    def note_form() -> Answer:
        return _new(answering, *_from_query())

    @server.post("/notes/new")
    def note_write() -> Answer:
        view, at = _from_form()
        if not is_ours():
            return at_fault(_new(answering, view, at, "expired"))
        return _write(answering, view, at)

    @server.get("/notes/<int:number>")
    def note_one(number: int) -> Answer:
        return _one(answering, number, *_from_query())

    @server.post("/notes/<int:number>")
    def note_remove(number: int) -> Answer:
        view, at = _from_form()
        if not is_ours():
            return at_fault(_one(answering, number, view, at, "expired"))
        with looking(answering, view) as visit:
            database, by = answering.services.database, origin_of(answering)
            if visit is None or not remove_note(database, visit.scope, number, by):
                return refused(answering)
        return redirect(way_back(view, at), 303)


def _from_query() -> tuple[View, str]:
    view = view_of(request.query_string.decode("utf-8", "replace"))
    return view, request.args.get("page", "")[:64]


def _from_form() -> tuple[View, str]:
    return view_of(request.form.get("view", "")), request.form.get("page", "")[:64]


def _asked(view: View) -> str:
    return view.address("", language=None).removeprefix("?")


def _new(answering: Answering, view: View, at: str, problem: str = "", field: str = "") -> Answer:
    with looking(answering, view) as visit:
        kpis = () if visit is None else visit.kpis((view.drilled,))
        if visit is None or not kpis:
            return refused(answering)
        stores = visit.stores()
        return form_page(
            answering,
            "note_new.html",
            visit.language,
            problem="",
            fault=problem,
            field=field,
            form=request.form,
            chosen=request.form.getlist("store") or [store.code for store in stores],
            kpi=visit.words(kpis[0].name),
            stores=stores,
            kinds=tuple(NoteKind),
            first=visit.period.end.isoformat(),
            longest=LONGEST_NOTE,
            view=_asked(view),
            at=at,
            back=way_back(view, at),
            here=f"{_asked(view)}&page={at}&",
        )


def _write(answering: Answering, view: View, at: str) -> Answer:
    form: Any = request.form
    with looking(answering, view) as visit:
        kpis = () if visit is None else visit.kpis((view.drilled,))
        if visit is None or not kpis:
            return refused(answering)
        open_ = {store.code for store in visit.stores()}
        stores = list(dict.fromkeys(form.getlist("store")))[:STORES_AT_MOST]
        of, kind = form.get("about", ""), form.get("kind", "")
        known = of in (OF_KPI, OF_STORE) and kind in tuple(NoteKind)
        if not stores or not known or not open_.issuperset(stores):
            return refused(answering)
        try:
            days = _days(form)
            abouts = [_about(kpis[0] if of == OF_KPI else None, code, days) for code in stores]
            said = NoteKind(kind), form.get("words", "")
            database = answering.services.database
            write_notes(database, visit.scope, abouts, said, origin_of(answering))
        except EntryError as error:
            return at_fault(_new(answering, view, at, error.fault, error.field))
    return redirect(way_back(view, at), 303)


def _days(form: Any) -> Period:
    first = day_of(form, "first")
    if first is None:
        raise EntryError("first", "days", "first: expected a day, got none", "give the day")
    last = day_of(form, "last") or first
    if last < first:
        raise EntryError("last", "days", f"expected a day from {first} on, got {last}", "swap")
    return Period(first, last)


def _about(kpi: Kpi | None, store: str, days: Period) -> About:
    if kpi is None:
        return About(store, frozenset(), "", days.start, days.end)
    return about_figure(kpi, store, days, "", "")


def _one(answering: Answering, number: int, view: View, at: str, problem: str = "") -> Answer:
    """The question whether a note is to be taken back."""
    with looking(answering, view) as visit:
        kpi = view.drilled
        if visit is None or visit.notebook is None:
            return refused(answering)
        codes = [store.code for store in visit.stores()]
        notes = visit.notebook.notes(visit.scope, codes, kpi)
        note = next((n for n in notes if n.id == number and may_remove(visit.scope, n)), None)
        if note is None:
            return refused(answering)
        return form_page(
            answering,
            "note.html",
            visit.language,
            problem="",
            fault=problem,
            note=note,
            days=days_text(note),
            view=_asked(view),
            at=at,
            back=way_back(view, at),
            here=f"{_asked(view)}&page={at}&",
        )
