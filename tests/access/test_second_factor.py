"""The code of a second factor: right once, wrong often, and what a lost telephone needs."""

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pyotp
import pytest
from sqlalchemy import Connection, Engine, select

from access import second_factor, tables
from access.audit import Origin
from access.errors import AccessError
from access.people import NewUser, add_user
from access.person import Role, User
from access.second_factor import (
    RECOVERY_CODES,
    STEP_SECONDS,
    Proof,
    begin,
    confirm,
    has_second_factor,
    prove,
    reset,
)
from access.sessions import CODE_WITHIN, Limits, Step, open_session, read_session
from access.throttle import FREE_FAILURES, Counted
from tests.access.moments import ADDRESS, BY_OPERATOR, NOW, PASSWORD

KEY = "a signing key of the tests, long enough"
LIMITS = Limits()
# RFC 6238, appendix B: the last six of the eight digits for SHA-1.
VECTORS = [
    (59, "287082"),
    (1111111109, "081804"),
    (1111111111, "050471"),
    (1234567890, "005924"),
    (2000000000, "279037"),
    (20000000000, "353130"),
]


def by_manager(seconds: float = 0) -> Origin:
    return Origin("manager", NOW + timedelta(seconds=seconds), ADDRESS)


def code_of(secret: str, seconds: float = 0) -> str:
    return pyotp.TOTP(secret).at(NOW + timedelta(seconds=seconds))


def enrolled(engine: Engine, user: User) -> tuple[str, tuple[str, ...]]:
    """Set a second factor up two steps ago; return its secret and the recovery codes."""
    secret = begin(engine, user, KEY, NOW).secret
    codes = confirm(engine, user, code_of(secret, -60), KEY, by_manager(-60))
    assert codes is not None
    return secret, codes


def audited(engine: Engine, what: str) -> list[dict[str, object]]:
    query = select(tables.audit.c.detail).where(tables.audit.c.what == what)
    with engine.connect() as connection:
        return [json.loads(detail) for detail in connection.execute(query).scalars()]


@pytest.mark.parametrize(("seconds", "code"), VECTORS)
def test_codes_are_those_of_the_standard(seconds: int, code: str) -> None:
    secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
    assert pyotp.TOTP(secret).generate_otp(seconds // STEP_SECONDS) == code


def test_it_is_in_force_once_a_code_has_proved_it(every_engine: Engine) -> None:
    user = add_user(every_engine, NewUser("manager", Role.ADMIN), PASSWORD, BY_OPERATOR)
    enrolment = begin(every_engine, user, KEY, NOW)
    assert begin(every_engine, user, KEY, NOW) == enrolment
    assert enrolment.address.startswith("otpauth://totp/Forecourt:manager?secret=")
    assert len(enrolment.secret) == 32
    assert not has_second_factor(every_engine, user)
    assert confirm(every_engine, user, "000000", KEY, by_manager()) is None
    assert not has_second_factor(every_engine, user)
    codes = confirm(every_engine, user, code_of(enrolment.secret), KEY, by_manager())
    assert codes is not None
    assert len(set(codes)) == RECOVERY_CODES
    assert has_second_factor(every_engine, user)
    with pytest.raises(AccessError, match="already"):
        begin(every_engine, user, KEY, NOW)
    assert audited(every_engine, "second_factor_set") == [{"user": "manager"}]
    assert prove(every_engine, user, codes[0], KEY, by_manager()) == Proof(True)


def test_a_code_counts_once_and_for_a_minute_and_a_half(engine: Engine, manager: User) -> None:
    secret, _ = enrolled(engine, manager)
    code = code_of(secret)
    assert prove(engine, manager, f" {code[:3]} {code[3:]} ", KEY, by_manager()) == Proof(True)
    assert prove(engine, manager, code, KEY, by_manager()) == Proof(False)
    early = code_of(secret, STEP_SECONDS)
    assert prove(engine, manager, early, KEY, by_manager()) == Proof(True)
    # Having gone forward, it does not go back.
    assert prove(engine, manager, code, KEY, by_manager()) == Proof(False)
    late = code_of(secret, 300)
    assert prove(engine, manager, late, KEY, by_manager(300 + 2 * STEP_SECONDS)) == Proof(False)
    assert len(audited(engine, "second_factor_refused")) == 3


@pytest.mark.parametrize(
    "code", ["", "12345", "1234567", "abcdef", "１２３４５６", "\ud800", "9" * 9999]
)
def test_anything_else_is_wrong(engine: Engine, manager: User, code: str) -> None:
    enrolled(engine, manager)
    assert prove(engine, manager, code, KEY, by_manager()) == Proof(False)


def test_the_same_code_sent_many_times_at_once_counts_once(
    every_engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = every_engine
    user = add_user(engine, NewUser("manager", Role.ADMIN), PASSWORD, BY_OPERATOR)
    secret, _ = enrolled(engine, user)
    code = code_of(secret)
    # However many are let through, one of them counts.
    monkeypatch.setattr("access.second_factor.count", lambda *_: Counted(0, NOW))
    together = Barrier(2 if engine.dialect.name == "postgresql" else 1, timeout=20)
    row_of = second_factor._row

    def read_by_all(connection: Connection, user: User) -> object:
        row = row_of(connection, user)
        together.wait()
        return row

    monkeypatch.setattr("access.second_factor._row", read_by_all)
    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(lambda _: prove(engine, user, code, KEY, by_manager()), range(2)))
    assert sum(answer.right for answer in answers) == 1


def test_guesses_at_the_same_moment_are_all_counted(every_engine: Engine) -> None:
    user = add_user(every_engine, NewUser("manager", Role.ADMIN), PASSWORD, BY_OPERATOR)
    enrolled(every_engine, user)
    with ThreadPoolExecutor(8) as pool:
        answers = list(
            pool.map(
                lambda number: prove(every_engine, user, f"{number:06d}", KEY, by_manager()),
                range(16),
            )
        )
    assert sum(answer.wait_seconds == 0 for answer in answers) == FREE_FAILURES


def test_guessing_codes_is_slowed(engine: Engine, manager: User) -> None:
    secret, codes = enrolled(engine, manager)
    for number in range(FREE_FAILURES):
        assert prove(engine, manager, f"{number:06d}", KEY, by_manager()) == Proof(False)
    assert prove(engine, manager, code_of(secret), KEY, by_manager()) == Proof(False, 5)
    assert prove(engine, manager, codes[0], KEY, by_manager()) == Proof(False, 5)
    assert prove(engine, manager, code_of(secret, 5), KEY, by_manager(5)) == Proof(True)


def test_a_recovery_code_counts_once_in_any_case_of_letters(engine: Engine, manager: User) -> None:
    _, codes = enrolled(engine, manager)
    assert prove(engine, manager, codes[3].lower(), KEY, by_manager()) == Proof(True)
    assert prove(engine, manager, codes[3], KEY, by_manager()) == Proof(False)
    assert audited(engine, "recovery_code_used") == [{"user": "manager"}]


def test_a_copy_of_the_database_makes_no_codes(engine: Engine, manager: User) -> None:
    secret, codes = enrolled(engine, manager)
    with engine.connect() as connection:
        kept = [connection.execute(select(t)).all() for t in tables.metadata.sorted_tables]
    assert secret not in str(kept)
    assert not [code for code in codes if code in str(kept)]
    other = "another signing key of another server"
    assert prove(engine, manager, code_of(secret), other, by_manager()) == Proof(False)


def test_a_lost_telephone_is_forgotten_by_an_operator(engine: Engine, manager: User) -> None:
    secret, codes = enrolled(engine, manager)
    token = open_session(engine, manager, by_manager(), LIMITS)
    reset(engine, "MANAGER", BY_OPERATOR)
    assert read_session(engine, token, NOW, LIMITS) is None
    assert not has_second_factor(engine, manager)
    assert prove(engine, manager, code_of(secret), KEY, by_manager()) == Proof(False)
    assert prove(engine, manager, codes[0], KEY, by_manager()) == Proof(False)
    assert begin(engine, manager, KEY, NOW).secret != secret
    assert audited(engine, "second_factor_reset") == [{"user": "manager"}]


def test_the_password_alone_opens_a_short_session_that_the_code_replaces(
    engine: Engine, manager: User
) -> None:
    enrolled(engine, manager)
    first = open_session(engine, manager, by_manager(), LIMITS)
    waiting = read_session(engine, first, NOW, LIMITS)
    assert waiting is not None
    assert waiting.awaits_code
    assert waiting.expires_at == NOW + CODE_WITHIN
    second = open_session(engine, manager, by_manager(), LIMITS, step=Step(after=first))
    assert second != first
    assert read_session(engine, first, NOW, LIMITS) is None
    session = read_session(engine, second, NOW, LIMITS)
    assert session is not None
    assert not session.awaits_code
    assert session.expires_at == NOW + LIMITS.absolute
    assert audited(engine, "password_accepted") == [{"second_factor": False, "way": "password"}]
    assert audited(engine, "signed_in") == [{"second_factor": True, "way": "password"}]
