"""What was refused to whom: noted while a request is answered, audited when it ends.

Only what kind of thing was refused is kept, never what was sent.
"""

import logging
from datetime import timedelta

from flask import Flask, Response, g, has_request_context, request
from sqlalchemy.exc import SQLAlchemyError

from access import Origin
from access.audit import record_once
from dashboards.services import Services
from dashboards.web.browser import address_of

# A page makes a dozen requests, and a program thousands: one row a minute tells enough.
AUDITED_EVERY = timedelta(minutes=1)
_LOG = logging.getLogger(__name__)


def deny(reason: str) -> None:
    """Note that something was refused to whoever sent the request in hand.

    Args:
        reason: a fixed word of ours.
    """
    if has_request_context():
        g.setdefault("denials", set()).add(reason)


def install_denials(server: Flask, services: Services) -> None:
    """Audit at the end of each request what was refused in it."""

    @server.after_request
    def write(response: Response) -> Response:
        for reason in sorted(g.get("denials", ())):
            session = getattr(g.get("visitor"), "session", None)
            who = "unknown" if session is None else session.user.name
            origin = Origin(who, services.now(), address_of(request))
            detail = {"reason": reason, "place": request.url_rule.rule if request.url_rule else "-"}
            _LOG.warning("refused: %s to %s at %s", reason, who, detail["place"])
            try:
                record_once(services.database, origin, "refused", detail, AUDITED_EVERY)
            except SQLAlchemyError:
                # It was refused all the same.
                _LOG.exception("a refusal could not be audited")
        return response
