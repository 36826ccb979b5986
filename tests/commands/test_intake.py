"""Uploads in a data directory: from the first byte to the load report."""

import contextlib
import io
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app import main
from commands import intake as module
from commands.intake import Intake, file_name
from commands.own_profiles import own_profiles
from commands.settings import Settings
from dashboards.intake import Confirmed, Upload
from tests.commands.quick import without_roll_ups
from tests.commands.test_map import HEADINGS, ROWS
from tests.data_loaders.extracts import STORES

NOW = datetime(2026, 10, 21, 8, 30, tzinfo=UTC)
CSV = "\n".join(",".join(row) for row in (HEADINGS, *ROWS)).encode()


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings.from_environ(
        {"FORECOURT_HOME": str(tmp_path / "home"), "FORECOURT_UPLOAD_MEGABYTES": "3"}
    )


@pytest.fixture
def intake(settings: Settings) -> Intake:
    counter = iter(range(1, 100))
    return Intake(settings, lambda: f"{next(counter):08x}")


@pytest.fixture
def quiet(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """Starts no process; tells what would have been started."""
    asked: list[list[str]] = []

    def start(folder: Path, name: str, words: list[str], settings: Settings) -> bool:
        asked.append([name, *words])
        return True

    monkeypatch.setattr(module, "start", start)
    return asked


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Runs commands in this process and keeps what they say as a process of their own would."""

    def start(folder: Path, name: str, words: list[str], settings: Settings) -> bool:
        out, err = io.StringIO(), io.StringIO()
        with contextlib.redirect_stderr(err):
            main(words, {"FORECOURT_HOME": str(settings.home)}, out)
        for ending, text in (("lock", ""), ("out", out.getvalue()), ("err", err.getvalue())):
            (folder / f"{name}.{ending}").write_text(text, encoding="utf-8")
        return True

    without_roll_ups(monkeypatch)
    monkeypatch.setattr(module, "start", start)


def send(intake: Intake, name: str, content: bytes) -> str:
    receiving = intake.receive(name, "keeper", NOW)
    receiving.stream.write(content)
    return receiving.keep()


def settled(intake: Intake, key: str) -> Upload:
    for _ in range(1200):
        found = intake.upload(key)
        assert found is not None
        if not found.busy:
            return found
        time.sleep(0.1)
    raise AssertionError("it took more than two minutes")


def test_from_an_unknown_file_to_a_load_report(
    intake: Intake, settings: Settings, here: None
) -> None:
    register = send(intake, "经销商档案.csv", STORES.encode())
    assert settled(intake, register).sheets[0]["profile"] == "standard"
    intake.load(register, "zh")
    loaded = settled(intake, register)
    assert (loaded.state, loaded.here, loaded.fault) == ("loaded", False, "")
    key = send(intake, "日报.csv", CSV)
    looked = settled(intake, key)
    assert (looked.state, looked.here, looked.who, looked.at) == ("looked", True, "keeper", NOW)
    [sheet] = looked.sheets
    assert (sheet["profile"], sheet["proposal"]["table"]) == (None, "repair_orders")
    columns = {"委托书编号": "ro_no", "进厂日": "open_at", "结清于": "settled_at"}
    confirmed = Confirmed(
        "", "repair_orders", columns, ("备忘", "维修类型", "工时金额"), "north", "北", "N001"
    )
    assert intake.confirm(confirmed) == {}
    intake.look(key)
    assert settled(intake, key).sheets[0]["profile"] == "north"
    intake.load(key, "en")
    done = settled(intake, key)
    assert done.report is not None
    [told] = done.report["files"]
    assert (told["table"], told["store"], told["loaded"]) == ("repair_orders", "N001", 2)
    assert (done.state, done.here) == ("loaded", False)
    assert [each.key for each in intake.uploads()] == [key, register]


def test_a_file_of_no_use_says_why_in_a_process_of_its_own(intake: Intake) -> None:
    key = send(intake, "a.pdf", b"%PDF-1.7 ...")
    found = settled(intake, key)
    assert (found.state, found.here) == ("failed", True)
    assert "PDF" in found.fault
    assert "Traceback" not in found.fault
    intake.remove(key)
    assert intake.upload(key) is None


def test_a_file_on_its_way_is_not_an_upload(
    intake: Intake, settings: Settings, quiet: list[list[str]]
) -> None:
    receiving = intake.receive("a.csv", "keeper", NOW)
    receiving.stream.write(b"half")
    assert intake.uploads() == []
    receiving.discard()
    assert list((settings.home / "uploads").iterdir()) == []
    assert quiet == []


def test_a_chosen_table_and_a_store_reach_the_command(
    intake: Intake, quiet: list[list[str]]
) -> None:
    key = send(intake, "a.csv", CSV)
    intake.look(key, "五月", "complaints")
    assert quiet[1][-4:] == ["--table", "complaints", "--for-sheet", "五月"]
    intake.load(key, "en", "N001")
    assert quiet[2][3:] == ["--json", "--lang", "en", "--store", "N001"]
    intake.load("../../etc", "en")
    intake.load("20261021-083000-ffffffff", "en")
    assert len(quiet) == 3


def test_a_mapping_that_cannot_be_is_answered_in_both_languages(intake: Intake) -> None:
    columns = {"a": "ro_no", "b": "ro_no"}
    wrong = intake.confirm(Confirmed("", "repair_orders", columns, name="standard"))
    assert len(wrong["zh"]) == len(wrong["en"]) == 2
    assert "is the name of a shipped profile" in wrong["en"][0]


def test_a_second_sheet_joins_the_profile(intake: Intake, settings: Settings) -> None:
    first = {"委托书": "ro_no", "结清于": "settled_at"}
    second = {"投诉号": "complaint_id", "日期": "opened_at"}
    assert intake.confirm(Confirmed("", "repair_orders", first, name="north", words="北")) == {}
    assert intake.confirm(Confirmed("", "complaints", second, name="north")) == {}
    [profile] = own_profiles(settings)
    assert [sheet.table for sheet in profile.sheets] == ["repair_orders", "complaints"]
    assert profile.zh == "北"


def test_room_and_limits(intake: Intake) -> None:
    assert intake.most_bytes == 3 << 20
    assert intake.has_room(1000)
    assert not intake.has_room(1 << 60)


def test_a_decision_needs_a_value_of_the_list(intake: Intake, quiet: list[list[str]]) -> None:
    assert intake.unlisted() == []
    assert not intake.decide("repair_orders", "ro_type", "x", "y")
    assert intake.decide("repair_orders", "ro_type", "x", "事故")
    intake.reload("zh")
    assert quiet == []
    assert intake.reloading() == (False, "")


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("日报 2024-05.xlsx", "日报 2024-05.xlsx"),
        ("C:\\in\\a.csv", "a.csv"),
        ("../../x.csv", "x.csv"),
        (".hidden", "hidden"),
        ("~$a.xlsx", "$a.xlsx"),
        ("a\nb.csv", "a_b.csv"),
        ("", "upload"),
        ("..", "upload"),
        ("店" * 200 + ".xlsx", "店" * 58 + ".xlsx"),
    ],
)
def test_a_file_keeps_its_name_as_far_as_it_is_safe(given: str, kept: str) -> None:
    assert file_name(given) == kept


def test_every_table_and_its_columns_can_be_chosen(intake: Intake) -> None:
    check: Callable[[str], object] = intake.columns
    assert len(intake.tables()) > 50
    assert all(check(name) for name, _, _ in intake.tables())
    assert check("no_such_table") == []
