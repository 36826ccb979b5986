import json
from dataclasses import FrozenInstanceError
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from access.scope import DEPARTMENTS, NOBODY, OPERATOR, Masking, Scope

CODES = st.text(alphabet='S01|,"\\ 店', max_size=4)
SETS = st.none() | st.frozensets(CODES, max_size=4)
SCOPES = st.builds(Scope, CODES, SETS, SETS, st.sampled_from(Masking))


@given(SCOPES, st.lists(CODES, max_size=8))
def test_limit_is_the_intersection_sorted_and_without_repetition(
    scope: Scope, asked: list[str]
) -> None:
    limited = scope.limit(asked)
    assert list(limited) == sorted(set(limited))
    assert set(limited) == {code for code in asked if scope.allows_store(code)}
    assert set(limited) <= set(asked)
    if scope.stores is not None:
        assert set(limited) <= scope.stores


@given(SCOPES, st.lists(CODES, max_size=8), st.lists(CODES, max_size=8))
def test_asking_for_more_never_shows_less_and_twice_is_once(
    scope: Scope, some: list[str], more: list[str]
) -> None:
    assert set(scope.limit(some)) <= set(scope.limit(some + more))
    assert scope.limit(scope.limit(some)) == scope.limit(some)


@given(SCOPES, SCOPES)
def test_keys_are_equal_exactly_when_the_scopes_are(one: Scope, other: Scope) -> None:
    assert (one.key == other.key) == (one == other)


def test_the_key_does_not_depend_on_the_order_of_a_set() -> None:
    codes = [f"S{number:02}" for number in range(50)]
    one = Scope("anna", frozenset(codes), None, Masking.PARTIAL)
    other = Scope("anna", frozenset(reversed(codes)), None, Masking.PARTIAL)
    assert one.key == other.key
    assert json.loads(one.key)["stores"] == codes


def test_the_operator_sees_everything_and_nobody_nothing() -> None:
    for department in DEPARTMENTS:
        assert OPERATOR.allows_department(department)
        assert not NOBODY.allows_department(department)
    assert OPERATOR.limit(["S02", "S01"]) == ("S01", "S02")
    assert NOBODY.limit(["S02", "S01"]) == ()
    assert (OPERATOR.masking, NOBODY.masking) == (Masking.NONE, Masking.HIDDEN)


def test_an_empty_set_is_none_at_all_not_all() -> None:
    scope = Scope("anna", frozenset(), frozenset(), Masking.PARTIAL)
    assert not scope.allows_store("S01")
    assert not scope.allows_department("sales")


@pytest.mark.parametrize(
    ("stores", "departments", "masking"),
    [
        ("S01", None, Masking.NONE),
        (["S01"], None, Masking.NONE),
        ((), None, Masking.NONE),
        (None, {"sales"}, Masking.NONE),
        (None, None, "none"),
        (None, None, None),
    ],
)
def test_a_scope_of_the_wrong_types_cannot_be_made(
    stores: Any, departments: Any, masking: Any
) -> None:
    with pytest.raises(TypeError, match="expected a"):
        Scope("anna", stores, departments, masking)


def test_one_code_is_not_taken_for_a_collection_of_letters() -> None:
    with pytest.raises(TypeError, match="collection of store codes"):
        OPERATOR.limit("S01")


def test_a_scope_cannot_be_widened_afterwards() -> None:
    scope = Scope("anna", frozenset({"S01"}), None, Masking.PARTIAL)
    with pytest.raises(FrozenInstanceError):
        scope.stores = None  # type: ignore[misc]
