"""Pages that need no script: sign-in, password, not found."""

from functools import partial

import flask
from flask import Response

from dashboards.i18n import say


def plain_page(template: str, language: str, **values: object) -> Response:
    """Render a template with its words; everything in it is escaped."""
    body = flask.render_template(template, say=partial(say, language), language=language, **values)
    response = flask.make_response(body)
    response.headers["Cache-Control"] = "no-store"
    return response
