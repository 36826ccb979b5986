"""What a visitor sees when something fails or is refused: a few words and an incident number.

Never a stack, a path, a statement or a version; the log tells the rest under the same number.
"""

import logging
import secrets
import traceback

import flask
from flask import Flask, Response, g, request
from sqlalchemy.exc import DBAPIError
from werkzeug.exceptions import HTTPException

from dashboards.services import Services, UnreadableError
from dashboards.web.browser import language_of
from dashboards.web.places import DASH
from dashboards.web.plain_page import plain_page

_LOG = logging.getLogger(__name__)
_RETRY_SECONDS = "10"
# Others are told as one of these.
WORDED = (400, 401, 403, 404, 405, 411, 413, 415, 429, 500, 503)
_LANGUAGE = "FORECOURT_LANGUAGE"
_ROOMS = ("dashboards.", "access.", "metrics.", "warehouse.")


def incident() -> str:
    """The number of what went wrong with the request in hand, the same each time it is asked."""
    if "incident" not in g:
        g.incident = secrets.token_hex(4)
    return str(g.incident)


def mishap(status: int, lacking: str = "people") -> Response:
    """The answer to a request that is not carried out, as its sender can read it.

    Args:
        status: of HTTP.
        lacking: what cannot be read where nothing can be served: ``people`` or ``data``.
    """
    shown = status if status in WORDED else 400 if status < 500 else 500
    if request.path.startswith(DASH):
        response = flask.jsonify({"error": status, "incident": incident()})
    else:
        language = language_of(request, flask.current_app.config[_LANGUAGE])
        template = {404: "not_found.html", 503: "unavailable.html"}.get(shown, "mishap.html")
        told = {"status": shown, "incident": incident(), "lacking": lacking}
        response = plain_page(template, language, **told)
    if status == 503:
        response.headers["Retry-After"] = _RETRY_SECONDS
    response.status_code = status
    return response


def _is_ours(error: Exception) -> bool:
    """Whether it happened in a room of ours, or in what that called."""
    frames = traceback.walk_tb(error.__traceback__)
    names = (str(frame.f_globals.get("__name__", "")) for frame, _ in frames)
    return any(name.startswith(_ROOMS) for name in names)


def install_mishaps(server: Flask, services: Services) -> None:
    """Answer for whatever fails: 503 without application database or snapshot, else 500."""
    server.config[_LANGUAGE] = services.language

    def unavailable(error: Exception) -> Response:
        _LOG.error("incident %s: %s", incident(), error, exc_info=error)
        return mishap(503, "data" if isinstance(error, UnreadableError) else "people")

    def refused(error: Exception) -> Response:
        code = error.code if isinstance(error, HTTPException) and error.code else 500
        if code < 400:
            return flask.make_response(error)
        _LOG.info("incident %s: %s %s", incident(), code, request.path)
        return mishap(code)

    def failed(error: Exception) -> Response:
        if request.path.startswith(DASH) and not _is_ours(error):
            # A resource that Dash does not know, or a callback of another form than its own.
            _LOG.info("incident %s: %s at %s", incident(), type(error).__name__, request.path)
            return mishap(400 if request.method == "POST" else 404)
        _LOG.error("incident %s: %s", incident(), error, exc_info=error)
        return mishap(500)

    server.register_error_handler(DBAPIError, unavailable)
    server.register_error_handler(UnreadableError, unavailable)
    server.register_error_handler(HTTPException, refused)
    server.register_error_handler(Exception, failed)
