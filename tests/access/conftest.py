"""Databases for the tests of people, a fixed time, and somebody to be."""

import tempfile
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import Engine, create_engine, text

from access.database import open_database
from access.migrate import migrate
from access.people import NewUser, add_user
from access.person import Grants, Role, User
from tests.access.moments import BY_OPERATOR, PASSWORD
from tests.access.postgresql import find_binaries, private_server


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[str]:
    binaries = find_binaries()
    if binaries is None:
        pytest.skip("needs the programs of a PostgreSQL server (Debian package postgresql)")
    # Not below pytest's own folder, which the server's account may not enter.
    with tempfile.TemporaryDirectory(prefix="forecourt-pg-") as folder:
        Path(folder).chmod(0o755)
        with private_server(binaries, Path(folder) / "server") as url:
            yield url


@pytest.fixture
def postgresql_url(postgresql_server: str) -> Iterator[str]:
    name = f"test_{uuid4().hex}"
    admin = create_engine(f"{postgresql_server}/postgres", isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
        yield f"{postgresql_server}/{name}"
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    admin.dispose()


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Return the URL of an empty database, on each engine in turn."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/home/app.db"
    url = request.getfixturevalue("postgresql_url")
    assert isinstance(url, str)
    return url


@pytest.fixture
def every_engine(empty_url: str) -> Iterator[Engine]:
    """Return a migrated database, on each engine in turn."""
    engine = open_database(empty_url)
    migrate(engine)
    yield engine
    engine.dispose()


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    """Return a migrated SQLite database."""
    engine = open_database(f"sqlite:///{tmp_path}/home/app.db")
    migrate(engine)
    yield engine
    engine.dispose()


@pytest.fixture
def manager(engine: Engine) -> User:
    """Return the general manager of store S01."""
    new = NewUser("manager", Role.GM, Grants(stores=frozenset({"S01"})))
    return add_user(engine, new, PASSWORD, BY_OPERATOR)
