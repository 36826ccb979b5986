"""`forecourt opportunities`: what closing its gaps to its peers is worth to a store, a month."""

import argparse
import json
from datetime import UTC, datetime
from typing import Any, TextIO

from commands.errors import UserError
from commands.identity import configure_identity, identify
from commands.kpi import shown
from commands.question_options import configure_question, period_from
from commands.reading import open_reader, regions_of
from commands.settings import Settings
from metrics.model.words import Words
from metrics.opportunities.listing import Goal, Opportunities, opportunities

NAME = "opportunities"
HELP = "what closing the gaps to peers is worth, CNY a month · 差距的金额机会"

_HEAD = {
    Goal.MEDIAN: Words("补到同行中位数", "gaps closed to the median of peers"),
    Goal.BEST_QUARTILE: Words("补到同行前四分之一", "gaps closed to the best quarter of peers"),
}
_TOTAL = Words("合计(元/月)", "in all (CNY a month)")
_SURE = Words("其中超出平常波动", "of it beyond chance")
_CHANCE = Words("在平常波动之内", "can be chance")
_NONE = Words("没有落后的指标", "behind on nothing")


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    configure_question(parser)
    parser.add_argument(
        "--goal",
        default=Goal.MEDIAN.value,
        choices=[goal.value for goal in Goal],
        help="up to where gaps are closed; the median where not given · 补到哪里",
    )
    configure_identity(parser)


def run(args: argparse.Namespace, settings: Settings, out: TextIO) -> int:
    """Print the list of each store."""
    stores = tuple(dict.fromkeys(args.store))
    if not stores:
        raise UserError("expected a store, got none", "name it with --store CODE")
    with open_reader(settings) as reader:
        scope = identify(args, settings, regions_of(reader.backend), NAME, datetime.now(UTC))
        dated = args.period or args.first or args.last
        year = settings.fiscal_year_start
        period = period_from(args, reader.as_of, year) if dated else None
        goal = Goal(args.goal)
        found = [opportunities(reader, scope, store, period, goal) for store in stores]
    if args.json:
        json.dump([as_json(one) for one in found], out, ensure_ascii=False, indent=1)
        print(file=out)
    else:
        for one in found:
            _write(one, settings.language, out)
    return 0


def as_json(found: Opportunities) -> dict[str, Any]:
    """A list in the shape that scripts rely on; the amounts of the items add up to the total."""
    return {
        "snapshot": found.snapshot,
        "store": found.store,
        "from": found.period.start.isoformat(),
        "to": found.period.end.isoformat(),
        "goal": found.goal.value,
        "total": found.total,
        "beyond_noise": found.beyond_noise,
        "items": [
            {
                "kpi": item.kpi.id,
                "department": item.department.value,
                "unit": item.kpi.unit.value,
                "value": item.value,
                "goal": item.goal,
                "peers": item.of,
                "basis": list(item.basis),
                "per_month": item.per_month,
                "alone": item.alone,
                "beyond_noise": item.beyond_noise,
            }
            for item in found.items
        ],
        "level": list(found.level),
        "unknown": list(found.unknown),
    }


def _write(found: Opportunities, language: str, out: TextIO) -> None:
    period, head = found.period, _HEAD[found.goal].say(language)
    print(f"{found.store} {period.start} - {period.end}  {head}", file=out)
    for item in found.items:
        unit = item.kpi.unit
        values = f"{shown(item.value, unit):>14} -> {shown(item.goal, unit):>14}"
        chance = f"  {_CHANCE.say(language)}" if item.beyond_noise is False else ""
        name = f"{item.kpi.name.say(language)} ({item.kpi.id})"
        print(f"  {item.per_month:>12,.0f}  {values}  {name}{chance}", file=out)
    if not found.items:
        print(f"  {_NONE.say(language)}", file=out)
    said = f"  {found.total:>12,.0f}  {_TOTAL.say(language)}"
    if found.items:
        said += f", {_SURE.say(language)} {found.beyond_noise:,.0f}"
    print(said, file=out)
