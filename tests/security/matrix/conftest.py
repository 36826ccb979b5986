"""The canary warehouse, built once: as it is, and with the stores of one region shaken."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.security.matrix.stores import SOUTH
from tests.security.matrix.world import World, build_people, build_reader, open_world


@pytest.fixture(scope="session")
def canary(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("canary")


@pytest.fixture(scope="session")
def secrets(canary: Path) -> dict[str, str]:
    return build_people(canary)


@pytest.fixture(scope="session")
def world(canary: Path, secrets: dict[str, str]) -> Iterator[World]:
    reader = build_reader(canary / "warehouse")
    made = open_world(canary / "world", reader, canary, secrets)
    yield made
    made.services.database.dispose()


@pytest.fixture(scope="session")
def shaken(canary: Path, secrets: dict[str, str]) -> Iterator[World]:
    reader = build_reader(canary / "shaken-warehouse", SOUTH)
    made = open_world(canary / "shaken", reader, canary, secrets)
    yield made
    made.services.database.dispose()


@pytest.fixture(scope="session")
def written(canary: Path, secrets: dict[str, str], world: World) -> Iterator[World]:
    """An app of its own for whatever changes what others see."""
    with world.services.reader() as reader:
        assert reader is not None
        made = open_world(canary / "written", reader, canary, secrets)
    yield made
    made.services.database.dispose()
