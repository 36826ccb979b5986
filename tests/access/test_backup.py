"""A back-up of PostgreSQL while people work: what is put back from it holds together."""

import subprocess
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event
from uuid import uuid4

import pytest
from sqlalchemy import Engine, create_engine, make_url, select, text

from access.audit import Origin, record_now, verify_chain
from access.database import open_database
from access.migrate import migrate
from access.people import NewUser, add_user
from access.person import Grants, Role
from access.sending import Channel, Kind, NewDelivery, keep_delivery, remove_delivery
from access.sessions import Limits, close_session, open_session
from access.tables import audit
from access.verification import problems
from tests.access.moments import BY_OPERATOR, NOW, PASSWORD
from tests.access.postgresql import find_binaries

ORDER = NewDelivery(Channel(Kind.WECOM, "aaaaaaaa-1111"), "08:00", "zh", document=False)
LI = Origin("li", NOW)
BEFORE = 30


def call(program: str, url: str, *words: str | Path) -> None:
    binaries = find_binaries()
    assert binaries is not None
    plain = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
    subprocess.run([binaries / program, *words, "--dbname", plain], check=True, timeout=60)


@pytest.fixture
def other_url(postgresql_server: str) -> Iterator[str]:
    """An empty database to put a back-up into."""
    name = f"restored_{uuid4().hex}"
    admin = create_engine(f"{postgresql_server}/postgres", isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
        yield f"{postgresql_server}/{name}"
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    admin.dispose()


def work(engine: Engine, started: Event, stopped: Event) -> int:
    """Write until told to stop: audit alone, a deed with its record, and what is made and gone."""
    user = add_user(
        engine,
        NewUser(f"p{uuid4().hex[:8]}", Role.GM, Grants(stores=frozenset({"S01"}))),
        PASSWORD,
        BY_OPERATOR,
    )
    written = 0
    while not stopped.is_set():
        record_now(engine, LI, "audit_read", {"number": written})
        token = open_session(engine, user, Origin(user.name, NOW), Limits())
        close_session(engine, token, NOW, "")
        number = keep_delivery(engine, ORDER, Origin(user.name, NOW), NOW)
        remove_delivery(engine, number, Origin(user.name, NOW))
        written += 5
        if written >= BEFORE:
            started.set()
    return written


def test_what_is_backed_up_under_load_is_put_back_whole(
    postgresql_url: str, other_url: str, tmp_path: Path
) -> None:
    engine, copy = open_database(postgresql_url), tmp_path / "app.dump"
    migrate(engine)
    started, stopped = Event(), Event()
    with ThreadPoolExecutor(2) as pool:
        workers = [pool.submit(work, engine, started, stopped) for _ in range(2)]
        try:
            assert started.wait(60)
            call("pg_dump", postgresql_url, "--format=custom", "--file", copy)
        finally:
            stopped.set()
        assert sum(worker.result(60) for worker in workers) >= BEFORE
    whole = verify_chain(engine)
    assert whole.problems == ()
    call("pg_restore", other_url, "--no-owner", "--exit-on-error", "--single-transaction", copy)
    restored = open_database(other_url)
    assert problems(restored) == ()
    report = verify_chain(restored)
    assert 0 < report.rows <= whole.rows
    with engine.connect() as connection:
        here = select(audit.c.hash).where(audit.c.position == report.rows)
        assert connection.execute(here).scalar_one() == report.newest_hash
    # It goes on from there: the chain, the numbers, and what keeps the audit from being changed.
    keep_delivery(restored, ORDER, LI, NOW)
    assert verify_chain(restored).rows == report.rows + 1
    with pytest.raises(Exception, match="append only"), restored.begin() as connection:
        connection.execute(audit.delete())
    for each in (engine, restored):
        each.dispose()
