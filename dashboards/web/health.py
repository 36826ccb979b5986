"""Whether the process lives, and whether it can serve."""

import logging

import flask
from flask import Flask, Response

from access import is_reachable
from dashboards.services import Services

_LOG = logging.getLogger(__name__)


def install_health(server: Flask, services: Services) -> None:
    """Add `/healthz` and `/readyz`; neither tells more than yes or no."""

    @server.get("/healthz")
    def healthz() -> Response:
        return flask.jsonify({"status": "ok"})

    @server.get("/readyz")
    def readyz() -> tuple[Response, int]:
        checks = {"database": is_reachable(services.database), "snapshot": _opens(services)}
        ready = all(checks.values())
        return flask.jsonify({"status": "ready" if ready else "not ready", **checks}), (
            200 if ready else 503
        )


def _opens(services: Services) -> bool:
    try:
        with services.reader() as reader:
            return reader is not None
    except Exception:
        # Whatever keeps a snapshot from opening, the answer is the same.
        _LOG.exception("the snapshot does not open")
        return False
