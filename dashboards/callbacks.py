"""The callbacks: parse, call, return. There is one for a page's figures and one for a drill."""

from typing import Any
from urllib.parse import urlsplit

from dash import ALL, ClientsideFunction, Dash, Input, Output, State, no_update
from dash.exceptions import PreventUpdate
from flask import request

from dashboards.answering import Answering
from dashboards.board.drill import drill
from dashboards.components.chapter import CHAPTER
from dashboards.drivers.waiting import SHOWN, TICK, has_more
from dashboards.query import View, read_query
from dashboards.shell import ids
from dashboards.shell.sent import PLACES
from dashboards.site import page_of
from dashboards.wanted import read_wanted
from dashboards.web.browser import language_of
from dashboards.web.gate import visitor

Asked = tuple[str, View]


def register_callbacks(app: Dash, answering: Answering) -> None:
    """Wire the page, the drill and what happens in the browser alone."""
    _register_page(app, answering)
    _register_drill(app, answering)
    _register_statistics(app, answering)
    _register_browser(app)


def _register_page(app: Dash, answering: Answering) -> None:
    @app.callback(
        *(Output(place, "children") for place in PLACES),
        Output(ids.FIGURES, "data"),
        Output(ids.SHOWN, "data"),
        Output({"type": CHAPTER, "name": ALL}, "children"),
        Input(ids.ASK, "data"),
        State({"type": CHAPTER, "name": ALL}, "id"),
        prevent_initial_call=True,
    )
    def answer(asked: object, chapters: object) -> tuple[object, ...]:
        path, view = read_asked(asked)
        page = page_of(path)
        if page is None:
            raise PreventUpdate
        language, wanted = _language(answering, view), read_wanted(asked)
        return answering.new_parts(visitor(), page, view, language, wanted).outputs(chapters)


def _register_drill(app: Dash, answering: Answering) -> None:
    @app.callback(
        Output(ids.DRILL_BODY, "children"),
        Output(ids.DRILL_FIGURES, "data"),
        Input(ids.DRILL_ASK, "data"),
        prevent_initial_call=True,
    )
    def open_drill(asked: object) -> tuple[object, object]:
        path, view = read_asked(asked)
        if not view.drilled:
            return [], {}
        return drill(answering, visitor(), path, view, _language(answering, view))


def _register_statistics(app: Dash, answering: Answering) -> None:
    @app.callback(
        Output(ids.ASK, "data", allow_duplicate=True),
        Input(TICK, "n_intervals"),
        State(SHOWN, "data"),
        State("address", "data"),
        prevent_initial_call=True,
    )
    def tick(count: object, shown: object, address: object) -> object:
        more = has_more(shown, answering.services.statistics)
        return {**ask_of(address), "at": f"tick {count}"} if more else no_update


def _register_browser(app: Dash) -> None:
    # Dash declares no types for it.
    wire: Any = app.clientside_callback

    def function(name: str) -> ClientsideFunction:
        return ClientsideFunction("forecourt", name)

    wire(
        function("ask"),
        Output(ids.ASK, "data"),
        Output("filter-days-box", "className"),
        Output(ids.DAYS, "start_date"),
        Output(ids.DAYS, "end_date"),
        Input(ids.STORE, "value"),
        Input(ids.PERIOD, "value"),
        Input(ids.DAYS, "start_date"),
        Input(ids.DAYS, "end_date"),
        Input(ids.COMPARE, "value"),
        State("filter-presets", "data"),
        prevent_initial_call=True,
    )
    wire(
        function("choose"),
        Output(ids.ASK, "data", allow_duplicate=True),
        Input("compare-kpis", "value"),
        prevent_initial_call=True,
    )
    for figures, kind in ((ids.FIGURES, ids.CHART), (ids.DRILL_FIGURES, ids.DRILL_CHART)):
        wire(
            function("draw"),
            Output({"type": kind, "name": ALL}, "figure"),
            Output({"type": kind, "name": ALL}, "style"),
            Input(figures, "data"),
            State({"type": kind, "name": ALL}, "id"),
        )
    wire(
        function("answers"),
        Output({"type": ids.CHART_ANSWER, "name": ALL}, "children"),
        Output({"type": ids.CHART_FRAME, "name": ALL}, "className"),
        Input(ids.FIGURES, "data"),
        State({"type": ids.CHART_ANSWER, "name": ALL}, "id"),
        State({"type": ids.CHART_FRAME, "name": ALL}, "id"),
    )
    wire(function("arrived"), Input(ids.SHOWN, "data"))
    wire(
        function("links"),
        Output({"type": "nav", "path": ALL}, "href"),
        Output({"type": "nav-short", "path": ALL}, "href"),
        Output("address", "data"),
        Input(ids.ASK, "data"),
        Input("_pages_location", "pathname"),
        Input("_pages_location", "search"),
        State({"type": "nav", "path": ALL}, "id"),
        State({"type": "nav-short", "path": ALL}, "id"),
    )


def read_asked(asked: object) -> Asked:
    """Path and view from what a browser sent; anything else is an empty view of no page."""
    if not isinstance(asked, dict):
        return "", View()
    path, search = asked.get("path"), asked.get("search")
    view = read_query(search) if isinstance(search, str) else View()
    return (path if isinstance(path, str) else ""), view


def ask_of(address: object) -> dict[str, str]:
    """What a page is asked for, from the whole address in a browser."""
    parts = urlsplit(address) if isinstance(address, str) else urlsplit("")
    return {"path": parts.path, "search": f"?{parts.query}" if parts.query else ""}


def _language(answering: Answering, view: View) -> str:
    return language_of(request, answering.services.language, view.language)
