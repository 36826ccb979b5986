"""Whether plans add up: months to the year, teams to the store, people to their team.

Sums that disagree are said, both of them, and never mended: which of the two is meant only people
know. Shares do not add up and are left alone; so are weeks that reach over the end of a month.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

import sqlalchemy as sa

from metrics.facts.budgets import in_time, of_whole_store, rank
from metrics.facts.columns import table
from metrics.facts.ledger import EXPENSES
from metrics.model.kpi import Kpi, Rollup
from metrics.model.words import Words
from metrics.plan_metrics import PLAN_METRICS
from metrics.targets import period_of
from warehouse.engines import Backend
from warehouse.functions import month_of_text
from warehouse.schema.plans import EVERYONE, WHOLE_STORE

_TOLERANCE = 0.0005
_b = table("budgets")
# Store, period, metric, team, owner.
_Key = tuple[str, str, str, str, str]
_PARTS = {"year": ("quarter", "month"), "quarter": ("month",), "month": ("day",), "week": ("day",)}
_NAMES = {
    "quarter": Words("各季度", "quarters"),
    "month": Words("各月", "months"),
    "day": Words("各日", "days"),
    "team": Words("各班组", "teams"),
    "person": Words("各责任人", "people"),
}


@dataclass(frozen=True, slots=True)
class Planned:
    """A target in force, summed over departments.

    Attributes:
        store: code.
        text: period, as plans write it.
        metric: code.
        team: the whole store's where it is ``WHOLE_STORE``.
        owner: everyone's where it is ``EVERYONE``.
        value: the target.
    """

    store: str
    text: str
    metric: str
    team: str
    owner: str
    value: float


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Two sums that should be one.

    Attributes:
        whole: the larger thing's own target; None where only its parts have one.
        parts: kind of the parts: ``month``, ``quarter``, ``day``, ``team`` or ``person``.
        count: how many parts.
        total: their sum.
    """

    store: str
    text: str
    metric: str
    team: str
    owner: str
    whole: float | None
    parts: str
    count: int
    total: float

    @property
    def words(self) -> Words:
        """What is wrong, with both sums."""
        of = [name for name in (self.team, self.owner) if name not in (WHOLE_STORE, EVERYONE)]
        place = " ".join((self.store, self.text, self.metric, *of))
        part, total = _NAMES[self.parts], _plain(self.total)
        if self.whole is None:
            return Words(
                f"{place}:{part.zh}目标合计 {total}({self.count} 个),上一级没有目标",
                f"{place}: {self.count} {part.en} add up to {total}, and the level above has no "
                "target",
            )
        whole, gap = _plain(self.whole), _plain(self.total - self.whole)
        return Words(
            f"{place}:目标 {whole},{part.zh}合计 {total}({self.count} 个),相差 {gap}",
            f"{place}: the target is {whole}, {self.count} {part.en} add up to {total}, "
            f"{gap} apart",
        )


def disagreements(rows: Iterable[Planned]) -> list[Disagreement]:
    """Compare every target with the sum of its parts.

    Args:
        rows: targets that add up, at most one for each store, period, metric, team and owner.
    """
    found: list[Disagreement] = []
    keys = sorted(rows, key=lambda row: (row.store, row.metric))
    for (store, metric), group in groupby(keys, key=lambda row: (row.store, row.metric)):
        planned = {(row.text, row.team, row.owner): row.value for row in group}
        found += _by_owner(store, metric, planned)
        found += _by_time(store, metric, planned)
    return found


def _by_owner(
    store: str, metric: str, planned: Mapping[tuple[str, str, str], float]
) -> list[Disagreement]:
    """Teams against the store, people against their team, or the store where it has no teams."""
    teams: dict[tuple[str, str, str], list[float]] = defaultdict(list)
    people: dict[tuple[str, str, str], list[float]] = defaultdict(list)
    with_teams = {text for text, team, _ in planned if team != WHOLE_STORE}
    for (text, team, owner), value in planned.items():
        if owner != EVERYONE:
            people[text, team if text in with_teams else WHOLE_STORE, EVERYONE].append(value)
        elif team != WHOLE_STORE:
            teams[text, WHOLE_STORE, EVERYONE].append(value)
    found = []
    for kind, parts in (("team", teams), ("person", people)):
        for key, values in sorted(parts.items()):
            # People without a team, beside others that have one, are parts of nothing whole.
            alone = kind == "person" and key[1] == WHOLE_STORE and key[0] in with_teams
            if not alone:
                found += _compare(store, metric, key, planned.get(key), kind, values)
    return found


def _by_time(
    store: str, metric: str, planned: Mapping[tuple[str, str, str], float]
) -> list[Disagreement]:
    """Years against quarters and months, quarters against months, months and weeks against days."""
    found = []
    for (text, team, owner), value in sorted(planned.items()):
        whole = period_of(text)
        for kind in _PARTS.get(_grain(text), ()):
            values = []
            for (part, same_team, same_owner), share in planned.items():
                period = period_of(part)
                inside = (
                    (same_team, same_owner) == (team, owner)
                    and _grain(part) == kind
                    and whole is not None
                    and period is not None
                    and whole.start <= period.start <= whole.end
                )
                if inside:
                    values.append(share)
            if values:
                found += _compare(store, metric, (text, team, owner), value, kind, values)
    return found


def _compare(
    store: str,
    metric: str,
    key: tuple[str, str, str],
    whole: float | None,
    kind: str,
    values: Sequence[float],
) -> list[Disagreement]:
    total = round(sum(values), 6)
    if whole is not None and abs(total - whole) <= _TOLERANCE * len(values):
        return []
    return [Disagreement(store, key[0], metric, key[1], key[2], whole, kind, len(values), total)]


def _grain(text: str) -> str:
    match len(text), text[4:5]:
        case 4, _:
            return "year"
        case 6, "Q":
            return "quarter"
        case 6, _:
            return "month"
        case 7, "W":
            return "week"
        case _:
            return "day"


def read_disagreements(backend: Backend, kpis: Sequence[Kpi]) -> list[Disagreement]:
    """Where the plans in force of a snapshot do not add up.

    Args:
        backend: of the snapshot.
        kpis: the catalogue; those that are no amounts do not add up.
    """
    shares = {k.target_metric or k.id for k in kpis if k.rollup is not Rollup.ADDITIVE}
    parts = sa.or_(sa.not_(of_whole_store), month_of_text(_b.c.period).is_(None))
    divided = _read(backend, parts)
    metrics = sorted({row.metric for row in divided} - shares)
    if not metrics:
        return []
    whole = _read(
        backend,
        sa.and_(
            of_whole_store, month_of_text(_b.c.period).is_not(None), _b.c.metric_code.in_(metrics)
        ),
    )
    return disagreements(row for row in (*divided, *whole) if row.metric not in shares)


def _read(backend: Backend, which: sa.ColumnElement[bool]) -> list[Planned]:
    statement = sa.select(
        _b.c.store_code, _b.c.period, _b.c.metric_code, _b.c.department, _b.c.team, _b.c.owner_id,
        _b.c.value, rank.label("rank"),
    ).where(in_time, which)  # fmt: skip
    newest: dict[tuple[_Key, str], tuple[str, float]] = {}
    for row in backend.arrow(statement).to_pylist():
        owner = row["team"] or WHOLE_STORE, row["owner_id"] or EVERYONE
        key: _Key = (row["store_code"], row["period"], row["metric_code"], *owner)
        line = key, row["department"] or ""
        ranked = row["rank"], float(row["value"])
        newest[line] = max(ranked, newest.get(line, ranked))
    summed: dict[_Key, float] = defaultdict(float)
    for (key, _), (_, value) in sorted(newest.items()):
        summed[key] += value
    return [Planned(*key, value) for key, value in summed.items()]


def read_unknown_metrics(backend: Backend, kpis: Sequence[Kpi]) -> list[Words]:
    """Metrics of plans that are neither KPI nor account: nothing is set against them."""
    known = {k.id for k in kpis} | {k.target_metric for k in kpis if k.target_metric}
    known |= {metric.code for metric in PLAN_METRICS} | set(EXPENSES)
    mapped = table("account_map").c.account_code
    accounts = {row["account_code"] for row in backend.rows(sa.select(mapped).distinct())}
    statement = sa.select(_b.c.metric_code, sa.func.count().label("n")).group_by(_b.c.metric_code)
    return [
        Words(
            f"预算/目标表的指标“{row['metric_code']}”无人认识({row['n']} 行),不会有完成情况",
            f"budgets: nothing is known of the metric {row['metric_code']!r} ({row['n']} rows), "
            "so that nothing is set against it",
        )
        for row in sorted(backend.rows(statement), key=lambda row: str(row["metric_code"]))
        if row["metric_code"] not in known | accounts
    ]


def _plain(value: float) -> str:
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,.2f}"
