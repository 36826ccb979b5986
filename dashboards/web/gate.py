"""The gate: who may ask for what, decided before any view or callback runs."""

from collections.abc import Collection
from dataclasses import dataclass

import flask
from flask import Flask, Response, g, redirect, request
from werkzeug.wrappers import Response as BaseResponse

from access import NOBODY, PASSWORD, Role, Scope, Session, policy, read_session, scope_of_session
from dashboards.query import read_query
from dashboards.services import Services
from dashboards.web.browser import (
    CALLBACK_COOKIE,
    SESSION_COOKIE,
    address_of,
    is_same_origin,
    keep_cookie,
    language_of,
    read_cookie,
)
from dashboards.web.denials import deny
from dashboards.web.mishaps import mishap
from dashboards.web.places import (
    CALLBACK,
    DASH,
    OPEN_FOLDERS,
    VISIT_PACK,
    function_of,
    is_open,
)
from dashboards.web.plain_page import plain_page
from dashboards.web.tokens import callback_fits, has_callback_token, token_of_callbacks

_MOST_BYTES = 256 * 1024
Refusal = BaseResponse | tuple[Response, int] | None


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

    def may(self, function: str) -> bool:
        """Whether the policy lets his role do something."""
        return self.session is not None and policy().may(self.session.user.role, function)


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
    def gate() -> Refusal:
        path = request.path
        g.visitor = Visitor(None, NOBODY)
        if request.method not in ("GET", "HEAD", "POST"):
            return mishap(405)
        if request.method == "POST" and not is_same_origin(request):
            deny("other_site")
            return mishap(403)
        if path.startswith(OPEN_FOLDERS):
            return None
        session = _session(services)
        g.visitor = Visitor(session, NOBODY)
        if is_open(path):
            return None
        return _admit(services, session, function_of(path, known))

    @server.after_request
    def hand_token(response: Response) -> Response:
        """Give the scripts of a page the token that their callbacks bring."""
        is_page = request.method == "GET" and request.path in known
        if is_page and visitor().session and not has_callback_token(request, services.secret_key):
            secret = read_cookie(request, SESSION_COOKIE)
            token = token_of_callbacks(services.secret_key, secret)
            keep_cookie(response, CALLBACK_COOKIE, token, for_scripts=True)
        return response


def visitor() -> Visitor:
    """Who sent the request in hand; nobody outside of one."""
    found = g.get("visitor")
    return found if isinstance(found, Visitor) else Visitor(None, NOBODY)


def _admit(services: Services, session: Session | None, function: str | None) -> Refusal:
    """Let the owner of a session through to what his role may do; raises his scope on the way."""
    path = request.path
    lacks_packs = services.visit_packs is None and VISIT_PACK.fullmatch(path) is not None
    if function is None or lacks_packs:
        return not_found(services)
    if session is None:
        return mishap(401) if path.startswith(DASH) else _to_sign_in()
    step = _next_step(services, session)
    if step and path not in (step, "/logout"):
        return mishap(401) if path.startswith(DASH) else redirect(step, 303)
    if step:
        return None
    g.visitor = Visitor(session, _scope(services, session))
    if not g.visitor.may(function):
        deny(function)
        return not_found(services)
    if function == "load_data" and services.intake is None:
        return not_found(services)
    return _check_callback(services) if path == CALLBACK else None


def _next_step(services: Services, session: Session) -> str:
    """What is still to be done before anything is shown; empty for nothing."""
    if session.awaits_code:
        return "/code"
    if session.user.must_change_password and session.way == PASSWORD:
        return "/password"
    required = services.needs_second_factor and policy().needs_second_factor(session.user.role)
    has_one = session.has_second_factor or session.second_factor_at is not None
    if required and not has_one:
        return "/second-factor"
    return ""


def _session(services: Services) -> Session | None:
    token = read_cookie(request, SESSION_COOKIE)
    if not token:
        return None
    return read_session(services.database, token, services.now(), services.limits)


def _scope(services: Services, session: Session) -> Scope:
    return scope_of_session(
        services.database, session, services.regions, services.now(), address_of(request)
    )


def _check_callback(services: Services) -> Refusal:
    """Callbacks are JSON, as they are sent by the page; anything else is somebody else's."""
    if request.method != "POST":
        return mishap(405)
    if request.mimetype != "application/json" or request.headers.get("Content-Encoding"):
        return mishap(415)
    if not callback_fits(request, services.secret_key):
        deny("callback_token")
        return mishap(403)
    return None if _is_callback(request.get_json(silent=True)) else mishap(400)


def _is_callback(body: object) -> bool:
    """Whether a body has the form that Dash takes for granted."""
    if not isinstance(body, dict) or not isinstance(body.get("output"), str):
        return False
    lists = [body.get(name, []) for name in ("inputs", "state", "changedPropIds")]
    if not all(isinstance(each, list) for each in lists):
        return False
    # Where several things are meant by one pattern, there is a list of them.
    nested = [each if isinstance(each, list) else [each] for each in (*lists[0], *lists[1])]
    given = [each for several in nested for each in several]
    return "inputs" in body and all(
        isinstance(each, dict) and {"id", "property"} <= set(each) for each in given
    )


def _to_sign_in() -> Response:
    """Send to the sign-in page, keeping the language and nothing else of the address."""
    asked = read_query(request.query_string.decode("utf-8", "replace")).language
    response = redirect(f"/login?lang={asked}" if asked else "/login", 302)
    return flask.make_response(response)


def not_found(services: Services) -> tuple[Response, int]:
    """The answer to whatever is not there, or not for the one who asks."""
    language = language_of(request, services.language)
    return plain_page("not_found.html", language), 404
