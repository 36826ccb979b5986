"""The audit as it is read: newest first, by who, what and when."""

from datetime import date, timedelta

import pytest
from sqlalchemy import Engine, text

from access.audit import GENESIS, Origin, record_now
from access.audit_reading import AT_ONCE, Wanted, extent_of, hash_at, read_audit
from access.verification import problems
from tests.access.moments import ADDRESS, NOW


def fill(engine: Engine) -> None:
    for number, (who, what) in enumerate(
        [("anna", "exported"), ("bert", "signed_in"), ("anna", "signed_in"), ("unknown", "refused")]
    ):
        origin = Origin(who, NOW + timedelta(days=number), ADDRESS)
        record_now(engine, origin, what, {"number": number, "list": ["a", "b"], "none": None})


@pytest.mark.parametrize(
    ("wanted", "positions"),
    [
        (Wanted(), [4, 3, 2, 1]),
        (Wanted(who="anna"), [3, 1]),
        (Wanted(what="signed_in"), [3, 2]),
        (Wanted(who="anna", what="exported"), [1]),
        (Wanted(first=date(2026, 11, 24)), [4, 3, 2]),
        (Wanted(first=date(2026, 11, 24), last=date(2026, 11, 25)), [3, 2]),
        (Wanted(before=3), [2, 1]),
        (Wanted(who="' OR 1=1 --"), []),
        (Wanted(who="a\x00b\ud800"), []),
    ],
)
def test_rows_are_found(every_engine: Engine, wanted: Wanted, positions: list[int]) -> None:
    fill(every_engine)
    assert [row.position for row in read_audit(every_engine, wanted)] == positions


def test_a_row_tells_its_particulars(engine: Engine) -> None:
    fill(engine)
    row = read_audit(engine, Wanted(before=2))[0]
    assert (row.who, row.what, row.address, row.at) == ("anna", "exported", ADDRESS, NOW)
    assert row.detail == (("list", "a, b"), ("none", "-"), ("number", "0"))


def test_the_extent(engine: Engine) -> None:
    assert (extent_of(engine).rows, extent_of(engine).newest_hash) == (0, GENESIS)
    fill(engine)
    extent = extent_of(engine)
    assert extent.rows == 4
    assert extent.newest_hash == hash_at(engine, 4)
    assert extent.verbs == ("exported", "refused", "signed_in")
    assert hash_at(engine, 5) is None


def test_no_more_than_a_page_at_once(engine: Engine) -> None:
    for number in range(AT_ONCE + 1):
        record_now(engine, Origin("anna", NOW), "looked", {"number": number})
    assert len(read_audit(engine, Wanted())) == AT_ONCE


def test_what_keeps_it_append_only_is_missed(every_engine: Engine) -> None:
    assert problems(every_engine) == ()
    name = "audit_no_update" if every_engine.dialect.name == "sqlite" else "audit_append_only"
    on = "" if every_engine.dialect.name == "sqlite" else " ON audit"
    with every_engine.begin() as connection:
        connection.execute(text(f"DROP TRIGGER {name}{on}"))
    assert problems(every_engine) == (f"the audit has lost its trigger {name}",)
