"""Commands as processes of their own: at work, done, or ended without an answer."""

import os
import signal
import time
from pathlib import Path

import pytest

from commands.jobs import Job, job_of, start
from commands.settings import Settings


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings.from_environ({"FORECOURT_HOME": str(tmp_path / "home")})


def ended(folder: Path, name: str) -> Job:
    """Wait for the end of a job."""
    for _ in range(1200):
        job = job_of(folder, name)
        assert job is not None
        if not job.running:
            return job
        time.sleep(0.05)
    raise AssertionError("it did not end within a minute")


def test_a_command_gives_its_answer_when_it_has_ended(settings: Settings, tmp_path: Path) -> None:
    assert job_of(tmp_path, "a") is None
    assert start(tmp_path, "a", ["values", "--json"], settings)
    assert ended(tmp_path, "a") == Job(running=False, answer=[])


def test_a_mistake_is_told_in_the_commands_own_words(settings: Settings, tmp_path: Path) -> None:
    words = ["values", "--set", "orders.x", "a", "b", "--json"]
    assert start(tmp_path, "a", words, settings)
    job = ended(tmp_path, "a")
    assert job.answer is None
    assert "there is no table orders" in job.fault
    assert "Traceback" not in job.fault


def test_one_of_a_name_at_a_time_and_a_killed_one_leaves_nothing_to_repair(
    settings: Settings, tmp_path: Path
) -> None:
    fifo = tmp_path / "endless.csv"
    os.mkfifo(fifo)
    assert start(tmp_path, "a", ["map", str(fifo), "--json"], settings)
    assert job_of(tmp_path, "a") == Job(running=True)
    assert not start(tmp_path, "a", ["values", "--json"], settings)
    assert start(tmp_path, "b", ["values", "--json"], settings)
    os.kill(_holder(tmp_path / "a.lock"), signal.SIGKILL)
    assert ended(tmp_path, "a") == Job(running=False, fault="?")
    assert start(tmp_path, "a", ["values", "--json"], settings)
    assert ended(tmp_path, "a").answer == []
    assert ended(tmp_path, "b").answer == []


def _holder(lock: Path) -> int:
    """The process that has a file open, as the system tells it."""
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            opened = {link.resolve() for link in (folder / "fd").iterdir()}
        except OSError:
            continue
        if lock.resolve() in opened and int(folder.name) != os.getpid():
            return int(folder.name)
    raise AssertionError("nobody holds it")
