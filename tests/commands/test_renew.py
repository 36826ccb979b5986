"""`forecourt renew`, and what `serve` does before it serves."""

import argparse
import io
from pathlib import Path

import pytest

from commands import publishing, renew
from commands.errors import UserError
from commands.publishing import load_paths
from commands.reading import open_reader
from commands.settings import Settings
from metrics import rolled_up
from metrics.rolled_up import fingerprint
from tests.data_loaders.extracts import STORES, write_text
from tests.data_loaders.loads import NOW
from warehouse.snapshots import WarehouseHome, only_loader


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    monkeypatch.setattr(publishing, "disagreements", lambda database, settings: [])
    settings = Settings.from_environ({"FORECOURT_HOME": str(tmp_path / "home")})
    load_paths(settings, [write_text(tmp_path / "in" / "经销商档案.csv", STORES)], NOW)
    return settings


def served(settings: Settings) -> tuple[str, int]:
    """Id of the snapshot, and how many measures its roll-up answers."""
    with open_reader(settings) as reader:
        return reader.snapshot, len(reader.rolled_up)


def renewed(settings: Settings) -> str:
    out = io.StringIO()
    renew.renew_if_of_another_version(settings, out)
    return out.getvalue()


def test_a_snapshot_of_this_version_is_left_alone(settings: Settings) -> None:
    before = served(settings)
    assert renewed(settings) == ""
    assert served(settings) == before


def test_a_snapshot_of_another_version_is_built_anew(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, measures = served(settings)
    other = fingerprint()[::-1]
    monkeypatch.setattr("metrics.rolled_up.fingerprint", lambda: other)
    assert served(settings) == (first, 0)
    told = renewed(settings)
    second, again = served(settings)
    assert "another version" in told
    assert second in told
    assert second != first
    assert again == measures > 0


def test_the_command_builds_in_any_case(settings: Settings) -> None:
    first, measures = served(settings)
    assert renew.run(argparse.Namespace(), settings, io.StringIO()) == 0
    second, again = served(settings)
    assert (second != first, again) == (True, measures)


def test_nothing_loaded_is_said(tmp_path: Path) -> None:
    empty = Settings.from_environ({"FORECOURT_HOME": str(tmp_path / "empty")})
    assert renewed(empty) == ""
    with pytest.raises(UserError, match="nothing has been loaded"):
        renew.run(argparse.Namespace(), empty, io.StringIO())


def test_a_loader_at_work_is_named(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(publishing, "_WAIT_SECONDS", 0.0)
    home = WarehouseHome(settings.home / "warehouse")
    first, _ = served(settings)
    with (
        only_loader(home, NOW),
        pytest.raises(UserError, match="try again when the load has finished"),
    ):
        renew.run(argparse.Namespace(), settings, io.StringIO())
    assert served(settings)[0] == first


def test_everything_that_says_what_a_snapshot_holds_is_there_to_be_compared() -> None:
    room = Path(rolled_up.__file__).parent
    assert [part for part in rolled_up._DEFINING if not list(room.glob(part))] == []
    # A snapshot that lacks a column of this version is of another one.
    assert any("schema" in part for part in rolled_up._DEFINING)
