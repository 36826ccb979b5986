"""The month of each person with a target of his own: to date, target, attainment."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from access.scope import Scope
from metrics.facts.budgets import in_time, rank
from metrics.facts.columns import table
from metrics.model.kpi import Kpi
from metrics.pace.history import month_under_way
from metrics.reader import Question, Reader
from metrics.selection import Selection
from metrics.targets import Target
from warehouse.engines import Backend
from warehouse.schema.plans import EVERYONE, WHOLE_STORE

DIMENSION = "consultant"
"""Grouping of the documents that tells whose they are."""

_b = table("budgets")


@dataclass(frozen=True, slots=True)
class PersonMonth:
    """A person's month in one KPI.

    Attributes:
        store: code.
        kpi: id.
        team: empty where none is named.
        owner: employee ID.
        to_date: 0 where others have documents in the month and he has not; None without any.
        target: of the month, with its version.
    """

    store: str
    kpi: str
    team: str
    owner: str
    to_date: float | None
    target: Target


def read_people(
    reader: Reader, scope: Scope, kpi: Kpi, stores: Sequence[str], day: date
) -> tuple[PersonMonth, ...]:
    """Everybody with a target of his own in a KPI, team by team; nobody where there is none.

    Args:
        reader: of the snapshot.
        scope: must hold the stores.
        kpi: whose documents name consultants.
        stores: codes.
        day: as of which; its month is meant.

    Raises:
        ScopeError: a store or the department is not open to the reader.
    """
    planned = _planned(reader.backend, kpi.target_metric or kpi.id, stores, f"{day:%Y%m}")
    found = []
    for store in dict.fromkeys(key[0] for key in planned):
        selection = Selection(month_under_way(day), (store,), (DIMENSION,))
        figures = reader.ask(scope, Question(selection, (kpi,))).rows
        # Documents that name nobody answer with one figure without a value.
        done = {f.keys[DIMENSION]: f.value for f in figures if f.value is not None}
        for (code, team, owner), target in planned.items():
            if code == store:
                to_date = done.get(owner, 0.0) if done else None
                found.append(PersonMonth(store, kpi.id, team, owner, to_date, target))
    return tuple(found)


def _planned(
    backend: Backend, metric: str, stores: Sequence[str], text: str
) -> dict[tuple[str, str, str], Target]:
    """Targets in force by store, team and person, in this order."""
    statement = sa.select(
        _b.c.store_code, _b.c.team, _b.c.owner_id, _b.c.value, _b.c.version,
        rank.label("rank"),
    ).where(
        _b.c.metric_code == metric,
        _b.c.period == text,
        _b.c.store_code.in_(list(stores)),
        sa.func.coalesce(_b.c.owner_id, EVERYONE) != EVERYONE,
        in_time,
    )  # fmt: skip
    newest: dict[tuple[str, str, str], tuple[str, float, str]] = {}
    for row in backend.arrow(statement).to_pylist():
        team = "" if row["team"] in (None, WHOLE_STORE) else row["team"]
        key = row["store_code"], team, row["owner_id"]
        line = row["rank"], float(row["value"]), row["version"] or ""
        newest[key] = max(line, newest.get(key, line))
    return {key: Target(value, version) for key, (_, value, version) in sorted(newest.items())}
