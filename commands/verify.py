"""`forecourt verify`: whether the published snapshot and the application database hold together."""

import argparse
from typing import TextIO

from access import problems as people_problems
from access.scope import OPERATOR
from commands.application_database import application_database
from commands.plans import plan_notes, plan_problems
from commands.reading import open_reader
from commands.settings import Settings
from metrics.catalogue import CATALOGUE
from metrics.model.period import Period, first_of_month
from metrics.reader import Question
from metrics.rolled_up import read_rolled_up
from metrics.selection import Selection
from metrics.verification import roll_ups_agree, shares_in_range

NAME = "verify"
HELP = "check the published snapshot and the application database · 数据自检"


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the options: there are none."""


def run(args: argparse.Namespace, settings: Settings, out: TextIO) -> int:
    """Print what is wrong; exit status 1 if anything is."""
    found: list[str] = []
    with open_reader(settings) as reader:
        stores = [store.code for store in reader.directory(OPERATOR)]
        print(f"snapshot {reader.snapshot}, as of {reader.as_of}, {len(stores)} stores", file=out)
        measures = read_rolled_up(reader.backend).measures
        found += roll_ups_agree(reader, CATALOGUE, stores, measures)
        month = Period(first_of_month(reader.as_of), reader.as_of)
        by_store = reader.ask(OPERATOR, Question(Selection(month, by=("store",)), CATALOGUE))
        kpis = {kpi.id: kpi for kpi in CATALOGUE}
        for figure in by_store.rows:
            if not shares_in_range(kpis[figure.kpi], figure.value):
                found.append(
                    f"{figure.kpi} of {figure.keys['store']} is {figure.value}: "
                    "a share must lie between 0 and 1"
                )
        found += plan_problems(reader.backend, settings.language)
        for note in plan_notes(reader.backend, settings.language):
            print(f"~ {note}", file=out)
    with application_database(settings) as engine:
        found += list(people_problems(engine))
    for problem in found:
        print(f"! {problem}", file=out)
    print(f"{len(found)} problems" if found else "ok", file=out)
    return 1 if found else 0
