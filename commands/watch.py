"""`forecourt watch`: loads what arrives in a folder, and what is due at a time of the day."""

import argparse
import hashlib
import time as clocks
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import TextIO, cast

from commands.daily import Daily
from commands.errors import UserError
from commands.incoming import take_in
from commands.publishing import load_paths
from commands.settings import Settings
from data_loaders.inbox import Inbox, only_one
from data_loaders.report import LoadReport
from data_loaders.report_text import render
from data_loaders.wording import Language
from warehouse.snapshots.durable import write_text

NAME = "watch"
HELP = "load what arrives in a folder, and sources at a time of the day · 监视收件目录，定时导入"

_EPILOG = (
    "files that are complete are loaded and moved to done/ or refused/ with their report; "
    "a file is complete when it has not changed for a while, when NAME.done stands beside it, or "
    "when it was renamed from NAME.part"
)
_AGAIN = timedelta(minutes=10)
_ATTEMPTS = 6


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.epilog = _EPILOG
    parser.add_argument("--inbox", type=Path, metavar="DIR", help="folder to watch · 收件目录")
    parser.add_argument(
        "--at",
        action="append",
        default=[],
        metavar="HH:MM",
        help="load the sources at this time every day, repeatable · 每天几点导入",
    )
    parser.add_argument(
        "--source",
        nargs="+",
        action="extend",
        default=[],
        metavar="PATH",
        help="file, folder, archive or address of a database · 定时导入的来源",
    )
    parser.add_argument(
        "--settle",
        type=float,
        default=10.0,
        metavar="SECONDS",
        help="how long a file must stay unchanged (10) · 文件多久不变才算完整",
    )
    parser.add_argument(
        "--every",
        type=float,
        default=5.0,
        metavar="SECONDS",
        help="how often to look (5) · 多久看一次",
    )
    parser.add_argument(
        "--once", action="store_true", help="look once, load what is complete, and end · 只看一次"
    )
    parser.add_argument("--lang", choices=("zh", "en"), help="language of the reports")


@dataclass(frozen=True, slots=True)
class Clock:
    """Time, as the watcher sees it.

    Attributes:
        now: Time with zone.
        steady: Seconds of a clock that never jumps.
        sleep: Waits so many seconds.
    """

    now: Callable[[], datetime] = lambda: datetime.now(UTC)
    steady: Callable[[], float] = clocks.monotonic
    sleep: Callable[[float], None] = clocks.sleep


@dataclass(slots=True)
class Watcher:
    """Looks into the inbox and at the clock, round by round.

    Attributes:
        settings: Whose data directory.
        clock: Time.
        say: Takes lines for people.
        language: Of the reports.
        inbox: None where no folder is watched.
        daily: None where nothing is due at a time.
        sources: What is loaded then.
    """

    settings: Settings
    clock: Clock
    say: Callable[[str], None]
    language: Language
    inbox: Inbox | None = None
    daily: Daily | None = None
    sources: Sequence[str] = ()
    _failed: int = 0
    _not_before: datetime | None = field(default=None)

    def look(self) -> Iterator[LoadReport]:
        """Carry out one round and yield the reports of its loads.

        What another load or a full disk prevents is said and tried again in the next round.
        """
        for step in (self._inbox, self._schedule):
            try:
                report = step()
            except (UserError, OSError) as error:
                self.say(f"forecourt watch: {error}")
                continue
            if report is not None:
                yield report

    def _inbox(self) -> LoadReport | None:
        if self.inbox is None:
            return None
        clock = self.clock
        found = take_in(
            self.inbox, self.settings, clock.steady(), clock.now().astimezone(), self.language
        )
        if found is None:
            return None
        self.say(render(found.report, self.language))
        for place in found.places:
            self.say(f"→ {place}")
        return found.report

    def _schedule(self) -> LoadReport | None:
        daily, now = self.daily, self.clock.now()
        if daily is None or (self._not_before is not None and now < self._not_before):
            return None
        reports = self.settings.home / "reports"
        reports.mkdir(mode=0o700, parents=True, exist_ok=True)
        with only_one(reports / ".lock") as held:
            moment = daily.due(now.astimezone().replace(tzinfo=None)) if held else None
            if moment is None:
                return None
            report = load_paths(self.settings, self.sources, now)
            text = render(report, self.language)
            write_text(reports / f"{moment:%Y%m%d-%H%M}.txt", text + "\n")
            self.say(text)
            self._settle(daily, moment, report, now)
            return report

    def _settle(self, daily: Daily, moment: datetime, report: LoadReport, now: datetime) -> None:
        """Where nothing at all could be loaded, a source may be back in a while."""
        if report.exit_status == 2 and self._failed + 1 < _ATTEMPTS:
            self._failed += 1
            self._not_before = now + _AGAIN
            return
        self._failed, self._not_before = 0, None
        daily.finish(moment)


def run(args: argparse.Namespace, settings: Settings, out: TextIO) -> int:
    """Watch until told to stop; with `--once` the worst exit status of the loads."""
    return watch(args, settings, lambda line: print(line, file=out, flush=True), Clock())


def watch(
    args: argparse.Namespace,
    settings: Settings,
    say: Callable[[str], None],
    clock: Clock,
    rounds: int | None = None,
) -> int:
    """Watch with a given clock.

    Args:
        args: As parsed.
        settings: Whose data directory.
        say: Takes lines for people.
        clock: Time.
        rounds: After how many rounds to end; None for never.
    """
    _check(args)
    settings.home.mkdir(mode=0o700, parents=True, exist_ok=True)
    times = [_time(text) for text in args.at]
    watcher = Watcher(
        settings,
        clock,
        say,
        cast(Language, args.lang or settings.language),
        Inbox(args.inbox, args.settle) if args.inbox else None,
        Daily(times, _state(settings, args)) if times else None,
        args.source,
    )
    if args.once:
        # The first look only learns what is there.
        rounds = 2 if args.settle else 1
    if args.inbox:
        say(f"watching {args.inbox} · 正在监视")
    if args.at:
        say(f"daily at {', '.join(args.at)}: {len(args.source)} sources · 每天定时导入")
    worst, done = 0, 0
    while True:
        for report in watcher.look():
            worst = max(worst, report.exit_status)
        done += 1
        if rounds is not None and done >= rounds:
            return worst
        clock.sleep(args.settle if args.once else args.every)


def _check(args: argparse.Namespace) -> None:
    if args.inbox is None and not args.at:
        raise UserError("nothing to watch", "name --inbox DIR, or --at HH:MM with --source PATH")
    if bool(args.at) != bool(args.source):
        raise UserError(
            "--at and --source belong together: when, and what",
            "add --source PATH" if args.at else "add --at HH:MM",
        )
    if args.inbox is not None and not args.inbox.is_dir():
        raise UserError(f"{args.inbox}: expected a folder", "make it, or name another --inbox")
    if args.settle < 0 or args.every <= 0:
        raise UserError("--settle and --every count seconds", "give numbers above zero")


def _time(text: str) -> time:
    try:
        return datetime.strptime(text, "%H:%M").time()  # noqa: DTZ007 - a time of the day
    except ValueError:
        raise UserError(f"--at: expected HH:MM, got {text}", "write it as 06:30") from None


def _state(settings: Settings, args: argparse.Namespace) -> Path:
    """Each schedule has a memory of its own."""
    told = "\n".join([*sorted(args.at), "", *args.source])
    name = hashlib.sha256(told.encode()).hexdigest()[:12]
    return settings.home / "reports" / f".schedule-{name}.json"
