"""The token that a form brings back: once from the cookie and once from the form."""

import secrets

from flask import request

from dashboards.web.browser import TOKEN_COOKIE


def token_for_form() -> str:
    """Return the token of this browser, or a new one."""
    return request.cookies.get(TOKEN_COOKIE) or secrets.token_urlsafe(24)


def token_fits(sent: str) -> bool:
    """Tell whether what a form sent is the token of the browser that sent it."""
    kept = request.cookies.get(TOKEN_COOKIE, "")
    return bool(kept) and secrets.compare_digest(kept.encode(), sent.encode())
