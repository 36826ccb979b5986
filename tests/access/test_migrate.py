import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, inspect, text

from access.audit import Origin
from access.database import open_database, writing
from access.errors import AccessError
from access.migrate import HEAD, current_version, migrate
from access.notebook import views_of
from access.scope import Masking, Scope
from access.sending import Channel, Kind, NewDelivery, due, keep_delivery
from access.tables import metadata
from tests.access.moments import NOW

CHECKOUT = Path(__file__).resolve().parents[2]
MIGRATE = """
import sys
from access.database import open_database
from access.migrate import migrate
engine = open_database(sys.argv[1])
sys.stdin.read()
migrate(engine)
"""


def test_the_steps_lead_to_the_declared_tables(empty_url: str) -> None:
    engine = open_database(empty_url)
    assert current_version(engine) is None
    migrate(engine)
    assert current_version(engine) == HEAD
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []
    engine.dispose()


def test_the_newest_step_is_the_one_this_program_expects() -> None:
    assert ScriptDirectory(str(CHECKOUT / "access" / "migrations")).get_heads() == [HEAD]


def test_a_second_time_changes_nothing(empty_url: str) -> None:
    engine = open_database(empty_url)
    for _ in range(3):
        migrate(engine)
    with engine.connect() as connection:
        assert connection.execute(text("SELECT version_num FROM alembic_version")).all() == [
            (HEAD,)
        ]
    engine.dispose()


def upgraded_to(engine: Engine, version: str, *statements: str) -> None:
    """Bring an empty database to an older version, and put something into it."""
    with writing(engine) as connection:
        config = Config()
        config.set_main_option("script_location", str(CHECKOUT / "access" / "migrations"))
        config.attributes["connection"] = connection
        command.upgrade(config, version)
        for statement in statements:
            connection.execute(text(statement.replace(":", "\\:")))


def test_views_of_before_that_name_a_store_on_the_way_down_are_offered_where_it_is_open(
    empty_url: str,
) -> None:
    engine = open_database(empty_url)
    insert = (
        "INSERT INTO saved_views (person, name, path, query, stores, shared, made_at) VALUES "
        "('area', '{name}', '/sales', '{query}', '{stores}', true, '2026-11-22 00:10:00')"
    )
    every = '{"named": false, "stores": ["S01", "S02"]}'
    first = '{"named": true, "stores": ["S01"]}'
    upgraded_to(
        engine,
        "v0007",
        insert.format(name="step", query="at=region%3AEast&at=store%3AS02", stores=every),
        insert.format(name="document", query="store=S01&doc=S02%3A4711", stores=first),
        insert.format(name="plain", query="by=store", stores=every),
    )
    migrate(engine)

    def offered(*stores: str) -> list[str]:
        scope = Scope("chief", frozenset(stores), None, Masking.PARTIAL)
        return [view.view.name for view in views_of(engine, scope)]

    assert offered("S01") == ["plain"]
    assert offered("S02") == ["plain", "step"]
    assert offered("S01", "S02") == ["document", "plain", "step"]
    engine.dispose()


def test_orders_of_before_keep_their_numbers_and_their_messages(empty_url: str) -> None:
    engine = open_database(empty_url)
    upgraded_to(
        engine,
        "v0006",
        "INSERT INTO outbox (id, key, delivery, person, kind, shown, day, is_trial, state, "
        "attempts, next_at, fault) VALUES (3, '7/2026-11-22', 7, 'li', 'wecom', '', "
        "'2026-11-22', false, 'waiting', 0, '2026-11-22 00:10:00', '')",
    )
    migrate(engine)
    (message,) = due(engine, NOW)
    assert (message.id, message.delivery) == (3, 7)
    assert message.due_at == datetime(2026, 11, 22, 0, 10, tzinfo=UTC)
    if engine.dialect.name == "sqlite":
        # The order number 7 is gone, and its number with it.
        order = NewDelivery(Channel(Kind.WECOM, "aaaaaaaa-1111"), "08:00", "zh", document=False)
        assert keep_delivery(engine, order, Origin("li", NOW), NOW) == 8
    engine.dispose()


def test_processes_that_start_at_once_wait_for_one_another(empty_url: str) -> None:
    starting = [
        subprocess.Popen(
            [sys.executable, "-c", MIGRATE, empty_url],
            cwd=CHECKOUT,
            stdin=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(3)
    ]
    for process in starting:
        assert process.stdin is not None
        process.stdin.close()
        process.stdin = None
    errors = [process.communicate(timeout=60)[1] for process in starting]
    assert [process.returncode for process in starting] == [0, 0, 0], errors
    engine = open_database(empty_url)
    assert current_version(engine) == HEAD
    engine.dispose()


def test_a_step_that_fails_leaves_the_old_version(empty_url: str) -> None:
    engine = open_database(empty_url)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE audit (already_here INTEGER)"))
    with pytest.raises(Exception, match="audit"):
        migrate(engine)
    assert current_version(engine) is None
    assert inspect(engine).get_table_names() == ["audit"]
    with engine.begin() as connection:
        connection.execute(text("DROP TABLE audit"))
    migrate(engine)
    assert current_version(engine) == HEAD
    engine.dispose()


def test_a_newer_database_is_refused_untouched(empty_url: str) -> None:
    engine = open_database(empty_url)
    migrate(engine)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = 'v9999'"))
    with pytest.raises(AccessError, match=f"v9999, which this program, made for {HEAD}"):
        migrate(engine)
    assert current_version(engine) == "v9999"
    engine.dispose()


def test_no_file_of_the_working_folder_is_needed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    engine = open_database(f"sqlite:///{tmp_path}/100%/app.db")
    migrate(engine)
    assert current_version(engine) == HEAD
    assert [path.name for path in tmp_path.iterdir()] == ["100%"]
    engine.dispose()
