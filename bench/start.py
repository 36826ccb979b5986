"""From an empty data directory to the first page, and the same a second time."""

import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from pathlib import Path

from bench.measurement import Measurement

_PORT = 8791
_PATIENCE = 600.0


def start(folder: Path, environ: Mapping[str, str]) -> Iterator[Measurement]:
    """Run `forecourt run` twice in one data directory and wait for the sign-in page."""
    home = folder / "home"
    first = _until_served(home, folder / "first.txt", environ)
    yield Measurement("first start: demo built, loaded, page served", first, "s", bar=90)
    second = _until_served(home, folder / "second.txt", environ)
    yield Measurement("second start: page served", second, "s", bar=5)


def _until_served(home: Path, log: Path, environ: Mapping[str, str]) -> float:
    command = [sys.executable, "-m", "app", "run", "--port", str(_PORT), "--workers", "1"]
    started = time.perf_counter()
    with log.open("wb") as out:
        process = subprocess.Popen(
            command,
            env={**environ, "FORECOURT_HOME": str(home)},
            stdout=out,
            stderr=subprocess.STDOUT,
        )
        try:
            while time.perf_counter() - started < _PATIENCE:
                if process.poll() is not None:
                    raise RuntimeError(f"the server ended: {log.read_text()[-2000:]}")
                if _answers():
                    return time.perf_counter() - started
                time.sleep(0.1)
            raise RuntimeError(f"nothing was served after {_PATIENCE:.0f} s")
        finally:
            process.terminate()
            process.wait(30)


def _answers() -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{_PORT}/login", timeout=5) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def clean_environ() -> dict[str, str]:
    """The environment of the commands, without settings of this process."""
    return {k: v for k, v in os.environ.items() if not k.startswith("FORECOURT_")}
