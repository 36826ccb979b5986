"""`forecourt renew`: the published snapshot once more, by the definitions of this version."""

import argparse
from datetime import UTC, datetime
from typing import TextIO

from commands.errors import UserError
from commands.publishing import build_anew
from commands.reading import published, snapshots_of
from commands.settings import Settings
from metrics.rolled_up import is_of_this_version
from warehouse.snapshots import SnapshotError

NAME = "renew"
HELP = "build the snapshot anew by the definitions of this version · 按当前版本重建快照"


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the options: there are none."""


def run(args: argparse.Namespace, settings: Settings, out: TextIO) -> int:
    """Build it, whether it is of another version or not."""
    if not published(settings):
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
    """
    if not published(settings):
        return
    try:
        with snapshots_of(settings).current() as snapshot:
            fits = is_of_this_version(snapshot.backend)
    except SnapshotError:
        # What cannot be read says so where it is served.
        return
    if not fits:
        print(
            "the data was prepared by another version; preparing it anew · "
            "数据由其他版本生成,正在重建",
            file=out,
            flush=True,
        )
        _renew(settings, out)


def _renew(settings: Settings, out: TextIO) -> None:
    def say(step: str) -> None:
        print(f"… {step}", file=out, flush=True)

    print(f"snapshot {build_anew(settings, datetime.now(UTC), say)}", file=out, flush=True)
