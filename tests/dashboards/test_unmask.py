"""Un-masking one record: purpose, proof, quota and audit first; then that record and no other."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

import pyotp
import pytest
from flask.testing import FlaskClient
from sqlalchemy import select, text

from access import Limits, Masking, Origin, Scope, Step, find_user, open_session
from access.second_factor import begin, confirm
from access.sessions import FRESH
from access.tables import audit
from dashboards.application import create_app
from dashboards.board.drill import panel
from dashboards.components.grid import grids_in
from dashboards.query import View
from dashboards.services import Services
from dashboards.web.tokens import mark_of_record
from metrics.catalogue import kpi
from tests.dashboards.network import NOW, PASSWORD, Network, services_for

SAME = {"Origin": "http://localhost"}
KPI = "retail_deliveries"
VIEW = f"kpi={KPI}"
MASKED = "LTE***…***"
FULL = "LTESTVIN"
WHY = {"purpose": "follow_up", "words": "客户来电催交车"}
KEY = "x" * 48


@pytest.fixture
def services(network: Network, tmp_path: Path) -> Iterator[Services]:
    made = services_for(network, tmp_path)
    yield made
    made.database.dispose()


def grid_of(network: Network, store: str, mark: bool = True) -> Any:
    """The grid of documents of a store, as its manager has it."""
    scope = Scope("chief", frozenset({store}), None, Masking.PARTIAL)
    visit = network.visit("/sales", "zh", scope, View(kpis=(KPI,)))
    if mark:
        visit = replace(visit, mark=partial(mark_of_record, KEY))
    body, _ = panel(visit, kpi(KPI))
    (found,) = grids_in(body)
    return found


@pytest.fixture(scope="module")
def marks(network: Network) -> dict[str, str]:
    """The mark of the first document of each store."""
    rows = {store: grid_of(network, store).rowData[0] for store in ("A1", "B2")}
    return {store: row["step"].split("/")[2] for store, row in rows.items()}


def enter(services: Services, name: str, step: Step | None = None) -> FlaskClient:
    """A browser of somebody who has just come in; with a second step where none is given."""
    user = find_user(services.database, name)
    origin, step = Origin(name, NOW), step or Step(vouched=True)
    secret = open_session(services.database, user, origin, Limits(), step=step)
    client: FlaskClient = create_app(services).server.test_client()
    client.set_cookie("forecourt_session", secret)
    client.set_cookie("forecourt_token", "mine")
    return client


def send(client: FlaskClient, mark: str, **form: str) -> tuple[int, str]:
    data = {"token": "mine", "view": VIEW, "page": "/sales", "record": mark, **WHY, **form}
    answer = client.post("/unmask?lang=en", data=data, headers=SAME)
    assert answer.headers["Cache-Control"] == "no-store"
    return answer.status_code, answer.get_data(as_text=True)


def recorded(services: Services, *verbs: str) -> list[tuple[str, dict[str, Any]]]:
    wanted = verbs or ("record_unmasked", "unmask_refused")
    query = select(audit).where(audit.c.what.in_(wanted)).order_by(audit.c.position)
    with services.database.connect() as connection:
        rows = connection.execute(query).all()
    return [(row.what, json.loads(row.detail)) for row in rows]


def reasons(services: Services) -> list[str]:
    return [detail.get("reason", "") for _, detail in recorded(services)]


def test_a_record_is_shown_once_its_purpose_is_on_the_record(
    services: Services, marks: dict[str, str], network: Network
) -> None:
    client = enter(services, "chief")
    address = f"/unmask?{VIEW}&page=/sales&record={marks['A1']}&lang=en"
    form = client.get(address).get_data(as_text=True)
    assert MASKED in form
    assert FULL not in form
    assert 'name="password"' not in form
    assert recorded(services) == []
    status, page = send(client, marks["A1"])
    assert (status, page.count(FULL)) == (200, 1)
    assert "LTESTVINA1" in page
    ((verb, detail),) = recorded(services)
    assert verb == "record_unmasked"
    assert (detail["store"], detail["purpose"]) == ("A1", "follow_up")
    assert (detail["fields"], detail["record"]) == (["vin"], marks["A1"])
    assert FULL not in json.dumps(detail)
    # Nowhere else does it stand unmasked afterwards.
    assert FULL not in str(grid_of(network, "A1").to_plotly_json())
    assert FULL not in client.get(address).get_data(as_text=True)
    told = enter(services, "keeper").get("/audit?lang=en&what=record_unmasked")
    assert "saw a record unmasked" in told.get_data(as_text=True)
    assert WHY["words"] in told.get_data(as_text=True)


def test_the_grid_leads_whoever_may_to_a_form_and_tells_nothing_by_it(network: Network) -> None:
    shown = grid_of(network, "A1")
    groups = {each["headerName"]: each["children"] for each in shown.columnDefs}
    assert [column["field"] for column in groups["客户与车辆"]][-1] == "unmask"
    assert {row["unmask"] for row in shown.rowData} == {"查看完整"}
    assert FULL not in json.dumps(shown.rowData)
    plain = grid_of(network, "A1", mark=False)
    assert "unmask" not in json.dumps(plain.columnDefs)
    assert all(row["step"].endswith("/") for row in plain.rowData)


FAULTS = (
    ({"purpose": ""}, "purpose"),
    ({"purpose": "curiosity"}, "purpose"),
    ({"words": " 看 "}, "words"),
    ({"words": "x" * 201}, "words"),
    ({"words": "张先生 13812341234"}, "personal"),
)


def test_without_a_purpose_nothing_is_shown(services: Services, marks: dict[str, str]) -> None:
    client = enter(services, "chief")
    for form, _ in FAULTS:
        status, page = send(client, marks["A1"], **form)
        assert (status, FULL in page) == (400, False), form
    assert reasons(services) == [fault for _, fault in FAULTS]
    assert "13812341234" not in str(recorded(services))
    # One that is not ours is not taken at all.
    status, page = send(client, marks["A1"], token="other")
    assert (status, FULL in page) == (400, False)
    assert len(reasons(services)) == len(FAULTS)


def test_a_record_that_is_not_open_is_not_there_and_asking_is_audited(
    services: Services, marks: dict[str, str]
) -> None:
    client = enter(services, "chief")
    made_up = send(client, "0" * 32)
    assert made_up[0] == 404
    for named in ({"record": marks["B2"]}, {"view": f"{VIEW}&store=B2", "record": marks["B2"]}):
        status, page = send(client, marks["A1"], **named)
        assert (status, page) == made_up
    assert send(client, marks["A1"], view="kpi=no_such")[0] == 404
    assert send(client, marks["A1"], view="")[0] == 404
    assert reasons(services) == ["record", "record", "scope", "record", "record"]
    assert "B2" not in str(recorded(services))
    assert client.get(f"/unmask?{VIEW}&record={marks['B2']}").status_code == 404
    other = enter(services, "parts")
    assert send(other, marks["A1"])[0] == 404
    assert reasons(services)[-1] == "scope"
    assert {each["reason"] for _, each in recorded(services, "refused")} == {
        *("store", "unmask_record"),
    }


def test_whoever_may_not_is_told_that_there_is_no_such_page(
    services: Services, marks: dict[str, str]
) -> None:
    for name in ("area", "keeper"):
        client = enter(services, name)
        assert client.get(f"/unmask?{VIEW}&record={marks['A1']}").status_code == 404
        assert send(client, marks["A1"])[0] == 404
    told = [detail["reason"] for _, detail in recorded(services, "refused")]
    assert told == ["unmask", "unmask"]


def test_a_second_step_comes_first(services: Services, marks: dict[str, str]) -> None:
    client = enter(services, "chief", Step())
    form = client.get(f"/unmask?{VIEW}&record={marks['A1']}&lang=en").get_data(as_text=True)
    assert '"/second-factor?lang=en"' in form
    assert "<select" not in form
    status, page = send(client, marks["A1"], password=PASSWORD, code="000000")
    assert (status, FULL in page) == (401, False)
    assert reasons(services) == ["proof"]


def test_password_and_code_are_asked_for_again_after_ten_minutes(
    services: Services, marks: dict[str, str]
) -> None:
    moments = [NOW]
    moving = replace(services, now=lambda: moments[-1])
    database, user = services.database, find_user(services.database, "chief")
    secret = begin(database, user, KEY, NOW).secret
    assert confirm(database, user, code_at(secret, NOW), KEY, Origin("chief", NOW)) is not None
    client = enter(moving, "chief")
    moments.append(NOW + FRESH)
    page = client.get(f"/unmask?{VIEW}&record={marks['A1']}&lang=en").get_data(as_text=True)
    assert 'name="password"' in page
    assert 'name="code"' in page
    right = {"password": PASSWORD, "code": code_at(secret, moments[-1])}
    for wrong in ({"password": "guess"}, {"code": "000000"}, {"code": ""}):
        status, page = send(client, marks["A1"], **{**right, **wrong})
        assert (status, FULL in page) == (401, False)
    before = client.get_cookie("forecourt_session")
    assert send(client, marks["A1"], **right)[0] == 200
    after = client.get_cookie("forecourt_session")
    assert before is not None
    assert after is not None
    assert before.value != after.value
    # For the next ten minutes nothing is asked again; the same code would not do anyway.
    assert send(client, marks["A1"])[0] == 200
    moments.append(moments[-1] + FRESH)
    assert send(client, marks["A1"], **right)[0] == 401
    assert reasons(services) == ["password", "code", "code", "", "", "code"]


def code_at(secret: str, moment: datetime) -> str:
    return pyotp.TOTP(secret).at(moment)


def test_whoever_signed_on_elsewhere_too_long_ago_signs_on_again(
    services: Services, marks: dict[str, str]
) -> None:
    moments = [NOW]
    client = enter(replace(services, now=lambda: moments[-1]), "chief")
    moments.append(NOW + FRESH)
    page = client.get(f"/unmask?{VIEW}&record={marks['A1']}&lang=en").get_data(as_text=True)
    assert "sign out and sign on again" in page
    assert send(client, marks["A1"], password=PASSWORD)[0] == 401


def test_beyond_the_quota_nothing_is_shown(services: Services, marks: dict[str, str]) -> None:
    client = enter(replace(services, unmask_daily=1), "chief")
    assert send(client, marks["A1"])[0] == 200
    status, page = send(client, marks["A1"])
    assert (status, FULL in page) == (429, False)
    told = client.get("/me?lang=en").get_data(as_text=True)
    assert "beyond the limit" in told
    assert WHY["words"] in told
    # Where nobody may un-mask, there is no record.
    assert send(enter(replace(services, unmask_daily=0), "chief"), marks["A1"])[0] == 404
    for other in ("parts", "area"):
        assert WHY["words"] not in enter(services, other).get("/me").get_data(as_text=True)
    assert reasons(services) == ["", "quota", "record"]


def test_nothing_is_shown_that_cannot_be_audited(services: Services, marks: dict[str, str]) -> None:
    client = enter(services, "chief")
    with services.database.begin() as connection:
        connection.execute(
            text(
                "CREATE TRIGGER full BEFORE INSERT ON audit BEGIN SELECT RAISE(ABORT, 'full'); END"
            )
        )
    status, page = send(client, marks["A1"])
    assert (status, FULL in page) == (503, False)
