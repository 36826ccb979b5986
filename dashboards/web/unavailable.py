"""What a visitor sees while no database or no snapshot can be read: nothing, and no traceback."""

import logging
import secrets

import flask
from flask import Flask, Response, request
from sqlalchemy.exc import DBAPIError

from dashboards.services import Services, UnreadableError
from dashboards.web.browser import language_of
from dashboards.web.gate import DASH
from dashboards.web.plain_page import plain_page

_LOG = logging.getLogger(__name__)
_RETRY_SECONDS = "10"


def install_unavailable(server: Flask, services: Services) -> None:
    """Answer 503 with an incident number that the log explains; nothing is let through."""

    def answer(error: Exception) -> tuple[Response, int]:
        what = "data" if isinstance(error, UnreadableError) else "people"
        incident = secrets.token_hex(4)
        _LOG.error("incident %s: %s", incident, error, exc_info=error)
        if request.path.startswith(DASH):
            response = flask.jsonify({"error": 503, "incident": incident})
        else:
            language = language_of(request, services.language)
            response = plain_page("unavailable.html", language, incident=incident, what=what)
        response.headers["Retry-After"] = _RETRY_SECONDS
        return response, 503

    server.register_error_handler(DBAPIError, answer)
    server.register_error_handler(UnreadableError, answer)
