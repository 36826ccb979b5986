import json
from datetime import timedelta

import pytest
from sqlalchemy import Engine, select, update

from access import tables
from access.errors import AccessError
from access.people import (
    NewUser,
    add_user,
    disable,
    enable,
    find_user,
    grant,
    list_users,
    revoke,
    set_password,
)
from access.person import Grants, Role, User
from access.sessions import Limits, open_session, read_session
from access.sign_in import verify_password
from tests.access.moments import ADDRESS, BY_OPERATOR, NOW, PASSWORD

NEW = "ein anderes Wort 词"


def stores(*codes: str) -> Grants:
    return Grants(stores=frozenset(codes))


def audited(engine: Engine) -> list[tuple[str, str, dict[str, object]]]:
    with engine.connect() as connection:
        rows = connection.execute(select(tables.audit).order_by(tables.audit.c.position))
        return [(row.who, row.what, json.loads(row.detail)) for row in rows]


def test_a_person_is_kept_as_told(every_engine: Engine) -> None:
    grants = Grants(stores=frozenset({"S01", "S02"}), departments=frozenset({"parts"}))
    added = add_user(every_engine, NewUser("Anna", Role.DEPARTMENT, grants), PASSWORD, BY_OPERATOR)
    assert added == User(added.id, "anna", "department", grants, False, False, NOW)
    assert find_user(every_engine, "ANNA") == added
    assert list_users(every_engine) == (added,)
    words = ["department parts", "store S01", "store S02"]
    assert audited(every_engine) == [
        ("operator", "user_added", {"user": "anna", "role": "department", "grants": words})
    ]


def test_a_fresh_database_has_nobody(every_engine: Engine) -> None:
    assert list_users(every_engine) == ()


def test_a_name_is_taken_in_every_spelling(every_engine: Engine) -> None:
    add_user(every_engine, NewUser("anna", Role.GM), PASSWORD, BY_OPERATOR)
    with pytest.raises(AccessError, match="already a user 'anna'"):
        add_user(every_engine, NewUser("ＡNNA", Role.ADMIN), PASSWORD, BY_OPERATOR)
    assert [user.role for user in list_users(every_engine)] == ["gm"]
    assert len(audited(every_engine)) == 1


@pytest.mark.parametrize(
    ("new", "password"),
    [
        (NewUser("a b", Role.GM), PASSWORD),
        (NewUser("anna", Role.REGION, stores("S01")), PASSWORD),
        (NewUser("anna", Role.GM, stores("S01")), "short"),
    ],
)
def test_a_refused_person_leaves_no_trace(engine: Engine, new: NewUser, password: str) -> None:
    with pytest.raises(AccessError):
        add_user(engine, new, password, BY_OPERATOR)
    assert list_users(engine) == ()
    assert audited(engine) == []


@pytest.mark.parametrize("name", ["bert", "", "\ud800", "x\x00", "' OR 1=1 --", "x" * 100])
def test_who_is_not_there_is_not_found(every_engine: Engine, name: str) -> None:
    with pytest.raises(AccessError, match="there is no user"):
        find_user(every_engine, name)
    with pytest.raises(AccessError, match="there is no user"):
        set_password(every_engine, name, PASSWORD, BY_OPERATOR)
    with pytest.raises(AccessError, match="there is no user"):
        disable(every_engine, name, BY_OPERATOR)


def test_the_password_is_kept_as_a_hash_only(engine: Engine, manager: User) -> None:
    with engine.connect() as connection:
        kept = connection.execute(select(tables.users.c.password_hash)).scalar_one()
        everything = [
            str(row)
            for table in tables.metadata.sorted_tables
            for row in connection.execute(select(table))
        ]
    assert kept.startswith("$argon2id$")
    assert PASSWORD not in "".join(everything)


def test_a_new_password_replaces_the_old_one_and_ends_sessions(
    engine: Engine, manager: User
) -> None:
    token = open_session(engine, manager, BY_OPERATOR, Limits())
    set_password(engine, "Manager", NEW, BY_OPERATOR)
    assert read_session(engine, token, NOW, Limits()) is None
    assert verify_password(engine, "manager", PASSWORD, NOW, ADDRESS).user is None
    assert verify_password(engine, "manager", NEW, NOW, ADDRESS).user == manager
    assert ("operator", "password_set", {"user": "manager", "one_time": False}) in audited(engine)


def test_a_one_time_secret_is_to_be_changed_and_expires(engine: Engine, manager: User) -> None:
    set_password(engine, manager.name, NEW, BY_OPERATOR, one_time=True)
    answer = verify_password(engine, manager.name, NEW, NOW + timedelta(days=6), ADDRESS)
    assert answer.user is not None
    assert answer.user.must_change_password
    late = NOW + timedelta(days=7)
    assert verify_password(engine, manager.name, NEW, late, ADDRESS).user is None
    assert audited(engine)[-1][2] == {"reason": "one-time secret expired"}


def test_a_disabled_person_is_out_at_once_and_can_come_back(engine: Engine, manager: User) -> None:
    token = open_session(engine, manager, BY_OPERATOR, Limits())
    disable(engine, manager.name, BY_OPERATOR)
    assert read_session(engine, token, NOW, Limits()) is None
    assert verify_password(engine, manager.name, PASSWORD, NOW, ADDRESS).user is None
    enable(engine, manager.name, BY_OPERATOR)
    assert read_session(engine, token, NOW, Limits()) is None
    assert verify_password(engine, manager.name, PASSWORD, NOW, ADDRESS).user == manager
    verbs = [what for _, what, _ in audited(engine)]
    assert verbs[-3:] == ["user_disabled", "sign_in_refused", "user_enabled"]


def test_grants_are_added_and_taken_away(every_engine: Engine) -> None:
    add_user(every_engine, NewUser("anna", Role.GM), PASSWORD, BY_OPERATOR)
    assert grant(every_engine, "anna", stores("S01", "S02"), BY_OPERATOR).grants == stores(
        "S01", "S02"
    )
    assert grant(every_engine, "Anna", stores("S02", "S03"), BY_OPERATOR).grants == stores(
        "S01", "S02", "S03"
    )
    assert revoke(every_engine, "anna", stores("S01", "S09"), BY_OPERATOR).grants == stores(
        "S02", "S03"
    )
    assert [detail["grants"] for _, _, detail in audited(every_engine)[1:]] == [
        ["store S01", "store S02"],
        ["store S03"],
        ["store S01", "store S09"],
    ]


def test_a_grant_that_the_role_does_not_take_is_refused(engine: Engine, manager: User) -> None:
    with pytest.raises(AccessError, match="role gm takes store"):
        grant(engine, manager.name, Grants(regions=frozenset({"华东"})), BY_OPERATOR)
    with engine.begin() as connection:
        connection.execute(update(tables.users).values(role="owner"))
    with pytest.raises(AccessError, match="unknown role 'owner'"):
        grant(engine, manager.name, stores("S02"), BY_OPERATOR)
    assert find_user(engine, manager.name).grants == stores("S01")
