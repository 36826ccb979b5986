"""No committed file names a registry, a machine, or work that is not finished."""

import re

import pytest

from tests.architecture.checkout import files, text

# Taken apart, so that this file does not contain what it looks for.
REGISTRIES = (
    r"pypi\." + "org",
    "pythonhosted" + r"\.org",
    r"registry\." + "npmjs",
    "registry" + r"\.yarnpkg",
    r"deb\." + r"debian\.org",
    "mirrors" + r"\.(aliyun|tuna|ustc)",
)
MACHINE_PATHS = (r"(?<![A-Za-z0-9_.<-])/(work|farm|root|Users)/[A-Za-z.]",)
UNFINISHED = ("TO" + "DO", "FIX" + "ME", "XX" + "X")
# Not written here: catalogues of words and scripts of others, each with its own licence.
FOREIGN = re.compile(r"^assets/vendor/|\.po$")


def places(pattern: re.Pattern[str]) -> list[str]:
    """Return `file:line` of every match of `pattern` in the project's own text files."""
    found = []
    for name in files():
        content = None if FOREIGN.search(name) else text(name)
        for number, line in enumerate((content or "").splitlines(), start=1):
            if pattern.search(line):
                found.append(f"{name}:{number}: {line.strip()[:120]}")
    return found


@pytest.mark.parametrize("host", REGISTRIES)
def test_no_file_names_a_registry(host: str) -> None:
    assert places(re.compile(host)) == []


@pytest.mark.parametrize("path", MACHINE_PATHS)
def test_no_file_names_a_path_of_one_machine(path: str) -> None:
    assert places(re.compile(path)) == []


@pytest.mark.parametrize("word", UNFINISHED)
def test_no_file_announces_unfinished_work(word: str) -> None:
    assert places(re.compile(rf"\b{word}\b")) == []


def test_the_search_sees_what_is_there() -> None:
    assert any(place.startswith("LICENSE:") for place in places(re.compile("Apache License")))
