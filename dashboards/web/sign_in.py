"""Signing in and out, and replacing a one-time secret."""

import flask
from flask import Flask, Response, redirect, request

from access import (
    SIGN_ON,
    AccessError,
    Origin,
    Step,
    User,
    change_password,
    close_session,
    open_session,
    verify_password,
)
from dashboards.services import Services
from dashboards.web.browser import (
    CALLBACK_COOKIE,
    LANGUAGE_COOKIE,
    SESSION_COOKIE,
    TOKEN_COOKIE,
    address_of,
    drop_cookie,
    keep_cookie,
    language_of,
    read_cookie,
)
from dashboards.web.gate import visitor
from dashboards.web.home import home_of, remember
from dashboards.web.plain_page import plain_page
from dashboards.web.tokens import token_fits, token_for_form

_YEAR = 365 * 24 * 3600


def install_sign_in(server: Flask, services: Services) -> None:
    """Add `/login`, `/logout` and `/password`."""
    _install_login(server, services)
    _install_password(server, services)


def _install_login(server: Flask, services: Services) -> None:
    @server.get("/login")
    def login_form() -> Response:
        if visitor().session is not None:
            return flask.make_response(redirect("/", 303))
        return sign_in_page(services)

    @server.post("/login")
    def login() -> Response | tuple[Response, int]:
        if not _token_fits():
            return sign_in_page(services, "login.expired"), 400
        name, password = request.form.get("name", ""), request.form.get("password", "")
        found = verify_password(
            services.database,
            name,
            password,
            services.now(),
            address_of(request),
            _signs_on(services),
        )
        if found.user is None:
            if found.wait_seconds:
                problem, wait = "login.wait", found.wait_seconds
                return sign_in_page(services, problem, name=name, seconds=wait), 429
            return sign_in_page(services, "login.wrong", name=name), 401
        return enter(services, found.user)

    @server.post("/logout")
    def logout() -> Response:
        token = read_cookie(request, SESSION_COOKIE)
        session = visitor().session
        close_session(services.database, token, services.now(), address_of(request))
        # Signed on at a provider, one is offered to sign out there, too.
        is_by_provider = session is not None and session.way == SIGN_ON
        response = flask.make_response(redirect("/login?out" if is_by_provider else "/login", 303))
        for name in (SESSION_COOKIE, CALLBACK_COOKIE, TOKEN_COOKIE):
            drop_cookie(response, name)
        response.headers["Clear-Site-Data"] = '"cache"'
        return response


def _install_password(server: Flask, services: Services) -> None:
    @server.get("/password")
    def password_form() -> Response:
        return _form(services, "password.html", name=visitor().name, own=_own())

    @server.post("/password")
    def password() -> Response | tuple[Response, int]:
        name = visitor().name
        if not _token_fits():
            return _form(services, "password.html", "login.expired", name=name, own=_own()), 400
        old, new = request.form.get("old", ""), request.form.get("new", "")
        if new != request.form.get("again", ""):
            return _form(services, "password.html", "password.differ", name=name, own=_own()), 400
        origin = Origin(name, services.now(), address_of(request))
        try:
            found = change_password(services.database, name, old, new, origin, _signs_on(services))
        except AccessError:
            return _form(services, "password.html", "password.unfit", name=name, own=_own()), 400
        if found.user is None:
            return _form(services, "password.html", "login.wrong", name=name, own=_own()), 401
        return enter(services, found.user)


def enter(services: Services, user: User, step: Step | None = None) -> Response:
    """Open a session and send to where the person begins.

    Args:
        services: for the session.
        user: who was found to be himself.
        step: what was proven; None for his password.
    """
    origin = Origin(user.name, services.now(), address_of(request))
    proven = step or Step()
    secret = open_session(services.database, user, origin, services.limits, step=proven)
    home = home_of(services, user)
    response = flask.make_response(redirect(home.address, 303))
    keep_cookie(response, SESSION_COOKIE, secret)
    drop_cookie(response, TOKEN_COOKIE)
    remember(response, home.chosen)
    return response


def sign_in_page(services: Services, problem: str = "", **values: object) -> Response:
    """The sign-in page, with the button of the provider where there is one."""
    values["ended"] = "ended" in request.args
    provider = services.sign_on
    if provider is None:
        return _form(services, "login.html", problem, **values)
    return _form(
        services,
        "login.html",
        problem,
        provider=provider.settings.name,
        passwords=provider.settings.passwords,
        leave=provider.sign_out_address() if "out" in request.args else "",
        **values,
    )


def _signs_on(services: Services) -> str:
    """The issuer whose people have no password here; empty for none."""
    provider = services.sign_on
    return "" if provider is None or provider.settings.passwords else provider.settings.issuer


def _own() -> bool:
    """Whether the person has a password of his own already, and no one-time secret."""
    session = visitor().session
    return session is not None and not session.user.must_change_password


def _form(services: Services, template: str, problem: str = "", **values: object) -> Response:
    """A form with a token that must come back, once from the cookie and once from the form."""
    language = language_of(request, services.language)
    token = token_for_form()
    response = plain_page(template, language, problem=problem, token=token, **values)
    keep_cookie(response, TOKEN_COOKIE, token)
    response.set_cookie(LANGUAGE_COOKIE, language, max_age=_YEAR, samesite="Lax")
    return response


def _token_fits() -> bool:
    return token_fits(request.form.get("token", ""))
