"""Uploads of the page `/data`: kept in the data directory, looked at and loaded by processes.

`uploads/<key>/` holds notes, the file under its own name (which may tell store and date), and what
`forecourt map` and `forecourt load` said of it.
"""

import json
import os
import re
import shutil
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import IO

from commands.errors import UserError
from commands.jobs import Job, job_of, start
from commands.own_profiles import known_stores, own_profiles, profile_folder, values_folder
from commands.settings import Settings
from commands.waiting import UPLOADS
from dashboards.intake import Confirmed, State, Unlisted, Upload
from data_loaders.mapping.decisions import (
    BrokenDecisionsError,
    DecisionError,
    decide,
    read_decisions,
)
from data_loaders.mapping.inspecting import columns_of
from data_loaders.mapping.profile_file import (
    OwnProfile,
    ProfileFileError,
    SheetMapping,
    checked,
    column_words,
)
from data_loaders.mapping.profile_folder import keep_profile
from data_loaders.mapping.unlisted import answered, waiting_values
from data_loaders.profiles.profile import StatedStore
from warehouse.schema import TABLES

# Room for the file, its copy in the making and the snapshot that it becomes part of.
_ROOM = 2.5
_KEY = re.compile(r"\d{8}-\d{6}-[0-9a-f]{8}")
_UNFIT = re.compile(r"[\x00-\x1f\x7f/\\]")
_NAME_BYTES = 180
_RELOAD = "reload"


class Receiving:
    """A file on its way in, below a name that nobody reads yet."""

    def __init__(
        self, folder: Path, final: Path, notes: Mapping[str, str], after: Callable[[], None]
    ) -> None:
        self._folder, self._final, self._notes, self._after = folder, final, notes, after
        (folder / "file").mkdir(mode=0o700, parents=True)
        self._path = folder / "file" / notes["name"]
        self.stream: IO[bytes] = self._path.open("w+b")

    def keep(self) -> str:
        """Give it a place, start a look at it, and return its key."""
        self.stream.flush()
        os.fsync(self.stream.fileno())
        self.stream.close()
        self._path.chmod(0o600)
        notes = {**self._notes, "size": self._path.stat().st_size}
        text = json.dumps(notes, ensure_ascii=False)
        (self._folder / "notes.json").write_text(text, encoding="utf-8")
        self._folder.rename(self._final)
        self._after()
        return self._final.name

    def discard(self) -> None:
        """Let go of it."""
        self.stream.close()
        shutil.rmtree(self._folder, ignore_errors=True)


class Intake:
    """The uploads of a data directory.

    Args:
        settings: Whose data directory.
        token: Makes eight hexadecimal digits, for keys that nobody guesses.
    """

    def __init__(self, settings: Settings, token: Callable[[], str]) -> None:
        self._settings = settings
        self._token = token
        self._folder = settings.home / UPLOADS

    @property
    def most_bytes(self) -> int:
        """The largest upload."""
        return self._settings.upload_megabytes << 20

    def has_room(self, size: int) -> bool:
        """Whether the disk has room for so many bytes and their load."""
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        return shutil.disk_usage(self._folder).free >= size * _ROOM

    def uploads(self) -> Sequence[Upload]:
        """All uploads, newest first."""
        keys = [path.name for path in self._folder.iterdir()] if self._folder.is_dir() else []
        found = (self.upload(key) for key in sorted(keys, reverse=True))
        return [each for each in found if each is not None]

    def upload(self, key: str) -> Upload | None:
        """One of them; the bytes of a file that went in whole are let go of here."""
        folder = self._folder / key
        if not _KEY.fullmatch(key) or not (folder / "notes.json").is_file():
            return None
        notes = json.loads((folder / "notes.json").read_text(encoding="utf-8"))
        look, load = job_of(folder, "look"), job_of(folder, "load")
        report = load.answer if load is not None else None
        if report is not None and _went_in(report):
            shutil.rmtree(folder / "file", ignore_errors=True)
        sheets = look.answer if look is not None and look.answer is not None else ()
        return Upload(
            key=key,
            name=notes["name"],
            size=notes["size"],
            who=notes["who"],
            at=datetime.fromisoformat(notes["at"]),
            state=_state(look, load),
            sheets=sheets,
            report=report,
            fault=_fault(look, load),
            here=(folder / "file" / notes["name"]).is_file(),
        )

    def receive(self, name: str, who: str, now: datetime) -> Receiving:
        """Begin to take in a file."""
        key = f"{now:%Y%m%d-%H%M%S}-{self._token()}"
        notes = {"name": file_name(name), "who": who, "at": now.isoformat()}
        draft = self._folder / f".{key}.part"
        return Receiving(draft, self._folder / key, notes, lambda: self.look(key))

    def look(self, key: str, sheet: str = "", table: str = "") -> None:
        """Look at a file again; for a sheet, a person may have chosen the table."""
        path = self._path(key)
        if path is not None:
            lang = self._settings.language
            chosen = ["--table", table, "--for-sheet", sheet] if table else []
            start(
                path.parents[1],
                "look",
                ["map", str(path), "--json", "--lang", lang, *chosen],
                self._settings,
            )

    def load(self, key: str, language: str, store: str = "") -> None:
        """Start a load of it in a process of its own."""
        path = self._path(key)
        if path is not None:
            stated = ["--store", store] if store else []
            words = ["load", str(path), "--json", "--lang", language, *stated]
            start(path.parents[1], "load", words, self._settings)

    def remove(self, key: str) -> None:
        """Forget an upload; what was loaded from it stays."""
        found = self.upload(key)
        if found is not None and not found.busy:
            shutil.rmtree(self._folder / key)

    def confirm(self, confirmed: Confirmed) -> Mapping[str, Sequence[str]]:
        """Keep a mapping as a profile; returns what is wrong, by language, if anything is."""
        sheet = SheetMapping(confirmed.table, confirmed.columns, confirmed.left_out)
        try:
            earlier = {each.name: each for each in own_profiles(self._settings)}
            profile = earlier.get(confirmed.name) or OwnProfile(confirmed.name, ())
            words = confirmed.words.strip() or profile.zh
            store = profile.store
            if confirmed.store:
                store = StatedStore(confirmed.store, self._store_name(confirmed.store))
            made = OwnProfile(profile.name, profile.sheets, words, words, store).with_sheet(sheet)
            keep_profile(profile_folder(self._settings), checked(made))
        except ProfileFileError as error:
            return {
                "zh": [each.text("zh") for each in error.problems],
                "en": [each.text("en") for each in error.problems],
            }
        except UserError as error:
            return {"zh": [str(error)], "en": [str(error)]}
        return {}

    def tables(self) -> Sequence[tuple[str, str, str]]:
        """Name, Chinese and English of every table."""
        return [(name, table.info["zh"], table.info["en"]) for name, table in TABLES.items()]

    def columns(self, table: str) -> Sequence[tuple[str, str, str]]:
        """Name, Chinese and English of the columns that a sheet may fill."""
        return columns_of(table) if table in TABLES else []

    def unlisted(self) -> Sequence[Unlisted]:
        """Values that wait for their meaning; none while what was decided cannot be read."""
        if self._broken():
            return []
        return [
            Unlisted(
                each.table, each.column, each.text, each.rows, each.file,
                dict(zip(("zh", "en"), _words(each.table, each.column), strict=True)),
                each.listed,
            )
            for each in waiting_values(values_folder(self._settings))
        ]  # fmt: skip

    def decide(self, table: str, column: str, text: str, value: str) -> bool:
        """Say what a value means; False where that is no answer."""
        try:
            decide(values_folder(self._settings), table, column, text, value)
        except DecisionError:
            return False
        return True

    def reload(self, language: str) -> None:
        """Start to read again what has been decided about; nothing where there is nothing."""
        if not self._broken() and answered(values_folder(self._settings)):
            words = ["values", "--reload", "--json", "--lang", language]
            start(values_folder(self._settings), _RELOAD, words, self._settings)

    def reloading(self) -> tuple[bool, str]:
        """Whether that is under way, and what went wrong the last time or would go wrong."""
        broken = self._broken()
        if broken:
            return False, broken
        job = job_of(values_folder(self._settings), _RELOAD)
        return (False, "") if job is None else (job.running, job.fault)

    def _broken(self) -> str:
        try:
            read_decisions(values_folder(self._settings))
        except BrokenDecisionsError as error:
            return str(error)
        return ""

    def _path(self, key: str) -> Path | None:
        found = self.upload(key)
        if found is None or not found.here or found.busy:
            return None
        return self._folder / key / "file" / found.name

    def _store_name(self, code: str) -> str:
        names = known_stores(self._settings).names
        return next((name for name, each in names.items() if each == code), code)


def file_name(name: str) -> str:
    """Return the name of a file as it may stand in a folder of ours."""
    plain = _UNFIT.sub("_", name.replace("\\", "/").rpartition("/")[2]).strip().lstrip(".~")
    ending = Path(plain).suffix[:16]
    stem = plain[: len(plain) - len(ending)] if ending else plain
    while len((stem + ending).encode()) > _NAME_BYTES:
        stem = stem[:-1]
    return (stem + ending) or "upload"


def _words(table: str, column: str) -> tuple[str, str]:
    zh, en = column_words(table, column)
    info = TABLES[table].info
    return f"{info['zh']} · {zh}", f"{info['en']} · {en}"


def _went_in(report: Mapping[str, list[dict[str, object]]]) -> bool:
    files = report["files"]
    return bool(files) and all(
        file["state"] in ("loaded", "already_loaded", "skipped") and not file["quarantined"]
        for file in files
    )


def _state(look: Job | None, load: Job | None) -> State:
    if load is not None and load.running:
        return "loading"
    if look is not None and look.running:
        return "looking"
    if load is not None:
        return "failed" if load.answer is None else "loaded"
    return "failed" if look is None or look.answer is None else "looked"


def _fault(look: Job | None, load: Job | None) -> str:
    return next((job.fault for job in (load, look) if job is not None and job.fault), "")
