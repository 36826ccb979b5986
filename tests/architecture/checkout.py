"""The files of the checkout, as the architecture tests look at them."""

import ast
import functools
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("access", "bench", "commands", "dashboards", "data_loaders", "metrics", "warehouse")


@functools.cache
def files() -> tuple[str, ...]:
    """Return the paths that are, or would be, committed; relative to the root."""
    listing = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    names = listing.stdout.split("\0")
    return tuple(sorted(name for name in set(names) if name and (ROOT / name).is_file()))


def modules_of_product() -> tuple[str, ...]:
    """Return the paths of the modules that make up Forecourt itself."""
    inside = tuple(f"{room}/" for room in ROOMS)
    return tuple(
        name
        for name in files()
        if name.endswith(".py") and (name == "app.py" or name.startswith(inside))
    )


def modules_of_tests() -> tuple[str, ...]:
    """Return the paths of all modules below `tests/`."""
    return tuple(name for name in files() if name.startswith("tests/") and name.endswith(".py"))


def dotted(name: str) -> str:
    """Return the module name of a path, `metrics/model/kpi.py` becoming `metrics.model.kpi`."""
    return name.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


@functools.cache
def syntax(name: str) -> ast.Module:
    """Return the syntax tree of the module at `name`."""
    return ast.parse((ROOT / name).read_text(encoding="utf-8"), filename=name)


def text(name: str) -> str | None:
    """Return the content of a text file, or None if it is not text."""
    content = (ROOT / name).read_bytes()
    if b"\0" in content:
        return None
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return None
