"""The lock files pin everything, by hash, without saying where it comes from."""

import re
from collections import defaultdict

import pytest

from tests.architecture.checkout import ROOT

LOCKS = tuple(sorted(path.name for path in ROOT.glob("requirements*.lock")))
PIN = re.compile(r"^(?P<name>[a-z0-9-]+)==(?P<version>\S+)(?: ; (?P<marker>.*?))?(?: \\)?$")
HASH = re.compile(r"^    --hash=sha256:[0-9a-f]{64}(?: \\)?$")


def blocks(lock: str) -> dict[tuple[str, str, str], int]:
    """Return the number of hashes of every pin (name, version, marker) of a lock file."""
    hashes: dict[tuple[str, str, str], int] = {}
    pin = ("", "", "")
    for line in (ROOT / lock).read_text(encoding="utf-8").splitlines():
        found = PIN.match(line)
        if found:
            pin = (found["name"], found["version"], found["marker"] or "")
            hashes[pin] = 0
        elif HASH.match(line):
            hashes[pin] += 1
        else:
            assert line.startswith("    #"), f"{lock}: unexpected line {line!r}"
    return hashes


def declared(source: str) -> dict[str, str]:
    """Return name and version rule of every requirement that a `.in` file states."""
    rules = {}
    for line in (ROOT / source).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith(("#", "-")):
            found = re.match(r"([A-Za-z0-9-]+)(?:\[[a-z,]+\])?(.*)$", line)
            assert found, f"{source}: unexpected line {line!r}"
            rules[found[1].lower()] = found[2]
    return rules


@pytest.mark.parametrize("lock", LOCKS)
def test_every_pin_carries_a_hash(lock: str) -> None:
    pins = blocks(lock)
    assert pins
    assert [pin for pin, count in pins.items() if count == 0] == []


@pytest.mark.parametrize("lock", LOCKS)
def test_no_lock_says_where_packages_come_from(lock: str) -> None:
    content = (ROOT / lock).read_text(encoding="utf-8")
    assert re.findall(r"https?:|file:|--(?:extra-)?index|--find-links|\w+@", content) == []


@pytest.mark.parametrize("lock", LOCKS)
def test_every_declared_requirement_is_locked_as_declared(lock: str) -> None:
    rules = declared(lock.replace(".lock", ".in"))
    versions = {name: version for name, version, _ in blocks(lock)}
    assert rules.keys() <= versions.keys()
    for name, rule in rules.items():
        exact = rule.removeprefix("==").removesuffix("*")
        assert versions[name].startswith(exact), f"{name} is locked at {versions[name]}, not {rule}"


def test_the_locks_agree_with_one_another() -> None:
    assert LOCKS == (
        "requirements-dev.lock",
        "requirements-engines.lock",
        "requirements-setup.lock",
        "requirements.lock",
    )
    pins: defaultdict[str, dict[str, set[str]]] = defaultdict(dict)
    for lock in LOCKS:
        for name, version, _ in blocks(lock):
            pins[name].setdefault(lock, set()).add(version)
    different = {
        name: by_lock
        for name, by_lock in pins.items()
        if len({frozenset(versions) for versions in by_lock.values()}) > 1
    }
    assert different == {}


def test_what_must_move_together_is_pinned_exactly() -> None:
    rules = declared("requirements.in")
    for name in ("duckdb", "duckdb-sqlalchemy", "sqlalchemy", "dash", "pandas"):
        assert re.fullmatch(r"==[0-9.]+", rules[name]), f"{name}{rules[name]}"
