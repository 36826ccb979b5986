"""`forecourt renew`: the published snapshot once more, by the definitions of this version."""

import argparse
from collections.abc import Callable
from datetime import UTC, datetime
from typing import TextIO

from commands.clickhouse import NotSentError, send_what_waits
from commands.errors import UserError
from commands.publishing import build_anew
from commands.reading import loads_here, snapshots_of
from commands.settings import Settings
from metrics.rolled_up import definitions_of, fingerprint, is_of_this_version
from warehouse.snapshots import SnapshotError

NAME = "renew"
HELP = "build the snapshot anew by the definitions of this version · 按当前版本重建快照"


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the options: there are none."""


def run(args: argparse.Namespace, settings: Settings, out: TextIO) -> int:
    """Build it, whether it is of another version or not."""
    if not loads_here(settings):
        raise UserError(
            f"nothing has been loaded into {settings.home} yet",
            "run `make run` for a demo network, or `forecourt load PATH` for extracts",
        )
    _renew(settings, out)
    return 0


def renew_if_of_another_version(settings: Settings, out: TextIO) -> None:
    """Build the snapshot anew where other definitions built it.

    It would be answered from its details, in seconds a page; and details may lack what these
    definitions read.

    Raises:
        UserError: the snapshot comes from another machine, which must build it.
    """
    try:
        if settings.warehouse_url is not None and loads_here(settings):
            send_what_waits(settings, datetime.now(UTC), _saying(out))
        with snapshots_of(settings).current() as snapshot:
            fits = is_of_this_version(snapshot.backend)
    except (NotSentError, SnapshotError) as error:
        # What cannot be read says so where it is served.
        if settings.warehouse_url is not None:
            print(f"! {error}", file=out, flush=True)
        return
    if not fits and not loads_here(settings):
        raise UserError(
            f"snapshot {snapshot.id} was prepared by other definitions "
            f"({(definitions_of(snapshot.backend) or 'none')[:12]}) than those of this version "
            f"({fingerprint()[:12]})",
            "use the version of Forecourt that loads, or run `forecourt renew` there with this one",
        )
    if not fits:
        print(
            "the data was prepared by another version; preparing it anew · "
            "数据由其他版本生成,正在重建",
            file=out,
            flush=True,
        )
        _renew(settings, out)


def _renew(settings: Settings, out: TextIO) -> None:
    made = build_anew(settings, datetime.now(UTC), _saying(out))
    print(f"snapshot {made}", file=out, flush=True)


def _saying(out: TextIO) -> Callable[[str], None]:
    def say(step: str) -> None:
        print(f"… {step}", file=out, flush=True)

    return say
