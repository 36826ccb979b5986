"""Modules stay small and are named by what they hold."""

import statistics
from pathlib import PurePosixPath

from tests.architecture.checkout import ROOT, modules_of_product, modules_of_tests

VAGUE_NAMES = {"base", "common", "helper", "helpers", "manager", "misc", "util", "utils"}


def lines(name: str) -> int:
    return len((ROOT / name).read_text(encoding="utf-8").splitlines())


def test_no_module_is_longer_than_400_lines() -> None:
    modules = (*modules_of_product(), *modules_of_tests())
    assert len(modules) > 10
    assert {name: lines(name) for name in modules if lines(name) > 400} == {}


def test_most_modules_read_at_a_sitting() -> None:
    lengths = sorted(lines(name) for name in modules_of_product())
    assert statistics.median(lengths) <= 130
    assert lengths[int(len(lengths) * 0.9)] <= 250


def test_no_module_has_a_name_that_says_nothing() -> None:
    vague = [
        name
        for name in (*modules_of_product(), *modules_of_tests())
        if VAGUE_NAMES & {PurePosixPath(name).stem, *PurePosixPath(name).parts[:-1]}
    ]
    assert vague == []


def test_nothing_but_app_stands_outside_the_rooms() -> None:
    loose = [name for name in modules_of_tests() if name.count("/") == 1]
    assert loose == ["tests/__init__.py", "tests/conftest.py"]
    assert [path.name for path in ROOT.glob("*.py")] in ([], ["app.py"])
