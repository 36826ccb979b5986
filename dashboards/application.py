"""Puts the screen together: one Flask server with its gate, one Dash app with its pages."""

import re
from collections.abc import Callable
from html import escape
from pathlib import Path
from typing import Any

import dash
import flask
from dash import Dash, html
from flask import Flask, request

from dashboards.answering import Answering
from dashboards.callbacks import register_callbacks
from dashboards.i18n import say
from dashboards.notebook.pins import pinned
from dashboards.page import Page
from dashboards.query import read_view
from dashboards.services import Services
from dashboards.shell.layout import shell
from dashboards.site import PAGES
from dashboards.web.actions import install_actions
from dashboards.web.audit_page import install_audit_page
from dashboards.web.browser import (
    CALLBACK_COOKIE,
    LANGUAGE_COOKIE,
    install_browser,
    language_of,
)
from dashboards.web.content_policy import allow_scripts
from dashboards.web.deliveries import install_deliveries
from dashboards.web.denials import install_denials
from dashboards.web.exports import ADDRESSES as EXPORTS
from dashboards.web.exports import install_exports
from dashboards.web.gate import install_gate, visitor
from dashboards.web.headers import install_headers
from dashboards.web.health import install_health
from dashboards.web.intake import install_intake
from dashboards.web.metering import install_metering
from dashboards.web.mishaps import install_mishaps
from dashboards.web.notes import install_notes
from dashboards.web.own_plotly import install_own_plotly
from dashboards.web.own_security import install_own_security
from dashboards.web.personal import install_personal
from dashboards.web.refused_rows import ADDRESS as REFUSED_ROWS
from dashboards.web.refused_rows import install_refused_rows
from dashboards.web.second_step import install_second_step
from dashboards.web.sign_in import install_sign_in
from dashboards.web.sign_on import install_sign_on
from dashboards.web.tokens import CALLBACK_HEADER
from dashboards.web.turns import install_turns
from dashboards.web.unmask import install_unmask
from dashboards.web.visit_packs import install_visit_packs

_ANSWERING = "forecourt.answering"
ASSETS = Path(__file__).resolve().parent.parent / "assets"
_GRID_SCRIPT = re.compile(
    r'<script src="([^"]*/_dash-component-suites/dash_ag_grid/dash_ag_grid\.[^"]*)"></script>'
)
_SKELETON = (
    '<div id="react-entry-point"><div class="fc-skeleton" aria-hidden="true">'
    '<div class="fc-nav"></div><div class="fc-main"><div class="fc-top"></div>'
    '<div class="fc-page"><i class="is-title"></i>'
    '<div class="fc-cards"><i></i><i></i><i></i><i></i><i></i><i></i><i></i><i></i></div>'
    "</div></div></div></div>"
)


class ForecourtDash(Dash):
    """Dash with an index page of our own: language, theme before paint, a skeleton."""

    forecourt: Services

    def interpolate_index(self, **parts: str) -> str:  # type: ignore[override]  # same keywords
        """The page that loads everything else; only its own inline scripts will run."""
        allow_scripts(self.csp_hashes())
        scripts, grid = without_grid(parts.get("scripts", ""))
        language = language_of(request, self.forecourt.language)
        colours = escape(self.forecourt.colours)
        return (
            f'<!DOCTYPE html><html lang="{"zh-CN" if language == "zh" else "en"}" '
            f'data-colours="{colours}" data-grid="{grid}"><head>'
            f"{parts.get('metas', '')}<title>{escape(say(language, 'brand'))}</title>"
            '<link rel="icon" href="/assets/favicon.svg" type="image/svg+xml">'
            '<script src="/assets/01-theme.js"></script>'
            f"{parts.get('css', '')}</head><body>{_SKELETON}"
            f"<footer>{parts.get('config', '')}{scripts}"
            f"{parts.get('renderer', '')}</footer></body></html>"
        )


def without_grid(scripts: str) -> tuple[str, str]:
    """The scripts of a page without that of grids, and where that is; empty where it stays.

    A script of ours fetches it with the first grid: Dash fetches parts of a library when they are
    needed, but the library that they belong to with every page.
    """
    found = _GRID_SCRIPT.search(scripts)
    return (scripts.replace(found[0], ""), found[1]) if found else (scripts, "")


def create_app(services: Services) -> Dash:
    """Make an app; any number of them can live in one process, side by side.

    Args:
        services: everything from outside.
    """
    # Dash keeps one list of pages for the whole process, so that ours ask the app at hand:
    # https://github.com/plotly/dash/issues/2398
    dash.page_registry.clear()
    server = Flask("dashboards.web", static_folder=None, template_folder="templates")
    server.secret_key = services.secret_key
    known = (*(page.path for page in PAGES), REFUSED_ROWS, *EXPORTS)
    install_browser(server, services.https, services.proxies)
    install_gate(server, services, known)
    install_own_plotly(server)
    install_health(server, services)
    install_metering(server, services)
    # Behind the meter, which counts the waiting, too.
    install_turns(server)
    install_audit_page(server, services)
    install_sign_in(server, services)
    install_sign_on(server, services)
    install_second_step(server, services)
    install_own_security(server, services)
    install_refused_rows(server, services)
    install_intake(server, services)
    install_visit_packs(server, services)
    answering = server.extensions[_ANSWERING] = Answering(services)
    install_exports(server, services, answering)
    install_headers(server, services.https)
    install_denials(server, services)
    app = ForecourtDash(
        "forecourt",
        server=server,  # type: ignore[arg-type]  # declared as a flag only
        use_pages=True,
        pages_folder="",
        assets_folder=str(ASSETS),
        assets_path_ignore=["vendor"],
        external_stylesheets=["/assets/vendor/bootstrap/bootstrap.min.css"],
        title=say(services.language, "brand"),
        update_title="",
        include_pages_meta=False,
        # Otherwise Dash would draw every page once for whoever comes first and put these figures
        # into the index page of all others, to check ids against them.
        suppress_callback_exceptions=True,
        csrf_token_name=f"__Host-{CALLBACK_COOKIE}" if services.https else CALLBACK_COOKIE,
        csrf_header_name=CALLBACK_HEADER,
        # Each would be a door of its own.
        enable_mcp=False,
        meta_tags=[{"name": "viewport", "content": "width=device-width, initial-scale=1"}],
    )
    app.forecourt = services
    # Dash has put handlers of its own in, which tell what they know.
    install_mishaps(server, services)
    install_actions(server, answering)
    install_notes(server, answering)
    install_personal(server, answering)
    install_deliveries(server, answering)
    install_unmask(server, answering)
    for page in PAGES:
        dash.register_page(  # type: ignore[no-untyped-call]  # has no types
            f"dashboards.pages.{page.key}",
            path=page.path,
            name=page.key,
            title=_titled(page),
            layout=_layout(page),
        )
    app.layout = _shell(services)
    register_callbacks(app, answering)
    _keep_language(server)
    return app


def answering_of(server: Flask) -> Answering:
    """What answers the requests of an app."""
    found: Answering = server.extensions[_ANSWERING]
    return found


def _answering() -> Answering:
    """Of the app that a request came to."""
    return answering_of(flask.current_app)


def _layout(page: Page) -> Callable[..., html.Main]:
    def layout(**query: Any) -> html.Main:
        answering = _answering()
        view = read_view(query)
        language = language_of(request, answering.services.language, view.language)
        return answering.whole_page(visitor(), page, view, language)

    return layout


def _titled(page: Page) -> Callable[..., str]:
    def title(**_variables: Any) -> str:
        language = language_of(request, _answering().services.language)
        return f"{say(language, f'page.{page.key}')} · {say(language, 'brand')}"

    return title


def _shell(services: Services) -> Callable[[], html.Div]:
    def layout() -> html.Div:
        language = language_of(request, services.language)
        who = visitor()
        pages = [page for page in PAGES if page.is_open(who.scope.allows_department)]
        pins = pinned(services.database, who.name, who.scope)
        return shell(language, who.name, pages, pins)

    return layout


def _keep_language(server: Flask) -> None:
    """Remember a language that an address names."""

    @server.after_request
    def keep(response: Any) -> Any:
        asked = read_view(request.args.to_dict(flat=False)).language
        if asked is not None and request.method == "GET":
            response.set_cookie(LANGUAGE_COOKIE, asked, max_age=31536000, samesite="Lax")
        return response
