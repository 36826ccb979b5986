"""Counts requests, writes one line of the log for each, and shows the counts at `/metrics`."""

import logging
import secrets
import time
from ipaddress import ip_address

from flask import Flask, Response, g, request

from access import is_reachable
from dashboards.services import Services
from dashboards.web.browser import address_of
from dashboards.web.mishaps import incident, mishap
from dashboards.web.places import CALLBACK, EXPORT, OPEN_FOLDERS

_LOG = logging.getLogger("forecourt.requests")
_TEXT = "text/plain; version=0.0.4; charset=utf-8"
_STATIC = (*OPEN_FOLDERS, "/_dash-component-suites/")
_SIGN_INS = (("/login", "POST"), ("/code", "POST"), ("/login/callback", "GET"))
_SIGN_IN = {303: "sign_in_accepted", 401: "sign_in_refused", 429: "sign_in_slowed"}


def install_metering(server: Flask, services: Services) -> None:
    """Add `/metrics`, and count from the first hook to the last."""
    meters = services.meters

    @server.before_request
    def begin() -> None:
        g.begun = time.perf_counter()

    @server.after_request
    def end(response: Response) -> Response:
        seconds = time.perf_counter() - g.get("begun", time.perf_counter())
        kind = kind_of(request.path, request.method)
        meters.request(kind, response.status_code, seconds)
        if (request.path, request.method) in _SIGN_INS:
            event = _SIGN_IN.get(response.status_code)
            if event:
                meters.event(event)
        if g.get("denials"):
            meters.event("refused")
        if kind != "static" and request.path not in ("/healthz", "/readyz", "/metrics"):
            _LOG.info("request", extra=_told(response.status_code, seconds))
        return response

    @server.get("/metrics")
    def metrics() -> Response:
        if not _may_read(services):
            return mishap(404)
        return Response("\n".join([*meters.lines(), *_now(services)]) + "\n", content_type=_TEXT)


def kind_of(path: str, method: str) -> str:
    """The kind that a request is counted as."""
    if path == CALLBACK:
        return "callback"
    if path.startswith(_STATIC):
        return "static"
    if EXPORT.fullmatch(path):
        return "export"
    if method == "POST":
        return "form"
    return "other" if path.startswith(("/_", "/healthz", "/readyz", "/metrics")) else "page"


def _told(status: int, seconds: float) -> dict[str, object]:
    """What the log tells of a request: never its query, its cookies or its body."""
    session = getattr(g.get("visitor"), "session", None)
    told: dict[str, object] = {
        "method": request.method,
        "place": request.url_rule.rule if request.url_rule else "-",
        "status": status,
        "milliseconds": round(seconds * 1000, 1),
        "who": session.user.name if session else "",
        "address": address_of(request),
    }
    return told if status < 400 else {**told, "incident": incident()}


def _may_read(services: Services) -> bool:
    """Whether the counts are shown: by the token, else to a program on this machine itself."""
    if services.metrics_token:
        sent = request.headers.get("Authorization", "").removeprefix("Bearer ")
        return secrets.compare_digest(sent.encode(), services.metrics_token.encode())
    speaks_for_others = "X-Forwarded-For" in request.headers or "Forwarded" in request.headers
    try:
        return ip_address(request.remote_addr or "").is_loopback and not speaks_for_others
    except ValueError:
        return False


def _now(services: Services) -> list[str]:
    day = _as_of(services)
    found = [
        "# TYPE forecourt_database_up gauge",
        f"forecourt_database_up {int(is_reachable(services.database))}",
        "# TYPE forecourt_snapshot_up gauge",
        f"forecourt_snapshot_up {int(day is not None)}",
    ]
    if day is not None:
        found += ["# TYPE forecourt_data_age_days gauge", f"forecourt_data_age_days {day}"]
    return found


def _as_of(services: Services) -> int | None:
    try:
        with services.reader() as reader:
            return None if reader is None else (services.now().date() - reader.as_of).days
    except Exception:
        logging.getLogger(__name__).exception("the snapshot does not open")
        return None
