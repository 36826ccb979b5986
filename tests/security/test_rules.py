"""Rules for the text of the program itself: what it must never call."""

import ast
from collections.abc import Iterator
from importlib.metadata import version

import openpyxl
import pytest

from tests.architecture.checkout import ROOT, modules_of_product, syntax

# Calls that make code, or objects of any kind, of what is read.
OF_DATA = (
    *(
        "eval",
        "exec",
        "compile",
        "__import__",
        "pickle.",
        "marshal.",
        "shelve.",
        "dill.",
        "joblib.",
    ),
    *("pd.read_pickle", "yaml.load", "yaml.unsafe_load"),
)
SHELLS = ("os.system", "os.popen", "subprocess.getoutput", "subprocess.getstatusoutput")
PARSERS = ("xml.etree", "xml.dom", "xml.sax", "lxml")
READERS = {"parse", "iterparse", "fromstring", "XML", "XMLParser", "parseString", "make_parser"}


def calls(name: str) -> Iterator[tuple[ast.Call, str]]:
    for node in ast.walk(syntax(name)):
        if isinstance(node, ast.Call):
            yield node, ast.unparse(node.func)


def named(called: str, words: tuple[str, ...]) -> bool:
    return any(called.startswith(w) if w.endswith(".") else called == w for w in words)


def test_nothing_makes_code_of_data() -> None:
    found = [
        f"{name}:{node.lineno} {called}"
        for name in modules_of_product()
        for node, called in calls(name)
        if named(called, OF_DATA)
    ]
    assert found == []


def test_no_command_goes_through_a_shell() -> None:
    found = [
        f"{name}:{node.lineno}"
        for name in modules_of_product()
        for node, called in calls(name)
        if named(called, SHELLS)
        or any(word.arg == "shell" and ast.unparse(word.value) != "False" for word in node.keywords)
    ]
    assert found == []


def test_no_template_is_made_of_text() -> None:
    found = [
        f"{name}:{node.lineno}"
        for name in modules_of_product()
        for node, called in calls(name)
        if called.endswith(("render_template_string", "env.from_string", "Template", "Markup"))
    ]
    assert found == []


def test_templates_escape_what_they_are_given() -> None:
    raw = [
        f"{path.name}: {line.strip()}"
        for path in sorted((ROOT / "dashboards" / "web" / "templates").glob("*.html"))
        for line in path.read_text(encoding="utf-8").splitlines()
        if "|safe" in line or "autoescape" in line
    ]
    # The picture for authenticators is drawn here.
    assert [each.split(":")[0] for each in raw] == ["second_factor.html"]


def test_workbooks_are_read_by_strict_parsers() -> None:
    assert openpyxl.DEFUSEDXML is True
    lax = {
        name
        for name in modules_of_product()
        for node in ast.walk(syntax(name))
        if isinstance(node, ast.ImportFrom)
        and (node.module or "").startswith(PARSERS)
        and {alias.name for alias in node.names} & READERS
    }
    assert lax == set()


def test_dash_is_one_that_does_not_trust_jobs_of_the_client() -> None:
    numbers = tuple(int(part) for part in version("dash").split(".")[:3])
    assert numbers >= (4, 4, 1)


@pytest.mark.parametrize("words", [OF_DATA, SHELLS])
def test_the_rules_see_what_they_look_for(words: tuple[str, ...]) -> None:
    assert named(words[0], words)
    assert not named("evaluate", words)
