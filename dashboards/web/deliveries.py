"""The page on which one orders the morning report, and an administrator sees everybody's."""

from dataclasses import dataclass

import flask
from flask import Flask, redirect, request

from access import AccessError, Origin
from access.notebook import EntryError
from access.sending import (
    KINDS,
    ChannelError,
    Kind,
    NewDelivery,
    all_deliveries,
    deliveries_of,
    keep_delivery,
    log_of,
    put_out_trial,
    read_channel,
    remove_delivery,
    switch_delivery,
)
from access.sending.channels import LONGEST
from dashboards.answering import Answering
from dashboards.query import LANGUAGES
from dashboards.services import Services
from dashboards.web.browser import language_of
from dashboards.web.entries import Answer, at_fault, form_page, is_ours, origin_of, refused
from dashboards.web.gate import visitor
from dashboards.web.proving import hand_secret, has_signed_on, is_fresh, prove

_SAID = ("saved", "put_out")


@dataclass(frozen=True, slots=True)
class _Filled:
    """What stands in the form; never the address, which is typed again."""

    kind: str = Kind.WECOM.value
    at: str = "08:00"
    language: str = ""
    document: bool = True


def install_deliveries(server: Flask, answering: Answering) -> None:
    """Add the page and what its buttons do."""
    services = answering.services

    @server.get("/me/report")
    def report() -> Answer:
        said = next((name for name in _SAID if name in request.args), "")
        return _page(answering, said=said)

    @server.post("/me/report")
    def report_keep() -> Answer:
        if not is_ours():
            return at_fault(_page(answering, fault="expired"))
        return _keep_proved(answering)

    @server.post("/me/report/<int:number>/<what>")
    def report_change(number: int, what: str) -> Answer:
        if not is_ours():
            return at_fault(_page(answering, fault="expired"))
        if not _change(services, number, what, origin_of(answering)):
            return refused(answering)
        said = "put_out=1&" if what == "try" else ""
        return redirect(f"/me/report?{said}lang={_language(answering)}", 303)


def _change(services: Services, number: int, what: str, by: Origin) -> bool:
    """Carry out what a button says; False where there is no such order, or not for him."""
    database, sending = services.database, services.sending
    if what == "remove":
        return remove_delivery(database, number, by)
    if what in ("off", "on"):
        return visitor().is_admin and switch_delivery(database, number, what == "on", by)
    mine = [each for each in deliveries_of(database, by.who) if each.id == number]
    if not mine or mine[0].stopped_by or sending is None:
        return False
    # Of one that still waits there is no second; either way it is on its way.
    put_out_trial(database, number, by, sending.local(by.now))
    return True


def _language(answering: Answering) -> str:
    return language_of(request, answering.services.language)


def _keep_proved(answering: Answering) -> Answer:
    """Keep an order of somebody who has just shown that it is he: it leads out of the system."""
    services = answering.services
    if is_fresh(services):
        return _keep(answering)
    proved = prove(services)
    if not proved.secret:
        fault = "wait" if proved.wait_seconds else "password"
        return at_fault(_page(answering, fault=fault, filled=_filled()))
    response = flask.make_response(_keep(answering))
    hand_secret(services, response, proved.secret)
    return response


def _filled() -> _Filled:
    form = request.form
    return _Filled(
        form.get("kind", ""),
        form.get("at", "")[:5],
        form.get("language", ""),
        form.get("document") == "yes",
    )


def _keep(answering: Answering) -> Answer:
    services, form, by = answering.services, request.form, origin_of(answering)
    sending = services.sending
    language, kind = form.get("language", ""), form.get("kind", "")
    if sending is None or language not in LANGUAGES or kind not in KINDS:
        return refused(answering)
    filled = _filled()
    address = form.get("address", "")[: LONGEST + 1]
    try:
        channel = read_channel(
            Kind(kind), address, form.get("secret", "")[:LONGEST], sending.mail_domains
        )
        new = NewDelivery(channel, filled.at, language, filled.document)
        keep_delivery(services.database, new, by, sending.local(by.now))
    except (ChannelError, EntryError) as error:
        return at_fault(_page(answering, fault=error.fault, filled=filled))
    except AccessError:
        return refused(answering)
    return redirect(f"/me/report?saved=1&lang={_language(answering)}", 303)


def _page(
    answering: Answering, said: str = "", fault: str = "", filled: _Filled | None = None
) -> Answer:
    services, who = answering.services, visitor()
    language = _language(answering)
    sending, database = services.sending, services.database
    kinds = [kind for kind in KINDS if kind is not Kind.MAIL or (sending and sending.mail_domains)]
    now = services.now() if sending is None else sending.local(services.now())
    others = all_deliveries(database) if who.is_admin else ()
    return form_page(
        answering,
        "report.html",
        language,
        problem="",
        fault=fault,
        said=said,
        sending=sending is not None,
        fresh=is_fresh(services),
        signed_on=has_signed_on(),
        kinds=kinds,
        has_mail=Kind.MAIL in kinds,
        filled=filled or _Filled(language=language),
        languages=LANGUAGES,
        now=f"{now:%H:%M}",
        mine=deliveries_of(database, who.name),
        others=others,
        log=log_of(database, None if who.is_admin else who.name),
        everybody=who.is_admin,
    )
