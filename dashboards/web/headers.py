"""Headers of every response, and compression of what is worth it."""

from hashlib import sha256

import brotli
from flask import Flask, Response, request

from dashboards.web.content_policy import content_policy

_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
# Two years: browsers that have seen it come over encrypted connections only.
_ENCRYPTED_ONLY = "max-age=63072000; includeSubDomains"
_STATIC = ("/assets/", "/_dash-component-suites/")
_SELDOM_CHANGES = ("/assets/vendor/", "/assets/favicon")
_WORTH_IT = ("text/", "application/json", "application/javascript", "image/svg")
_AT_LEAST = 1024


def install_headers(server: Flask, https: bool) -> None:
    """Set security and cache headers; compress; remember compressed static files.

    Args:
        server: whose responses are finished.
        https: whether browsers come over encrypted connections.
    """
    kept: dict[str, bytes] = {}

    @server.after_request
    def finish(response: Response) -> Response:
        for name, value in _HEADERS.items():
            response.headers.setdefault(name, value)
        if https:
            response.headers["Strict-Transport-Security"] = _ENCRYPTED_ONLY
        # Where something failed, what is sent is a plain page, whatever was asked for.
        response.headers["Content-Security-Policy"] = content_policy(response.mimetype or "")
        is_static = request.path.startswith(_STATIC)
        if is_static and response.status_code == 200:
            fingerprinted = "m=" in request.query_string.decode("ascii", "replace")
            dash_fingerprint = ".v" in request.path and "m1" in request.path
            if fingerprinted or dash_fingerprint:
                response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
            elif request.path.startswith(_SELDOM_CHANGES):
                # Browsers ask for the icon again whenever the address changes.
                response.headers["Cache-Control"] = "public, max-age=86400"
        elif not is_static:
            response.headers["Cache-Control"] = "no-store"
        return _compress(response, kept, is_static)


def _compress(response: Response, kept: dict[str, bytes], is_static: bool) -> Response:
    accepts = "br" in request.headers.get("Accept-Encoding", "")
    worth = (response.mimetype or "").startswith(_WORTH_IT) and response.status_code == 200
    if not (accepts and worth) or response.headers.get("Content-Encoding"):
        return response
    key = _key(response) if is_static else ""
    body = kept.get(key)
    if body is not None:
        # The file that would have been sent is open already.
        response.call_on_close(getattr(response.response, "close", lambda: None))
    else:
        response.direct_passthrough = False
        plain = response.get_data()
        if len(plain) < _AT_LEAST:
            return response
        body = brotli.compress(plain, quality=9 if is_static else 6)
        if is_static:
            kept[key] = body
    response.direct_passthrough = False
    response.set_data(body)
    response.headers["Content-Encoding"] = "br"
    response.headers.add("Vary", "Accept-Encoding")
    if response.headers.get("ETag"):
        # Whoever holds this very body is told so: compressed or not, it is another one.
        response.headers["ETag"] = response.headers["ETag"].rstrip('"') + '-br"'
        response.make_conditional(request)
    return response


def _key(response: Response) -> str:
    """What a static file is kept under: what is in it, whatever address it was asked for by.

    The same file answers to endless addresses, with other queries, dots and fingerprints.
    """
    tag = response.headers.get("ETag")
    if tag:
        return tag
    response.direct_passthrough = False
    return sha256(response.get_data()).hexdigest()
