"""From the words of `forecourt drivers` to an answer out of the warehouse."""

import argparse
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

from access.scope import OPERATOR, Scope, ScopeError
from commands.errors import UserError
from commands.identity import identify
from commands.measurement_changes import read_changes
from commands.question_options import day_from, period_from
from commands.reading import open_reader, regions_of
from commands.settings import Settings
from metrics.catalogue import MEASURED, kpi
from metrics.drivers.hypotheses.hypothesis import SetAside
from metrics.drivers.hypotheses.outcome import FOOTINGS
from metrics.drivers.hypotheses.registry import SET_ASIDE, declared
from metrics.drivers.one_store.result import OneStore
from metrics.drivers.options import SEED
from metrics.drivers.result import Analysis
from metrics.drivers.store_analysis import How, analyse_stores
from metrics.drivers.store_panel import StorePanel, read_store_panel
from metrics.drivers.wanted import Wanted
from metrics.model.formula import AmongPeers
from metrics.model.kpi import Kpi
from metrics.model.period import Period
from metrics.reader import Reader
from metrics.selection import QuestionError, Selection


@dataclass(frozen=True, eq=False, slots=True)
class StoresAnswer:
    """What the command prints.

    Attributes:
        analysis: of the panel.
        given: the panel and what went into it.
        store: the one store that was asked about; empty for several.
        beside: what is said of that store; None for several, or where nothing was fitted.
        set_aside: pairs of the target that the trade lists and that are not tested.
        typical: size of the typical store; None where it would tell of stores or departments that
            are not open to the person.
        sizes: of the stores that are open to the person, as multiples of it; empty where it is not
            told.
        seed: of chance.
        snapshot: id of what was read.
        as_of: newest day of the data.
    """

    analysis: Analysis
    given: StorePanel
    store: str
    beside: OneStore | None
    set_aside: tuple[SetAside, ...]
    typical: float | None
    sizes: Mapping[str, float]
    seed: int
    snapshot: str
    as_of: date


def analyse_warehouse(args: argparse.Namespace, settings: Settings, name: str) -> StoresAnswer:
    """Read what is asked for and analyse it.

    Args:
        args: of the command.
        settings: where the warehouse is.
        name: of the command, for the audit.

    Raises:
        UserError: the options do not go together, or the target has no declared drivers.
        QuestionError: an id names nothing, or no month asked about is over.
        ScopeError: a store or a department is not open, or no declared driver is.
    """
    named = (args.target, *args.driver)
    for each in named:
        _refuse_standing(kpi(each, MEASURED))
    if args.target in args.driver:
        raise UserError(f"{args.target} is the target and a driver", "leave out one of the two")
    if not args.driver and not declared(args.target):
        raise UserError(f"no drivers are declared for {args.target}", "name some with --driver KPI")
    with open_reader(settings) as reader:
        scope = identify(args, settings, regions_of(reader.backend), name, datetime.now(UTC))
        store, wide = _seen(reader, scope, args)
        wanted = Wanted(
            args.target,
            tuple(dict.fromkeys(args.driver)),
            () if store else tuple(dict.fromkeys(args.store)),
            *_days(args, reader.as_of, settings.fiscal_year_start),
            quarterly=args.quarterly or None,
            changes=read_changes(
                settings.home, {store.code for store in reader.directory(OPERATOR)}
            ),
        )
        if not wanted.pairs(wide):
            raise ScopeError(
                f"no declared driver of {args.target} is open to this user in a panel by "
                f"{wanted.grain}\n  -> name open ones with --driver KPI"
            )
        given = read_store_panel(reader, wide, wanted)
        snapshot, as_of = reader.snapshot, reader.as_of
    seed = SEED if args.seed is None else args.seed
    how = How(not args.no_gates, args.draws, seed, store)
    analysis, beside = analyse_stores(given, how)
    aside = tuple(pair for pair in SET_ASIDE if pair.target == args.target)
    # A median of the stores of one's own, or of enough stores to pass the gates, names none.
    is_told = _footing_is_open(given, scope) and (wide is scope or analysis.refused is None)
    typical = given.typical if is_told else None
    sizes = {c: size for c, size in given.sizes.items() if is_told and scope.allows_store(c)}
    return StoresAnswer(
        analysis, given, store, beside, aside, typical, sizes, seed, snapshot, as_of
    )


def _footing_is_open(given: StorePanel, scope: Scope) -> bool:
    """Whether what the target was divided by may be shown to a person."""
    divisor = FOOTINGS.get(given.footing)
    return divisor is None or scope.allows_department(divisor.department.value)


def _seen(reader: Reader, scope: Scope, args: argparse.Namespace) -> tuple[str, Scope]:
    """The one store that is looked at, if it is one, and the scope of the panel.

    One store is analysed beside the network. An average of eight stores or more names none of them,
    so that readers of one store may know it, too; without gates it could be one of two stores.
    """
    asked = Selection(Period(reader.as_of, reader.as_of), tuple(dict.fromkeys(args.store)))
    stores = reader.stores_of(scope, asked)
    if len(stores) > 1:
        return "", scope
    if scope.stores is not None and args.no_gates:
        raise UserError(
            "--no-gates would tell of single stores that are not open to this user",
            "leave it out, or name several stores of his",
        )
    return stores[0].code, replace(scope, stores=OPERATOR.stores)


def _days(
    args: argparse.Namespace, as_of: date, fiscal_start: int
) -> tuple[date | None, date | None]:
    """First and last day that were named; None for the usual months."""
    if args.period:
        period = period_from(args, as_of, fiscal_start)
        return period.start, period.end
    first = day_from(args.first, "--from") if args.first else None
    last = day_from(args.last, "--to") if args.last else None
    if first and last and first > last:
        raise UserError(
            f"the period ends on {last}, before it starts on {first}", "swap --from and --to"
        )
    return first, last


def _refuse_standing(one: Kpi) -> None:
    if isinstance(one.formula, AmongPeers):
        raise QuestionError(
            f"{one.id} says how a store stands among others, which is no figure of its own month"
            "\n  -> name the figure that it is about"
        )
