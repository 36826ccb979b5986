"""Tests run on a copy of the checkout, in forks of a process that has everything at hand.

Libraries take longer to import, and the small network longer to build, than most tests to run.
"""

import importlib
import os
import shutil
import signal
import sys
import tempfile
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from metrics.rolled_up import RolledUp
from tests.conftest import CHECKOUT
from tests.dashboards import network
from warehouse.engines.duckdb import release_before_fork

_SECONDS = 900
_LIBRARIES = (
    *("alembic.command", "argon2", "authlib.integrations.requests_client", "authlib.oidc.core"),
    *("brotli", "dash", "dash_ag_grid", "dash_bootstrap_components", "duckdb_sqlalchemy"),
    *("flask", "joserfc.jwt", "numpy", "openpyxl", "pandas", "plotly.io", "psycopg"),
    *("pyarrow.parquet", "pyotp", "segno", "sqlalchemy", "xlsxwriter"),
)
_WORDS = (
    *("-q", "-rf", "--no-header", "--tb=no", "-p", "no:cacheprovider", "-p", "no:playwright"),
    # The same order every time, so that the same test falls first.
    "--randomly-seed=1",
    # What is tried on each database is tried on one of them.
    *("-k", "not postgresql"),
    # Libraries with plugins of their own are imported before pytest could look into them.
    *("-W", "ignore::pytest.PytestAssertRewriteWarning"),
)


@dataclass(frozen=True)
class KeptNetwork:
    """The small network of the screen, built once, as a plugin of pytest.

    Attributes:
        path: of its file.
        held: what is rolled up in it.
    """

    path: Path
    held: RolledUp

    def pytest_collection_finish(self) -> None:
        """Let the tests begin with a copy of the file instead of building one."""
        module: Any = sys.modules.get("tests.dashboards.network")
        if module is not None:
            module.build_network = self._copied

    def _copied(self, folder: Path) -> tuple[Path, RolledUp]:
        folder.mkdir(parents=True, exist_ok=True)
        return Path(shutil.copy(self.path, folder / "small-0.duckdb")), self.held


def build_network(folder: Path) -> KeptNetwork:
    """Build it, and import what tests need."""
    for name in _LIBRARIES:
        importlib.import_module(name)
    path, held = network.build_network(folder)
    release_before_fork()
    return KeptNetwork(path, held)


def run(
    root: Path, tests: Sequence[str], *more: str, kept: KeptNetwork | None = None
) -> tuple[int, str]:
    """How pytest ends, and what it says.

    Args:
        root: of a copy of the checkout.
        tests: as pytest takes them.
        more: options.
        kept: the network; None where tests are to build it themselves.
    """
    with tempfile.TemporaryFile("w+", encoding="utf-8") as out:
        child = os.fork()
        if child == 0:
            os.dup2(out.fileno(), 1)
            os.dup2(out.fileno(), 2)
            os._exit(_tested(root, [*_WORDS, *more, *tests], kept))
        status = os.waitstatus_to_exitcode(_wait_for(child))
        out.seek(0)
        return status, out.read()


def _tested(root: Path, words: list[str], kept: KeptNetwork | None) -> int:
    """Run pytest in this process, on the copy; nothing of the checkout itself stays imported."""
    os.chdir(root)
    os.environ |= {"PYTHONPATH": str(root), "COLUMNS": "400"}
    # What the caller asks of his own run may not be there for this one.
    os.environ.pop("PYTEST_ADDOPTS", None)
    sys.dont_write_bytecode = True
    sys.path[:] = [str(root), *(each for each in sys.path if Path(each or ".") != CHECKOUT)]
    own = {path.stem if path.suffix else path.name for path in root.iterdir()}
    for name in [name for name in sys.modules if name.partition(".")[0] in own]:
        del sys.modules[name]
    importlib.invalidate_caches()
    try:
        return int(pytest.main(words, plugins=[] if kept is None else [kept]))
    except SystemExit as error:
        return error.code if isinstance(error.code, int) else 1
    finally:
        sys.stdout.flush()
        sys.stderr.flush()


def _wait_for(child: int) -> int:
    """The status of a child that ended, or was ended after a quarter of an hour."""
    timer = threading.Timer(_SECONDS, os.kill, (child, signal.SIGKILL))
    timer.start()
    try:
        return os.waitpid(child, 0)[1]
    finally:
        timer.cancel()
