"""What a person keeps for himself: settings, pins, views with a name; plain forms."""

from dataclasses import replace
from urllib.parse import urlsplit

import flask
from flask import Flask, redirect, request

from access import policy
from access.notebook import (
    EntryError,
    NewView,
    SavedView,
    find_view,
    keep_preferences,
    keep_view,
    preferences_of,
    remove_view,
    toggle_pin,
    views_of,
)
from access.notebook.personal import LONGEST_NAME
from access.unmasking import seen_in_stores
from dashboards.answering import Answering
from dashboards.notebook.pins import pinned
from dashboards.page import Page
from dashboards.query import LANGUAGES, read_query
from dashboards.site import page_of
from dashboards.web.browser import language_of
from dashboards.web.entries import (
    Answer,
    at_fault,
    form_page,
    is_ours,
    looking,
    origin_of,
    refused,
    view_of,
    way_back,
)
from dashboards.web.gate import visitor
from dashboards.web.home import THEMES, offered, remember
from metrics.model.period import Period


def install_personal(server: Flask, answering: Answering) -> None:
    """Add the pages."""
    _install_settings(server, answering)
    _install_views(server, answering)


def _install_settings(server: Flask, answering: Answering) -> None:
    @server.get("/me")
    def me() -> Answer:
        return _settings(answering, "saved" in request.args)

    @server.post("/me")
    def keep() -> Answer:
        if not is_ours():
            return at_fault(_settings(answering, fault="expired"))
        return _keep(answering)

    @server.post("/me/pins")
    def pin() -> Answer:
        # The gate has seen that it comes from a page of ours; it changes a list of one's own only.
        view = view_of(request.args.get("view", ""))
        kpi = request.args.get("pin", "")
        with looking(answering, view) as visit:
            if visit is None or not visit.kpis((kpi,)):
                return refused(answering)
            toggle_pin(answering.services.database, kpi, origin_of(answering))
        at = request.args.get("page", "/me")[:64]
        back = f"/me?lang={_language(answering)}" if at == "/me" else way_back(view, at)
        return redirect(back, 303)


def _install_views(server: Flask, answering: Answering) -> None:
    @server.get("/me/views/new")
    def view_form() -> Answer:
        came = urlsplit(request.referrer or "")
        page = page_of(came.path) if came.netloc == request.host else None
        return _new_view(answering, page, came.query)

    @server.post("/me/views/new")
    def view_keep() -> Answer:
        page, query = page_of(request.form.get("path", "")), request.form.get("query", "")
        if not is_ours():
            return at_fault(_new_view(answering, page, query, "expired"))
        return _keep_view(answering, page, query)

    @server.get("/me/views/<int:number>")
    def view_open(number: int) -> Answer:
        found = find_view(answering.services.database, visitor().scope, number)
        page = None if found is None else _open_page(found)
        if found is None or page is None:
            return refused(answering)
        # The page itself looks at the rights of whoever opens it, as with any address.
        return redirect(read_query(found.view.query).address(page.path), 303)

    @server.post("/me/views/<int:number>/remove")
    def view_remove(number: int) -> Answer:
        if not is_ours():
            return at_fault(_settings(answering, fault="expired"))
        if not remove_view(answering.services.database, number, origin_of(answering)):
            return refused(answering)
        return redirect(f"/me?lang={_language(answering)}", 303)


def _language(answering: Answering) -> str:
    return language_of(request, answering.services.language)


def _open_page(found: SavedView) -> Page | None:
    page = page_of(found.view.path)
    is_open = page is not None and page.is_open(visitor().scope.allows_department)
    return page if is_open else None


def _settings(answering: Answering, saved: bool = False, fault: str = "") -> Answer:
    services, who = answering.services, visitor()
    with services.reader() as reader:
        stores = () if reader is None else reader.directory(who.scope)
        periods = [] if reader is None else [p.name for p in offered(services, reader.as_of)]
    views = [view for view in views_of(services.database, who.scope) if _open_page(view)]
    return form_page(
        answering,
        "me.html",
        _language(answering),
        problem="",
        fault=fault,
        saved=saved,
        name=who.name,
        may_audit=who.may("read_audit"),
        chosen=preferences_of(services.database, who.name),
        languages=LANGUAGES,
        themes=THEMES,
        stores=stores,
        periods=periods,
        views=views,
        pins=pinned(services.database, who.name, who.scope),
        seen=seen_in_stores(services.database, who.scope, services.now())
        if who.may("unmask")
        else (),
        purposes=policy().unmasking.purposes,
    )


def _keep(answering: Answering) -> Answer:
    services, who, form = answering.services, visitor(), request.form
    language, theme = form.get("language", ""), form.get("theme", "")
    store, period = form.get("store", ""), form.get("period", "")
    with services.reader() as reader:
        stores = [] if reader is None else [s.code for s in reader.directory(who.scope)]
        periods = [] if reader is None else [p.name for p in offered(services, reader.as_of)]
    known = ("", *LANGUAGES), ("", *THEMES), ("", *stores), ("", *periods)
    given = language, theme, store, period
    if not all(value in names for value, names in zip(given, known, strict=True)):
        return refused(answering)
    before = preferences_of(services.database, who.name)
    chosen = replace(before, language=language, theme=theme, store=store, period=period)
    keep_preferences(services.database, chosen, origin_of(answering))
    shown = language or _language(answering)
    response = flask.make_response(redirect(f"/me?saved=1&lang={shown}", 303))
    remember(response, chosen)
    return response


def _new_view(answering: Answering, page: Page | None, query: str, fault: str = "") -> Answer:
    if page is None or not page.is_open(visitor().scope.allows_department):
        return redirect(f"/me?lang={_language(answering)}", 303)
    view = replace(read_query(query), language=None)
    return form_page(
        answering,
        "view_new.html",
        _language(answering),
        problem="",
        fault=fault,
        form=request.form,
        page=page,
        days=_days(view.period),
        query=view.address("").removeprefix("?"),
        longest=LONGEST_NAME,
        back=view.address(page.path),
    )


def _days(period: Period | None) -> str:
    return "" if period is None else f"{period.start} – {period.end}"


def _keep_view(answering: Answering, page: Page | None, query: str) -> Answer:
    view = replace(read_query(query), language=None)
    if page is None or not page.is_open(visitor().scope.allows_department):
        return refused(answering)
    with looking(answering, view) as visit:
        if visit is None:
            return refused(answering)
        kept = view.address("").removeprefix("?")
        shared = request.form.get("shared") == "yes"
        new = NewView(request.form.get("name", ""), page.path, kept, view.named_stores, shared)
        try:
            database = answering.services.database
            keep_view(database, visit.scope, new, origin_of(answering))
        except EntryError as error:
            return at_fault(_new_view(answering, page, query, error.fault))
    return redirect(view.address(page.path), 303)
