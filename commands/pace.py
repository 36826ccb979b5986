"""`forecourt pace`: the month of a store to its end: projection, target, break-even, rebates."""

import argparse
import json
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any, TextIO

from commands import missing_extracts
from commands.identity import configure_identity, identify
from commands.pace_text import write_month, write_people
from commands.question_options import configure_stores, day_from
from commands.reading import open_reader, regions_of
from commands.settings import Settings
from metrics.catalogue import kpi as kpi_of
from metrics.pace.breakeven import BreakEven
from metrics.pace.month import Line, StoreMonth, read_months
from metrics.pace.people import PersonMonth, read_people
from metrics.rebate_steps import Standing

NAME = "pace"
HELP = "where the month ends, against target, expenses and rebate steps · 月度进度与预计"

USUAL = ("retail_deliveries", "net_orders", "showroom_visits", "as_visits", "as_revenue")


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    configure_stores(parser)
    parser.add_argument(
        "--kpi",
        action="append",
        default=[],
        metavar="ID",
        help="a KPI that adds up over days, repeatable; without it, the usual ones · 指标代码",
    )
    parser.add_argument(
        "--people",
        action="store_true",
        help="and everybody with a target of his own · 分解到人",
    )
    parser.add_argument("--to", metavar="DATE", help="as of an earlier day · 截至日期")
    parser.add_argument("--json", action="store_true", help="as JSON · 输出 JSON")
    configure_identity(parser)


def run(args: argparse.Namespace, settings: Settings, out: TextIO) -> int:
    """Print the month of each store."""
    kpis = [kpi_of(name) for name in dict.fromkeys(args.kpi or USUAL)]
    day = day_from(args.to, "--to") if args.to else None
    with open_reader(settings) as reader:
        scope = identify(args, settings, regions_of(reader.backend), NAME, datetime.now(UTC))
        open_to = [kpi for kpi in kpis if scope.allows_department(kpi.department.value)]
        months = read_months(reader, scope, open_to, tuple(dict.fromkeys(args.store)), day)
        people: list[PersonMonth] = []
        if args.people and months:
            codes, end = [month.store.code for month in months], months[0].period.end
            for kpi in open_to:
                people += read_people(reader, scope, kpi, codes, end)
        if args.json:
            told = {
                "as_of": months[0].period.end.isoformat() if months else reader.as_of.isoformat(),
                "snapshot": reader.snapshot,
                "stores": [as_json(month, people) for month in months],
            }
            json.dump(told, out, ensure_ascii=False, indent=1)
            print(file=out)
        else:
            for month in months:
                write_month(month, settings.language, out)
                write_people(
                    [each for each in people if each.store == month.store.code],
                    settings.language,
                    out,
                )
    return 0


def as_json(month: StoreMonth, people: Sequence[PersonMonth] = ()) -> dict[str, Any]:
    """The month of a store in the shape that scripts rely on."""
    return {
        "store": month.store.code,
        "from": month.period.start.isoformat(),
        "to": month.period.end.isoformat(),
        "lines": [_line(line) for line in month.lines],
        "break_even": None if month.break_even is None else _break_even(month.break_even),
        "rebates": [_standing(standing) for standing in month.standings],
        "people": [_person(each) for each in people if each.store == month.store.code],
    }


def _person(each: PersonMonth) -> dict[str, Any]:
    return {
        "kpi": each.kpi,
        "team": each.team,
        "owner": each.owner,
        "to_date": each.to_date,
        "target": each.target.value,
        "version": each.target.version,
    }


def _line(line: Line) -> dict[str, Any]:
    outlook, gap, target = line.outlook, line.gap, line.target
    return {
        "kpi": line.code,
        "unit": line.unit.value,
        "to_date": line.to_date,
        "projected": outlook and outlook.end,
        "low": outlook and outlook.low,
        "high": outlook and outlook.high,
        "months_compared": outlook and outlook.compared,
        "elapsed_share": outlook and outlook.share,
        "selling_days": outlook and outlook.selling_days,
        "selling_days_left": outlook and outlook.days_left,
        "target": target and target.value,
        "version": target and target.version,
        "attainment": line.attainment,
        "due": gap and gap.due,
        "days_behind": gap and gap.days_behind,
        "required_per_day": gap and gap.per_day,
        "newest_days_missing": line.is_short,
        **missing_extracts.as_json(line.lacking_tables),
    }


def _break_even(found: BreakEven) -> dict[str, Any]:
    return {
        "day": found.day.isoformat() if found.day else None,
        "gross_to_date": found.gross_to_date,
        "gross_projected": found.gross_end,
        "expenses": found.expenses,
        "basis": found.basis.value,
        "books_beyond_documents_per_unit": found.beyond_per_unit,
        "estimate": True,
    }


def _standing(found: Standing) -> dict[str, Any]:
    policy = found.policy
    return {
        "policy": policy.code,
        "name": policy.name,
        "period": policy.text,
        "basis": policy.basis,
        "units": found.units,
        "step_reached": found.reached,
        "earned": found.earned,
        "next_step": found.next and found.next.number,
        "threshold": found.next and found.next.threshold,
        "units_to_go": found.units_to_go,
        "gain": found.gain,
        "gain_per_unit": found.gain_per_unit,
    }
