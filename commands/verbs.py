"""The verbs, in the order of the help."""

import argparse
from typing import Protocol, TextIO

from commands import (
    bench,
    bridge,
    demo,
    drivers,
    forget,
    kpi,
    kpis,
    load,
    map,
    opportunities,
    pace,
    rejected,
    renew,
    retain,
    rows,
    run,
    send_due,
    serve,
    template,
    user,
    values,
    verify,
    visit_pack,
    watch,
)
from commands.settings import Settings


class Verb(Protocol):
    """What a module of a verb offers."""

    NAME: str
    HELP: str

    def configure(self, parser: argparse.ArgumentParser) -> None:
        """Declare options."""

    def run(self, args: argparse.Namespace, settings: Settings, out: TextIO) -> int:
        """Carry it out and return the exit status."""


VERBS: tuple[Verb, ...] = (
    run,
    serve,
    demo,
    load,
    map,
    watch,
    rejected,
    renew,
    template,
    kpis,
    kpi,
    pace,
    bridge,
    drivers,
    opportunities,
    rows,
    visit_pack,
    send_due,
    user,
    values,
    forget,
    retain,
    verify,
    bench,
)
