"""The workbook of refused rows, for download: within the scope of whoever asks, like the page."""

import io

import flask
from flask import Flask, Response, request

from access import policy
from access.audit import Detail
from dashboards.query import read_query
from dashboards.services import Services
from dashboards.web.browser import language_of
from dashboards.web.denials import deny
from dashboards.web.gate import visitor
from dashboards.web.plain_page import plain_page
from dashboards.web.taking_out import may_take_out, too_many

ADDRESS = "/data/refused-rows.xlsx"
_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def install_refused_rows(server: Flask, services: Services) -> None:
    """Answer the address; the gate has to know it among the paths that need a session."""

    @server.get(ADDRESS)
    def refused_rows() -> Response | tuple[Response, int]:
        who = visitor()
        asked = set(read_query(request.query_string.decode("utf-8", "replace")).stores)
        with services.reader() as reader:
            if reader is None:
                return _not_found(services)
            open_stores = {store.code for store in reader.directory(who.scope)}
            if asked - open_stores:
                # Nobody can tell a store of others from one that does not exist.
                deny("export")
                return _not_found(services)
            everything = who.is_admin and not asked
            stores = None if everything else asked or open_stores
            tables = None if everything else policy().open_tables(who.scope)
            workbook = services.refused_workbook(reader, stores, tables, who.scope.masking)
        told: Detail = {
            "kind": "refused_rows",
            "stores": None if stores is None else sorted(stores)[:50],
        }
        if not may_take_out(services, told, workbook):
            return too_many(language_of(request, services.language))
        return flask.send_file(
            io.BytesIO(workbook), mimetype=_KIND, as_attachment=True, download_name="隔离行.xlsx"
        )


def _not_found(services: Services) -> tuple[Response, int]:
    return plain_page("not_found.html", language_of(request, services.language)), 404
