"""Tokens that prove that a request comes from a page of ours.

A form brings its own back: once from the cookie and once from the form. Callbacks bring one that
belongs to the session, in a header that no other site can set. Records go by marks.
"""

import hmac
import secrets
from hashlib import sha256

from flask import Request, request

from dashboards.web.browser import CALLBACK_COOKIE, SESSION_COOKIE, TOKEN_COOKIE, read_cookie

CALLBACK_HEADER = "X-Forecourt-Callback"


def token_for_form() -> str:
    """Return the token of this browser, or a new one."""
    return read_cookie(request, TOKEN_COOKIE) or secrets.token_urlsafe(24)


def token_fits(sent: str) -> bool:
    """Tell whether what a form sent is the token of the browser that sent it."""
    kept = read_cookie(request, TOKEN_COOKIE)
    return bool(kept) and secrets.compare_digest(kept.encode(), sent.encode())


def token_of_callbacks(key: str, session: str) -> str:
    """Return the token of a session's callbacks; without the signing key nobody makes one.

    Args:
        key: the signing key of the server.
        session: the secret of the session.
    """
    message = f"callbacks\n{session}".encode("utf-8", "surrogatepass")
    return hmac.new(key.encode(), message, sha256).hexdigest()


def mark_of_record(key: str, named: str) -> str:
    """Return the mark of a record; without the signing key nobody makes one or knows whose it is.

    Args:
        key: the signing key of the server.
        named: the text that names the record.
    """
    message = f"record\n{named}".encode("utf-8", "surrogatepass")
    return hmac.new(key.encode(), message, sha256).hexdigest()[:32]


def callback_fits(request: Request, key: str) -> bool:
    """Tell whether a callback brought the token of the session that it comes with."""
    expected = token_of_callbacks(key, read_cookie(request, SESSION_COOKIE))
    sent = request.headers.get(CALLBACK_HEADER, "")
    return secrets.compare_digest(expected.encode(), sent.encode("utf-8", "surrogatepass"))


def has_callback_token(request: Request, key: str) -> bool:
    """Tell whether the browser holds the token of its session already."""
    expected = token_of_callbacks(key, read_cookie(request, SESSION_COOKIE))
    return read_cookie(request, CALLBACK_COOKIE) == expected
