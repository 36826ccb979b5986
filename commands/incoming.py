"""One look into an inbox: complete files are loaded together and put away with their reports."""

import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path, PurePosixPath

from commands.publishing import load_paths
from commands.settings import Settings
from data_loaders.inbox import DONE, REFUSED, Inbox
from data_loaders.report import FileReport, LoadReport
from data_loaders.report_text import render
from data_loaders.wording import Language


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What a look into an inbox gave.

    Attributes:
        report: Of the load.
        places: Where each file is now.
    """

    report: LoadReport
    places: tuple[Path, ...]


def take_in(
    inbox: Inbox, settings: Settings, clock: float, now: datetime, language: Language
) -> TakenIn | None:
    """Load what is complete; None where there was nothing, or another watcher is at it.

    Args:
        inbox: The folder.
        settings: Whose data directory.
        clock: Seconds of a clock that never jumps, to tell which files have settled.
        now: Time of the load.
        language: Of the reports.

    Raises:
        UserError: If the load could not be published; the files stay taken and come again.
    """
    with inbox.hold() as held:
        if not held:
            return None
        inbox.take(inbox.ready(clock))
        before = {name: inbox.state(name) for name in inbox.taken()}
        if not before:
            return None
        report = load_paths(settings, [inbox.taking], now)
        stamp = f"{now:%Y%m%d-%H%M%S}"
        # What somebody went on writing to meanwhile stays, and is read again in the next round.
        unchanged = [name for name, state in before.items() if inbox.state(name) == state]
        places = [_put(inbox, name, report, stamp, language) for name in unchanged]
        return TakenIn(report, tuple(places))


def _put(inbox: Inbox, name: str, report: LoadReport, stamp: str, language: Language) -> Path:
    own = LoadReport([f for f in report.files if _is_of(f, name)], report.snapshot)
    # Of a sheet that is refused nothing is kept: somebody has to mend the file.
    faulty = own.exit_status == 2 or any(file.state == "refused" for file in own.files)
    texts = {
        ".txt": render(own, language) + "\n",
        ".json": json.dumps(own.as_json(language), ensure_ascii=False, indent=1) + "\n",
    }
    return inbox.put(name, REFUSED if faulty else DONE, texts, stamp)


def _is_of(file: FileReport, name: str) -> bool:
    """Whether a report is of a file, or of a member of the archive that it is."""
    return file.file == name or file.file.startswith((f"{name}/", f"{PurePosixPath(name).name}/"))
