"""Every row of the register has tests that are there, or says what is open."""

import ast
from functools import cache

import pytest

from tests.conftest import CHECKOUT
from tests.security.register import page, read_register

REGISTER = read_register()
LESSONS, ROWS = 45, 71


@cache
def functions_of(path: str) -> frozenset[str]:
    tree = ast.parse((CHECKOUT / path).read_text(encoding="utf-8"))
    return frozenset(node.name for node in tree.body if isinstance(node, ast.FunctionDef))


def test_the_register_is_complete() -> None:
    lessons = [f"T{number:02d}" for number in range(1, LESSONS + 1)]
    assert list(REGISTER) == [*lessons, *(f"A{number:02d}" for number in range(1, ROWS + 1))]


@pytest.mark.parametrize("number", REGISTER)
def test_a_row_has_tests_that_exist_or_says_what_is_open(number: str) -> None:
    row = REGISTER[number]
    assert row.what
    assert row.tests or row.open
    assert len(set(row.tests)) == len(row.tests)
    for test in row.tests:
        path, _, name = test.partition("::")
        assert name in functions_of(path), test


def test_the_page_of_the_documentation_is_the_register() -> None:
    kept = (CHECKOUT / "docs" / "security.md").read_text(encoding="utf-8")
    assert kept == page(REGISTER), "run: python -m tests.security.register > docs/security.md"
