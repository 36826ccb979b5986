"""`forecourt retain`: people who have not been seen for longer than data may be kept."""

import argparse
from datetime import UTC, datetime
from typing import TextIO

from commands.errors import UserError
from commands.forget import say
from commands.forgetting import forget
from commands.reading import published, snapshots_of
from commands.settings import Settings
from metrics.model.period import add_months
from warehouse.persons import not_seen_since
from warehouse.snapshots import SnapshotError

NAME = "retain"
HELP = "forget people not seen for some months · 到期删除个人信息"

_EPILOG = (
    "Counted back from the newest business day of the data, not from today. Whoever has a "
    "document since then stays, with all earlier ones. Texts of rows refused before that day go "
    "too. exit status: 0 done or nothing to do, 1 not confirmed"
)
_SHORTEST, _LONGEST = 1, 600


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.epilog = _EPILOG
    parser.add_argument(
        "--months", type=int, required=True, metavar="N", help="how long people are kept"
    )
    parser.add_argument("--yes", action="store_true", help="do it; it cannot be undone")


def run(args: argparse.Namespace, settings: Settings, out: TextIO) -> int:
    """Find who was not seen since, and forget them if confirmed."""
    if not _SHORTEST <= args.months <= _LONGEST:
        raise UserError(
            f"--months: expected {_SHORTEST} to {_LONGEST}, got {args.months}",
            "name a number of months",
        )
    if not published(settings):
        raise UserError(
            f"nothing has been loaded into {settings.home} yet", "run `forecourt load PATH` first"
        )
    try:
        with snapshots_of(settings).current() as snapshot:
            day = add_months(snapshot.as_of, -args.months)
            found = not_seen_since(snapshot.backend, day)
    except SnapshotError as error:
        raise UserError(str(error), "load the extracts again") from None
    print(
        f"not seen since {day}: {len(found)} identifiers of people and their vehicles · "
        f"自 {day} 起无单据的人和车辆标识",
        file=out,
    )
    if not args.yes:
        print("nothing was changed; add --yes to forget them · 未作改动,确认请加 --yes", file=out)
        return 1
    say(forget(settings, found, datetime.now(UTC), reason="retention", texts_before=day), out)
    return 0
