"""What a request tells of its browser: cookies, address, language; all of it unproven text."""

from collections.abc import Sequence
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network
from urllib.parse import urlsplit

from flask import Flask, Request, Response, current_app

from dashboards.query import LANGUAGES, read_query

SESSION_COOKIE = "forecourt_session"
TOKEN_COOKIE = "forecourt_token"
CALLBACK_COOKIE = "forecourt_callback"
SIGN_ON_COOKIE = "forecourt_sign_on"
LANGUAGE_COOKIE = "forecourt_lang"
# A browser takes such a cookie only from this host itself, whole, over an encrypted connection.
_HOST_ONLY = "__Host-"
_HTTPS = "FORECOURT_HTTPS"
_PROXIES = "FORECOURT_PROXIES"
Networks = tuple[IPv4Network | IPv6Network, ...]


def install_browser(server: Flask, https: bool, proxies: Sequence[str]) -> None:
    """Keep what the functions below need to know of the way between browser and server.

    Args:
        server: whose requests are read.
        https: whether browsers come over encrypted connections.
        proxies: addresses and networks of proxies that are believed whom they speak for.
    """
    server.config[_HTTPS] = https
    server.config[_PROXIES] = tuple(ip_network(each, strict=False) for each in proxies)


def cookie_name(name: str) -> str:
    """The name of a cookie as the browser knows it."""
    return _HOST_ONLY + name if current_app.config.get(_HTTPS) else name


def read_cookie(request: Request, name: str) -> str:
    """What a browser sent in a cookie of ours; empty for nothing."""
    return request.cookies.get(cookie_name(name), "")


def keep_cookie(response: Response, name: str, value: str, for_scripts: bool = False) -> None:
    """Hand a secret to the browser, out of reach of scripts where it is not meant for one."""
    secure = bool(current_app.config.get(_HTTPS))
    response.set_cookie(
        cookie_name(name), value, httponly=not for_scripts, samesite="Lax", secure=secure
    )


def drop_cookie(response: Response, name: str) -> None:
    """Let the browser forget a cookie."""
    secure = bool(current_app.config.get(_HTTPS))
    response.delete_cookie(cookie_name(name), secure=secure, httponly=True, samesite="Lax")


def language_of(request: Request, default: str, view_language: str | None = None) -> str:
    """The language to answer in: that of the address, of the page in view, of the cookie."""
    if view_language in LANGUAGES:
        return str(view_language)
    asked = read_query(request.query_string.decode("utf-8", "replace")).language
    if asked is None and request.referrer:
        asked = read_query(_query_of(request.referrer)).language
    if asked is None:
        kept = request.cookies.get(LANGUAGE_COOKIE, "")
        asked = kept if kept in LANGUAGES else None
    return asked or default


def address_of(request: Request) -> str:
    """The network address of the peer itself.

    A proxy that is known speaks for others: then the last address it was given that is no known
    proxy. What anybody else claims in a header counts for nothing.
    """
    peer = request.remote_addr or ""
    proxies: Networks = current_app.config.get(_PROXIES, ())
    if not _is_within(peer, proxies):
        return peer
    claimed = request.headers.get("X-Forwarded-For", "")
    for hop in reversed([part.strip() for part in claimed.split(",") if part.strip()]):
        if not _is_address(hop):
            return peer
        peer = hop
        if not _is_within(hop, proxies):
            break
    return peer


def is_same_origin(request: Request) -> bool:
    """Whether a request that changes or begins something comes from a page of ours.

    Browsers say where it comes from; one that says nothing at all is let through only if it
    does not claim to come from elsewhere in another header.
    """
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None and site not in ("same-origin", "none"):
        return False
    origin = request.headers.get("Origin") or request.headers.get("Referer")
    if origin is None:
        return site is not None
    try:
        parts = urlsplit(origin)
    except ValueError:
        return False
    is_plain = parts.scheme == "http" and bool(current_app.config.get(_HTTPS))
    return parts.netloc == request.host and not is_plain


def _query_of(address: str) -> str:
    try:
        return urlsplit(address).query
    except ValueError:
        return ""


def _is_address(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return False
    return True


def _is_within(address: str, networks: Networks) -> bool:
    return _is_address(address) and any(ip_address(address) in each for each in networks)
