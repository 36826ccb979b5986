"""Clock, chance and environment are arguments below the entry points."""

import ast

import pytest

from tests.architecture.checkout import modules_of_product, syntax

# They are the entry points: here the clock is read, chance seeded, the environment looked at.
ENTRY_POINTS = ("app.py", "bench/", "commands/")
CLOCKS = {
    "date.today", "datetime.date.today", "datetime.datetime.now", "datetime.datetime.today",
    "datetime.datetime.utcnow", "datetime.now", "datetime.today", "datetime.utcnow",
    "pd.Timestamp.now", "pd.Timestamp.today", "Timestamp.now", "Timestamp.today",
    "time.ctime", "time.gmtime", "time.localtime", "time.time", "time.time_ns",
}  # fmt: skip
SEEDED = {"Random", "SystemRandom", "default_rng", "Generator", "SeedSequence", "PCG64", "Philox"}
ENVIRONMENT = {"os.environ", "os.getenv", "environ", "getenv"}


def uses(tree: ast.AST) -> list[tuple[int, str]]:
    """Return line and text of every use of the clock, global chance or the environment."""
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            called = ast.unparse(node.func)
            owner, _, function = called.rpartition(".")
            chance = owner in {"random", "np.random", "numpy.random"} and function not in SEEDED
            unseeded = function == "default_rng" and not node.args and not node.keywords
            if called in CLOCKS or chance or unseeded:
                found.append((node.lineno, called))
        elif isinstance(node, ast.Attribute | ast.Name) and ast.unparse(node) in ENVIRONMENT:
            found.append((node.lineno, ast.unparse(node)))
    return found


def test_rooms_ask_neither_clock_nor_chance_nor_environment() -> None:
    below = [name for name in modules_of_product() if not name.startswith(ENTRY_POINTS)]
    assert len(below) > 10
    assert [f"{name}:{line} {text}" for name in below for line, text in uses(syntax(name))] == []


@pytest.mark.parametrize(
    "statement",
    [
        "date.today()",
        "datetime.datetime.now(datetime.UTC)",
        "time.time()",
        "random.shuffle(rows)",
        "np.random.normal(0, 1)",
        "np.random.default_rng()",
        "os.environ['HOME']",
        "os.getenv('HOME')",
    ],
)
def test_a_planted_use_is_found(statement: str) -> None:
    assert uses(ast.parse(statement)) != []


@pytest.mark.parametrize(
    "statement", ["np.random.default_rng(seed)", "random.Random(7)", "time.perf_counter()"]
)
def test_what_depends_on_nothing_outside_is_let_through(statement: str) -> None:
    assert uses(ast.parse(statement)) == []
