"""Files that arrive in a folder, and sources that are due, are loaded once, whatever happens."""

import io
import json
import os
import signal
import subprocess
import sys
import time
from argparse import Namespace
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from app import main
from commands import incoming
from commands.incoming import take_in
from commands.publishing import load_paths
from commands.reading import snapshots_of
from commands.settings import Settings
from commands.watch import Clock, watch
from data_loaders import inbox as inboxes
from data_loaders.inbox import Inbox
from tests.commands.quick import without_roll_ups
from tests.data_loaders.extracts import STORES, write_csv, write_text
from warehouse.schema import RECORDS, TABLES
from warehouse.snapshots.durable import move

NOW = datetime(2026, 11, 26, 6, 0, tzinfo=UTC)
PLANS = ("方案编号", "立项日期", "责任人工号", "清库措施")
ROOT = Path(__file__).parents[2]


class Killed(BaseException):
    """Stands for the end of the process."""


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Roll-ups are made and compared with details elsewhere."""
    without_roll_ups(monkeypatch)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings.from_environ({"FORECOURT_HOME": str(tmp_path / "home")})


def put_extracts(folder: Path) -> Path:
    write_text(folder / "经销商档案.csv", STORES)
    write_csv(
        folder / "N001" / "长库龄清库方案台账.csv",
        PLANS,
        ("P1", "2026-05-01", "C1", "置换"),
        ("P2", "2026-05-32", "C1", "置换"),
    )
    return folder


def names_below(folder: Path) -> list[str]:
    found = sorted(path for path in folder.rglob("*") if path.is_file() and path.name != ".lock")
    return [path.relative_to(folder).as_posix() for path in found]


def ask(settings: Settings, table: sa.Table) -> list[dict[str, Any]]:
    with snapshots_of(settings).current() as snapshot:
        return list(snapshot.backend.rows(sa.select(*table.c)))


def plans(settings: Settings) -> list[str]:
    return [row["plan_id"] for row in ask(settings, TABLES["clearance_plans"])]


def args(**given: Any) -> Namespace:
    usual: dict[str, Any] = {"inbox": None, "at": [], "source": [], "settle": 10.0, "every": 5.0}
    return Namespace(**{**usual, "once": False, "lang": None, **given})


def test_files_are_loaded_and_put_away_with_the_report_that_load_gives(
    settings: Settings, tmp_path: Path
) -> None:
    folder = put_extracts(tmp_path / "in")
    write_text(folder / "N001" / "别的.csv", "甲,乙\n1,2\n")
    said: list[str] = []
    passed = [0.0]
    clock = Clock(lambda: NOW, lambda: passed[0], lambda s: passed.__setitem__(0, passed[0] + s))
    assert watch(args(inbox=folder), settings, said.append, clock, rounds=4) == 1
    assert names_below(folder) == [
        "done/N001/长库龄清库方案台账.csv",
        "done/N001/长库龄清库方案台账.csv.report.json",
        "done/N001/长库龄清库方案台账.csv.report.txt",
        "done/经销商档案.csv",
        "done/经销商档案.csv.report.json",
        "done/经销商档案.csv.report.txt",
        "refused/N001/别的.csv",
        "refused/N001/别的.csv.report.json",
        "refused/N001/别的.csv.report.txt",
    ]
    assert plans(settings) == ["P1"]
    text = (folder / "done/N001/长库龄清库方案台账.csv.report.txt").read_text("utf-8")
    assert "2026-05-32" in text
    assert "第 3 行" in text
    assert any("别的.csv" in line and "refused" in line for line in said)

    out = io.StringIO()
    other = tmp_path / "in2" / "in"
    put_extracts(other)
    home = {"FORECOURT_HOME": str(tmp_path / "other")}
    main(["load", str(other), "--json"], home, out)
    told = json.loads(out.getvalue())["files"]
    beside = json.loads(
        (folder / "done/N001/长库龄清库方案台账.csv.report.json").read_text("utf-8")
    )
    assert beside["files"] == [f for f in told if f["file"].startswith("N001/")]


def test_killed_at_any_step_nothing_is_lost_and_nothing_is_there_twice(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = put_extracts(tmp_path / "in")

    def before(*_: Any, **__: Any) -> Any:
        raise Killed

    def after(*given: Any, **more: Any) -> Any:
        load_paths(*given, **more)
        raise Killed

    def put_away(source: Path, target: Path) -> None:
        if "done" in target.parts:
            raise Killed
        move(source, target)

    def taken(source: Path, target: Path) -> None:
        move(source, target)
        raise Killed

    steps: list[tuple[Any, str, Callable[..., Any]]] = [
        (inboxes, "move", taken),
        (incoming, "load_paths", before),
        (incoming, "load_paths", after),
        (inboxes, "move", put_away),
    ]
    for where, name, fate in steps:
        with monkeypatch.context() as patched:
            patched.setattr(where, name, fate)
            with pytest.raises(Killed):
                take_in(Inbox(folder, 0), settings, 0, NOW, "zh")
    found = take_in(Inbox(folder, 0), settings, 0, NOW, "zh")
    assert found is not None
    assert [name for name in names_below(folder) if not name.endswith((".txt", ".json"))] == [
        "done/N001/长库龄清库方案台账.csv",
        "done/经销商档案.csv",
    ]
    assert plans(settings) == ["P1"]
    log = ask(settings, RECORDS["load_log"])
    assert sorted(row["file"] for row in log) == ["N001/长库龄清库方案台账.csv", "经销商档案.csv"]


def test_a_file_somebody_writes_to_while_it_is_read_is_read_again(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = put_extracts(tmp_path / "in")

    def slow(settings: Settings, paths: Any, now: datetime) -> Any:
        report = load_paths(settings, paths, now)
        (path,) = paths[0].rglob("*方案*.csv")
        with path.open("a", encoding="utf-8") as file:
            file.write("P3,2026-05-03,C1,置换\n")
        return report

    with monkeypatch.context() as patched:
        patched.setattr(incoming, "load_paths", slow)
        take_in(Inbox(folder, 0), settings, 0, NOW, "zh")
    assert (folder / "done/经销商档案.csv").exists()
    assert not (folder / "done/N001/长库龄清库方案台账.csv").exists()
    take_in(Inbox(folder, 0), settings, 0, NOW, "zh")
    assert (folder / "done/N001/长库龄清库方案台账.csv").exists()
    assert sorted(plans(settings)) == ["P1", "P3"]


def start(home: Path, folder: Path) -> subprocess.Popen[bytes]:
    """A watcher in a process of its own that looks once."""
    program = "import sys; from app import main; sys.exit(main(sys.argv[1:]))"
    words = ("watch", "--inbox", str(folder), "--once", "--settle", "0")
    return subprocess.Popen(
        [sys.executable, "-c", program, *words],
        cwd=ROOT,
        env={**os.environ, "FORECOURT_HOME": str(home)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def test_a_watcher_that_is_killed_and_two_that_come_after_load_a_file_once(
    settings: Settings, tmp_path: Path
) -> None:
    folder = put_extracts(tmp_path / "in")
    first = start(settings.home, folder)
    deadline = time.monotonic() + 60
    while not list((folder / ".taking").rglob("*.csv")) and time.monotonic() < deadline:
        time.sleep(0.02)
    first.send_signal(signal.SIGKILL)
    assert first.wait() == -signal.SIGKILL
    assert not (folder / "done").exists()
    both = [start(settings.home, folder) for _ in range(2)]
    assert {watcher.wait(timeout=120) for watcher in both} <= {0, 1}
    assert [name for name in names_below(folder) if not name.endswith((".txt", ".json"))] == [
        "done/N001/长库龄清库方案台账.csv",
        "done/经销商档案.csv",
    ]
    assert plans(settings) == ["P1"]


def test_sources_are_loaded_at_their_time_every_day(settings: Settings, tmp_path: Path) -> None:
    folder = put_extracts(tmp_path / "in")
    start_at = NOW.astimezone().replace(hour=6, minute=0)
    times = [start_at + timedelta(minutes=minutes) for minutes in (0, 29, 30, 31, 60)]
    moments = iter(times)
    said: list[str] = []
    clock = Clock(lambda: next(moments), lambda: 0.0, lambda _: None)
    given = args(at=["06:30"], source=[str(folder)])
    assert watch(given, settings, said.append, clock, rounds=len(times)) == 1
    reports = sorted((settings.home / "reports").glob("*.txt"))
    assert [path.name for path in reports] == [f"{start_at:%Y%m%d}-0630.txt"]
    assert "长库龄清库方案台账.csv" in reports[0].read_text("utf-8")
    assert sum("合计" in line for line in said) == 1
    # Sources stay where they are.
    assert (folder / "N001" / "长库龄清库方案台账.csv").exists()


def test_a_source_that_is_not_there_is_tried_again_in_a_while(
    settings: Settings, tmp_path: Path
) -> None:
    start_at = NOW.astimezone().replace(hour=6, minute=0)
    times = [start_at + timedelta(minutes=minutes) for minutes in (0, 30, 31, 39, 40, 41)]
    moments = iter(times)
    said: list[str] = []
    clock = Clock(lambda: next(moments), lambda: 0.0, lambda _: None)
    given = args(at=["06:30"], source=[str(tmp_path / "nothing.csv")])
    assert watch(given, settings, said.append, clock, rounds=len(times)) == 2
    assert sum("nothing.csv" in line for line in said) == 2


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ((), "nothing to watch"),
        (("--at", "06:30"), "--source"),
        (("--source", "x"), "--at"),
        (("--at", "6 Uhr", "--source", "x"), "HH:MM"),
        (("--inbox", "nowhere"), "expected a folder"),
        (("--inbox", ".", "--settle", "-1"), "seconds"),
    ],
)
def test_what_makes_no_sense_is_said(
    words: tuple[str, ...], told: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["watch", *words, "--once"], {"FORECOURT_HOME": str(tmp_path)}) == 2
    said = capsys.readouterr().err
    assert told in said
    assert "->" in said
