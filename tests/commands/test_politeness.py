"""Loads give way to a server on the same machine."""

import os
import subprocess
import sys

import pytest

from commands.politeness import COMMANDS, NICENESS
from commands.verbs import VERBS
from tests.conftest import CHECKOUT

PROGRAM = """
import os, sys
import app
from commands import verbs
for verb in verbs.VERBS:
    verb.run = lambda *_: os.getpriority(os.PRIO_PROCESS, 0)
sys.exit(app.main())
"""


def test_every_command_that_gives_way_is_one() -> None:
    assert {verb.NAME for verb in VERBS} >= COMMANDS


@pytest.mark.parametrize(
    ("words", "priority"), [(("load", "x.csv"), NICENESS), (("verify",), None)]
)
def test_a_load_has_a_low_priority_and_others_that_of_their_caller(
    words: tuple[str, ...], priority: int | None
) -> None:
    own = os.getpriority(os.PRIO_PROCESS, 0)
    done = subprocess.run([sys.executable, "-c", PROGRAM, *words], cwd=CHECKOUT, check=False)
    assert done.returncode == (own if priority is None else max(own, priority))
