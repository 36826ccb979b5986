"""`forecourt kpi ID...`: figures for stores and a period."""

import argparse
import json
from datetime import UTC, datetime
from typing import Any, TextIO

from commands import missing_extracts
from commands.explain_text import print_steps, steps_as_json
from commands.identity import configure_identity, identify
from commands.question_options import configure_question, period_from
from commands.reading import open_reader, regions_of
from commands.settings import Settings
from metrics.catalogue import kpi as kpi_of
from metrics.explaining import explain
from metrics.model.kpi import Unit
from metrics.money import HOME
from metrics.pace.outlook import Ahead
from metrics.reader import Question
from metrics.result import Compared, Figure, Peers, Result
from metrics.selection import COMPARISONS, Selection

NAME = "kpi"
HELP = "figures of one or more KPIs · 查询指标"


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("ids", nargs="+", metavar="ID", help="from `forecourt kpis` · 指标代码")
    configure_question(parser)
    parser.add_argument(
        "--by",
        action="append",
        default=[],
        metavar="GROUP",
        help="store, region, brand, city, day, week, month, quarter, year, or a dimension of the "
        "documents such as consultant; repeatable · 分组",
    )
    parser.add_argument(
        "--compare",
        action="append",
        default=[],
        metavar="WITH",
        help=f"{', '.join(COMPARISONS)}; repeatable · 对比",
    )
    parser.add_argument(
        "--explain",
        action="store_true",
        help="also which roll-up or details answer each statement, why, and what is read · "
        "说明每条语句由哪份汇总或明细回答",
    )
    configure_identity(parser)


def run(args: argparse.Namespace, settings: Settings, out: TextIO) -> int:
    """Print the figures."""
    kpis = tuple(kpi_of(name) for name in dict.fromkeys(args.ids))
    with open_reader(settings) as reader:
        scope = identify(args, settings, regions_of(reader.backend), NAME, datetime.now(UTC))
        selection = Selection(
            period_from(args, reader.as_of, settings.fiscal_year_start),
            tuple(dict.fromkeys(args.store)),
            tuple(dict.fromkeys(args.by)),
            tuple(dict.fromkeys(args.compare)),
        )
        question = Question(selection, kpis)
        if args.explain:
            result, steps = explain(reader, scope, question)
        else:
            result, steps = reader.ask(scope, question), ()
    if args.json:
        told = {"explain": steps_as_json(steps)} if args.explain else {}
        json.dump(as_json(result) | told, out, ensure_ascii=False, indent=1)
        print(file=out)
    else:
        _print(result, settings.language, out)
        print_steps(steps, settings.language, out)
    return 0


def as_json(result: Result) -> dict[str, Any]:
    """A result in the shape that scripts rely on; percentages are fractions."""
    return {
        "as_of": result.as_of.isoformat(),
        "snapshot": result.snapshot,
        "from": result.period.start.isoformat(),
        "to": result.period.end.isoformat(),
        "rows": [_row(figure) for figure in result.rows],
    }


def _row(figure: Figure) -> dict[str, Any]:
    row: dict[str, Any] = {
        "kpi": figure.kpi,
        **figure.keys,
        "value": figure.value,
        "numerator": figure.numerator,
        "denominator": figure.denominator,
        "unit": figure.unit.value.replace(HOME, figure.currency),
        "state": figure.state.value,
        "note": figure.note.value if figure.note else None,
        "stores": figure.stores,
        "missing": list(figure.missing),
    }
    if figure.unit is Unit.CNY or figure.currency != HOME:
        row["currency"] = figure.currency
    if figure.compared:
        row["compared"] = {
            name: {
                "value": other.value,
                "numerator": other.numerator,
                "denominator": other.denominator,
                "state": other.state.value,
                "change": other.change,
                "relative": other.relative,
                "from": other.period.start.isoformat() if other.period else None,
                "to": other.period.end.isoformat() if other.period else None,
                **({"version": other.version} if name == "target" else {}),
            }
            for name, other in figure.compared.items()
        }
    if figure.peers is not None:
        row["peers"] = {
            "median": figure.peers.median,
            "best_quartile": figure.peers.best_quartile,
            "rank": figure.peers.rank,
            "of": figure.peers.of,
            "gap": figure.peers.gap,
            "basis": list(figure.peers.basis),
        }
    if figure.band is not None:
        row["band"] = {
            "low": figure.band.low,
            "median": figure.band.median,
            "high": figure.band.high,
            "of": figure.band.of,
        }
    if figure.pending is not None:
        row["pending"] = figure.pending
    if figure.ahead is not None:
        row["pace"] = _ahead(figure.ahead)
    if figure.published:
        row["published"] = figure.published
    if figure.lacking:
        row["lacking"] = list(figure.lacking)
    return row | missing_extracts.as_json(figure.lacking_tables)


def _ahead(ahead: Ahead) -> dict[str, Any]:
    outlook, gap = ahead.outlook, ahead.gap
    return {
        "projected": outlook.end,
        "low": outlook.low,
        "high": outlook.high,
        "months_compared": outlook.compared,
        "elapsed_share": outlook.share,
        "selling_days": outlook.selling_days,
        "selling_days_left": outlook.days_left,
        "due": gap.due if gap else None,
        "days_behind": gap.days_behind if gap else None,
        "required_per_day": gap.per_day if gap else None,
    }


def _print(result: Result, language: str, out: TextIO) -> None:
    print(f"{result.period.start} - {result.period.end}, data as of {result.as_of}", file=out)
    for figure in result.rows:
        keys = " ".join(f"{name}={member}" for name, member in figure.keys.items())
        sums = "" if figure.numerator is None else f"  = {_plain(figure.numerator)}"
        if figure.denominator is not None and figure.numerator is not None:
            sums += f" / {_plain(figure.denominator)}"
        note = "" if figure.note is None else f"  ({figure.note.value})"
        value = shown(figure.value, figure.unit)
        if figure.unit.value.startswith(HOME) and figure.currency != HOME:
            value += f" {figure.currency}"
        print(f"{figure.kpi:<34}{keys:<28}{value:>16}  {figure.state.value}{sums}{note}", file=out)
        if figure.pending is not None:
            said = shown(figure.pending, figure.unit)
            print(f"{'':<34}{'not confirmed, left out':<28}{said:>16}", file=out)
        if figure.lacking_tables:
            said = missing_extracts.never_loaded(figure.lacking_tables, language)
            print(f"{'':<34}{said}", file=out)
        for name, other in figure.compared.items():
            change = difference(other, figure.unit)
            said = "  ".join(part for part in (change, other.version) if part)
            print(f"{'':<34}{name:<28}{shown(other.value, figure.unit):>16}  {said}", file=out)
        if figure.band is not None:
            low, high = (shown(v, figure.unit) for v in (figure.band.low, figure.band.high))
            print(f"{'':<34}{'ordinary':<28}{f'{low} - {high}':>16}", file=out)
        if figure.ahead is not None and figure.ahead.outlook.end is not None:
            end = shown(figure.ahead.outlook.end, figure.unit)
            print(f"{'':<34}{'month ends at':<28}{end:>16}  {_edges(figure)}", file=out)
        if figure.peers is not None:
            print(f"{'':<34}{'peers':<28}{_standing(figure.peers, figure.unit)}", file=out)


def _edges(figure: Figure) -> str:
    outlook = figure.ahead.outlook if figure.ahead else None
    if outlook is None or outlook.low is None or outlook.high is None:
        return ""
    return f"{shown(outlook.low, figure.unit)} - {shown(outlook.high, figure.unit)}"


def difference(other: Compared, unit: Unit) -> str:
    """A difference for the terminal: percentages in points, all else also in per cent."""
    if other.change is None:
        return ""
    if unit is Unit.PERCENT:
        return f"{other.change * 100:+,.2f} pp"
    relative = "" if other.relative is None else f" ({other.relative * 100:+,.1f} %)"
    return f"{other.change:+,.2f}{relative}"


def _standing(peers: Peers, unit: Unit) -> str:
    said = [f"median {shown(peers.median, unit)}"]
    if peers.best_quartile is not None:
        said.append(f"best quartile {shown(peers.best_quartile, unit)}")
    if peers.rank is not None:
        said.append(f"rank {peers.rank} of {peers.of}")
    return ", ".join(said)


def shown(value: float | None, unit: Unit) -> str:
    """A value for the terminal; a dash where there is none."""
    if value is None:
        return "-"
    if unit is Unit.PERCENT:
        return f"{value * 100:,.2f} %"
    return _plain(value)


def _plain(value: float) -> str:
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,.2f}"
