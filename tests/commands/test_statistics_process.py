"""Statistics beside the web worker: one process, bounded, and its death is no more than told."""

import os
import subprocess
import sys
from collections.abc import Iterator
from errno import ENOSPC
from multiprocessing.connection import Pipe
from pathlib import Path
from threading import Thread
from time import monotonic, sleep
from typing import IO, Any

import pytest

from commands import statistics_process
from commands.statistics_child import serve
from commands.statistics_process import StatisticsProcess
from commands.statistics_shelf import Shelf
from dashboards.drivers.ordering import Progress, Work

ROOT = Path(__file__).resolve().parents[2]
LONG = 20.0
WORK = "tests.commands.statistics_work"


@pytest.fixture
def process() -> Iterator[StatisticsProcess]:
    made = StatisticsProcess(seconds=10.0)
    yield made
    made.close()


def test_what_is_found_first_is_there_before_all_is(process: StatisticsProcess) -> None:
    def make() -> Work:
        return f"{WORK}:sleeping", (0.6,)

    first = process.ask("slow", make)
    assert first.state == "waiting"
    until = monotonic() + LONG
    while (seen := process.state("slow")) and seen.state == "waiting" and monotonic() < until:
        sleep(0.02)
    assert seen is not None
    assert (seen.state, seen.found) == ("under_way", "first")
    done = process.ask("slow", make, LONG)
    assert (done.state, done.found) == ("done", "last")


def test_a_question_is_worked_out_once(process: StatisticsProcess) -> None:
    made: list[int] = []

    def make() -> Work:
        made.append(1)
        return f"{WORK}:counting", (3,)

    assert [process.ask("three", make, LONG).found for _ in range(3)] == [3, 3, 3]
    assert made == [1]
    assert process.state("four") is None


def test_the_process_starts_with_the_first_question_and_keeps_no_secrets(
    process: StatisticsProcess, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FORECOURT_SECRET_KEY", "do not tell")
    assert process.pid is None
    found = process.ask("who", lambda: (f"{WORK}:who", ()), LONG).found
    assert found == (process.pid, [])
    assert found[0] != os.getpid()
    again = process.ask("who again", lambda: (f"{WORK}:who", ()), LONG).found
    assert again == found
    assert process.ask("libraries", lambda: (f"{WORK}:libraries", ()), LONG).found == []


def test_an_error_is_told_and_the_next_question_is_answered(process: StatisticsProcess) -> None:
    failed = process.ask("bad", lambda: (f"{WORK}:failing", ()), LONG)
    assert (failed.state, failed.found) == ("failed", "first")
    assert failed.fault == "ValueError: no digits left"
    assert process.ask("good", lambda: (f"{WORK}:counting", (2,)), LONG).found == 2


def test_a_dead_process_is_told_and_replaced(process: StatisticsProcess) -> None:
    dead = process.ask("deadly", lambda: (f"{WORK}:dying", ()), LONG)
    assert (dead.state, dead.found) == ("failed", "first")
    assert "status 7" in dead.fault
    assert process.ask("good", lambda: (f"{WORK}:counting", (2,)), LONG).found == 2


def test_a_question_that_takes_too_long_ends(process: StatisticsProcess) -> None:
    hasty = StatisticsProcess(seconds=1.5)
    try:
        late = hasty.ask("long", lambda: (f"{WORK}:sleeping", (60.0,)), LONG)
        assert late.state == "failed"
        assert "longer than" in late.fault
        assert hasty.pid is None
    finally:
        hasty.close()


def test_who_comes_when_too_many_wait_is_told_so() -> None:
    narrow = StatisticsProcess(waiting_at_most=1)
    try:
        narrow.ask("first", lambda: (f"{WORK}:sleeping", (60.0,)))
        until = monotonic() + LONG
        while (found := narrow.state("first")) and found.state == "waiting" and monotonic() < until:
            sleep(0.02)
        assert narrow.ask("second", lambda: (f"{WORK}:counting", (1,))).state == "waiting"
        assert narrow.ask("third", lambda: (f"{WORK}:counting", (1,))).state == "busy"
        assert narrow.state("third") is None
    finally:
        narrow.close()


def test_an_idle_process_ends_and_comes_back() -> None:
    brief = StatisticsProcess(idle_seconds=0.2)
    try:
        assert brief.ask("one", lambda: (f"{WORK}:counting", (1,)), LONG).found == 1
        until = monotonic() + LONG
        while brief.pid is not None and monotonic() < until:
            sleep(0.02)
        assert brief.pid is None
        assert brief.ask("two", lambda: (f"{WORK}:counting", (2,)), LONG).found == 2
    finally:
        brief.close()


def test_a_question_while_an_idle_process_ends_gets_one_of_its_own(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    brief = StatisticsProcess(idle_seconds=0.2)
    between: list[Progress[Any]] = []
    end = statistics_process._end

    def ended_late(child: Any) -> None:
        if child is not None and not between:
            between.append(Progress("waiting"))
            between[0] = brief.ask("two", lambda: (f"{WORK}:sleeping", (0.1,)), LONG)
        end(child)

    monkeypatch.setattr(statistics_process, "_end", ended_late)
    try:
        assert brief.ask("one", lambda: (f"{WORK}:counting", (1,)), LONG).found == 1
        until = monotonic() + LONG
        while not (between and between[0].is_over) and monotonic() < until:
            sleep(0.02)
        assert [(told.state, told.found) for told in between] == [("done", "last")]
    finally:
        brief.close()


def test_old_answers_are_forgotten() -> None:
    forgetful = StatisticsProcess(kept=2)
    try:
        for number in "1234":
            forgetful.ask(number, lambda n=number: (f"{WORK}:counting", (int(n),)), LONG)  # type: ignore[misc]
        assert [number for number in "1234" if forgetful.state(number) is not None] == ["3", "4"]
    finally:
        forgetful.close()


def shelf_in(folder: Path) -> Shelf:
    return Shelf(folder / "statistics", lambda found: found, lambda data: data)


def test_web_workers_share_their_answers_and_their_work(tmp_path: Path) -> None:
    first, second = (StatisticsProcess(shelf_in(tmp_path)) for _ in range(2))
    made: list[int] = []

    def make() -> Work:
        made.append(1)
        return f"{WORK}:sleeping", (0.8,)

    key = "ab" * 16
    try:
        assert first.ask(key, make).state == "waiting"
        assert second.ask(key, make).state == "waiting"
        until = monotonic() + LONG
        while (seen := second.state(key)) and seen.state == "waiting" and monotonic() < until:
            sleep(0.02)
        assert seen is not None
        assert (seen.state, seen.found) == ("under_way", "first")
        done = second.ask(key, make, LONG)
        assert (done.state, done.found) == ("done", "last")
        assert made == [1]
        assert second.pid is None
        # A worker that starts later finds the answer, too.
        assert StatisticsProcess(shelf_in(tmp_path)).ask(key, make).found == "last"
    finally:
        first.close()
        second.close()


def test_what_a_dead_worker_left_half_done_is_worked_out_anew(tmp_path: Path) -> None:
    shelf, key = shelf_in(tmp_path), "cd" * 16
    lock = shelf.take(key)
    assert lock is not None
    assert shelf.take(key) is None
    shelf.write(key, Progress("under_way", "first"))
    held = shelf.read(key)
    assert held is not None
    assert held.state == "under_way"
    lock.close()
    assert shelf.read(key) is None
    later = StatisticsProcess(shelf)
    try:
        assert later.ask(key, lambda: (f"{WORK}:counting", (3,)), LONG).found == 3
    finally:
        later.close()


def test_the_shelf_forgets_yesterday_and_reads_no_odd_file(tmp_path: Path) -> None:
    shelf, key = shelf_in(tmp_path), "ef" * 16
    lock = shelf.take(key)
    assert lock is not None
    shelf.write(key, Progress("done", 5))
    lock.close()
    path = tmp_path / "statistics" / f"{key}.json"
    assert path.stat().st_mode & 0o777 == 0o600
    path.write_text("{", encoding="utf-8")
    assert shelf.read(key) is None
    os.utime(path, (0, 0))
    other = shelf.take("01" * 16)
    assert other is not None
    other.close()
    assert not path.exists()
    # Keys come back from browsers.
    assert shelf.read("../../people") is None


class FullShelf(Shelf):
    """On a disk that takes no more."""

    def take(self, key: str) -> IO[str] | None:
        raise OSError(ENOSPC, "No space left on device")

    def write(self, key: str, progress: Progress[Any]) -> None:
        raise OSError(ENOSPC, "No space left on device")


def test_on_a_full_disk_a_worker_answers_for_himself(tmp_path: Path) -> None:
    shelf = FullShelf(tmp_path / "statistics", lambda found: found, lambda data: data)
    process = StatisticsProcess(shelf, seconds=10.0)
    try:
        for key in ("ab" * 16, "cd" * 16):
            done = process.ask(key, lambda: (f"{WORK}:counting", (3,)), LONG)
            assert (done.state, done.found) == ("done", 3)
    finally:
        process.close()


def test_the_child_ends_with_its_pipe() -> None:
    ours, theirs = Pipe()
    thread = Thread(target=serve, args=(theirs,))
    thread.start()
    ours.send((f"{WORK}:counting", (2,)))
    assert [ours.recv() for _ in range(3)] == [("step", 1), ("step", 2), ("done", None)]
    ours.send((f"{WORK}:failing", ()))
    assert [ours.recv() for _ in range(2)][1] == ("failed", "ValueError: no digits left")
    ours.close()
    thread.join(LONG)
    assert not thread.is_alive()
    theirs.close()


def test_the_web_worker_imports_no_statistics_library() -> None:
    code = (
        "import sys, commands.web, dashboards.application\n"
        "print(sorted({'linearmodels', 'statsmodels', 'sklearn', 'pyhdfe'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
