import argparse
import json
from collections.abc import Collection
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import select

from access import tables
from access.audit import Origin
from access.people import NewUser, add_user
from access.person import Grants, Role
from access.scope import NOBODY, OPERATOR, Scope
from commands.application_database import application_database
from commands.errors import UserError
from commands.identity import configure_identity, identify
from commands.settings import Settings

NOW = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
REGIONS = {"华东": ("S01", "S02")}


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    settings = Settings.from_environ({"FORECOURT_HOME": str(tmp_path / "home")})
    with application_database(settings) as engine:
        grants = Grants(regions=frozenset({"华东"}))
        new = NewUser("anna", Role.REGION, grants)
        add_user(engine, new, "gutes langes Wort", Origin("operator", NOW), one_time=True)
    return settings


def scope(settings: Settings, *words: str) -> Scope:
    parser = argparse.ArgumentParser()
    configure_identity(parser)
    return identify(parser.parse_args(words), settings, REGIONS, "kpi", NOW)


def audited(settings: Settings) -> list[tuple[str, str, object, object]]:
    with application_database(settings) as engine, engine.connect() as connection:
        rows = connection.execute(select(tables.audit).order_by(tables.audit.c.position)).all()
    details = [json.loads(row.detail) for row in rows]
    return [
        (row.who, row.what, detail.get("command"), detail.get("as"))
        for row, detail in zip(rows, details, strict=True)
    ]


def test_a_command_acts_as_the_operator_and_is_audited(settings: Settings) -> None:
    assert scope(settings) == OPERATOR
    assert audited(settings)[1:] == [("operator", "command", "kpi", None)]


def test_with_a_name_it_sees_what_he_sees(settings: Settings) -> None:
    seen = scope(settings, "--as", "Anna")
    assert (seen.subject, seen.stores) == ("anna", frozenset({"S01", "S02"}))
    assert audited(settings)[1:] == [("operator", "command", "kpi", "Anna")]


def test_an_unknown_name_is_no_operator(settings: Settings) -> None:
    with pytest.raises(UserError, match="there is no user 'bert'"):
        scope(settings, "--as", "bert")
    with pytest.raises(UserError, match="there is no user ''"):
        scope(settings, "--as", "")


def test_regions_that_cannot_be_read_open_nothing(settings: Settings) -> None:
    def failing(name: str) -> Collection[str]:
        raise OSError(f"no warehouse for {name}")

    args = argparse.Namespace(as_user="anna")
    assert identify(args, settings, failing, "kpi", NOW) == NOBODY
    assert audited(settings)[1][:2] == ("anna", "scope_refused")
