"""Without a guard of the gate, tests fail: a few are taken away here, all by a command."""

import os
import subprocess
import sys

import pytest

from tests.conftest import CHECKOUT
from tests.security.mutation import mutated
from tests.security.mutation_page import WORDS, page
from tests.security.mutation_results import read_results
from tests.security.mutations import MUTATIONS, Mutation


@pytest.mark.parametrize("mutation", MUTATIONS, ids=lambda mutation: mutation.guard.strip()[:50])
def test_a_guard_stands_where_it_is_said_to(mutation: Mutation) -> None:
    text = (CHECKOUT / mutation.path).read_text(encoding="utf-8")
    compile(mutated(mutation, text), mutation.path, "exec")
    for test in mutation.tests:
        path, _, name = test.partition("::")
        assert f"def {name}" in (CHECKOUT / path).read_text(encoding="utf-8")


def test_every_kind_of_guard_is_taken_away() -> None:
    assert {mutation.kind for mutation in MUTATIONS} == set(WORDS)


def test_what_was_seen_is_that_a_test_fell() -> None:
    assert all(seen.fell for seen in read_results().values())


def test_the_page_of_the_documentation_is_what_was_seen() -> None:
    kept = (CHECKOUT / "docs" / "mutation.md").read_text(encoding="utf-8")
    command = "python -m tests.security.mutation_page > docs/mutation.md"
    assert kept == page(MUTATIONS, read_results()), f"run: {command}"


def test_a_guard_that_is_not_there_is_named() -> None:
    with pytest.raises(ValueError, match="expected 'no such text' once, found 0"):
        mutated(Mutation("scope", "x.py", "no such text", "", ()), "text")


def test_the_suite_notices_what_is_taken_away() -> None:
    # A process of its own, since it forks.
    command = [sys.executable, "-m", "tests.security.mutation", "--quick"]
    environ = {**os.environ, "PYTHONPATH": str(CHECKOUT)}
    done = subprocess.run(command, cwd=CHECKOUT, env=environ, capture_output=True, text=True)
    assert (done.stdout, done.stderr, done.returncode) == ("", "", 0)
