"""Takes one guard away at a time and sees that the suite notices.

``python -m tests.security.mutation`` tries all of them, in some minutes; the suite tries a few.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.conftest import CHECKOUT
from tests.security.mutations import MUTATIONS, Mutation

_ROOMS = ("access", "assets", "bench", "commands", "dashboards", "data_loaders", "metrics")
_FOLDERS = (*_ROOMS, "setup", "tests", "warehouse")
_SECONDS = 900
# What pytest ends with: tests failed, as they should.
_FAILED = 1


@contextmanager
def copy_of_checkout() -> Iterator[Path]:
    """A copy of everything that tests need, for the length of the block."""
    with tempfile.TemporaryDirectory(prefix="forecourt-mutation-") as folder:
        root = Path(folder) / "checkout"
        ignored = shutil.ignore_patterns("__pycache__", ".*")
        for name in _FOLDERS:
            shutil.copytree(CHECKOUT / name, root / name, ignore=ignored)
        for name in ("app.py", "pyproject.toml"):
            shutil.copy(CHECKOUT / name, root)
        yield root


def mutated(mutation: Mutation, text: str) -> str:
    """The text of its module with the guard taken away.

    Raises:
        ValueError: the guard does not stand there exactly once.
    """
    count = text.count(mutation.guard)
    if count != 1:
        raise ValueError(f"{mutation.path}: expected {mutation.guard!r} once, found {count}")
    return text.replace(mutation.guard, mutation.instead)


def survivors(mutations: Iterable[Mutation], root: Path) -> Iterator[str]:
    """Those that no test notices, or under which no test runs, in words.

    Args:
        mutations: what to try.
        root: of a copy of the checkout.
    """
    for mutation in mutations:
        path = root / mutation.path
        text = path.read_text(encoding="utf-8")
        path.write_text(mutated(mutation, text), encoding="utf-8")
        try:
            status = _run(root, mutation.tests)
        finally:
            path.write_text(text, encoding="utf-8")
        if status != _FAILED:
            yield f"{mutation.path}: {mutation.guard!r} (pytest ended with {status})"


def _run(root: Path, tests: tuple[str, ...]) -> int:
    words = ("-q", "-x", "--no-header", "-p", "no:cacheprovider", "-p", "no:playwright")
    done = subprocess.run(
        [sys.executable, "-B", "-m", "pytest", *words, *tests],
        cwd=root,
        env={**os.environ, "PYTHONPATH": str(root)},
        capture_output=True,
        timeout=_SECONDS,
        check=False,
    )
    return done.returncode


def main() -> int:
    """Try all of them and name those that survive."""
    with copy_of_checkout() as root:
        survived = list(survivors(MUTATIONS, root))
    for each in survived:
        sys.stdout.write(f"not noticed: {each}\n")
    sys.stdout.write(f"{len(MUTATIONS) - len(survived)} of {len(MUTATIONS)} noticed\n")
    return 1 if survived else 0


if __name__ == "__main__":
    sys.exit(main())
