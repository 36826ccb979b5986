"""What one person takes out within a day, counted in rows and held against the policy."""

from flask import Response, request

from access import Origin, policy, record_export
from access.audit import Detail
from dashboards.services import Services
from dashboards.web.browser import address_of
from dashboards.web.gate import visitor
from dashboards.web.plain_page import plain_page
from dashboards.workbooks.counted import rows_of


def may_take_out(services: Services, told: Detail, made: bytes) -> bool:
    """Whether whoever asks may have a finished download today; recorded either way."""
    session = visitor().session
    most = 0 if session is None else policy().exported_rows(session.user.role)
    origin = Origin(visitor().name, services.now(), address_of(request))
    return record_export(services.database, origin, told, rows_of(made), most)


def too_many(language: str) -> tuple[Response, int]:
    """The answer to whoever has taken out as much as one may within a day."""
    return plain_page("export_later.html", language, why="export.too_many"), 429
