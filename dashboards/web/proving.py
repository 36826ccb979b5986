"""The password again, before changes for which a session that was left open is not enough."""

from dataclasses import dataclass

from flask import Response, request

from access import SIGN_ON, Origin, prove_again, verify_password
from access.second_factor import prove as prove_code
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
        lacking: ``password`` or ``code`` where that was not right; empty where all was.
    """

    secret: str
    wait_seconds: int = 0
    lacking: str = ""


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
        return Proved("", found.wait_seconds, "password")
    return Proved(prove_again(services.database, read_cookie(request, SESSION_COOKIE), origin))


def is_proven(services: Services) -> bool:
    """Whether password and code of the second step were given a short while ago."""
    session = visitor().session
    return session is not None and session.is_proven(services.now())


def prove_with_code(services: Services) -> Proved:
    """Check the password and the code of the second step in the form in hand, in this order.

    The session gets another secret where both are right. Whoever has set no second step up, or
    signed on where one was asked for, has no code that could be right.
    """
    session = visitor().session
    if session is None:
        return Proved("", lacking="password")
    origin = Origin(session.user.name, services.now(), address_of(request))
    password = request.form.get("password", "")
    found = verify_password(
        services.database, session.user.name, password, origin.now, origin.address
    )
    if found.user is None:
        return Proved("", found.wait_seconds, "password")
    code = request.form.get("code", "")[:100]
    given = prove_code(services.database, session.user, code, services.secret_key, origin)
    if not given.right:
        return Proved("", given.wait_seconds, "code")
    secret = read_cookie(request, SESSION_COOKIE)
    return Proved(prove_again(services.database, secret, origin, with_code=True))


def hand_secret(services: Services, response: Response, secret: str) -> None:
    """Hand the browser the secret of its session, and what its pages send with callbacks."""
    keep_cookie(response, SESSION_COOKIE, secret)
    token = token_of_callbacks(services.secret_key, secret)
    keep_cookie(response, CALLBACK_COOKIE, token, for_scripts=True)
