"""Links between people here and somebody at a provider of single sign-on."""

import json

import pytest
from sqlalchemy import Engine, select

from access import tables
from access.errors import AccessError
from access.identities import Identity, link, linked, person_of, unlink
from access.people import NewUser, add_user
from access.person import Role, User
from access.sessions import SIGN_ON, Limits, Step, open_session, read_session
from access.sign_in import change_password, verify_password
from tests.access.moments import ADDRESS, BY_OPERATOR, NOW, PASSWORD

ISSUER = "https://login.example.com"
ANNA = Identity(ISSUER, "00u1anna")
LIMITS = Limits()


def person(engine: Engine, identity: Identity) -> str | None:
    with engine.connect() as connection:
        found = person_of(connection, identity)
    return None if found is None else found.name


def audited(engine: Engine, what: str) -> list[dict[str, object]]:
    with engine.connect() as connection:
        query = select(tables.audit.c.detail).where(tables.audit.c.what == what)
        return [json.loads(detail) for detail in connection.execute(query).scalars()]


def test_a_subject_means_whoever_was_linked_to_it(every_engine: Engine) -> None:
    add_user(every_engine, NewUser("anna", Role.ADMIN), PASSWORD, BY_OPERATOR)
    assert person(every_engine, ANNA) is None
    link(every_engine, "Anna", ANNA, BY_OPERATOR)
    assert person(every_engine, ANNA) == "anna"
    assert linked(every_engine) == {"anna": (ANNA,)}
    told = {"user": "anna", "issuer": ISSUER, "subject": "00u1anna"}
    assert audited(every_engine, "identity_linked") == [told]
    unlink(every_engine, "anna", ISSUER, BY_OPERATOR)
    assert person(every_engine, ANNA) is None
    assert audited(every_engine, "identity_unlinked") == [told]


@pytest.mark.parametrize(
    "identity",
    [
        Identity("https://other.example.com", "00u1anna"),
        Identity(ISSUER, "00U1ANNA"),
        Identity(f"{ISSUER}/", "00u1anna"),
    ],
)
def test_another_issuer_or_spelling_means_nobody(
    engine: Engine, manager: User, identity: Identity
) -> None:
    link(engine, manager.name, ANNA, BY_OPERATOR)
    assert person(engine, identity) is None


def test_a_subject_is_one_person_and_a_person_one_subject(engine: Engine, manager: User) -> None:
    add_user(engine, NewUser("bert", Role.ADMIN), PASSWORD, BY_OPERATOR)
    link(engine, manager.name, ANNA, BY_OPERATOR)
    with pytest.raises(AccessError, match="is 'manager' here"):
        link(engine, "bert", ANNA, BY_OPERATOR)
    with pytest.raises(AccessError, match="is linked to somebody at"):
        link(engine, manager.name, Identity(ISSUER, "another"), BY_OPERATOR)
    with pytest.raises(AccessError, match="linked to nobody"):
        unlink(engine, "bert", ISSUER, BY_OPERATOR)
    assert person(engine, ANNA) == manager.name


@pytest.mark.parametrize("subject", ["", "x" * 256, "安娜", "a\nb"])
def test_what_is_no_subject_is_not_linked(engine: Engine, manager: User, subject: str) -> None:
    with pytest.raises(AccessError, match="1 to 255 printable characters"):
        link(engine, manager.name, Identity(ISSUER, subject), BY_OPERATOR)


def test_linking_and_unlinking_end_the_sessions(engine: Engine, manager: User) -> None:
    token = open_session(engine, manager, BY_OPERATOR, LIMITS)
    link(engine, manager.name, ANNA, BY_OPERATOR)
    assert read_session(engine, token, NOW, LIMITS) is None
    token = open_session(engine, manager, BY_OPERATOR, LIMITS, step=Step(SIGN_ON))
    unlink(engine, manager.name, ISSUER, BY_OPERATOR)
    assert read_session(engine, token, NOW, LIMITS) is None


def test_a_session_knows_how_it_began_and_goes_on_so_after_the_code(
    every_engine: Engine,
) -> None:
    user = add_user(every_engine, NewUser("anna", Role.ADMIN), PASSWORD, BY_OPERATOR)
    first = open_session(every_engine, user, BY_OPERATOR, LIMITS, step=Step(SIGN_ON))
    after = open_session(every_engine, user, BY_OPERATOR, LIMITS, step=Step(after=first))
    session = read_session(every_engine, after, NOW, LIMITS)
    assert session is not None
    assert session.way == SIGN_ON
    assert read_session(every_engine, first, NOW, LIMITS) is None
    assert [row["way"] for row in audited(every_engine, "signed_in")] == [SIGN_ON, SIGN_ON]


def test_passwords_can_be_left_to_administrators_and_to_who_is_not_linked(
    engine: Engine, manager: User
) -> None:
    def enters(name: str) -> bool:
        return verify_password(engine, name, PASSWORD, NOW, ADDRESS, ISSUER).user is not None

    add_user(engine, NewUser("keeper", Role.ADMIN), PASSWORD, BY_OPERATOR)
    link(engine, "keeper", Identity(ISSUER, "keeper"), BY_OPERATOR)
    assert enters(manager.name)
    link(engine, manager.name, ANNA, BY_OPERATOR)
    assert not enters(manager.name)
    assert audited(engine, "sign_in_refused") == [{"reason": "signs in at the provider"}]
    changed = change_password(engine, manager.name, PASSWORD, "neu gewählt", BY_OPERATOR, ISSUER)
    assert changed.user is None
    assert verify_password(engine, manager.name, PASSWORD, NOW, ADDRESS).user == manager
    assert enters("keeper")
