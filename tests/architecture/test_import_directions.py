"""Imports go one way; the contracts stand in pyproject.toml."""

import shutil
import subprocess
import sys
from pathlib import Path

import grimp
import pytest

from tests.architecture.checkout import ROOMS, ROOT

# One import against each promise: (module that imports, what it imports).
PLANTED = (
    ("warehouse.engines", "metrics"),
    ("warehouse.engines", "data_loaders"),
    ("metrics.reader", "data_loaders"),
    ("data_loaders.pipeline", "metrics"),
    ("metrics.reader", "dashboards"),
    ("dashboards.shell", "warehouse.engines"),
    ("dashboards.shell", "data_loaders.pipeline"),
    ("metrics.reader", "access.users"),
    ("warehouse.engines", "access.users"),
    ("access.users", "metrics.reader"),
    ("dashboards.shell", "commands"),
    ("commands.serve", "app"),
    ("metrics.reader", "plotly.graph_objects"),
    ("commands.serve", "dash"),
    ("dashboards.pages.parts", "dashboards.pages.sales"),
    ("metrics.definitions.sales", "metrics.definitions.parts"),
    ("metrics.definitions.parts.stock", "metrics.definitions.parts.orders"),
    ("data_loaders.sources.zip", "data_loaders.sources.csv"),
)
ALLOWED = (
    ("dashboards.shell", "metrics.reader"),
    ("dashboards.shell", "access.users"),
    ("dashboards.shell", "dash"),
    ("metrics.reader", "warehouse.engines"),
    ("metrics.reader", "access.scope"),
    ("data_loaders.pipeline", "warehouse.engines"),
    ("commands.serve", "dashboards.shell"),
    ("commands.serve", "bench"),
    ("bench.pages", "commands.settings"),
)


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    """Run import-linter in `folder` with the contracts of this project."""
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache", "--no-logo"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def plant(folder: Path, importer: str, imported: str) -> None:
    """Build empty rooms in `folder` in which `importer` imports `imported`."""
    for room in ROOMS:
        (folder / room).mkdir()
        (folder / room / "__init__.py").touch()
    (folder / "app.py").touch()
    shutil.copy(ROOT / "pyproject.toml", folder)
    for name in (imported, importer):
        if name.split(".")[0] not in ROOMS:
            continue
        *packages, _ = name.split(".")
        path = folder
        for package in packages:
            path = path / package
            path.mkdir(exist_ok=True)
            (path / "__init__.py").touch()
        module = folder / Path(*name.split("."))
        if not module.is_dir():
            module.with_suffix(".py").touch()
    folder.joinpath(*importer.split(".")).with_suffix(".py").write_text(f"import {imported}\n")


def test_every_contract_holds() -> None:
    done = lint(ROOT)
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-4000:]
    assert " 0 broken" in done.stdout


@pytest.mark.parametrize(("importer", "imported"), PLANTED)
def test_a_planted_import_against_the_direction_is_caught(
    tmp_path: Path, importer: str, imported: str
) -> None:
    plant(tmp_path, importer, imported)
    done = lint(tmp_path)
    assert "BROKEN" in done.stdout, done.stdout + done.stderr
    assert done.returncode == 1


@pytest.mark.parametrize(("importer", "imported"), ALLOWED)
def test_an_import_along_the_direction_is_let_through(
    tmp_path: Path, importer: str, imported: str
) -> None:
    plant(tmp_path, importer, imported)
    done = lint(tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr


def test_scope_is_a_leaf() -> None:
    graph = grimp.build_graph(*ROOMS, cache_dir=None)
    assert "access.scope" in graph.modules
    assert graph.find_modules_directly_imported_by("access.scope") == set()
