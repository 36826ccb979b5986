"""Takes one guard away at a time and sees that the suite notices.

``python -m tests.security.mutation`` tries those whose result is not known, an hour for all of
them on two cores; ``--all`` tries known ones again, and beginnings of paths choose some
(``access/``). What is seen is kept in ``mutation_results.json``, and docs/mutation.md is printed
from it: ``python -m tests.security.mutation_page > docs/mutation.md``. The suite tries a few.
"""

import argparse
import re
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from tests.conftest import CHECKOUT
from tests.security.forked import KeptNetwork, build_network, run
from tests.security.mutation_results import Seen, keep, read_results
from tests.security.mutations import MUTATIONS, Mutation

_ROOMS = ("access", "assets", "bench", "commands", "dashboards", "data_loaders", "metrics")
_FOLDERS = (*_ROOMS, "docs", "setup", "tests", "warehouse")
# So many are tried before it is seen whether what fell stands with every guard in place.
_AT_ONCE = 8
_FELL = re.compile(r"^FAILED (\S+?::\w+)", re.MULTILINE)


@contextmanager
def copy_of_checkout() -> Iterator[Path]:
    """A copy of everything that tests need, for the length of the block."""
    with tempfile.TemporaryDirectory(prefix="forecourt-mutation-") as folder:
        root = Path(folder) / "checkout"
        ignored = shutil.ignore_patterns("__pycache__", ".*")
        for name in _FOLDERS:
            shutil.copytree(CHECKOUT / name, root / name, ignore=ignored)
        for name in ("app.py", "pyproject.toml", "README.md"):
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


def fallen(mutation: Mutation, root: Path, kept: KeptNetwork | None = None) -> tuple[str, ...]:
    """The test that fails first without the guard, `path::name`; none: it survives.

    Args:
        mutation: what to try.
        root: of a copy of the checkout, which is as before afterwards.
        kept: the network, for modules that do not build it.
    """
    path = root / mutation.path
    text = path.read_text(encoding="utf-8")
    path.write_text(mutated(mutation, text), encoding="utf-8")
    try:
        _, told = run(root, mutation.tests, "-x", kept=kept if _is_above(mutation.path) else None)
    finally:
        path.write_text(text, encoding="utf-8")
    # A fixture that breaks is an error of its own kind, and shows no more than that code broke.
    return tuple(dict.fromkeys(_FELL.findall(told)))


def fail_anyway(tests: Sequence[str], root: Path, kept: KeptNetwork) -> frozenset[str]:
    """Those that fail with every guard in place, too: that they fell shows nothing.

    Args:
        tests: `path::name`.
        root: of a copy of the checkout.
        kept: the network.
    """
    if not tests:
        return frozenset()
    status, told = run(root, sorted(set(tests)), kept=kept)
    return frozenset(tests if status > 1 else _FELL.findall(told))


def main(words: Sequence[str] | None = None) -> int:
    """Try them, keep what is seen, and name those that survive."""
    parser = argparse.ArgumentParser(prog="python -m tests.security.mutation")
    parser.add_argument("--all", action="store_true", help="those that were tried before, too")
    parser.add_argument("--quick", action="store_true", help="a few, and keep nothing of it")
    parser.add_argument("path", nargs="*", help="of modules, or how it begins; all where none")
    asked = parser.parse_args(words)
    if asked.quick:
        return _try_quick()
    known = {} if asked.all else read_results()
    wanted = [each for each in MUTATIONS if each.digest not in known]
    if asked.path:
        wanted = [each for each in wanted if each.path.startswith(tuple(asked.path))]
    noticed = 0
    with copy_of_checkout() as root:
        kept = build_network(root.parent)
        for start in range(0, len(wanted), _AT_ONCE):
            fell = {each: _told(each, root, kept) for each in wanted[start : start + _AT_ONCE]}
            anyway = fail_anyway([test for tests in fell.values() for test in tests], root, kept)
            for mutation, tests in fell.items():
                shown = tuple(test for test in tests if test not in anyway)
                if shown:
                    keep(mutation, Seen(datetime.now(UTC).date().isoformat(), shown))
                    noticed += 1
                elif tests:
                    _say(f"fail anyway: {' '.join(tests)}")
    _say(f"{noticed} of {len(wanted)} noticed")
    return 0 if noticed == len(wanted) else 1


def _try_quick() -> int:
    with copy_of_checkout() as root:
        survivors = [each for each in MUTATIONS if each.is_quick and not fallen(each, root)]
    for each in survivors:
        _say(f"{each.path}: {each.guard.strip()!r}: NOT NOTICED")
    return 1 if survivors else 0


def _is_above(path: str) -> bool:
    """Whether a module has no part in the building of the network."""
    return not path.startswith(("metrics/", "warehouse/", "data_loaders/"))


def _told(mutation: Mutation, root: Path, kept: KeptNetwork) -> tuple[str, ...]:
    fell = fallen(mutation, root, kept)
    guard = f"{mutation.path}: {mutation.guard.strip()!r}"
    _say(f"{guard}: {' '.join(fell) or 'NOT NOTICED'}")
    return fell


def _say(words: str) -> None:
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
