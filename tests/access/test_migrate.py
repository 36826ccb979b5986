import subprocess
import sys
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, text

from access.database import open_database
from access.errors import AccessError
from access.migrate import HEAD, current_version, migrate
from access.tables import metadata

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
