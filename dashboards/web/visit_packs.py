"""Ordering a visit pack and fetching it: plain pages, within the rights of whoever asks.

Rights are looked at when a pack is ordered, by the process that makes it, and again when it is
fetched: it may be a day later, and a region may have lost a store.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import flask
from flask import Flask, Response, redirect, request
from werkzeug.wrappers import Response as BaseResponse

from access import Origin, record_now
from dashboards.format import show_period
from dashboards.i18n import say
from dashboards.periods import default_period
from dashboards.query import View, read_query
from dashboards.services import Services
from dashboards.visit_pack.content import STORES_AT_MOST
from dashboards.visit_pack.ordering import FORMATS, Order, Ordered, VisitPacks
from dashboards.web.browser import TOKEN_COOKIE, address_of, keep_cookie, language_of
from dashboards.web.gate import not_found, visitor
from dashboards.web.plain_page import plain_page
from dashboards.web.tokens import token_fits, token_for_form
from metrics.directory import Store
from metrics.model.period import Period
from metrics.reader import Reader

ADDRESS = "/compare/visit-pack"
_KINDS = {
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "pdf": "application/pdf",
    "html": "text/html; charset=utf-8",
}
_REFRESH = 2
Answer = Response | BaseResponse | tuple[Response, int]


def install_visit_packs(server: Flask, services: Services) -> None:
    """Add the pages; nothing where nobody makes packs."""
    packs = services.visit_packs
    if packs is None:
        return

    @server.get(ADDRESS)
    def visit_pack_form() -> Answer:
        return _form(services, packs, _view())

    @server.post(ADDRESS)
    def visit_pack_order() -> Answer:
        return _order(services, packs)

    @server.get(f"{ADDRESS}/<key>")
    def visit_pack_one(key: str) -> Answer:
        found = _own(services, packs, key)
        return not_found(services) if found is None else _one(services, found, key)

    @server.get(f"{ADDRESS}/<key>/file")
    def visit_pack_file(key: str) -> Answer:
        found = _own(services, packs, key)
        if found is None or found.path is None:
            return not_found(services)
        name = say(found.order.language, "pack.file")
        _audit(services, "visit_pack_fetched", found.order)
        return flask.send_file(
            found.path,
            mimetype=_KINDS[found.order.format],
            as_attachment=True,
            download_name=f"{name}-{found.order.end}.{found.order.format}",
        )


def _view() -> View:
    return read_query(request.query_string.decode("utf-8", "replace"))


def _language(services: Services) -> str:
    return language_of(request, services.language)


@contextmanager
def _asked(services: Services, view: View) -> Iterator[tuple[Reader, list[Store], Period] | None]:
    """The stores and the period of an address; None where a store is not open to the visitor."""
    with services.reader() as reader:
        if reader is None:
            yield None
            return
        open_ = {store.code: store for store in reader.directory(visitor().scope)}
        wanted = view.stores or tuple(open_)
        known = bool(wanted) and all(code in open_ for code in wanted)
        period = view.period or default_period(reader.as_of)
        yield (reader, [open_[code] for code in wanted], period) if known else None


def _form(services: Services, packs: VisitPacks, view: View, problem: str = "") -> Answer:
    language = _language(services)
    with _asked(services, view) as asked:
        if asked is None:
            # Nobody can tell a store of others from one that does not exist.
            return not_found(services)
        _, stores, period = asked
    token = token_for_form()
    response = plain_page(
        "visit_pack.html",
        language,
        problem=problem,
        token=token,
        stores=stores,
        period=period,
        period_text=show_period(period, language),
        formats=packs.formats,
        too_many=len(stores) > STORES_AT_MOST,
        most=STORES_AT_MOST,
        back=view.address("/compare"),
        # Another language of the page is about the same stores and days.
        here=_here(view),
    )
    keep_cookie(response, TOKEN_COOKIE, token)
    return response


def _here(view: View) -> str:
    asked = view.address("", language=None).removeprefix("?")
    return f"{asked}&" if asked else ""


def _order(services: Services, packs: VisitPacks) -> Answer:
    form: Any = request.form
    period = {"from": form.get("from", ""), "to": form.get("to", "")}
    # Read like an address, so that both are checked alike.
    view = View(stores=tuple(form.getlist("store")[: STORES_AT_MOST + 1]))
    days = read_query(f"from={period['from']}&to={period['to']}") if _are_days(period) else View()
    view = View(stores=view.stores, start=days.start, end=days.end)
    if not token_fits(form.get("token", "")):
        answer = _form(services, packs, view, "login.expired")
        return answer if isinstance(answer, tuple) else (flask.make_response(answer), 400)
    with _asked(services, view) as asked:
        if asked is None or form.get("format") not in packs.formats:
            return not_found(services)
        _, stores, chosen = asked
        if len(stores) > STORES_AT_MOST:
            return _form(services, packs, view)
    codes = tuple(store.code for store in stores)
    who, language = visitor(), _language(services)
    order = Order(
        who.name, who.scope.key, codes, chosen.start, chosen.end, language, form["format"]
    )
    key = packs.start(order)
    _audit(services, "visit_pack_ordered", order)
    return redirect(f"{ADDRESS}/{key}?lang={order.language}", 303)


def _are_days(period: dict[str, str]) -> bool:
    return all(re.fullmatch(r"\d{4}-\d{2}-\d{2}", text) for text in period.values())


def _own(services: Services, packs: VisitPacks, key: str) -> Ordered | None:
    """An order of the visitor himself, whose rights are still those with which he ordered it."""
    found, who = packs.find(key), visitor()
    if found is None or (found.order.who, found.order.rights) != (who.name, who.scope.key):
        return None
    if found.order.format not in FORMATS:
        return None
    with _asked(services, View(stores=found.order.stores)) as asked:
        return None if asked is None else found


def _one(services: Services, found: Ordered, key: str) -> Response:
    order = found.order
    name = f"{say(order.language, 'pack.file')}-{order.end}.{order.format}"
    view = View(stores=order.stores, start=order.start, end=order.end)
    return plain_page(
        "visit_pack_order.html",
        _language(services),
        problem="",
        state=found.state,
        fault=found.fault,
        name=name,
        file=f"{ADDRESS}/{key}/file",
        refresh=_REFRESH,
        back=view.address("/compare"),
        again=view.address(ADDRESS),
    )


def _audit(services: Services, action: str, order: Order) -> None:
    origin = Origin(visitor().name, services.now(), address_of(request))
    told = {
        "stores": " ".join(order.stores),
        "from": order.start.isoformat(),
        "to": order.end.isoformat(),
        "format": order.format,
    }
    record_now(services.database, origin, action, told)
