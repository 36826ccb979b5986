import argparse
import io
import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from access.database import open_database
from access.people import ONE_TIME_DAYS, find_user
from access.sign_in import verify_password
from commands import user
from commands.errors import UserError
from commands.settings import Settings


class Terminal(io.StringIO):
    """Standard input with somebody in front of it."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings.from_environ({"FORECOURT_HOME": str(tmp_path / "home")})


@pytest.fixture(autouse=True)
def nobody_at_the_keyboard(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO())


def call(settings: Settings, *words: str) -> str:
    parser = argparse.ArgumentParser(prog="forecourt user")
    user.configure(parser)
    out = io.StringIO()
    assert user.run(parser.parse_args(words), settings, out) == 0
    return out.getvalue()


def listed(settings: Settings) -> list[dict[str, object]]:
    records: list[dict[str, object]] = json.loads(call(settings, "list", "--json"))
    for record in records:
        del record["created_at"]
    return records


def opens(settings: Settings, name: str, password: str) -> bool:
    engine = open_database(settings.database_url)
    answer = verify_password(engine, name, password, datetime.now(UTC), "192.0.2.7")
    engine.dispose()
    return answer.user is not None


def test_without_a_password_a_one_time_secret_is_printed(settings: Settings) -> None:
    said = call(settings, "add", "Anna", "--role", "gm", "--store", "S01", "--store", "S02")
    assert "added anna (gm)" in said
    assert f"within {ONE_TIME_DAYS} days" in said
    secret = said.partition("one-time secret: ")[2].splitlines()[0]
    assert opens(settings, "anna", secret)
    assert listed(settings) == [
        {
            "name": "anna",
            "role": "gm",
            "state": "one-time secret",
            "stores": ["S01", "S02"],
            "regions": [],
            "departments": [],
            "linked": [],
        }
    ]


def test_a_password_from_standard_input_is_not_printed(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("gutes langes Wort \r\nnext line\n"))
    said = call(settings, "add", "b", "--role", "region", "--region", "华东", "--password-stdin")
    assert said == "added b (region)\n"
    assert opens(settings, "b", "gutes langes Wort ")
    assert listed(settings)[0]["state"] == "active"


def test_a_typed_password_is_asked_for_twice(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    typed = iter(["gutes langes Wort", "gutes langes Wort", "one thing here", "another thing"])
    monkeypatch.setattr("sys.stdin", Terminal())
    monkeypatch.setattr("commands.user.getpass", lambda prompt: next(typed))
    call(settings, "add", "anna", "--role", "admin")
    assert opens(settings, "anna", "gutes langes Wort")
    with pytest.raises(UserError, match="the two passwords differ"):
        call(settings, "password", "anna")
    assert opens(settings, "anna", "gutes langes Wort")


def test_enter_at_the_prompt_makes_a_secret(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", Terminal())
    monkeypatch.setattr("commands.user.getpass", lambda prompt: "")
    assert "one-time secret: " in call(settings, "add", "anna", "--role", "admin")


def test_a_new_password_for_somebody(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    call(settings, "add", "anna", "--role", "gm", "--store", "S01")
    monkeypatch.setattr("sys.stdin", io.StringIO("gutes langes Wort"))
    said = call(settings, "password", "ANNA", "--password-stdin")
    assert said == "new password for anna; all sessions ended\n"
    assert opens(settings, "anna", "gutes langes Wort")


def test_shutting_out_and_letting_in(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("gutes langes Wort"))
    call(settings, "add", "anna", "--role", "gm", "--store", "S01", "--password-stdin")
    assert "disabled anna" in call(settings, "disable", "anna")
    assert "anna  gm  disabled  store S01\n" in call(settings, "list")
    assert not opens(settings, "anna", "gutes langes Wort")
    call(settings, "enable", "anna")
    assert opens(settings, "anna", "gutes langes Wort")


def test_departments_may_be_spelt_as_in_the_address(settings: Settings) -> None:
    words = ["--store", "S01", "--department", "after-sales", "--department", "parts"]
    said = call(settings, "add", "anna", "--role", "department", *words)
    assert "sees no figures" not in said
    assert listed(settings)[0]["departments"] == ["after_sales", "parts"]


@pytest.mark.parametrize(
    ("words", "needed"),
    [
        (["--role", "gm"], "--store"),
        (["--role", "department", "--store", "S01"], "--store and --department"),
        (["--role", "region"], "--region"),
        (["--role", "admin"], "--store or --region"),
    ],
)
def test_who_sees_nothing_yet_is_said(settings: Settings, words: list[str], needed: str) -> None:
    said = call(settings, "add", "anna", *words)
    assert "note: anna sees no figures yet" in said
    assert needed in said


def test_granting_and_revoking(settings: Settings) -> None:
    call(settings, "add", "anna", "--role", "gm")
    assert "sees no figures" not in call(settings, "grant", "anna", "--store", "S01")
    assert listed(settings)[0]["stores"] == ["S01"]
    assert "sees no figures" in call(settings, "revoke", "anna", "--store", "S01")
    assert listed(settings)[0]["stores"] == []


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["add", "a b", "--role", "gm"], "expected at most 64 letters and digits"),
        (["add", "anna", "--role", "gm"], "already a user"),
        (["add", "x", "--role", "region", "--store", "S01"], "role region takes region"),
        (["add", "x", "--role", "department", "--department", "hr"], "department 'hr' is unknown"),
        (["password", "bert"], "there is no user 'bert'"),
        (["disable", "bert"], "there is no user 'bert'"),
        (["grant", "anna"], "expected something to grant or revoke"),
        (["grant", "anna", "--region", "华东"], "role gm takes store"),
    ],
)
def test_refusals_come_with_a_remedy(settings: Settings, words: list[str], message: str) -> None:
    call(settings, "add", "anna", "--role", "gm", "--store", "S01")
    with pytest.raises(UserError, match=message) as refused:
        call(settings, *words)
    assert refused.value.remedy
    assert [record["name"] for record in listed(settings)] == ["anna"]


def test_an_unknown_role_is_refused_by_the_parser(
    settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        call(settings, "add", "anna", "--role", "owner")
    assert ended.value.code == 2
    assert "invalid choice: 'owner'" in capsys.readouterr().err


def test_a_lost_telephone(settings: Settings) -> None:
    secret = call(settings, "add", "anna", "--role", "admin").partition("secret: ")[2].split()[0]
    assert opens(settings, "anna", secret)
    assert call(settings, "second-factor", "anna") == "anna has no second factor\n"
    said = call(settings, "second-factor", "anna", "--reset")
    assert said == "anna has no second factor now; all sessions ended\n"


def test_nobody_yet(settings: Settings) -> None:
    assert call(settings, "list").startswith("nobody yet; add someone with: forecourt user add")
    assert listed(settings) == []


def test_what_is_done_is_in_the_audit_as_the_operators(settings: Settings) -> None:
    call(settings, "add", "anna", "--role", "gm", "--store", "S01")
    engine = open_database(settings.database_url)
    with engine.connect() as connection:
        rows = connection.exec_driver_sql("SELECT who, what FROM audit").all()
    assert [tuple(row) for row in rows] == [("operator", "user_added")]
    assert find_user(engine, "anna").must_change_password
    engine.dispose()


def test_an_operator_links_a_person_to_the_provider_and_takes_it_back(settings: Settings) -> None:
    signing_on = replace(settings, oidc_issuer="https://login.example")
    call(signing_on, "add", "anna", "--role", "gm", "--store", "S01")
    said = call(signing_on, "link", "Anna", "--subject", "00u1")
    assert said == "anna signs on as 00u1 of https://login.example from now on\n"
    assert listed(signing_on)[0]["linked"] == [
        {"issuer": "https://login.example", "subject": "00u1"}
    ]
    assert "one-time secret, linked" in call(signing_on, "list")
    other = call(settings, "link", "anna", "--subject", "7", "--issuer", "https://other.example")
    assert "7 of https://other.example" in other
    said = call(signing_on, "unlink", "anna")
    assert "all sessions ended" in said
    assert listed(settings)[0]["linked"] == [{"issuer": "https://other.example", "subject": "7"}]


def test_without_a_provider_a_link_must_name_one(settings: Settings) -> None:
    call(settings, "add", "anna", "--role", "gm", "--store", "S01")
    with pytest.raises(UserError, match="FORECOURT_OIDC_ISSUER is not set") as refused:
        call(settings, "link", "anna", "--subject", "00u1")
    assert "--issuer" in refused.value.remedy
