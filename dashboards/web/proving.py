"""The password again, before changes for which a session that was left open is not enough."""

from dataclasses import dataclass

from flask import Response, request

from access import SIGN_ON, Origin, prove_again, verify_password
from dashboards.services import Services
from dashboards.web.browser import (
    CALLBACK_COOKIE,
    SESSION_COOKIE,
    address_of,
    keep_cookie,
    read_cookie,
)
from dashboards.web.gate import visitor
from dashboards.web.tokens import token_of_callbacks


@dataclass(frozen=True, slots=True)
class Proved:
    """What the password in a form has proved.

    Attributes:
        secret: of the session from now on; empty where the password was not right.
        wait_seconds: above zero, nothing was checked because of too many failures.
    """

    secret: str
    wait_seconds: int = 0


def is_fresh(services: Services) -> bool:
    """Whether the password was given a short while ago in the session in hand."""
    session = visitor().session
    return session is not None and session.is_fresh(services.now())


def has_signed_on() -> bool:
    """Whether the session in hand began at a provider, so that there may be no password."""
    session = visitor().session
    return session is not None and session.way == SIGN_ON


def prove(services: Services) -> Proved:
    """Check the password in the form in hand; the session gets another secret where it is right."""
    name, password = visitor().name, request.form.get("password", "")
    origin = Origin(name, services.now(), address_of(request))
    found = verify_password(services.database, name, password, origin.now, origin.address)
    if found.user is None:
        return Proved("", found.wait_seconds)
    return Proved(prove_again(services.database, read_cookie(request, SESSION_COOKIE), origin))


def hand_secret(services: Services, response: Response, secret: str) -> None:
    """Hand the browser the secret of its session, and what its pages send with callbacks."""
    keep_cookie(response, SESSION_COOKIE, secret)
    token = token_of_callbacks(services.secret_key, secret)
    keep_cookie(response, CALLBACK_COOKIE, token, for_scripts=True)
