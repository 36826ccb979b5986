from collections.abc import Collection
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine, select, text

from access import tables
from access.people import disable, find_user
from access.person import Grants, Role, User
from access.rights import Regions, decide, scope_of, scope_of_name, scope_of_session
from access.scope import DEPARTMENTS, NOBODY, Masking
from access.sessions import Session
from tests.access.moments import ADDRESS, BY_OPERATOR, NOW

REGIONS = {"华东": ["S01", "S02"], "华北": ["S03"], "空": []}
VALUES = st.sampled_from(["S01", "S02", "S03", "华东", "华北", "空", "无", *DEPARTMENTS, "hr"])
GRANTS = st.builds(
    Grants,
    stores=st.frozensets(VALUES, max_size=3),
    regions=st.frozensets(VALUES, max_size=3),
    departments=st.frozensets(VALUES, max_size=3),
)


def user(role: str, **grants: Collection[str]) -> User:
    given = Grants(**{kind: frozenset(values) for kind, values in grants.items()})
    return User(1, "anna", role, given, False, False, NOW)


def session(person: User) -> Session:
    return Session(person, NOW, NOW, NOW + timedelta(hours=12))


def refusals(engine: Engine) -> list[tuple[str, str, str]]:
    with engine.connect() as connection:
        query = select(tables.audit).where(tables.audit.c.what == "scope_refused")
        return [(row.who, row.detail, row.address) for row in connection.execute(query)]


def test_a_general_manager_sees_all_departments_of_his_stores() -> None:
    scope = scope_of(user("gm", stores=["S01", "S02"]), REGIONS)
    assert scope.subject == "anna"
    assert scope.stores == frozenset({"S01", "S02"})
    assert scope.departments is None
    assert scope.masking is Masking.PARTIAL


def test_a_department_manager_sees_his_departments_only() -> None:
    scope = scope_of(user("department", stores=["S01"], departments=["parts"]), REGIONS)
    assert scope.stores == frozenset({"S01"})
    assert scope.departments == frozenset({"parts"})
    assert scope.masking is Masking.PARTIAL


@pytest.mark.parametrize("regions", [REGIONS, REGIONS.__getitem__], ids=["mapping", "callable"])
def test_a_region_is_the_stores_it_has_now_without_personal_data(regions: Regions) -> None:
    scope = scope_of(user("region", regions=["华东", "华北"]), regions)
    assert scope.stores == frozenset({"S01", "S02", "S03"})
    assert scope.departments is None
    assert scope.masking is Masking.HIDDEN


def test_an_administrator_sees_figures_only_as_granted() -> None:
    without = scope_of(user("admin"), REGIONS)
    assert (without.stores, without.departments) == (frozenset(), frozenset())
    department_alone = scope_of(user("admin", departments=["sales"]), REGIONS)
    assert (department_alone.stores, department_alone.departments) == (frozenset(), frozenset())
    some = scope_of(user("admin", stores=["S09"], regions=["华北"]), REGIONS)
    assert (some.stores, some.departments) == (frozenset({"S09", "S03"}), None)
    fewer = scope_of(user("admin", stores=["S09"], departments=["sales"]), REGIONS)
    assert (fewer.stores, fewer.departments) == (frozenset({"S09"}), frozenset({"sales"}))
    assert {s.masking for s in (without, some, fewer)} == {Masking.HIDDEN}


def test_an_administrator_without_figures_is_no_refusal() -> None:
    assert decide(user("admin"), REGIONS).refusal == ""


def failing(name: str) -> Collection[str]:
    raise OSError(f"no warehouse for {name}")


def spelling(name: str) -> Collection[str]:
    return "S01"


@pytest.mark.parametrize(
    ("person", "regions", "reason"),
    [
        (user("gm"), REGIONS, "no grant"),
        (user("gm", regions=["华东"]), REGIONS, "no grant"),
        (user("department", stores=["S01"]), REGIONS, "no grant"),
        (user("department", departments=["sales"]), REGIONS, "no grant"),
        (user("region"), REGIONS, "no grant"),
        (user("region", stores=["S01"]), REGIONS, "no grant"),
        (user("region", regions=["空"]), REGIONS, "no store in the granted regions"),
        (user("region", regions=["无"]), REGIONS, "no store in the granted regions"),
        (user("region", regions=["华东"]), failing, "error: OSError"),
        (user("region", regions=["华东"]), spelling, "error: TypeError"),
        (user("region", regions=["无"]), REGIONS.__getitem__, "error: KeyError"),
        (user("admin", stores=["S01"], regions=["华东"]), failing, "error: OSError"),
        (user("owner", stores=["S01"], regions=["华东"]), REGIONS, "unknown role"),
        (user("", stores=["S01"]), REGIONS, "unknown role"),
        (user("GM", stores=["S01"]), REGIONS, "unknown role"),
        (
            user("department", stores=["S01"], departments=["sales", "hr"]),
            REGIONS,
            "unknown department granted",
        ),
        (replace(user("gm", stores=["S01"]), disabled=True), REGIONS, "disabled"),
    ],
)
def test_whatever_is_not_understood_opens_nothing_and_is_audited_once_an_hour(
    engine: Engine, person: User, regions: Regions, reason: str
) -> None:
    for minutes in (0, 1, 59):
        now = NOW + timedelta(minutes=minutes)
        assert scope_of_session(engine, session(person), regions, now, ADDRESS) == NOBODY
    assert refusals(engine) == [("anna", f'{{"reason": "{reason}"}}', ADDRESS)]
    later = NOW + timedelta(minutes=61)
    assert scope_of_session(engine, session(person), regions, later, ADDRESS) == NOBODY
    assert len(refusals(engine)) == 2


@given(st.sampled_from([*Role, "owner"]), GRANTS)
def test_nobody_ever_sees_a_store_that_was_not_granted(role: str, grants: Grants) -> None:
    scope = scope_of(User(1, "anna", role, grants, False, False, NOW), REGIONS)
    assert scope.stores is not None
    through_regions = {code for name in grants.regions for code in REGIONS.get(name, [])}
    assert scope.stores <= grants.stores | through_regions
    if role in (Role.GM, Role.DEPARTMENT):
        assert scope.stores <= grants.stores
    if role == Role.DEPARTMENT:
        assert scope.departments is not None
        assert scope.departments <= grants.departments
    assert scope.masking is not Masking.NONE


@given(st.sampled_from([*Role, "owner"]), GRANTS, st.sampled_from([None, 7, "S01", [7], object()]))
def test_regions_that_make_no_sense_raise_nothing(role: str, grants: Grants, found: Any) -> None:
    decision = decide(User(1, "anna", role, grants, False, False, NOW), lambda name: found)
    if role == Role.REGION and found != [7]:
        assert decision.scope == NOBODY
        assert decision.refusal != ""


def test_without_a_session_there_is_nothing(engine: Engine) -> None:
    assert scope_of_session(engine, None, REGIONS, NOW, ADDRESS) == NOBODY


def test_a_one_time_secret_opens_nothing_but_its_own_replacement(engine: Engine) -> None:
    person = replace(user("gm", stores=["S01"]), must_change_password=True)
    assert scope_of_session(engine, session(person), REGIONS, NOW, ADDRESS) == NOBODY
    changed = replace(person, must_change_password=False)
    scope = scope_of_session(engine, session(changed), REGIONS, NOW, ADDRESS)
    assert scope.stores == frozenset({"S01"})
    assert refusals(engine) == []


def test_an_audit_that_cannot_be_written_does_not_open_anything(engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(text("DROP TABLE audit"))
    assert scope_of_session(engine, session(user("gm")), REGIONS, NOW, ADDRESS) == NOBODY


def test_a_named_person_has_his_own_scope_until_he_is_disabled(
    engine: Engine, manager: User
) -> None:
    assert scope_of_name(engine, "Manager", REGIONS, NOW).stores == frozenset({"S01"})
    disable(engine, manager.name, BY_OPERATOR)
    assert find_user(engine, manager.name).disabled
    assert scope_of_name(engine, "Manager", REGIONS, NOW) == NOBODY
    assert refusals(engine) == [("manager", '{"reason": "disabled"}', "")]
