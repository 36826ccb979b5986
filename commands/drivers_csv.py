"""From the words of `forecourt drivers --csv` to an answer."""

import argparse
from dataclasses import dataclass

import numpy as np

from metrics.drivers.analysis import analyse
from metrics.drivers.building import Built, build
from metrics.drivers.clustering import Clustered, by_courses, by_places
from metrics.drivers.columns import Columns
from metrics.drivers.csv_panel import read_csv
from metrics.drivers.input_errors import PanelError
from metrics.drivers.numerical import RefusedError
from metrics.drivers.options import SEED, Options
from metrics.drivers.regularised import Drawn, elastic_net, ridge
from metrics.drivers.result import Analysis, Reason

NUMERICAL = frozenset(
    {
        Reason.RANK_DEFICIENT,
        Reason.ILL_CONDITIONED,
        Reason.CONSTANT,
        Reason.NO_DEGREES_OF_FREEDOM,
        Reason.NO_VARIATION_WITHIN,
        Reason.IDENTITY,
    }
)
"""What is wrong with the columns themselves; the person who brought them can put it right."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What the command prints.

    Attributes:
        analysis: of the panel.
        paths: penalised fits that were asked for.
        seed: of chance.
        notes: on the data, for standard error.
    """

    analysis: Analysis
    paths: tuple[Drawn, ...]
    seed: int
    notes: tuple[str, ...]


def analyse_csv(args: argparse.Namespace) -> Answer:
    """Read the file and analyse it.

    Raises:
        PanelError: the file or its columns cannot be used.
    """
    columns = Columns(
        target=args.target,
        drivers=tuple(args.driver),
        controls=tuple(args.control),
        entity=args.entity,
        time=args.time,
        cluster=args.cluster,
        places=args.cluster_columns,
    )
    if args.cluster_columns and (args.cluster is not None or args.entity is None):
        raise PanelError(
            "--cluster-columns chooses among places of stores",
            "name the stores with --entity, and leave out --cluster",
        )
    if args.no_intercept and args.effects:
        raise PanelError("effects contain an intercept", "leave out --no-intercept or --effects")
    if args.no_intercept and (args.ridge or args.elastic_net):
        raise PanelError(
            "penalised fits take the mean out", "leave out --no-intercept or the penalties"
        )
    built = build(read_csv(args.csv, columns), columns, args.effects)
    chosen = _clustered(built, args)
    options = Options(
        effects=args.effects,
        cluster=args.cluster or chosen.by or args.entity,
        intercept=not args.no_intercept,
        gated=not args.no_gates,
        is_whole=True,
        draws=args.draws,
        left_out=built.left_out,
    )
    seed = SEED if args.seed is None else args.seed
    found = analyse(chosen.panel, options, np.random.default_rng(seed))
    return Answer(found, _paths(args, built, found), seed, (*_notes(built), *chosen.notes))


def _clustered(built: Built, args: argparse.Namespace) -> Clustered:
    """The panel with clusters: as named, or where a driver is shared."""
    if args.entity is None or args.cluster is not None:
        return Clustered(built.panel, None, ())
    if built.places:
        return by_places(built.panel, built.places)
    return by_courses(built.panel, args.entity)


def is_of_numbers(analysis: Analysis, lifted: bool) -> bool:
    """Whether there is no answer because of the columns themselves, which no gate is.

    Args:
        analysis: the answer.
        lifted: whether the gates were.
    """
    if analysis.refused is None or analysis.coefficients:
        return False
    refused = analysis.refused
    # A gate brings the figure that it was held against; a column that never changes has none.
    if refused.reason is Reason.NO_VARIATION_WITHIN and refused.numbers:
        return lifted
    return lifted or refused.reason in NUMERICAL


def _paths(args: argparse.Namespace, built: Built, found: Analysis) -> tuple[Drawn, ...]:
    """Penalised fits, which bear columns that move together; not others that are refused."""
    if not args.ridge and not args.elastic_net:
        return ()
    if found.refused is not None and found.refused.reason not in _BORNE_BY_PENALTIES:
        return ()
    try:
        path = ridge(built.panel, args.ridge, args.effects)
        return path + elastic_net(built.panel, args.elastic_net, args.l1_ratio, args.effects)
    except RefusedError:
        return ()


_BORNE_BY_PENALTIES = frozenset(
    {Reason.ILL_CONDITIONED, Reason.RANK_DEFICIENT, Reason.NO_DEGREES_OF_FREEDOM}
)


def _notes(built: Built) -> list[str]:
    notes = []
    missing = built.left_out.get("missing", 0)
    if missing:
        told = ", ".join(f"row {row} has no {column}" for row, column in built.blanks)
        notes.append(f"rows left out for blanks: {missing} ({told})")
    alone = built.left_out.get("singleton", 0)
    if alone:
        notes.append(f"rows left out for being the only one of their store or month: {alone}")
    return notes
