"""Workbooks and prints for download: of a page, and of the documents behind a figure.

One is made in the thread of the request that asks for it, in a fraction of a second for any page;
at most two at a time in a process, so that readers of pages find threads free. Whoever comes while
two are being made is told to ask again.
"""

import io
import logging
import threading
from collections.abc import Callable
from urllib.parse import quote

import flask
from flask import Flask, Response, request
from werkzeug.wrappers import Response as BaseResponse

from access import ScopeError
from dashboards.answering import Answering, NothingLoadedError
from dashboards.format import show_day
from dashboards.page import Page
from dashboards.printing.paper import page_on_paper
from dashboards.query import read_query
from dashboards.services import LoadReport, PrintError, Services
from dashboards.shell.trust import trust_line
from dashboards.site import page_of
from dashboards.visit import Visit
from dashboards.web.browser import language_of
from dashboards.web.denials import deny
from dashboards.web.gate import not_found, visitor
from dashboards.web.plain_page import plain_page
from dashboards.web.taking_out import may_take_out, too_many
from dashboards.workbooks.documents import documents_workbook
from dashboards.workbooks.page import page_workbook
from metrics.catalogue import kpi as kpi_of
from metrics.directory import UnknownStoreError
from metrics.selection import QuestionError

ADDRESSES = (
    "/export/page.xlsx",
    "/export/documents.xlsx",
    "/export/table.xlsx",
    "/export/page.pdf",
)
_AT_ONCE = 2
_KINDS = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pdf": "application/pdf",
}
_LOG = logging.getLogger(__name__)
Answer = Response | BaseResponse | tuple[Response, int]
Make = Callable[[Visit, Page, LoadReport], bytes]


def install_exports(server: Flask, services: Services, answering: Answering) -> None:
    """Add the addresses; the gate has to know them among the paths that need a session."""
    places = threading.BoundedSemaphore(_AT_ONCE)
    _install_print(server, services, answering)

    @server.get(ADDRESSES[0])
    def export_page() -> Answer:
        def make(visit: Visit, page: Page, report: LoadReport) -> bytes:
            return page_workbook(visit, page, report, services.now())

        return _export(services, answering, places, "page", make)

    @server.get(ADDRESSES[2])
    def export_table() -> Answer:
        def make(visit: Visit, page: Page, report: LoadReport) -> bytes:
            return page_workbook(visit, page, report, services.now(), only_table=True)

        return _export(services, answering, places, "table", make)

    @server.get(ADDRESSES[1])
    def export_documents() -> Answer:
        def make(visit: Visit, page: Page, report: LoadReport) -> bytes:
            if not page.is_open(visit.scope.allows_department):
                raise ScopeError(f"{page.path} shows a department that is not open to you")
            trust = trust_line(visit, report, (), page.department)
            return documents_workbook(visit, kpi_of(visit.view.drilled), trust, services.now())

        return _export(services, answering, places, "documents", make)


def _install_print(server: Flask, services: Services, answering: Answering) -> None:
    # A printer takes a second of a core and hundreds of megabytes.
    printing = threading.BoundedSemaphore(1)

    @server.get(ADDRESSES[3])
    def export_print() -> Answer:
        printer = services.print_pdf
        if printer is None:
            return not_found(services)

        def make(visit: Visit, page: Page, report: LoadReport) -> bytes:
            return printer(page_on_paper(visit, page, report, services.now()))

        return _export(services, answering, printing, "page", make, "pdf")


def _export(
    services: Services,
    answering: Answering,
    places: threading.BoundedSemaphore,
    kind: str,
    make: Make,
    ending: str = "xlsx",
) -> Answer:
    view = read_query(request.query_string.decode("utf-8", "replace"))
    language = language_of(request, services.language, view.language)
    page = page_of(request.args.get("path", ""))
    if page is None:
        return not_found(services)
    if not places.acquire(blocking=False):
        return _later(language, "export.busy")
    try:
        with answering.open_visit(visitor(), page.path, view, language) as (visit, report):
            made = make(visit, page, report)
            told = {"title": visit.say(f"page.{page.key}"), "day": show_day(visit.as_of)}
            name = visit.say(f"export.file.{kind}", **told).removesuffix("xlsx") + ending
    except PrintError:
        _LOG.exception("a page could not be printed")
        return _later(language, "export.unprinted")
    except (NothingLoadedError, ScopeError, QuestionError) as error:
        # Nobody can tell what is not open to him from what does not exist.
        if isinstance(error, ScopeError | UnknownStoreError):
            deny("export")
        return not_found(services)
    finally:
        places.release()
    detail = {
        "kind": kind if ending == "xlsx" else ending,
        "page": page.path,
        "view": view.address("")[:500],
    }
    if not may_take_out(services, detail, made):
        return too_many(language)
    response = flask.send_file(io.BytesIO(made), mimetype=_KINDS[ending])
    plain = f"forecourt-{page.key}-{kind}.{ending}"
    response.headers["Content-Disposition"] = (
        f"attachment; filename={plain}; filename*=UTF-8''{quote(name, safe='')}"
    )
    return response


def _later(language: str, why: str) -> tuple[Response, int]:
    response = plain_page("export_later.html", language, why=why)
    response.headers["Retry-After"] = "2"
    return response, 503
