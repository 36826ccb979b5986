"""`forecourt drivers`: what goes with a profit figure, in the warehouse or in a CSV file."""

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TextIO

from commands.errors import EXIT_STATUS, UserError
from commands.identity import configure_identity
from commands.question_options import configure_question
from commands.settings import Settings

NAME = "drivers"
HELP = "which figures go with a target, how much and how surely · 驱动因素分析"


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument(
        "--csv", type=Path, metavar="FILE", help="a panel with a line of names · 面板数据文件"
    )
    parser.add_argument(
        "--target", required=True, metavar="KPI", help="the outcome; of a file, a column · 目标"
    )
    parser.add_argument(
        "--driver",
        action="extend",
        nargs="+",
        default=[],
        metavar="KPI",
        help="repeatable; of a file, a column; in the warehouse, those declared for the target if "
        "none is named · 驱动因素",
    )
    configure_question(parser)
    parser.add_argument(
        "--quarterly", action="store_true", help="by quarter instead of by month · 按季度"
    )
    configure_identity(parser)
    _configure_file(parser)
    parser.add_argument(
        "--no-gates",
        action="store_true",
        help="plain estimation: no gate of size and hold-out, those of numbers stay · 不设门槛",
    )
    parser.add_argument(
        "--draws", type=_count, default=500, help="of stores, for importance · 重抽样次数"
    )
    parser.add_argument("--seed", type=_count, help="of chance; the same by default · 随机种子")


def _configure_file(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--control",
        action="extend",
        nargs="+",
        default=[],
        metavar="NAME",
        help="always in the model, repeatable · 控制变量",
    )
    parser.add_argument("--entity", metavar="NAME", help="column of the stores · 门店列")
    parser.add_argument("--time", metavar="NAME", help="column of the months · 月份列")
    parser.add_argument(
        "--effects",
        type=_effects,
        default=(),
        metavar="entity,time",
        help="fixed effects to take out · 固定效应",
    )
    parser.add_argument(
        "--cluster",
        metavar="NAME",
        help="column within which errors go together; the entity where there is one · 聚类列",
    )
    parser.add_argument(
        "--cluster-columns",
        type=_names,
        default=(),
        metavar="region,city",
        help="columns of places, the widest first: errors go together in the first of them within "
        "which a driver is the same · 区域列、城市列",
    )
    parser.add_argument("--no-intercept", action="store_true", help="through the origin · 无截距")
    _configure_penalties(parser)


def _configure_penalties(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--ridge",
        type=_penalty,
        nargs="+",
        default=[],
        metavar="LAMBDA",
        help="the ridge path at these penalties too, scaled as by lm.ridge of R · 岭回归",
    )
    parser.add_argument(
        "--elastic-net",
        type=_penalty,
        nargs="+",
        default=[],
        metavar="LAMBDA",
        help="the elastic net at these penalties too, scaled as by glmnet of R · 弹性网",
    )
    parser.add_argument(
        "--l1-ratio", type=_ratio, default=0.5, metavar="R", help="of the elastic net, 0 to 1"
    )


def run(args: argparse.Namespace, settings: Settings, out: TextIO) -> int:
    """Analyse and print; exit status 2 where the numbers bear no answer."""
    if args.csv is None:
        return _run_on_warehouse(args, settings, out)
    _refuse_options(args, _OF_WAREHOUSE, "of the warehouse, not of a file", "leave it or --csv out")
    if not args.driver:
        raise UserError("expected a column to analyse, got none", "name it with --driver NAME")
    # The statistics take a second to import, and no other command needs them.
    from commands.drivers_csv import analyse_csv, is_of_numbers
    from commands.drivers_json import as_json
    from commands.drivers_text import write_answer
    from commands.refusal_words import refusal_text
    from metrics.drivers.input_errors import PanelError

    try:
        answer = analyse_csv(args)
    except PanelError as error:
        raise UserError(error.message, error.remedy) from None
    for note in answer.notes:
        print(f"forecourt {NAME}: {note}", file=sys.stderr)
    if args.json:
        json.dump(as_json(answer), out, ensure_ascii=False, indent=1, allow_nan=False)
        print(file=out)
    refused = answer.analysis.refused
    if refused is not None and is_of_numbers(answer.analysis, args.no_gates):
        # Nothing to read beside it; the figures that stand behind it are in the JSON.
        print(f"forecourt {NAME}: {refusal_text(refused, 'en')}", file=sys.stderr)
        return EXIT_STATUS
    if not args.json:
        write_answer(answer, settings.language, out)
    return 0


def _run_on_warehouse(args: argparse.Namespace, settings: Settings, out: TextIO) -> int:
    _refuse_options(args, _OF_FILE, "of a file, not of the warehouse", "name the file with --csv")
    from commands.drivers_warehouse import analyse_warehouse
    from commands.drivers_warehouse_json import as_json
    from commands.drivers_warehouse_text import write_answer

    answer = analyse_warehouse(args, settings, NAME)
    if args.json:
        json.dump(as_json(answer), out, ensure_ascii=False, indent=1, allow_nan=False)
        print(file=out)
    else:
        write_answer(answer, settings.language, out)
    return 0


_OF_WAREHOUSE = ("store", "period", "first", "last", "quarterly", "as_user")
_OF_FILE = (
    *("control", "entity", "time", "effects", "cluster", "cluster_columns"),
    *("no_intercept", "ridge", "elastic_net"),
)
_WRITTEN = {"first": "--from", "last": "--to", "as_user": "--as"}


def _refuse_options(
    args: argparse.Namespace, names: Sequence[str], whose: str, remedy: str
) -> None:
    for name in names:
        if getattr(args, name):
            written = _WRITTEN.get(name, f"--{name.replace('_', '-')}")
            raise UserError(f"{written} is an option {whose}", remedy)


def _names(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(part.strip() for part in text.split(",") if part.strip()))


def _effects(text: str) -> tuple[str, ...]:
    effects = _names(text)
    known: Sequence[str] = ("entity", "time")
    if not set(effects) <= set(known):
        raise argparse.ArgumentTypeError(f"expected some of {', '.join(known)}, got {text!r}")
    return tuple(effect for effect in known if effect in effects)


def _penalty(text: str) -> float:
    number = _number(text)
    if not 0 <= number < float("inf"):
        raise argparse.ArgumentTypeError(f"expected a number not below zero, got {text!r}")
    return number


def _ratio(text: str) -> float:
    number = _number(text)
    if not 0 <= number <= 1:
        raise argparse.ArgumentTypeError(f"expected a number from 0 to 1, got {text!r}")
    return number


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"expected a number, got {text!r}") from None


def _count(text: str) -> int:
    if not text.isascii() or not text.isdigit():
        raise argparse.ArgumentTypeError(f"expected a whole number, got {text!r}")
    return int(text)
