"""What a request tells of its browser: session, address, language; all of it unproven text."""

from urllib.parse import urlsplit

from flask import Request

from dashboards.query import LANGUAGES, read_query

SESSION_COOKIE = "forecourt_session"
TOKEN_COOKIE = "forecourt_token"
LANGUAGE_COOKIE = "forecourt_lang"


def language_of(request: Request, default: str, view_language: str | None = None) -> str:
    """The language to answer in: that of the address, of the page in view, of the cookie."""
    if view_language in LANGUAGES:
        return str(view_language)
    asked = read_query(request.query_string.decode("utf-8", "replace")).language
    if asked is None and request.referrer:
        asked = read_query(urlsplit(request.referrer).query).language
    if asked is None:
        kept = request.cookies.get(LANGUAGE_COOKIE, "")
        asked = kept if kept in LANGUAGES else None
    return asked or default


def address_of(request: Request) -> str:
    """The network address of the peer itself."""
    return request.remote_addr or ""


def is_same_origin(request: Request) -> bool:
    """Whether a request that changes something comes from a page of ours.

    Browsers say where a POST comes from; one that says nothing at all is let through only if it
    does not claim to come from elsewhere in another header.
    """
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None and site not in ("same-origin", "none"):
        return False
    origin = request.headers.get("Origin") or request.headers.get("Referer")
    if origin is None:
        return site is not None
    try:
        return urlsplit(origin).netloc == request.host
    except ValueError:
        return False
