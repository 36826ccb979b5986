"""Records seen unmasked: counted for each person over a day, recorded, or not shown."""

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from sqlalchemy import Engine, select

from access.audit import Origin, record_now, verify_chain
from access.exporting import DAY
from access.scope import NOBODY, Masking, Scope
from access.tables import audit, unmaskings
from access.unmasking import (
    REASONS_KEPT,
    TOLD_FOR,
    Reason,
    reasons_at,
    record_unmasking,
    seen_in_stores,
    unmasked_within_a_day,
)
from tests.access.moments import NOW

LI = Origin("li", NOW)
WHY = Reason("renewal", "来店续保，核对车辆")
RECORD = {"store": "A1", "record": "f" * 32}


def test_records_of_a_day_and_of_one_person_are_counted(engine: Engine) -> None:
    assert record_unmasking(engine, LI, RECORD, WHY, 2)
    assert record_unmasking(engine, LI, RECORD, WHY, 2)
    assert not record_unmasking(engine, LI, RECORD, WHY, 2)
    assert record_unmasking(engine, Origin("wang", NOW), RECORD, WHY, 2)
    almost = Origin("li", NOW + DAY - timedelta(seconds=1))
    assert not record_unmasking(engine, almost, RECORD, WHY, 2)
    assert unmasked_within_a_day(engine, "li", almost.now) == 2
    assert unmasked_within_a_day(engine, "li", NOW + DAY) == 0
    assert record_unmasking(engine, Origin("li", NOW + DAY), RECORD, WHY, 2)
    assert not record_unmasking(engine, LI, RECORD, WHY, 0)


def test_the_audit_keeps_the_purpose_and_no_free_text(engine: Engine) -> None:
    record_unmasking(engine, LI, RECORD, WHY, 1)
    record_unmasking(engine, LI, RECORD, WHY, 1)
    with engine.connect() as connection:
        rows = connection.execute(select(audit).order_by(audit.c.position)).all()
    told = [(row.what, json.loads(row.detail)) for row in rows]
    assert told == [
        ("record_unmasked", {**RECORD, "purpose": "renewal", "count": 1}),
        ("unmask_refused", {**RECORD, "purpose": "renewal", "reason": "quota"}),
    ]
    assert reasons_at(engine, [row.position for row in rows]) == {rows[0].position: WHY.words}
    assert reasons_at(engine, []) == {}
    assert verify_chain(engine).problems == ()


def test_reasons_are_kept_for_some_time(engine: Engine) -> None:
    record_unmasking(engine, LI, RECORD, WHY, 9)
    later = Origin("li", NOW + REASONS_KEPT + timedelta(seconds=1))
    record_unmasking(engine, later, RECORD, WHY, 9)
    with engine.connect() as connection:
        assert connection.execute(select(unmaskings.c.said_at)).scalars().all() == [later.now]


def test_a_manager_is_told_what_was_seen_in_his_stores(engine: Engine) -> None:
    record_unmasking(engine, LI, RECORD, WHY, 1)
    record_unmasking(engine, LI, RECORD, WHY, 1)
    record_unmasking(engine, Origin("wang", NOW), {**RECORD, "store": "B2"}, WHY, 1)
    record_now(engine, LI, "unmask_refused", {"reason": "record"})
    record_now(engine, LI, "unmask_refused", {**RECORD, "reason": "code"})
    chief = Scope("chief", frozenset({"A1"}), None, Masking.PARTIAL)
    told = seen_in_stores(engine, chief, NOW)
    assert [(each.who, each.store, each.is_refused) for each in told] == [
        ("li", "A1", True),
        ("li", "A1", False),
    ]
    assert (told[0].words, told[1].words, told[1].purpose) == ("", WHY.words, WHY.purpose)
    assert seen_in_stores(engine, chief, NOW + TOLD_FOR) == ()
    parts = Scope("parts", frozenset({"A1"}), frozenset({"parts"}), Masking.PARTIAL)
    assert seen_in_stores(engine, parts, NOW) == ()
    assert seen_in_stores(engine, NOBODY, NOW) == ()


def test_several_at_once_do_not_slip_past_the_quota(every_engine: Engine) -> None:
    def see(_: int) -> bool:
        return record_unmasking(every_engine, LI, RECORD, WHY, 3)

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(see, range(16))) == 3
    assert verify_chain(every_engine).problems == ()
