"""The table of who may do what: one for the application, the documentation and these tests."""

import pytest

from access.person import GrantKind, Role
from access.policy import PATH, policy, read_policy
from access.policy_page import policy_page
from access.scope import Masking, Scope
from metrics.masking import mask
from tests.conftest import CHECKOUT
from warehouse.schema import TABLES, Personal

TEXT = PATH.read_text(encoding="utf-8")


def test_every_role_is_in_the_table_and_no_other() -> None:
    assert set(policy().roles) == set(Role)
    assert {kind for rule in policy().roles.values() for kind in rule.grants} == set(GrantKind)


@pytest.mark.parametrize("field", policy().fields)
@pytest.mark.parametrize("masking", Masking)
def test_fields_are_shown_as_the_table_says(field: str, masking: Masking) -> None:
    rule = policy().fields[field]
    assert mask(rule.shown[Masking.NONE], Personal(field), masking) == rule.shown[masking]


def test_every_privacy_class_is_in_the_table() -> None:
    assert set(policy().fields) == {each.value for each in Personal} - {Personal.NONE.value}


def test_every_table_of_the_warehouse_is_in_the_table() -> None:
    assert set(policy().tables) == set(TABLES)
    assert all(policy().tables.values())


def test_rows_are_open_to_whoever_looks_after_one_of_their_departments() -> None:
    def opened(departments: frozenset[str] | None) -> frozenset[str] | None:
        return policy().open_tables(Scope("li", None, departments, Masking.PARTIAL))

    assert opened(None) is None
    assert opened(frozenset()) == frozenset()
    parts = opened(frozenset({"parts"}))
    assert parts is not None
    assert "parts_issue_lines" in parts
    assert not parts & {"gl_monthly", "dim_employee", "vehicle_deliveries", ""}


def test_the_page_of_the_documentation_is_the_table() -> None:
    kept = (CHECKOUT / "docs" / "policy.md").read_text(encoding="utf-8")
    assert kept == policy_page(policy()), "run: python -m access.policy_page > docs/policy.md"


def test_what_the_table_does_not_say_is_refused() -> None:
    assert policy().may("admin", "load_data")
    assert not policy().may("gm", "load_data")
    assert not policy().may("owner", "figures")
    assert not policy().may("", "own_settings")
    assert policy().needs_second_factor("owner")
    assert policy().exported_rows("gm") > 0
    assert policy().exported_rows("owner") == 0
    with pytest.raises(KeyError):
        policy().may("admin", "load_date")


@pytest.mark.parametrize(
    ("right", "wrong"),
    [('roles = ["admin"]', 'roles = ["owner"]'), ('masking = "partial"', 'masking = "some"'),
     ('departments = "granted"', 'departments = "any"'),
     ('second_factor = "required"', 'second_factor = ""'),
     ('gl_monthly = ["profit"]', 'gl_monthly = ["profits"]')],
)  # fmt: skip
def test_a_table_that_does_not_hold_together_is_refused(right: str, wrong: str) -> None:
    assert right in TEXT
    with pytest.raises(ValueError, match=r"policy|Masking|not a valid"):
        read_policy(TEXT.replace(right, wrong, 1))
