import json
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from argon2 import PasswordHasher
from sqlalchemy import Engine, func, select, update

from access import tables
from access.audit import Origin
from access.errors import AccessError
from access.people import NewUser, add_user, set_password
from access.person import Role, User
from access.sessions import Limits, open_session, read_session
from access.sign_in import ONE_TIME_USED, SignIn, change_password, verify_password
from access.throttle import (
    FORGOTTEN_AFTER,
    FREE_FAILURES,
    FREE_OF_ACCOUNT,
    FREE_OF_SOURCE,
    LONGEST_WAIT_SECONDS,
    SOURCE_FORGIVEN_EVERY,
    hashed,
)
from tests.access.moments import ADDRESS, BY_OPERATOR, NOW, PASSWORD

WRONG = "not the password"


def refusals(engine: Engine) -> list[tuple[str, str, str]]:
    with engine.connect() as connection:
        query = (
            select(tables.audit)
            .where(tables.audit.c.what == "sign_in_refused")
            .order_by(tables.audit.c.position)
        )
        return [
            (row.who, json.loads(row.detail)["reason"], row.address)
            for row in connection.execute(query)
        ]


def fail(engine: Engine, times: int, name: str = "manager", address: str = ADDRESS) -> None:
    for _ in range(times):
        assert verify_password(engine, name, WRONG, NOW, address).user is None


def test_name_and_password_open(engine: Engine, manager: User) -> None:
    assert verify_password(engine, " MANAGER", PASSWORD, NOW, ADDRESS) == SignIn(manager)
    assert refusals(engine) == []


@pytest.mark.parametrize("password", ["", WRONG, PASSWORD + " ", PASSWORD.upper(), "\ud800"])
def test_a_wrong_password_does_not(engine: Engine, manager: User, password: str) -> None:
    assert verify_password(engine, "manager", password, NOW, ADDRESS) == SignIn(None)
    assert refusals(engine) == [("manager", "wrong password", ADDRESS)]


@pytest.mark.parametrize("name", ["bert", "my secret password", "\ud800\x00", "", "x" * 5000])
def test_an_unknown_name_gets_the_same_answer_and_is_not_recorded(
    engine: Engine, name: str
) -> None:
    assert verify_password(engine, name, WRONG, NOW, ADDRESS) == SignIn(None)
    assert refusals(engine) == [("unknown", "no such user", ADDRESS)]


def test_guessing_gets_slower_and_waiting_helps(engine: Engine, manager: User) -> None:
    fail(engine, FREE_FAILURES)
    assert verify_password(engine, "manager", PASSWORD, NOW, ADDRESS) == SignIn(None, 5)
    soon = NOW + timedelta(seconds=4.5)
    assert verify_password(engine, "manager", PASSWORD, soon, ADDRESS) == SignIn(None, 1)
    later = NOW + timedelta(seconds=5)
    assert verify_password(engine, "manager", WRONG, later, ADDRESS) == SignIn(None)
    assert verify_password(engine, "manager", PASSWORD, later, ADDRESS) == SignIn(None, 10)
    right = later + timedelta(seconds=10)
    assert verify_password(engine, "manager", PASSWORD, right, ADDRESS) == SignIn(manager)
    fail(engine, FREE_FAILURES - 1)
    assert verify_password(engine, "manager", PASSWORD, right, ADDRESS) == SignIn(manager)


def test_a_wait_is_never_longer_than_a_quarter_of_an_hour(engine: Engine) -> None:
    now, longest = NOW, 0
    for _ in range(40):
        wait = verify_password(engine, "bert", WRONG, now, ADDRESS).wait_seconds
        longest = max(longest, wait)
        now += timedelta(seconds=wait)
    assert longest == LONGEST_WAIT_SECONDS


def test_somebody_else_cannot_lock_the_owner_out(engine: Engine, manager: User) -> None:
    fail(engine, FREE_FAILURES + 3, address="203.0.113.66")
    assert verify_password(engine, "manager", PASSWORD, NOW, "203.0.113.66").wait_seconds > 0
    assert verify_password(engine, "manager", PASSWORD, NOW, ADDRESS) == SignIn(manager)


def test_one_password_tried_on_everybody_is_slowed(engine: Engine, manager: User) -> None:
    """What comes from one address waits in the end, whomever it tries; others do not."""
    for number in range(FREE_OF_SOURCE):
        fail(engine, 1, name=f"person{number}", address="203.0.113.66")
    assert verify_password(engine, "manager", PASSWORD, NOW, "203.0.113.66").wait_seconds == 5
    assert verify_password(engine, "manager", PASSWORD, NOW, ADDRESS) == SignIn(manager)


def test_a_good_sign_in_is_not_counted_against_its_source(engine: Engine, manager: User) -> None:
    for _ in range(3):
        assert verify_password(engine, "manager", PASSWORD, NOW, ADDRESS) == SignIn(manager)
    with engine.connect() as connection:
        failures = connection.execute(select(func.sum(tables.sign_in_attempts.c.failures)))
        assert failures.scalar_one() in (None, 0)


def test_good_sign_ins_lock_nobody_out_after_a_hundred_bad_ones(
    engine: Engine, manager: User
) -> None:
    """The next one behind the same address does not wait for those who know their passwords."""
    for number in range(FREE_OF_SOURCE - 1):
        fail(engine, 1, name=f"person{number}")
    later = NOW + timedelta(minutes=2)
    fail_at = verify_password(engine, "bert", WRONG, later, ADDRESS)
    assert fail_at == SignIn(None)
    now = later + timedelta(seconds=LONGEST_WAIT_SECONDS)
    with engine.begin() as connection:
        connection.execute(update(tables.sign_in_attempts).values(failures=FREE_OF_SOURCE + 3))
    for _ in range(3):
        assert verify_password(engine, "manager", PASSWORD, now, ADDRESS) == SignIn(manager)
        now += timedelta(seconds=1)


def test_failures_of_a_source_end_an_hour_after_the_last_whoever_signs_in_meanwhile(
    engine: Engine, manager: User
) -> None:
    fail(engine, 3, name="bert")
    for minutes in (30, 59, 61):
        now = NOW + timedelta(minutes=minutes)
        assert verify_password(engine, "manager", PASSWORD, now, ADDRESS) == SignIn(manager)
    with engine.connect() as connection:
        kept = connection.execute(select(func.sum(tables.sign_in_attempts.c.failures))).scalar()
    assert not kept


def test_failures_of_a_source_pass_one_by_one(engine: Engine, manager: User) -> None:
    """A store in which somebody mistypes every half hour never waits."""
    now = NOW
    for number in range(FREE_OF_SOURCE + 20):
        answer = verify_password(engine, f"person{number}", WRONG, now, ADDRESS)
        assert answer == SignIn(None)
        now += 6 * SOURCE_FORGIVEN_EVERY
    assert verify_password(engine, "manager", PASSWORD, now, ADDRESS) == SignIn(manager)


def test_a_good_sign_in_takes_back_nothing_of_others_at_the_same_moment(
    engine: Engine, manager: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    def meanwhile(password_hash: str | None, password: str) -> bool:
        if password == PASSWORD:
            fail(engine, 2, name="bert")
        return password == PASSWORD

    monkeypatch.setattr("access.sign_in.matches", meanwhile)
    assert verify_password(engine, "manager", PASSWORD, NOW, ADDRESS).user == manager
    key = hashed(f"source\n\n{ADDRESS}")
    with engine.connect() as connection:
        attempts = tables.sign_in_attempts
        query = select(attempts.c.failures).where(attempts.c.attempt_key == key)
        assert connection.execute(query).scalar_one() == 2


def test_guessing_from_many_machines_is_slowed_and_the_owner_is_not(
    engine: Engine, manager: User
) -> None:
    """The owner signs in where he has done so before; a place that is new to him waits."""
    assert verify_password(engine, "manager", PASSWORD, NOW, ADDRESS) == SignIn(manager)
    for number in range(FREE_OF_ACCOUNT):
        fail(engine, 1, address=f"203.0.113.{number}")
    assert verify_password(engine, "manager", PASSWORD, NOW, "203.0.113.200") == SignIn(None, 5)
    assert verify_password(engine, "manager", PASSWORD, NOW, ADDRESS) == SignIn(manager)


def test_a_one_time_secret_lives_half_an_hour_once_it_was_used(
    engine: Engine, manager: User
) -> None:
    set_password(engine, manager.name, PASSWORD, BY_OPERATOR, one_time=True)
    for minutes in (0, 29):
        now = NOW + timedelta(minutes=minutes)
        assert verify_password(engine, "manager", PASSWORD, now, ADDRESS).user is not None
    later = NOW + ONE_TIME_USED
    assert verify_password(engine, "manager", PASSWORD, later, ADDRESS) == SignIn(None)
    assert refusals(engine) == [("manager", "one-time secret expired", ADDRESS)]


def test_unknown_names_wait_like_known_ones(engine: Engine, manager: User) -> None:
    fail(engine, FREE_FAILURES)
    fail(engine, FREE_FAILURES, name="bert")
    answers = [verify_password(engine, n, WRONG, NOW, ADDRESS) for n in ("manager", "bert")]
    assert answers == [SignIn(None, 5), SignIn(None, 5)]


def test_attempts_at_the_same_moment_are_all_counted(every_engine: Engine) -> None:
    engine = every_engine
    add_user(engine, NewUser("manager", Role.GM), PASSWORD, BY_OPERATOR)
    with ThreadPoolExecutor(12) as pool:
        answers = list(
            pool.map(lambda _: verify_password(engine, "manager", WRONG, NOW, ADDRESS), range(24))
        )
    assert sum(answer.wait_seconds == 0 for answer in answers) == FREE_FAILURES
    assert len(refusals(engine)) == FREE_FAILURES


def test_who_comes_from_one_address_at_one_moment_waits_for_nothing(
    engine: Engine, manager: User
) -> None:
    # A server looks at its clock before its turn comes: a store that opens in the morning.
    assert verify_password(
        engine, "nobody", "wrong", NOW + timedelta(seconds=2), ADDRESS
    ) == SignIn(None)
    assert verify_password(engine, "manager", PASSWORD, NOW, ADDRESS).user == manager


def test_old_attempts_are_forgotten(engine: Engine) -> None:
    fail(engine, FREE_FAILURES, name="bert")
    later = NOW + FORGOTTEN_AFTER + timedelta(seconds=1)
    assert verify_password(engine, "carl", WRONG, later, ADDRESS) == SignIn(None)
    with engine.connect() as connection:
        kept = connection.execute(select(func.count(tables.sign_in_attempts.c.attempt_key)))
        assert kept.scalar_one() == 3


def test_a_weak_old_hash_is_replaced_on_the_way_in(engine: Engine, manager: User) -> None:
    weak = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1).hash(PASSWORD)
    with engine.begin() as connection:
        connection.execute(update(tables.users).values(password_hash=weak))
    assert verify_password(engine, "manager", PASSWORD, NOW, ADDRESS).user == manager
    with engine.connect() as connection:
        kept = connection.execute(select(tables.users.c.password_hash)).scalar_one()
    assert "m=19456,t=2,p=1" in kept
    assert verify_password(engine, "manager", PASSWORD, NOW, ADDRESS).user == manager


def test_who_was_shut_out_while_the_hash_was_computed_stays_out(
    engine: Engine, manager: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    def meanwhile(password_hash: str | None, password: str) -> bool:
        set_password(engine, "manager", "changed in between", BY_OPERATOR)
        return True

    monkeypatch.setattr("access.sign_in.matches", meanwhile)
    assert verify_password(engine, "manager", PASSWORD, NOW, ADDRESS).user is None


def test_a_person_replaces_his_own_password(engine: Engine, manager: User) -> None:
    set_password(engine, manager.name, PASSWORD, BY_OPERATOR, one_time=True)
    token = open_session(engine, manager, BY_OPERATOR, Limits())
    origin = Origin("manager", NOW, ADDRESS)
    answer = change_password(engine, "Manager", PASSWORD, "frisch gewählt", origin)
    assert answer.user is not None
    assert not answer.user.must_change_password
    assert read_session(engine, token, NOW, Limits()) is None
    assert verify_password(engine, "manager", PASSWORD, NOW, ADDRESS).user is None
    assert verify_password(engine, "manager", "frisch gewählt", NOW, ADDRESS).user == manager
    with engine.connect() as connection:
        by = connection.execute(
            select(tables.audit.c.who)
            .where(tables.audit.c.what == "password_set")
            .order_by(tables.audit.c.position.desc())
        ).scalars()
        assert by.first() == "manager"


@pytest.mark.parametrize("new", [PASSWORD, "short", "manager"])
def test_a_new_password_must_be_new_and_fit(engine: Engine, manager: User, new: str) -> None:
    with pytest.raises(AccessError):
        change_password(engine, "manager", PASSWORD, new, Origin("manager", NOW, ADDRESS))
    assert verify_password(engine, "manager", PASSWORD, NOW, ADDRESS).user == manager


def test_without_the_old_password_there_is_no_new_one(engine: Engine, manager: User) -> None:
    origin = Origin("manager", NOW, ADDRESS)
    assert change_password(engine, "manager", WRONG, "frisch gewählt", origin) == SignIn(None)
    assert verify_password(engine, "manager", PASSWORD, NOW, ADDRESS).user == manager
