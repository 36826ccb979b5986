"""Where a person is signed in, and what guards his sign-in; he can end his other sessions."""

from flask import Flask, Response, redirect, request
from werkzeug.wrappers import Response as BaseResponse

from access import SIGN_ON, Origin, Role, Session, close_others, open_sessions
from dashboards.services import Services
from dashboards.web.browser import (
    SESSION_COOKIE,
    TOKEN_COOKIE,
    address_of,
    keep_cookie,
    language_of,
    read_cookie,
)
from dashboards.web.gate import not_found, visitor
from dashboards.web.plain_page import plain_page
from dashboards.web.tokens import token_fits, token_for_form

Answer = Response | BaseResponse | tuple[Response, int]


def install_own_security(server: Flask, services: Services) -> None:
    """Add `/me/security` and `/me/sessions`."""

    @server.get("/me/security")
    def security() -> Answer:
        return _page(services, ended="ended" in request.args)

    @server.post("/me/sessions")
    def end_others() -> Answer:
        session = visitor().session
        if session is None:
            return not_found(services)
        if not token_fits(request.form.get("token", "")):
            return _page(services, "login.expired"), 400
        origin = Origin(session.user.name, services.now(), address_of(request))
        close_others(services.database, session.user, read_cookie(request, SESSION_COOKIE), origin)
        return redirect(f"/me/security?ended=1&lang={language_of(request, services.language)}", 303)


def _has_password(services: Services, session: Session) -> bool:
    """Whether a password of his counts here: not where he signs on, and only there."""
    provider = services.sign_on
    only = provider is not None and not provider.settings.passwords and session.way == SIGN_ON
    return not only or session.user.role == Role.ADMIN


def _page(services: Services, problem: str = "", ended: bool = False) -> Response:
    session = visitor().session
    if session is None:
        return not_found(services)[0]
    token = token_for_form()
    here = read_cookie(request, SESSION_COOKIE)
    response = plain_page(
        "security.html",
        language_of(request, services.language),
        problem=problem,
        ended=ended,
        token=token,
        name=session.user.name,
        has_password=_has_password(services, session),
        has_factor=session.has_second_factor,
        sessions=open_sessions(
            services.database, session.user, here, services.now(), services.limits
        ),
    )
    keep_cookie(response, TOKEN_COOKIE, token)
    return response
