"""Downloads of workbooks: behind the gate, within the scope, on the record."""

import io
import json

import dash
import pytest
from flask.testing import FlaskClient
from openpyxl import load_workbook
from sqlalchemy import select

from access.policy import Policy
from access.tables import audit
from dashboards.web.exports import ADDRESSES
from dashboards.workbooks.counted import rows_of
from tests.dashboards.conftest import sign_in

PAGE, DOCUMENTS, TABLE, PRINT = ADDRESSES


@pytest.mark.parametrize("address", ADDRESSES)
def test_strangers_are_sent_to_the_sign_in(client: FlaskClient, address: str) -> None:
    answer = client.get(f"{address}?path=/sales")
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/login")


@pytest.mark.parametrize(
    "address",
    [
        f"{PAGE}?path=/sales&store=B2",
        f"{PAGE}?path=/no-such",
        PAGE,
        f"{DOCUMENTS}?path=/sales&kpi=retail_deliveries&at=store:B2",
        f"{DOCUMENTS}?path=/sales&kpi=no_such",
        f"{DOCUMENTS}?path=/sales",
        f"{TABLE}?path=/sales&store=B2",
    ],
)
def test_what_is_not_open_is_not_found(client: FlaskClient, address: str) -> None:
    sign_in(client, "chief")
    assert client.get(address).status_code == 404


def test_a_department_takes_its_own_pages_only(client: FlaskClient) -> None:
    sign_in(client, "parts")
    assert client.get(f"{PAGE}?path=/sales").status_code == 404
    assert client.get(f"{DOCUMENTS}?path=/sales&kpi=retail_deliveries").status_code == 404
    # A page of all departments does not open the documents of another one.
    assert client.get(f"{DOCUMENTS}?path=/&kpi=retail_deliveries").status_code == 404
    assert client.get(f"{PAGE}?path=/parts").status_code == 200


def test_a_workbook_is_a_download_that_nobody_keeps_and_that_is_recorded(
    client: FlaskClient, app: dash.Dash
) -> None:
    sign_in(client, "chief")
    address = f"{DOCUMENTS}?path=/sales&kpi=retail_deliveries&lang=zh"
    answer = client.get(address)
    assert answer.status_code == 200
    assert answer.data[:2] == b"PK"
    assert answer.headers["Cache-Control"] == "no-store"
    said = answer.headers["Content-Disposition"]
    assert said.startswith("attachment; filename=forecourt-sales-documents.xlsx; filename*=UTF-8''")
    assert client.get(f"{PAGE}?path=/sales").status_code == 200
    with app.forecourt.database.connect() as connection:
        rows = connection.execute(
            select(audit.c.who, audit.c.detail).where(audit.c.what == "exported")
        )
        told = [(who, json.loads(detail)) for who, detail in rows]
    assert [(who, detail["kind"], detail["page"]) for who, detail in told] == [
        ("chief", "documents", "/sales"),
        ("chief", "page", "/sales"),
    ]


def test_rows_are_taken_out_up_to_the_limit_of_a_day(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    sign_in(client, "chief")
    address = f"{DOCUMENTS}?path=/sales&kpi=retail_deliveries&lang=en"
    rows = rows_of(client.get(address).data)
    book = load_workbook(io.BytesIO(client.get(address).data))
    assert rows == sum(sheet.max_row for sheet in book.worksheets) > 9
    # Two have been taken out by now.
    monkeypatch.setattr(Policy, "exported_rows", lambda *_: 3 * rows)
    assert client.get(address).status_code == 200
    refused = client.get(address)
    assert refused.status_code == 429
    assert "within 24 hours" in refused.get_data(as_text=True)
    # Others have taken nothing out.
    other = client.application.test_client()
    sign_in(other, "area")
    assert other.get(address).status_code == 200
