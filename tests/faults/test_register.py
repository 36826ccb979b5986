"""Every fault of the register has a test that is there, or says why not."""

import ast
import re
from functools import cache

import pytest

from tests.conftest import CHECKOUT
from tests.faults.register import FaultRow, read_register

REGISTER = read_register()


@cache
def functions_of(path: str) -> frozenset[str]:
    tree = ast.parse((CHECKOUT / path).read_text(encoding="utf-8"))
    return frozenset(node.name for node in tree.body if isinstance(node, ast.FunctionDef))


def test_the_register_is_complete() -> None:
    assert list(REGISTER) == [f"F{number:02d}" for number in range(1, 43)]


@pytest.mark.parametrize("number", REGISTER)
def test_a_row_has_tests_that_exist_or_a_reason(number: str) -> None:
    row: FaultRow = REGISTER[number]
    assert bool(row.tests) != bool(row.reason)
    assert row.fault
    assert row.expected
    for test in row.tests:
        path, _, name = test.partition("::")
        assert name in functions_of(path), test


@pytest.mark.parametrize(
    "number", [n for n, row in REGISTER.items() if row.message or row.messages]
)
def test_a_message_is_read_by_a_test_of_its_row(number: str) -> None:
    row = REGISTER[number]
    for pattern in (row.message, *row.messages.values()):
        re.compile(pattern)
    sources = {test.partition("::")[0] for test in row.tests}
    assert any(f'"{number}"' in (CHECKOUT / path).read_text(encoding="utf-8") for path in sources)
