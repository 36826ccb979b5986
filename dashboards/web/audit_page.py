"""The audit as an administrator reads it: who, what, when, from where; looking is audited too."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import partial

from flask import Flask, Response, request

from access import Origin
from access.audit import record_once
from access.audit_reading import AT_ONCE, AuditRow, Wanted, extent_of, read_audit
from access.unmasking import UNMASKED, reasons_at
from dashboards.i18n import CATALOGUES
from dashboards.services import Services
from dashboards.web.browser import address_of, language_of
from dashboards.web.gate import visitor
from dashboards.web.plain_page import plain_page

AUDITED_EVERY = timedelta(hours=1)


def install_audit_page(server: Flask, services: Services) -> None:
    """Add `/audit`; the gate lets those through who may read it."""

    @server.get("/audit")
    def audit() -> Response:
        origin = Origin(visitor().name, services.now(), address_of(request))
        # Where this cannot be written, nothing is shown.
        record_once(services.database, origin, "audit_read", {}, AUDITED_EVERY)
        wanted = _wanted()
        rows = _with_reasons(services, read_audit(services.database, wanted))
        language = language_of(request, services.language)
        return plain_page(
            "audit.html",
            language,
            rows=rows,
            wanted=wanted,
            extent=extent_of(services.database),
            told=partial(told, language),
            older=rows[-1].position if len(rows) == AT_ONCE else None,
        )


def _with_reasons(services: Services, rows: Sequence[AuditRow]) -> list[AuditRow]:
    """The rows, each un-masking with what was written as its reason, which is kept elsewhere."""
    found = [row.position for row in rows if row.what == UNMASKED]
    reasons = reasons_at(services.database, found) if found else {}
    return [
        replace(row, detail=(*row.detail, ("words", reasons[row.position])))
        if row.position in reasons
        else row
        for row in rows
    ]


def told(language: str, verb: str) -> str:
    """A verb of the audit in words; as it stands where an older or newer program wrote it."""
    return CATALOGUES[language].get(f"audit.what.{verb}", verb)


def _wanted() -> Wanted:
    """What an address asks for; what cannot be read does not matter."""
    given = request.args
    before = given.get("before", "")
    return Wanted(
        who=given.get("who", "")[:64].strip(),
        what=given.get("what", "")[:64].strip(),
        first=_day(given.get("from", "")),
        last=_day(given.get("to", "")),
        before=int(before) if re.fullmatch("[1-9][0-9]{0,8}", before) else None,
    )


def _day(text: str) -> date | None:
    try:
        day = date.fromisoformat(text) if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text) else None
    except ValueError:
        return None
    return day if day is not None and 2000 <= day.year <= 2100 else None
