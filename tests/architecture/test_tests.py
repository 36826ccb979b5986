"""The tests keep to rules of their own: each can fail, none is switched off without a reason."""

import ast
from pathlib import PurePosixPath

from tests.architecture.checkout import ROOMS, ROOT, modules_of_tests, syntax

# Beside the rooms, which the folders mirror.
OTHER_FOLDERS = {
    "faults",
    "app",
    "architecture",
    "browser",
    "journeys",
    "security",
    "setup",
    "specs",
    "figures",
}
# Calls that fail a test without an `assert` statement in it.
CHECKING_CALLS = ("raises", "warns", "assert", "expect", "check", "verify")
SWITCHES = ("mark.skip", "mark.skipif", "mark.xfail")


def cases(name: str) -> list[ast.FunctionDef]:
    return [
        node
        for node in ast.walk(syntax(name))
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
    ]


def checks_something(test: ast.FunctionDef) -> bool:
    for node in ast.walk(test):
        if isinstance(node, ast.Assert):
            return True
        if isinstance(node, ast.Call):
            called = ast.unparse(node.func).lower()
            if any(word in called for word in CHECKING_CALLS):
                return True
    return False


def asserts_a_constant(test: ast.FunctionDef) -> bool:
    return any(
        isinstance(node, ast.Assert) and isinstance(node.test, ast.Constant)
        for node in ast.walk(test)
    )


def test_every_folder_below_tests_is_a_package() -> None:
    folders = {PurePosixPath(name).parent for name in modules_of_tests()}
    with_parents = {parent for folder in folders for parent in (folder, *folder.parents)}
    expected = [folder for folder in with_parents if folder.parts[:1] == ("tests",)]
    assert [
        str(folder) for folder in expected if not (ROOT / folder / "__init__.py").is_file()
    ] == []


def test_the_folders_mirror_the_rooms() -> None:
    first = {name.split("/")[1] for name in modules_of_tests() if name.count("/") > 1}
    assert first <= {*ROOMS, *OTHER_FOLDERS}


def test_every_test_can_fail() -> None:
    modules = [name for name in modules_of_tests() if "/test_" in name]
    assert modules
    empty = [
        f"{name}:{test.lineno} {test.name}"
        for name in modules
        for test in cases(name)
        if not checks_something(test) or asserts_a_constant(test)
    ]
    assert empty == []


def test_no_test_is_defined_twice_in_a_module() -> None:
    twice = []
    for name in modules_of_tests():
        names = [node.name for node in syntax(name).body if isinstance(node, ast.FunctionDef)]
        twice += [f"{name} {test}" for test in set(names) if names.count(test) > 1]
    assert twice == []


def test_no_test_is_skipped_without_a_reason() -> None:
    silent = []
    for name in modules_of_tests():
        explained = {
            id(node.func)
            for node in ast.walk(syntax(name))
            if isinstance(node, ast.Call) and any(word.arg == "reason" for word in node.keywords)
        }
        silent += [
            f"{name}:{node.lineno}"
            for node in ast.walk(syntax(name))
            if isinstance(node, ast.Attribute)
            and ast.unparse(node).endswith(SWITCHES)
            and id(node) not in explained
        ]
    assert silent == []
