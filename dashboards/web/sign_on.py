"""Signing in at a provider: the way there, and the way back."""

import logging

import flask
from flask import Flask, Response, redirect, request
from werkzeug.wrappers import Response as BaseResponse

from access import SIGN_ON, Step
from access.sessions import new_token
from access.sign_on import (
    Attempt,
    Provider,
    ProviderError,
    RefusedError,
    arrive,
    as_cookie,
    read_attempt,
    refuse,
    secrets_of,
    slow_down,
)
from access.sign_on.id_token import Statement
from access.throttle import Counted
from dashboards.services import Services
from dashboards.web.browser import (
    SIGN_ON_COOKIE,
    address_of,
    drop_cookie,
    is_same_origin,
    keep_cookie,
    language_of,
    read_cookie,
)
from dashboards.web.gate import not_found, visitor
from dashboards.web.mishaps import incident
from dashboards.web.sign_in import enter, sign_in_page

_LOG = logging.getLogger(__name__)
_RETRY_SECONDS = "10"
Answer = Response | BaseResponse | tuple[Response, int]


def install_sign_on(server: Flask, services: Services) -> None:
    """Add `/login/provider` and `/login/callback`; without a provider, they are not there."""

    @server.get("/login/provider")
    def leave() -> Answer:
        provider = services.sign_on
        if provider is None:
            return not_found(services)
        if visitor().session is not None:
            return redirect("/", 303)
        if not is_same_origin(request):
            # Another site cannot have somebody signed in here without his doing anything.
            language = language_of(request, services.language)
            return redirect(f"/login?lang={language}", 303)
        return _leave(services, provider)

    @server.get("/login/callback")
    def come_back() -> Answer:
        provider = services.sign_on
        if provider is None:
            return not_found(services)
        now, address = services.now(), address_of(request)
        counted = slow_down(services.database, now, address)
        if counted.wait_seconds:
            return sign_in_page(services, "login.wait", seconds=counted.wait_seconds), 429
        answer = flask.make_response(_come_back(services, provider, counted))
        # One attempt, one answer.
        drop_cookie(answer, SIGN_ON_COOKIE)
        return answer


def _leave(services: Services, provider: Provider) -> Answer:
    now, key = services.now(), services.secret_key
    attempt = Attempt(new_token(), now)
    language = language_of(request, services.language)
    try:
        address = provider.sign_in_address(secrets_of(attempt, key), language, now)
    except ProviderError as error:
        return _unavailable(services, provider, error)
    response = flask.make_response(redirect(address, 303))
    keep_cookie(response, SIGN_ON_COOKIE, as_cookie(attempt, key))
    return response


def _come_back(services: Services, provider: Provider, counted: Counted) -> Answer:
    now, key = services.now(), services.secret_key
    attempt = read_attempt(read_cookie(request, SIGN_ON_COOKIE), key, now)
    if attempt is None:
        _refuse(services, "no attempt of this browser, or an old one")
        return sign_in_page(services, "login.expired"), 401
    try:
        statement = provider.redeem(request.args, secrets_of(attempt, key), now)
    except RefusedError as error:
        return _refused(services, error)
    except ProviderError as error:
        return _unavailable(services, provider, error)
    return _enter(services, provider, statement, counted)


def _enter(
    services: Services, provider: Provider, statement: Statement, counted: Counted
) -> Answer:
    now, address = services.now(), address_of(request)
    user = arrive(services.database, statement, counted, incident(), now, address)
    if user is None:
        return sign_in_page(services, "sign_on.unknown", incident=incident()), 401
    vouched = bool(statement.methods & provider.settings.second_factor)
    return enter(services, user, Step(SIGN_ON, vouched=vouched))


def _refused(services: Services, error: RefusedError) -> Answer:
    _LOG.warning("incident %s: single sign-on refused: %s", incident(), error)
    _refuse(services, str(error))
    return sign_in_page(services, "sign_on.refused", incident=incident()), 401


def _refuse(services: Services, reason: str) -> None:
    refuse(services.database, reason, incident(), services.now(), address_of(request))


def _unavailable(services: Services, provider: Provider, error: ProviderError) -> Answer:
    _LOG.error("incident %s: single sign-on: %s", incident(), error)
    alone = "" if provider.settings.passwords else "_alone"
    answer = sign_in_page(services, f"sign_on.unavailable{alone}", incident=incident())
    answer.headers["Retry-After"] = _RETRY_SECONDS
    return answer, 503
