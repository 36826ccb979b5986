"""Uploads and mappings on the screen: who may, what is taken, what is said."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient

from access import NOBODY, read_session
from access.tables import audit
from dashboards.answering import Answering
from dashboards.application import create_app
from dashboards.intake import Confirmed, Unlisted
from dashboards.pages.data import PAGE
from dashboards.query import View
from dashboards.services import Services
from dashboards.web.gate import Visitor
from dashboards.web.intake import shown_size, suggested_name
from tests.dashboards.conftest import sign_in
from tests.dashboards.fake_intake import KEY, REPORT, FakeIntake
from tests.dashboards.network import Network, services_for

SAME = {"Origin": "http://localhost"}


@pytest.fixture
def intake() -> FakeIntake:
    return FakeIntake()


@pytest.fixture
def services(network: Network, tmp_path: Path, intake: FakeIntake) -> Iterator[Services]:
    found = replace(services_for(network, tmp_path), intake=intake)
    yield found
    found.database.dispose()


@pytest.fixture
def client(services: Services) -> FlaskClient:
    found: FlaskClient = create_app(services).server.test_client()
    return found


@pytest.fixture
def keeper(client: FlaskClient) -> FlaskClient:
    sign_in(client, "keeper")
    client.get("/data/intake")
    return client


def token(client: FlaskClient) -> str:
    found = client.get_cookie("forecourt_token")
    assert found is not None
    return str(found.value)


def send(
    client: FlaskClient,
    path: str,
    files: Sequence[tuple[str, str, bytes]],
    given: str = "",
    origin: str = "http://localhost",
) -> Any:
    """Send files as a browser does: (field, file name, content); the token stands first."""
    # The test client would choose its boundary by chance.
    lines = [b"--cut", b'Content-Disposition: form-data; name="token"', b""]
    lines.append((given or token(client)).encode())
    for name, file, content in files:
        told = f'Content-Disposition: form-data; name="{name}"; filename="{file}"'
        lines += [b"--cut", told.encode(), b"Content-Type: text/csv", b"", content]
    return client.post(
        path,
        data=b"\r\n".join([*lines, b"--cut--", b""]),
        content_type="multipart/form-data; boundary=cut",
        headers={"Origin": origin},
    )


def post(client: FlaskClient, path: str, **data: Any) -> Any:
    """Send a form of ours, with its token unless another is given."""
    return client.post(path, data={"token": token(client), **data}, headers=SAME)


def deeds(services: Services) -> list[str]:
    with services.database.connect() as connection:
        return list(connection.scalars(sa.select(audit.c.what).order_by(audit.c.position)))


WAYS = [
    ("GET", "/data/intake"),
    ("GET", f"/data/intake/{KEY}"),
    ("POST", "/data/upload"),
    ("POST", "/data/values"),
    ("POST", f"/data/intake/{KEY}/look"),
    ("POST", f"/data/intake/{KEY}/confirm"),
    ("POST", f"/data/intake/{KEY}/load"),
    ("POST", f"/data/intake/{KEY}/remove"),
]


@pytest.mark.parametrize(("method", "path"), WAYS)
def test_only_who_looks_after_loading_comes_here(
    client: FlaskClient, intake: FakeIntake, method: str, path: str
) -> None:
    assert client.open(path, method=method, headers=SAME).status_code == 302
    for name in ("chief", "area"):
        sign_in(client, name)
        assert client.open(path, method=method, headers=SAME).status_code == 404
        client.post("/logout", headers=SAME)
    assert intake.asked == []
    assert intake.kept == {}


@pytest.mark.parametrize(("method", "path"), [way for way in WAYS if way[0] == "POST"])
def test_a_form_without_its_token_does_nothing(
    keeper: FlaskClient, intake: FakeIntake, method: str, path: str
) -> None:
    for origin, status in (("http://localhost", 400), ("http://evil", 403)):
        answer = send(keeper, path, [("file", "a.csv", b"a")], "guessed", origin)
        assert answer.status_code == status
    assert intake.asked == []
    assert intake.kept == {}


@pytest.mark.parametrize(
    "path",
    ["/data/intake/x", f"/data/intake/{KEY}/x", "/data/intake/20261021-003000-ffffffff"],
)
def test_what_is_not_there_is_not_found(keeper: FlaskClient, path: str) -> None:
    answer = keeper.get(path)
    assert answer.status_code == 404
    assert "没有这个页面" in answer.get_data(as_text=True)


def test_files_are_taken_in_under_their_names(
    keeper: FlaskClient, intake: FakeIntake, services: Services
) -> None:
    large = b"a,b,c\r\n" * 300_000
    answer = send(keeper, "/data/upload", [("file", "五月 日报.csv", large)])
    assert answer.status_code == 303
    assert answer.headers["Location"] == f"/data/intake/{KEY}?lang=zh"
    files = [("file", "a.csv", b"a"), ("file", "b.csv", b"b")]
    answer = send(keeper, "/data/upload?lang=en", files)
    assert answer.headers["Location"] == "/data/intake?lang=en"
    assert list(intake.kept.values()) == [
        ("五月 日报.csv", large),
        ("a.csv", b"a"),
        ("b.csv", b"b"),
    ]
    assert deeds(services).count("extract_uploaded") == 3


def test_what_is_too_large_or_has_no_room_is_refused_with_the_reason(
    keeper: FlaskClient, intake: FakeIntake
) -> None:
    answer = send(keeper, "/data/upload", [("file", "a.csv", b"x" * (4 << 20))])
    assert answer.status_code == 413
    assert "超过一次上传的上限" in answer.get_data(as_text=True)
    intake.room = False
    answer = send(keeper, "/data/upload", [("file", "a.csv", b"x")])
    assert answer.status_code == 507
    assert "磁盘空间不足" in answer.get_data(as_text=True)
    assert intake.kept == {}


def test_a_form_without_a_file_is_told_so(keeper: FlaskClient, intake: FakeIntake) -> None:
    assert post(keeper, "/data/upload").status_code == 400
    answer = send(keeper, "/data/upload", [("other", "a.csv", b"x")])
    assert answer.status_code == 400
    assert (intake.kept, intake.discarded) == ({}, 1)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_proposal_is_shown_with_confidence_and_what_does_not_fit(
    keeper: FlaskClient, language: str
) -> None:
    text = keeper.get(f"/data/intake/{KEY}?lang={language}").get_data(as_text=True)
    wanted = {
        "zh": ("没有模板认识", "把握 74%", "缺少工单号", "不是日期", "接近", "工单号"),
        "en": ("no profile knows it", "confidence 74%", "no order number", "not a date"),
    }
    assert all(word in text for word in wanted[language])
    assert "<script>alert" not in text
    assert "&lt;script&gt;alert" in text


def test_what_a_person_confirms_becomes_a_profile(
    keeper: FlaskClient, intake: FakeIntake, services: Services
) -> None:
    form = {"sheet": "五月", "c0": "ro_no", "c2": "settled_at", "name": "North ", "words": "北"}
    answer = post(keeper, f"/data/intake/{KEY}/confirm", **form)
    assert answer.status_code == 303
    columns = {"委托书": "ro_no", "备忘": "settled_at"}
    confirmed = Confirmed("五月", "repair_orders", columns, (), "north", "北")
    assert intake.asked == [("confirm", confirmed), ("look", KEY, "", "")]
    assert "profile_saved" in deeds(services)
    form = {"sheet": "六月", "c0": "ro_no"}
    assert post(keeper, f"/data/intake/{KEY}/confirm", **form).status_code == 404


def test_what_is_wrong_is_said_and_the_choice_kept(
    keeper: FlaskClient, intake: FakeIntake, services: Services
) -> None:
    intake.wrong = {"zh": ["名称已用"], "en": ["the name is taken"]}
    form = {"sheet": "五月", "c2": "settled_at", "name": "standard"}
    answer = post(keeper, f"/data/intake/{KEY}/confirm?lang=en", **form)
    text = answer.get_data(as_text=True)
    assert answer.status_code == 400
    assert "the name is taken" in text
    assert '<option value="settled_at" selected>' in text
    assert 'value="standard"' in text
    assert "profile_saved" not in deeds(services)


def test_a_table_a_load_and_a_removal_are_asked_for(
    keeper: FlaskClient, intake: FakeIntake, services: Services
) -> None:
    post(keeper, f"/data/intake/{KEY}/look", sheet="五月", table="complaints")
    post(keeper, f"/data/intake/{KEY}/look", sheet="五月", table="no_such_table")
    post(keeper, f"/data/intake/{KEY}/load?lang=en", store=" A1 ")
    post(keeper, f"/data/intake/{KEY}/remove")
    assert intake.asked == [
        ("look", KEY, "五月", "complaints"),
        ("load", KEY, "en", "A1"),
        ("remove", KEY),
    ]
    assert {"load_started", "upload_removed"} <= set(deeds(services))


def test_a_load_shows_the_report_of_the_command_line(
    keeper: FlaskClient, intake: FakeIntake
) -> None:
    intake.shown = replace(intake.shown, state="loading")
    text = keeper.get(f"/data/intake/{KEY}").get_data(as_text=True)
    assert 'http-equiv="refresh"' in text
    intake.shown = replace(intake.shown, state="loaded", report=REPORT)
    text = keeper.get(f"/data/intake/{KEY}").get_data(as_text=True)
    assert 'http-equiv="refresh"' not in text
    assert "行 6 · 结清于 · 不是日期" in text
    intake.shown = replace(intake.shown, state="failed", report=None, fault="busy until noon")
    assert "busy until noon" in keeper.get(f"/data/intake/{KEY}").get_data(as_text=True)


def test_unknown_values_are_decided_by_their_text(
    keeper: FlaskClient, intake: FakeIntake, services: Services
) -> None:
    words = {"zh": "维修类别", "en": "type"}
    intake.waiting = [
        Unlisted("repair_orders", "ro_type", text, 3, "a.csv", words, ("事故",))
        for text in ("喷漆专修", "轮胎", "其它")
    ]
    assert "喷漆专修" in keeper.get("/data/intake").get_data(as_text=True)
    form = {
        "v0": "事故", "v0-text": "喷漆专修", "v1": "", "v1-text": "轮胎",
        "v2": "事故", "v2-text": "another since",
    }  # fmt: skip
    assert post(keeper, "/data/values", **form).status_code == 303
    assert intake.asked == [
        ("decide", "repair_orders", "ro_type", "喷漆专修", "事故"),
        ("reload", "zh"),
    ]
    assert deeds(services).count("value_decided") == 1


def test_the_page_of_data_leads_here(services: Services, keeper: FlaskClient) -> None:
    cookie = keeper.get_cookie("forecourt_session")
    assert cookie is not None
    session = read_session(services.database, cookie.value, services.now(), services.limits)
    page = str(Answering(services).whole_page(Visitor(session, NOBODY), PAGE, View(), "zh"))
    assert f"/data/intake/{KEY}?lang=zh" in page
    assert "/data/intake?lang=zh" in page
    page = str(Answering(services).whole_page(Visitor(None, NOBODY), PAGE, View(), "zh"))
    assert "/data/intake" not in page


def test_names_and_sizes() -> None:
    assert suggested_name("North DMS 2024.xlsx") == "north-dms-2024"
    assert suggested_name("日报.xlsx") == "own-profile"
    assert [shown_size(size) for size in (0, 2048, 3 << 20)] == ["0.1 KB", "2.0 KB", "3.0 MB"]
