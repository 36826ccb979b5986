"""What every test stands on: clean settings, no global randomness, the browser, the engine."""

import gc
import importlib.util
import os
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import hypothesis
import numpy as np
import pytest

from setup.browser import find_browser
from tests.warehouse.clickhouse_served import new_database, serving

CHECKOUT = Path(__file__).resolve().parent.parent
LONG = {CHECKOUT / "tests" / name for name in ("browser", "faults", "journeys", "commands")}

# The same examples every time, and no deadline on machines that others use too.
hypothesis.settings.register_profile("forecourt", derandomize=True, deadline=None)
# Others, and ten times as many: pytest --hypothesis-profile=search, for whoever looks further.
hypothesis.settings.register_profile("search", max_examples=1000, deadline=None)


def pytest_configure(config: pytest.Config) -> None:
    """Hide the developer's own settings from the tests."""
    hypothesis.settings.load_profile(config.getoption("--hypothesis-profile") or "forecourt")
    for name in [name for name in os.environ if name.startswith("FORECOURT_")]:
        del os.environ[name]


def pytest_collection_finish() -> None:
    """Search for garbage less often, and never among the tests, which stay until the end."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 20, 50)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes longest, and skip what needs ClickHouse where there is none."""
    # Files are handed out whole: a long one at the end would keep one process waiting for another.
    items.sort(key=lambda item: LONG.isdisjoint(item.path.parents))
    if importlib.util.find_spec("chdb") is not None:
        return
    skip = pytest.mark.skip(reason="needs ClickHouse in process (chdb): make test-engines")
    for item in items:
        if item.get_closest_marker("engine") is not None:
            item.add_marker(skip)


@pytest.fixture(autouse=True)
def global_random_should_not_be_used(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail a test whose code draws from the process-wide generators instead of its own seed."""
    before = _global_random_state()
    yield
    # A browser test shares its process with the driver, whose randomness is not ours.
    if request.node.get_closest_marker("browser") is None:
        assert _global_random_state() == before, "process-wide random state was used or seeded"


def _global_random_state() -> tuple[object, bytes, int]:
    legacy = np.random.get_state(legacy=False)
    return random.getstate(), legacy["state"]["key"].tobytes(), legacy["state"]["pos"]


@pytest.fixture(scope="session")
def clickhouse_port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """Serve ClickHouse's HTTP interface for the tests marked `engine`; yield its port."""
    with serving(tmp_path_factory.mktemp("clickhouse")) as port:
        yield port


@pytest.fixture
def clickhouse_url(clickhouse_port: int, tmp_path: Path) -> str:
    """Return the address of a new, empty database on that server."""
    return new_database(clickhouse_port, tmp_path)


@pytest.fixture(scope="session")
def shared_folder() -> Path:
    """Return the folder `shared` beside the checkout, which holds real extracts and answers."""
    folder = CHECKOUT.parent / "shared"
    if not folder.is_dir():
        pytest.skip("needs the folder 'shared' beside the checkout (real extracts and answers)")
    return folder


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Start the machine's own Chromium; without one, Playwright looks for its own copy."""
    arguments = dict(browser_type_launch_args)
    found = find_browser()
    if found:
        arguments["executable_path"] = found
    if os.geteuid() == 0:
        # Chromium refuses to sandbox itself for root, and CI images run as root.
        arguments["args"] = [*arguments.get("args", []), "--no-sandbox"]
    return arguments
