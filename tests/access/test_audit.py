from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta

import pytest
from sqlalchemy import Connection, Engine, delete, insert, select, text, update
from sqlalchemy.exc import DBAPIError

from access.audit import GENESIS, Origin, _hash, record, record_now, record_once, verify_chain
from access.database import writing
from access.tables import audit
from tests.access.moments import ADDRESS, NOW

ANNA = Origin("anna", NOW, ADDRESS)


def fill(engine: Engine, rows: int) -> None:
    for number in range(rows):
        record_now(engine, ANNA, "export", {"rows": number, "kpi": "毛利", "none": None})


@contextmanager
def intruder(engine: Engine) -> Iterator[Connection]:
    """Yield a connection of somebody who first removed what keeps the audit append only."""
    with engine.begin() as connection:
        if engine.dialect.name == "sqlite":
            connection.execute(text("DROP TRIGGER audit_no_update"))
            connection.execute(text("DROP TRIGGER audit_no_delete"))
        else:
            connection.execute(text("DROP TRIGGER audit_append_only ON audit"))
        yield connection


def test_rows_follow_one_another(every_engine: Engine) -> None:
    assert verify_chain(every_engine).newest_hash == GENESIS
    fill(every_engine, 3)
    report = verify_chain(every_engine)
    assert (report.rows, report.problems) == (3, ())
    with every_engine.connect() as connection:
        rows = connection.execute(select(audit).order_by(audit.c.position)).all()
    assert [row.position for row in rows] == [1, 2, 3]
    assert [row.previous_hash for row in rows] == [GENESIS, rows[0].hash, rows[1].hash]
    assert report.newest_hash == rows[2].hash
    assert rows[0].detail == '{"kpi": "\\u6bdb\\u5229", "none": null, "rows": 0}'
    assert (rows[0].at, rows[0].who, rows[0].address) == (NOW, "anna", ADDRESS)


@pytest.mark.parametrize("change", [update(audit).values(who="bert"), delete(audit)])
def test_the_database_refuses_changes(every_engine: Engine, change: object) -> None:
    fill(every_engine, 2)
    with (
        pytest.raises(DBAPIError, match="audit is append only"),
        every_engine.begin() as connection,
    ):
        connection.execute(change)  # type: ignore[call-overload]
    assert verify_chain(every_engine).rows == 2


@pytest.mark.parametrize("column", [c.name for c in audit.c])
def test_a_changed_cell_is_noticed(every_engine: Engine, column: str) -> None:
    fill(every_engine, 4)
    changed: dict[str, object] = {
        "position": 77,
        "at": NOW + timedelta(microseconds=1),
        "previous_hash": "f" * 64,
        "hash": "f" * 64,
    }
    with intruder(every_engine) as connection:
        connection.execute(
            update(audit).where(audit.c.position == 2).values({column: changed.get(column, "{}")})
        )
    problems = verify_chain(every_engine).problems
    assert any("audit row " in problem for problem in problems)
    assert problems


@pytest.mark.parametrize("position", [1, 2, 3])
def test_a_removed_row_is_noticed(engine: Engine, position: int) -> None:
    fill(engine, 4)
    with intruder(engine) as connection:
        connection.execute(delete(audit).where(audit.c.position == position))
    assert any("does not follow" in problem for problem in verify_chain(engine).problems)


def test_a_removed_row_is_noticed_although_the_rest_moves_up(engine: Engine) -> None:
    fill(engine, 4)
    with intruder(engine) as connection:
        connection.execute(delete(audit).where(audit.c.position == 2))
        for position in (3, 4):
            connection.execute(
                update(audit).where(audit.c.position == position).values(position=position - 1)
            )
    assert verify_chain(engine).problems


def test_a_chain_forged_around_a_removed_row_is_noticed(engine: Engine) -> None:
    """Whoever can write every hash anew leaves a gap in the numbers."""
    fill(engine, 3)
    with intruder(engine) as connection:
        rows = {row.position: row._asdict() for row in connection.execute(select(audit))}
        connection.execute(delete(audit).where(audit.c.position > 1))
        forged = {**rows[3], "previous_hash": rows[1]["hash"]}
        forged["hash"] = _hash(forged)
        connection.execute(insert(audit).values(**forged))
    assert verify_chain(engine).problems == ("audit row 3: expected position 2",)


def test_an_invented_row_is_noticed(engine: Engine) -> None:
    fill(engine, 2)
    with intruder(engine) as connection:
        first = connection.execute(select(audit).where(audit.c.position == 1)).one()
        connection.execute(insert(audit).values(**{**first._asdict(), "position": 3}))
    assert verify_chain(engine).problems == (
        "audit row 3: does not follow the row before it",
        "audit row 3: content differs from what was recorded",
    )


def test_cutting_off_the_end_changes_the_newest_hash(engine: Engine) -> None:
    fill(engine, 3)
    before = verify_chain(engine)
    with intruder(engine) as connection:
        connection.execute(delete(audit).where(audit.c.position == 3))
    after = verify_chain(engine)
    assert after.problems == ()
    assert after.newest_hash != before.newest_hash


def test_deed_and_record_fall_together(every_engine: Engine) -> None:
    def fail_after_recording() -> None:
        with writing(every_engine) as connection:
            record(connection, ANNA, "export", {})
            raise RuntimeError("the deed failed")

    with pytest.raises(RuntimeError, match="the deed failed"):
        fail_after_recording()
    assert verify_chain(every_engine).rows == 0


def test_writers_at_the_same_time_keep_one_chain(every_engine: Engine) -> None:
    with ThreadPoolExecutor(6) as pool:
        list(pool.map(lambda _: fill(every_engine, 5), range(6)))
    report = verify_chain(every_engine)
    assert (report.rows, report.problems) == (30, ())


def test_what_repeats_is_recorded_once_in_a_while(engine: Engine) -> None:
    within = timedelta(hours=1)
    for minutes, reason in ((0, "a"), (1, "a"), (2, "b"), (61, "a"), (62, "a")):
        origin = Origin("anna", NOW + timedelta(minutes=minutes), ADDRESS)
        record_once(engine, origin, "scope_refused", {"reason": reason}, within)
    with engine.connect() as connection:
        details = connection.execute(select(audit.c.detail).order_by(audit.c.position)).scalars()
        assert list(details) == ['{"reason": "a"}', '{"reason": "b"}', '{"reason": "a"}']


def test_no_text_breaks_out_of_its_row(every_engine: Engine) -> None:
    nasty = "a\nb\x00\ud800'; DROP TABLE audit --" + "x" * 100
    record_now(every_engine, Origin(nasty, NOW, nasty), "export", {"name": nasty})
    with every_engine.connect() as connection:
        row = connection.execute(select(audit)).one()
    assert row.who.startswith("a\\nb\\x00\\ud800'")
    assert len(row.who) == 64
    assert row.detail.isprintable()
    assert verify_chain(every_engine).problems == ()


def test_a_time_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="expected a time with its zone"):
        Origin("anna", NOW.replace(tzinfo=None))
