import pytest
from hypothesis import given
from hypothesis import strategies as st

from access.errors import AccessError
from access.person import (
    GrantKind,
    Grants,
    Role,
    check_grants,
    check_name,
    is_name,
    normal_name,
)
from access.policy import policy
from access.scope import DEPARTMENTS


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Anna", "anna"),
        (" anna ", "anna"),
        ("ＡＮＮＡ", "anna"),
        ("王小明", "王小明"),
        ("a.b-c_d@dealer.example", "a.b-c_d@dealer.example"),
        ("10023", "10023"),
    ],
)
def test_a_name_has_one_spelling(typed: str, kept: str) -> None:
    assert check_name(typed) == kept


@pytest.mark.parametrize(
    "typed",
    [
        "",
        " ",
        "a b",
        "-rf",
        "_x",
        "a'; DROP TABLE users --",
        "*/ select",
        "a\nb",
        "a\x00",
        "\ud800",
        "<b>anna</b>",
        "x" * 65,
        "operator",
        "Nobody",
        "unknown",
    ],
)
def test_what_is_no_name_is_refused(typed: str) -> None:
    with pytest.raises(AccessError):
        check_name(typed)


@given(st.text(max_size=80))
def test_a_normal_name_stays_as_it_is(typed: str) -> None:
    normal = normal_name(typed)
    if is_name(normal):
        assert normal_name(normal) == normal
        assert normal.isprintable()
        normal.encode()


def test_each_role_takes_its_grants_and_no_others() -> None:
    examples = {
        GrantKind.STORE: Grants(stores=frozenset({"S01"})),
        GrantKind.REGION: Grants(regions=frozenset({"华东"})),
        GrantKind.DEPARTMENT: Grants(departments=frozenset({"parts"})),
    }
    for role in Role:
        check_grants(role, Grants())
        for kind, example in examples.items():
            if kind in policy().roles[role].grants:
                check_grants(role, example)
            else:
                with pytest.raises(AccessError, match=f"role {role} takes"):
                    check_grants(role, example)


def test_departments_are_those_of_the_scope() -> None:
    grants = Grants(stores=frozenset({"S01"}), departments=frozenset(DEPARTMENTS))
    check_grants(Role.DEPARTMENT, grants)
    with pytest.raises(AccessError, match="department 'hr' is unknown") as refused:
        check_grants(Role.DEPARTMENT, Grants(departments=frozenset({"hr"})))
    assert "after_sales" in refused.value.remedy


@pytest.mark.parametrize("store", ["", " ", "a\nb", "x" * 65])
def test_a_store_that_cannot_be_one_is_refused(store: str) -> None:
    with pytest.raises(AccessError, match="expected 1 to 64 printable"):
        check_grants(Role.GM, Grants(stores=frozenset({store})))
