"""Visit packs for the screen: each made by `forecourt visit-pack` in a process of its own.

`visit-packs/<key>/` holds the order, what the command said and the file, for a day.
"""

import json
import re
import shutil
import time
from collections.abc import Callable
from dataclasses import asdict
from datetime import date
from pathlib import Path

from commands.jobs import job_of, start
from commands.printing import find_printer
from commands.settings import Settings
from dashboards.visit_pack.ordering import FORMATS, Order, Ordered

FOLDER = "visit-packs"
KEPT_SECONDS = 24 * 3600
_KEY = re.compile(r"[0-9a-f]{32}")
_JOB = "make"


class VisitPacks:
    """The packs of a data directory.

    Args:
        settings: Whose data directory.
        token: Makes 32 hexadecimal digits, for keys that nobody guesses.
    """

    def __init__(self, settings: Settings, token: Callable[[], str]) -> None:
        self._settings = settings
        self._token = token
        self._folder = settings.home / FOLDER

    @property
    def formats(self) -> tuple[str, ...]:
        """All that the command can make on this machine."""
        return tuple(each for each in FORMATS if each != "pdf" or find_printer() is not None)

    def start(self, order: Order) -> str:
        """Begin to make a pack; somebody whose last one is not done yet gets that one."""
        self._sweep()
        for key in self._keys():
            found = self.find(key)
            if found is not None and found.order.who == order.who and found.state == "making":
                return key
        key = self._token()
        folder = self._folder / key
        folder.mkdir(mode=0o700, parents=True)
        note = {**asdict(order), "start": order.start.isoformat(), "end": order.end.isoformat()}
        (folder / "order.json").write_text(json.dumps(note, ensure_ascii=False), encoding="utf-8")
        # With "=" a name that begins with a dash is still a name.
        words = ["visit-pack", "--json", f"--as={order.who}", "--lang", order.language]
        words += ["--from", note["start"], "--to", note["end"], "--out", str(_file(folder, order))]
        words += [f"--store={code}" for code in order.stores]
        start(folder, _JOB, words, self._settings)
        return key

    def find(self, key: str) -> Ordered | None:
        """An order by its key."""
        folder = self._folder / key
        if not _KEY.fullmatch(key) or not (folder / "order.json").is_file():
            return None
        note = json.loads((folder / "order.json").read_text(encoding="utf-8"))
        order = Order(
            note["who"],
            note["rights"],
            tuple(note["stores"]),
            date.fromisoformat(note["start"]),
            date.fromisoformat(note["end"]),
            note["language"],
            note["format"],
        )
        job = job_of(folder, _JOB)
        if job is not None and job.running:
            return Ordered(order, "making")
        path = _file(folder, order)
        if job is None or job.answer is None or not path.is_file():
            return Ordered(order, "failed", fault="" if job is None else job.fault)
        return Ordered(order, "ready", path)

    def _keys(self) -> list[str]:
        return [path.name for path in self._folder.iterdir()] if self._folder.is_dir() else []

    def _sweep(self) -> None:
        """Let go of packs of yesterday: figures move on, and files of figures should not lie."""
        for key in self._keys():
            folder = self._folder / key
            if time.time() - folder.stat().st_mtime > KEPT_SECONDS:
                shutil.rmtree(folder, ignore_errors=True)


def _file(folder: Path, order: Order) -> Path:
    return folder / f"pack.{order.format}"
