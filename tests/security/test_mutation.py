"""Without a guard of the gate, tests fail: a few are taken away here, all by a command."""

import pytest

from tests.conftest import CHECKOUT
from tests.security.mutation import copy_of_checkout, mutated, survivors
from tests.security.mutations import MUTATIONS, Mutation

KINDS = {"scope", "function", "masking", "audit", "read_only", "key", "order", "forgery"}


@pytest.mark.parametrize("mutation", MUTATIONS, ids=lambda mutation: mutation.guard.strip()[:50])
def test_a_guard_stands_where_it_is_said_to(mutation: Mutation) -> None:
    text = (CHECKOUT / mutation.path).read_text(encoding="utf-8")
    compile(mutated(mutation, text), mutation.path, "exec")
    for test in mutation.tests:
        path, _, name = test.partition("::")
        assert f"def {name}" in (CHECKOUT / path).read_text(encoding="utf-8")


def test_every_kind_of_guard_is_taken_away() -> None:
    assert {mutation.kind for mutation in MUTATIONS} == KINDS


def test_a_guard_that_is_not_there_is_named() -> None:
    with pytest.raises(ValueError, match="expected 'no such text' once, found 0"):
        mutated(Mutation("scope", "x.py", "no such text", "", ()), "text")


def test_the_suite_notices_what_is_taken_away() -> None:
    with copy_of_checkout() as root:
        assert list(survivors([each for each in MUTATIONS if each.is_quick], root)) == []
