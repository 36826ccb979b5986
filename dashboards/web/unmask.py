"""Un-masking one record: a plain form that asks what for and who it is, and a page that shows it.

The record goes by its mark and is looked up anew, within the reader's scope, with each request. It
is read as it is only after the audit has it, and it stands in the answer to that one form alone.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from flask import Flask, Response, request

from access import policy, record_now
from access.audit import Detail
from access.unmasking import (
    LONGEST_REASON,
    SHORTEST_REASON,
    Reason,
    record_unmasking,
    unmasked_within_a_day,
)
from dashboards.answering import Answering
from dashboards.board.unmasking import RecordError, record_of
from dashboards.charts.members import name_of
from dashboards.query import View
from dashboards.visit import Visit
from dashboards.web.denials import deny
from dashboards.web.entries import (
    Answer,
    form_page,
    is_ours,
    looking,
    origin_of,
    refused,
    view_of,
    way_back,
)
from dashboards.web.gate import visitor
from dashboards.web.plain_page import plain_page
from dashboards.web.proving import Proved, hand_secret, is_proven, prove_with_code
from metrics.masking import tells_of_a_person
from metrics.unmasking import Record

_LONGEST_MARK = 64


@dataclass(frozen=True, slots=True)
class _Asked:
    """The record that is asked for, and the view that it was found in."""

    view: View
    page: str
    mark: str

    @property
    def address(self) -> str:
        """The view as a query."""
        return self.view.address("", language=None).removeprefix("?")


def install_unmask(server: Flask, answering: Answering) -> None:
    """Add the form and what it leads to; the gate lets those through who may."""

    @server.get("/unmask")
    def unmask_form() -> Answer:
        view = view_of(request.query_string.decode("utf-8", "replace"))
        asked = _asked(view, request.args)
        with looking(answering, asked.view) as visit:
            try:
                record = record_of(_open(visit), asked.mark)
            except RecordError as error:
                deny(f"unmask_{error.reason}")
                return refused(answering)
            return _form(answering, _open(visit), asked, record)

    @server.post("/unmask")
    def unmask() -> Answer:
        asked = _asked(view_of(request.form.get("view", "")), request.form)
        with looking(answering, asked.view) as visit:
            try:
                record = record_of(_open(visit), asked.mark)
            except RecordError as error:
                _record_refusal(answering, {"reason": error.reason})
                return refused(answering)
            if not is_ours():
                return _form(answering, _open(visit), asked, record, "expired"), 400
            return _unmask(answering, _open(visit), asked, record)


def _asked(view: View, given: Mapping[str, str]) -> _Asked:
    return _Asked(view, given.get("page", "")[:64], given.get("record", "")[:_LONGEST_MARK])


def _open(visit: Visit | None) -> Visit:
    if visit is None:
        raise RecordError("scope")
    return visit


def _unmask(answering: Answering, visit: Visit, asked: _Asked, record: Record) -> Answer:
    """Show the record if all that must come first has come: purpose, proof, quota and audit."""
    services, told = answering.services, _told(asked, record)

    def again(fault: str, status: int, seconds: int = 0) -> Answer:
        _record_refusal(answering, {**told, "reason": fault})
        return _form(answering, visit, asked, record, fault, seconds), status

    reason = Reason(request.form.get("purpose", ""), request.form.get("words", "").strip())
    fault = _fault_of(reason)
    if fault:
        return again(fault, 400)
    proved = None if is_proven(services) else _prove(answering)
    if proved is not None and not proved.secret:
        fault = "wait" if proved.wait_seconds else proved.lacking
        return again(fault, 429 if proved.wait_seconds else 401, proved.wait_seconds)
    fields = [each.name for each in record.fields if each.privacy in policy().unmasking.fields]
    detail: Detail = {**told, "fields": fields}
    by, most = origin_of(answering), services.unmask_daily
    if record_unmasking(services.database, by, detail, reason, most):
        response = _shown(answering, visit, asked)
    else:
        response = _form(answering, visit, asked, record, "quota")
        response.status_code = 429
    if proved is not None:
        hand_secret(services, response, proved.secret)
    return response


def _prove(answering: Answering) -> Proved:
    """Check what the form brought; without a second step in force nothing can be right."""
    return prove_with_code(answering.services) if _way(answering) == "ask" else _NOTHING


_NOTHING = Proved("", lacking="proof")


def _way(answering: Answering) -> str:
    """What the form asks for: ``open``, ``ask`` for password and code, ``again``, ``set_up``."""
    session = visitor().session
    if session is not None and is_proven(answering.services):
        return "open"
    if session is not None and session.has_second_factor:
        return "ask"
    # A provider has asked for a second step, and it was too long ago.
    return "again" if session is not None and session.second_factor_at else "set_up"


def _fault_of(reason: Reason) -> str:
    if reason.purpose not in policy().unmasking.purposes:
        return "purpose"
    if not SHORTEST_REASON <= len(reason.words) <= LONGEST_REASON:
        return "words"
    return "personal" if tells_of_a_person(reason.words) else ""


def _told(asked: _Asked, record: Record) -> dict[str, str]:
    """Which record, for the audit: no value of it."""
    return {
        "kpi": asked.view.drilled,
        "fact": record.fact,
        "store": record.store,
        "record": asked.mark,
    }


def _record_refusal(answering: Answering, detail: Detail) -> None:
    record_now(answering.services.database, origin_of(answering), "unmask_refused", detail)


def _form(
    answering: Answering,
    visit: Visit,
    asked: _Asked,
    record: Record,
    fault: str = "",
    seconds: int = 0,
) -> Response:
    purposes = policy().unmasking.purposes.items()
    return form_page(
        answering,
        "unmask.html",
        visit.language,
        problem="",
        fault=fault,
        told=_counted(answering, seconds),
        name=visitor().name,
        record=record,
        whole=(),
        store=name_of(visit, "store", record.store),
        way=_way(answering),
        purposes=[(name, getattr(rule, visit.language)) for name, rule in purposes],
        form=request.form,
        view=asked.address,
        at=asked.page,
        mark=asked.mark,
        back=way_back(asked.view, asked.page),
        here=f"{asked.address}&page={asked.page}&record={asked.mark}&",
    )


def _shown(answering: Answering, visit: Visit, asked: _Asked) -> Response:
    """The one answer that holds the record as it is."""
    whole = policy().unmasking.fields
    record = record_of(visit, asked.mark, whole)
    return plain_page(
        "unmasked.html",
        visit.language,
        record=record,
        store=name_of(visit, "store", record.store),
        whole=whole,
        is_cut=any(each.masked for each in record.fields),
        told=_counted(answering),
        back=way_back(asked.view, asked.page),
        here=f"{asked.address}&page={asked.page}&record={asked.mark}&",
    )


def _counted(answering: Answering, seconds: int = 0) -> dict[str, int]:
    services = answering.services
    return {
        "seen": unmasked_within_a_day(services.database, visitor().name, services.now()),
        "most": services.unmask_daily,
        "shortest": SHORTEST_REASON,
        "longest": LONGEST_REASON,
        "seconds": seconds,
    }
