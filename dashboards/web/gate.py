"""The gate: who may ask for what, decided before any view or callback runs."""

import re
from collections.abc import Collection
from dataclasses import dataclass

import flask
from flask import Flask, Response, g, redirect, request
from werkzeug.wrappers import Response as BaseResponse

from access import NOBODY, Role, Scope, Session, read_session, scope_of_session
from dashboards.query import read_query
from dashboards.services import Services
from dashboards.web.browser import SESSION_COOKIE, address_of, is_same_origin, language_of
from dashboards.web.plain_page import plain_page

# What the sign-in page itself needs; nothing in these folders is anybody's data.
OPEN_PATHS = ("/login", "/healthz", "/readyz", "/_favicon.ico", "/favicon.ico")
OPEN_FOLDERS = ("/assets/",)
DASH = "/_dash"
INTAKE = re.compile(
    r"/data/(upload|values|intake|intake/[0-9a-f-]{24}(/(look|confirm|load|remove))?)"
)
VISIT_PACK = re.compile(r"/compare/visit-pack(/[0-9a-f]{32}(/file)?)?")
NOTEBOOK = re.compile(r"/(actions|notes)/(new|[1-9][0-9]{0,8})")
PERSONAL = re.compile(
    r"/me(/pins|/views/(new|[1-9][0-9]{0,8}(/remove)?)"
    r"|/report(/[1-9][0-9]{0,8}/(try|remove|off|on))?)?"
)
_MOST_BYTES = 256 * 1024


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who sent the request in hand."""

    session: Session | None
    scope: Scope

    @property
    def name(self) -> str:
        """User name; empty for nobody."""
        return self.session.user.name if self.session else ""

    @property
    def is_admin(self) -> bool:
        """Whether he looks after people and loading."""
        return self.session is not None and self.session.user.role == Role.ADMIN


def install_gate(server: Flask, services: Services, pages: Collection[str]) -> None:
    """Let nothing through that is neither open nor asked for by a person with a session.

    Args:
        server: before Dash has put its own hooks in.
        services: for sessions and scopes.
        pages: the paths of all pages; any other path is a real 404.
    """
    server.config["MAX_CONTENT_LENGTH"] = _MOST_BYTES
    known = frozenset(pages)

    @server.before_request
    def gate() -> BaseResponse | tuple[Response, int] | None:
        path = request.path
        session = _session(services)
        g.visitor = Visitor(session, NOBODY)
        if request.method not in ("GET", "HEAD", "POST"):
            return _refuse(405)
        if request.method == "POST" and not is_same_origin(request):
            return _refuse(403)
        if path in OPEN_PATHS or path.startswith(OPEN_FOLDERS):
            return None
        lacks_packs = services.visit_packs is None and VISIT_PACK.fullmatch(path) is not None
        if lacks_packs or not _exists(path, known):
            return not_found(services)
        if session is None:
            return _refuse(401) if path.startswith(DASH) else _to_sign_in()
        if session.user.must_change_password and path not in ("/password", "/logout"):
            return _refuse(401) if path.startswith(DASH) else redirect("/password", 303)
        g.visitor = Visitor(session, _scope(services, session))
        if is_intake(path) and not (g.visitor.is_admin and services.intake is not None):
            return not_found(services)
        if path.startswith(DASH) and request.method == "POST":
            return _check_callback()
        return None


def visitor() -> Visitor:
    """Who sent the request in hand; nobody outside of one."""
    found = g.get("visitor")
    return found if isinstance(found, Visitor) else Visitor(None, NOBODY)


def _session(services: Services) -> Session | None:
    token = request.cookies.get(SESSION_COOKIE)
    if not token:
        return None
    return read_session(services.database, token, services.now(), services.limits)


def _scope(services: Services, session: Session) -> Scope:
    return scope_of_session(
        services.database, session, services.regions, services.now(), address_of(request)
    )


def _exists(path: str, known: frozenset[str]) -> bool:
    return (
        path in known
        or path in ("/logout", "/password")
        or path.startswith(DASH)
        or is_intake(path)
        or VISIT_PACK.fullmatch(path) is not None
        or NOTEBOOK.fullmatch(path) is not None
        or PERSONAL.fullmatch(path) is not None
    )


def is_intake(path: str) -> bool:
    """Whether a path is one of the pages of uploads and mappings."""
    return INTAKE.fullmatch(path) is not None


def _check_callback() -> tuple[Response, int] | None:
    """Callbacks are JSON, as they are sent by the page; anything else is somebody else's."""
    if request.mimetype != "application/json" or request.headers.get("Content-Encoding"):
        return _refuse(415)
    return None


def _refuse(status: int) -> tuple[Response, int]:
    return flask.jsonify({"error": status}), status


def _to_sign_in() -> Response:
    """Send to the sign-in page, keeping the language and nothing else of the address."""
    asked = read_query(request.query_string.decode("utf-8", "replace")).language
    response = redirect(f"/login?lang={asked}" if asked else "/login", 302)
    return flask.make_response(response)


def not_found(services: Services) -> tuple[Response, int]:
    """The answer to whatever is not there, or not for the one who asks."""
    language = language_of(request, services.language)
    return plain_page("not_found.html", language), 404
