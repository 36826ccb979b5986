from pathlib import Path

import pytest
from sqlalchemy import Engine, delete, select, text
from sqlalchemy.exc import DBAPIError, StatementError

from access import tables
from access.database import is_reachable, open_database, writing
from access.errors import AccessError
from access.person import User
from tests.access.moments import NOW


def test_the_file_is_for_its_owner_only(tmp_path: Path) -> None:
    open_database(f"sqlite:///{tmp_path}/deep/home/app.db").dispose()
    assert (tmp_path / "deep" / "home" / "app.db").stat().st_mode & 0o777 == 0o600
    assert (tmp_path / "deep" / "home").stat().st_mode & 0o777 == 0o700


def test_files_beside_a_used_database_are_for_the_owner_too(
    engine: Engine, manager: User, tmp_path: Path
) -> None:
    files = sorted((tmp_path / "home").iterdir())
    assert "app.db" in [file.name for file in files]
    assert {file.stat().st_mode & 0o777 for file in files} == {0o600}


@pytest.mark.parametrize(
    "url",
    ["", "nonsense", "sqlite://", "sqlite:///:memory:", "mysql://someone:hidden@host/name"],
)
def test_other_databases_are_refused_without_naming_the_password(url: str) -> None:
    with pytest.raises(AccessError) as refused:
        open_database(url)
    assert "postgresql://" in refused.value.remedy
    assert "hidden" not in refused.value.message


def test_reachable_or_not(every_engine: Engine, tmp_path: Path) -> None:
    assert is_reachable(every_engine)
    assert not is_reachable(open_database("postgresql+psycopg://nobody@127.0.0.1:1/none"))
    lost = tmp_path / "lost"
    engine = open_database(f"sqlite:///{lost}/app.db")
    (lost / "app.db").unlink()
    lost.rmdir()
    assert not is_reachable(engine)


def test_what_fails_inside_writing_leaves_nothing(every_engine: Engine) -> None:
    def fail_after_inserting() -> None:
        with writing(every_engine) as connection:
            connection.execute(
                tables.sign_in_attempts.insert().values(
                    attempt_key="x", failures=1, last_at=NOW, blocked_until=NOW
                )
            )
            raise RuntimeError("half way")

    with pytest.raises(RuntimeError, match="half way"):
        fail_after_inserting()
    with every_engine.connect() as connection:
        assert connection.execute(select(tables.sign_in_attempts)).all() == []


def test_times_come_back_as_they_went_in(every_engine: Engine) -> None:
    with writing(every_engine) as connection:
        connection.execute(
            tables.sign_in_attempts.insert().values(
                attempt_key="x", failures=1, last_at=NOW, blocked_until=NOW
            )
        )
        assert connection.execute(select(tables.sign_in_attempts.c.last_at)).scalar_one() == NOW
        with pytest.raises(StatementError, match="expected a time with its zone"):
            connection.execute(
                select(tables.sign_in_attempts).where(
                    tables.sign_in_attempts.c.last_at > NOW.replace(tzinfo=None)
                )
            )


def test_a_person_with_grants_cannot_vanish(engine: Engine, manager: User) -> None:
    with pytest.raises(DBAPIError, match="FOREIGN KEY"), engine.begin() as connection:
        connection.execute(delete(tables.users))


def test_readers_go_on_while_somebody_writes(engine: Engine) -> None:
    with writing(engine) as writer:
        writer.execute(text("DELETE FROM sign_in_attempts"))
        with engine.connect() as reader:
            assert reader.execute(select(tables.users)).all() == []
