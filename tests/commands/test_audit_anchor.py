"""Cutting rows off the end of the audit is noticed at the next check."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from access.audit import Origin, record_now, verify_chain
from commands.application_database import application_database
from commands.audit_anchor import FILE_NAME, check_anchor, keep_anchor
from commands.settings import Settings
from tests.access.moments import NOW


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings.from_environ({"FORECOURT_HOME": str(tmp_path / "home")})


@pytest.fixture
def engine(settings: Settings) -> Iterator[Engine]:
    with application_database(settings) as found:
        for number in range(3):
            record_now(found, Origin("anna", NOW), "looked", {"number": number})
        yield found


def cut(engine: Engine, statement: str) -> None:
    """Do what only somebody with the file in his hands can do."""
    with engine.begin() as connection:
        for name in ("audit_no_update", "audit_no_delete"):
            connection.execute(text(f"DROP TRIGGER IF EXISTS {name}"))
        connection.execute(text(statement))


def test_a_longer_audit_fits(settings: Settings, engine: Engine) -> None:
    assert check_anchor(settings, engine) == ()
    keep_anchor(settings, engine)
    record_now(engine, Origin("anna", NOW), "looked", {})
    assert check_anchor(settings, engine) == ()


def test_a_shorter_one_does_not(settings: Settings, engine: Engine) -> None:
    keep_anchor(settings, engine)
    cut(engine, "DELETE FROM audit WHERE position = 3")
    assert verify_chain(engine).problems == ()
    assert check_anchor(settings, engine) == (
        "audit: row 3 was there at the last check and is gone",
    )


def test_one_written_anew_does_not(settings: Settings, engine: Engine) -> None:
    keep_anchor(settings, engine)
    cut(engine, "DELETE FROM audit")
    for number in range(5):
        record_now(engine, Origin("anna", NOW), "looked", {"number": number + 1})
    assert verify_chain(engine).problems == ()
    assert check_anchor(settings, engine) == (
        "audit: row 3 is not the one that was there at the last check",
    )


@pytest.mark.parametrize("content", ["", "{}", "[1]", '{"rows": "x", "hash": ""}'])
def test_a_file_of_others_is_told(settings: Settings, engine: Engine, content: str) -> None:
    (settings.home / FILE_NAME).write_text(content, encoding="utf-8")
    assert "remove the file" in check_anchor(settings, engine)[0]
