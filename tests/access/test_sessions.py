from datetime import datetime, timedelta
from hashlib import sha256
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine, delete, func, select, update

from access import tables
from access.audit import Origin
from access.people import grant, revoke
from access.person import Grants, User
from access.rights import scope_of
from access.sessions import (
    FRESH,
    Limits,
    close_others,
    close_session,
    new_token,
    open_session,
    open_sessions,
    prove_again,
    read_session,
)
from tests.access.moments import ADDRESS, BY_OPERATOR, NOW

LIMITS = Limits(idle=timedelta(minutes=30), absolute=timedelta(hours=12))
FROM_HOME = Origin("manager", NOW, ADDRESS)


def count(engine: Engine) -> int:
    with engine.connect() as connection:
        return connection.execute(select(func.count(tables.sessions.c.user_id))).scalar_one()


def alive(engine: Engine, token: str | None, now: datetime) -> bool:
    return read_session(engine, token, now, LIMITS) is not None


def test_a_session_tells_who_it_is(engine: Engine, manager: User) -> None:
    token = open_session(engine, manager, FROM_HOME, LIMITS)
    session = read_session(engine, token, NOW, LIMITS)
    assert session is not None
    assert session.user == manager
    assert (session.created_at, session.last_seen_at) == (NOW, NOW)
    assert session.expires_at == NOW + timedelta(hours=12)


def test_it_idles_out_and_using_it_keeps_it(engine: Engine, manager: User) -> None:
    token = open_session(engine, manager, FROM_HOME, LIMITS)
    almost = timedelta(minutes=29, seconds=59)
    assert alive(engine, token, NOW + almost)
    assert alive(engine, token, NOW + 2 * almost)
    assert not alive(engine, token, NOW + 2 * almost + timedelta(minutes=30))
    assert not alive(engine, token, NOW + 2 * almost + timedelta(days=9))


def test_it_ends_after_twelve_hours_however_busy(engine: Engine, manager: User) -> None:
    token = open_session(engine, manager, FROM_HOME, LIMITS)
    for minutes in range(0, 12 * 60, 20):
        assert alive(engine, token, NOW + timedelta(minutes=minutes))
    assert alive(engine, token, NOW + timedelta(hours=12) - timedelta(seconds=1))
    assert not alive(engine, token, NOW + timedelta(hours=12))


def test_a_shortened_limit_counts_for_open_sessions(engine: Engine, manager: User) -> None:
    token = open_session(engine, manager, FROM_HOME, LIMITS)
    shorter = Limits(idle=LIMITS.idle, absolute=timedelta(minutes=10))
    assert read_session(engine, token, NOW + timedelta(minutes=10), LIMITS) is not None
    assert read_session(engine, token, NOW + timedelta(minutes=10), shorter) is None


@pytest.mark.parametrize("steps", [[10, 20, 29], [1] * 20, [0, 0, 30], [29, 29, 31], [15, 16, 45]])
def test_it_lives_exactly_while_no_gap_reaches_the_limit(
    engine: Engine, manager: User, steps: list[int]
) -> None:
    token = open_session(engine, manager, FROM_HOME, LIMITS)
    now, expected = NOW, True
    for minutes in steps:
        now += timedelta(minutes=minutes)
        expected = expected and minutes < 30
        assert alive(engine, token, now) == expected


def test_the_database_holds_no_secret(engine: Engine, manager: User) -> None:
    token = open_session(engine, manager, FROM_HOME, LIMITS)
    with engine.connect() as connection:
        row = connection.execute(select(tables.sessions)).one()
        audit = connection.execute(select(tables.audit.c.detail)).scalars().all()
    assert row.token_hash == sha256(token.encode()).hexdigest()
    assert token not in str(row)
    assert token not in str(audit)
    assert not alive(engine, row.token_hash, NOW)


@pytest.mark.parametrize("token", [None, "", "x", "\ud800", "x" * 100_000, "' OR 1=1 --"])
def test_anything_else_is_no_session(engine: Engine, manager: User, token: str | None) -> None:
    open_session(engine, manager, FROM_HOME, LIMITS)
    assert not alive(engine, token, NOW)
    close_session(engine, token, NOW, ADDRESS)
    assert count(engine) == 1


def test_signing_out_ends_it_on_the_server(engine: Engine, manager: User) -> None:
    one = open_session(engine, manager, FROM_HOME, LIMITS)
    other = open_session(engine, manager, FROM_HOME, LIMITS)
    close_session(engine, one, NOW, ADDRESS)
    assert not alive(engine, one, NOW)
    assert alive(engine, other, NOW)
    with engine.connect() as connection:
        rows = connection.execute(
            select(tables.audit.c.who, tables.audit.c.what, tables.audit.c.address)
            .where(tables.audit.c.who == "manager")
            .order_by(tables.audit.c.position)
        ).all()
    assert [tuple(row) for row in rows] == [
        ("manager", "signed_in", ADDRESS),
        ("manager", "signed_in", ADDRESS),
        ("manager", "signed_out", ADDRESS),
    ]


def test_ended_sessions_are_swept_when_somebody_signs_in(engine: Engine, manager: User) -> None:
    open_session(engine, manager, FROM_HOME, LIMITS)
    later = Origin("manager", NOW + timedelta(minutes=30), ADDRESS)
    token = open_session(engine, manager, later, LIMITS)
    assert count(engine) == 1
    assert alive(engine, token, later.now)


def test_a_change_of_rights_ends_the_session(engine: Engine, manager: User) -> None:
    seen = []
    for change, store in ((grant, "S02"), (revoke, "S01"), (revoke, "S02")):
        token = open_session(engine, manager, FROM_HOME, LIMITS)
        changed = change(engine, "manager", Grants(stores=frozenset({store})), BY_OPERATOR)
        assert not alive(engine, token, NOW)
        seen.append(scope_of(changed, {}).limit(["S01", "S02", "S03"]))
    assert seen == [("S01", "S02"), ("S02",), ()]


def test_rights_are_read_anew_with_every_request(engine: Engine, manager: User) -> None:
    token = open_session(engine, manager, FROM_HOME, LIMITS)
    with engine.begin() as connection:
        connection.execute(delete(tables.grants))
    session = read_session(engine, token, NOW, LIMITS)
    assert session is not None
    assert scope_of(session.user, {}).limit(["S01"]) == ()
    # Shut out by hand, with sessions that nobody has ended.
    with engine.begin() as connection:
        connection.execute(update(tables.users).values(disabled=True))
    assert read_session(engine, token, NOW, LIMITS) is None


def test_a_person_sees_his_sessions_and_ends_the_others(engine: Engine, manager: User) -> None:
    here = open_session(engine, manager, FROM_HOME, LIMITS)
    other = open_session(engine, manager, Origin("manager", NOW, "192.0.2.99"), LIMITS)
    shown = open_sessions(engine, manager, here, NOW, LIMITS)
    assert {(each.address, each.is_this) for each in shown} == {
        (ADDRESS, True),
        ("192.0.2.99", False),
    }
    assert close_others(engine, manager, here, FROM_HOME) == 1
    assert alive(engine, here, NOW)
    assert not alive(engine, other, NOW)


def test_what_ended_by_idling_is_not_shown_as_open(engine: Engine, manager: User) -> None:
    open_session(engine, manager, FROM_HOME, LIMITS)
    later = NOW + LIMITS.idle - timedelta(minutes=1)
    # Opening one throws away what has ended by then, which the first had not.
    here = open_session(engine, manager, Origin("manager", later, ADDRESS), LIMITS)
    assert len(open_sessions(engine, manager, here, later, LIMITS)) == 2
    now = NOW + LIMITS.idle
    assert [each.is_this for each in open_sessions(engine, manager, here, now, LIMITS)] == [True]
    shorter = Limits(idle=LIMITS.idle, absolute=timedelta(minutes=1))
    assert open_sessions(engine, manager, here, now, shorter) == []


def test_the_password_given_again_makes_a_session_fresh_under_another_secret(
    engine: Engine, manager: User
) -> None:
    first = open_session(engine, manager, FROM_HOME, LIMITS)
    now = NOW + FRESH
    session = read_session(engine, first, now, LIMITS)
    assert session is not None
    assert session.is_fresh(now - timedelta(seconds=1))
    assert not session.is_fresh(now)
    second = prove_again(engine, first, Origin("manager", now, ADDRESS))
    assert not alive(engine, first, now)
    session = read_session(engine, second, now, LIMITS)
    assert session is not None
    assert session.is_fresh(now)
    # It ends when it would have ended.
    assert (session.created_at, session.expires_at) == (NOW, NOW + LIMITS.absolute)


def test_a_page_of_requests_writes_once(engine: Engine, manager: User) -> None:
    token = open_session(engine, manager, FROM_HOME, LIMITS)
    seen = []
    for second in range(0, 140, 10):
        session = read_session(engine, token, NOW + timedelta(seconds=second), LIMITS)
        assert session is not None
        seen.append(session.last_seen_at)
    assert sum(later != earlier for earlier, later in pairwise(seen)) == 2


@given(st.integers(min_value=2, max_value=50))
def test_tokens_are_256_random_bits(number: int) -> None:
    tokens = {new_token() for _ in range(number)}
    assert len(tokens) == number
    assert {len(token) for token in tokens} == {43}
