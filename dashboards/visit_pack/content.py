"""What a visit pack says of each store: its three largest gaps, what was agreed, what changed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from dashboards.charts.scale import fitted
from dashboards.format import show, show_change, show_day, show_figure, show_month, show_period
from dashboards.side_by_side.asked import Cell, Compared, compare, months_question, period_of
from dashboards.side_by_side.choices import FIRST, TABLE, Choices
from dashboards.side_by_side.ranking_gaps import TOLD, size_of, worst_first
from dashboards.side_by_side.words import (
    basis_text,
    gap_text,
    level_of,
    money_text,
    rank_text,
    verdict_text,
    way_text,
)
from dashboards.visit import Visit
from dashboards.visit_pack.agreed import Agreement, Agreements
from metrics.model.kpi import Kpi
from metrics.model.period import Period
from metrics.reader import Question
from metrics.result import Figure
from metrics.side_by_side.standings import CLOSEST

GAPS = 3
AGREED = 4
STORES_AT_MOST = 60


@dataclass(frozen=True, slots=True)
class GapLine:
    """One gap of a store, in words."""

    kpi: str
    value: str
    median: str
    best: str
    rank: str
    gap: str
    money: str
    way: str
    verdict: str
    level: str
    change: str


@dataclass(frozen=True, slots=True)
class AgreedLine:
    """One measure, and what has become of the figure it was to move."""

    measure: str
    owner: str
    due: str
    state: str
    change: str


@dataclass(frozen=True, slots=True)
class History:
    """The largest gap month by month: own values and the median of the peers.

    Values are in the KPI's unit, percentages as fractions; None where there is none. ``low`` and
    ``high`` are the ends of its axis, as values and as text: from zero where zero is near.
    """

    kpi: str
    is_percent: bool
    months: Sequence[str]
    own: Sequence[float | None]
    middle: Sequence[float | None]
    low: tuple[float, str]
    high: tuple[float, str]


@dataclass(frozen=True, slots=True)
class StorePage:
    """What the pack says of one store.

    Attributes:
        name: of the store.
        about: region, city, and with whom it is compared.
        gaps: at most three.
        note: what has to be said where there are fewer, or none.
        ahead: where it leads by more than chance; empty where it does not.
        agreed: newest first; empty where nothing was.
        history: of the first gap.
    """

    name: str
    about: str
    gaps: Sequence[GapLine]
    note: str
    ahead: str
    agreed: Sequence[AgreedLine]
    history: History | None = None


@dataclass(frozen=True, slots=True)
class Pack:
    """A visit pack.

    Attributes:
        title: of the whole.
        stamp: stores, period, data as of, reader, when it was made.
        pages: one for each store.
        words: headings and notes, by key, in the language of the pack.
    """

    title: str
    stamp: str
    pages: Sequence[StorePage]
    words: Mapping[str, str] = field(default_factory=dict)


HEADINGS = (
    "pack.overview",
    "pack.gaps",
    "pack.agreed",
    "pack.none_agreed",
    "pack.history",
    "pack.own",
    "pack.middle",
    "pack.measure",
    "pack.owner",
    "pack.due",
    "pack.state",
    "pack.change",
    "pack.since",
    "pack.ahead",
    "pack.how",
    "pack.first",
    "side.kpi",
    "side.value",
    "side.median",
    "side.best",
    "side.rank",
    "side.gap",
    "side.money",
    "by.store",
)


def pack_of(visit: Visit, agreements: Agreements, made_on: date) -> Pack:
    """Put a pack together for the stores and the period in view.

    Args:
        visit: of the reader, whose scope decides which stores, KPIs and people there are.
        agreements: what was agreed with the stores.
        made_on: the day on which it is made.

    Raises:
        ScopeError: a store lies outside the scope.
    """
    kpis = visit.kpis(tuple(dict.fromkeys(name for names in FIRST.values() for name in names)))
    found = compare(visit, Choices("store", kpis, CLOSEST, TABLE, None, False))
    by_store: dict[str, list[Cell]] = {}
    for (store, _), cell in found.cells.items():
        by_store.setdefault(store, []).append(cell)
    chosen = {store: worst_first(cells)[:GAPS] for store, cells in by_store.items()}
    agreed = agreements.agreed(visit.scope, list(by_store))
    changes = _Changes(visit, kpis, chosen, agreed)
    pages = [
        _page(visit, store.code, by_store.get(store.code, []), chosen, found, agreed, changes)
        for store in visit.stores()
    ]
    words = {key: visit.say(key) for key in HEADINGS}
    period = show_period(visit.period, visit.language)
    title = visit.say("pack.title", period=period)
    return Pack(title, _stamp(visit, made_on), pages, words)


def _stamp(visit: Visit, made_on: date) -> str:
    return visit.say(
        "pack.stamp",
        stores=visit.say("side.joint").join(store.name for store in visit.stores()[:6])
        + ("…" if len(visit.stores()) > 6 else ""),
        count=len(visit.stores()),
        period=show_period(visit.period, visit.language),
        as_of=show_day(visit.as_of),
        reader=visit.name or visit.scope.subject,
        made=show_day(made_on),
    )


def _page(  # noqa: PLR0913 - one page and all that it draws from
    visit: Visit,
    code: str,
    cells: Sequence[Cell],
    chosen: Mapping[str, Sequence[Cell]],
    found: Compared,
    agreed: Sequence[Agreement],
    changes: "_Changes",
) -> StorePage:
    store = next(s for s in visit.stores() if s.code == code)
    kpis = changes.kpis
    gaps = [_line(visit, kpis[cell.figure.kpi], cell, changes) for cell in chosen.get(code, ())]
    bases = {cell.basis for cell in cells if cell.basis}
    about = [part for part in (store.region, store.city, store.brand) if part]
    closest = max(bases, key=len, default=())
    if closest:
        about.append(visit.say("pack.peers", basis=basis_text(visit, closest)))
    leading = [
        c
        for c in cells
        if c.place is not None and c.place.rank and c.place.verdict in TOLD and c.place.gap > 0
    ]
    ahead = visit.say("side.joint").join(
        visit.say("pack.leads", kpi=visit.words(kpis[c.figure.kpi].name), rank=rank_text(c.place))
        for c in sorted(leading, key=size_of, reverse=True)[:GAPS]
    )
    own = [line for line in agreed if line.store == code][:AGREED]
    history = _history(visit, found, code, kpis[chosen[code][0].figure.kpi]) if gaps else None
    return StorePage(
        store.name,
        " · ".join(about),
        gaps,
        _note(visit, cells, len(gaps)),
        ahead,
        [_agreed(visit, line, changes) for line in own],
        history,
    )


def _note(visit: Visit, cells: Sequence[Cell], shown: int) -> str:
    """Why there are fewer than three gaps."""
    if shown == GAPS:
        return ""
    if not any(cell.figure.value is not None for cell in cells):
        return visit.say("side.none.no_data")
    if not any(cell.place for cell in cells):
        return visit.say("side.none.stores", least=5)
    return visit.say("pack.fewer" if shown else "pack.no_gaps")


def _line(visit: Visit, kpi: Kpi, cell: Cell, changes: "_Changes") -> GapLine:
    place, language = cell.place, visit.language
    assert place is not None  # whoever is behind has a place
    return GapLine(
        kpi=visit.words(kpi.name),
        value=show_figure(cell.figure, language).text,
        median=show(place.centre, kpi.unit, language).text,
        best=show(place.best_quartile, kpi.unit, language).text,
        rank=rank_text(place),
        gap=gap_text(visit, kpi, place),
        money=money_text(visit, cell),
        way=way_text(visit, kpi, cell),
        verdict=verdict_text(visit, kpi, cell),
        level=level_of(kpi, place),
        change=changes.to_prior(kpi, cell.figure.keys["store"]),
    )


def _agreed(visit: Visit, line: Agreement, changes: "_Changes") -> AgreedLine:
    as_of = visit.as_of
    if line.done is not None:
        state = visit.say("pack.done", day=show_day(line.done))
    elif line.cancelled is not None:
        state = visit.say("pack.cancelled", day=show_day(line.cancelled))
    elif line.due is not None and line.due < as_of:
        state = visit.say("pack.overdue", days=(as_of - line.due).days)
    else:
        state = visit.say("pack.open")
    expected = visit.say("pack.expected", amount=line.expected) if line.expected else ""
    change = " ".join(part for part in (changes.since(line), expected, line.result) if part)
    return AgreedLine(line.measure, line.owner, show_day(line.due), state, change)


def _history(visit: Visit, found: Compared, code: str, kpi: Kpi) -> History | None:
    standings = found.standings
    figures = standings.months.get((kpi.id, code), ()) if standings else ()
    if standings is None or not any(f.value is not None for f in figures):
        return None
    middles = standings.middles.get((kpi.id, code), {})
    months = [f.keys["month"] for f in figures]
    named = [show_month(month, visit.language) for month in months]
    own = [f.value for f in figures]
    middle = [middles.get(month) for month in months]
    known = [value for value in (*own, *middle) if value is not None]
    low, high = fitted(known) or [min(0.0, *known), max(0.0, *known)]
    return History(
        visit.words(kpi.name),
        kpi.unit.value == "percent",
        named,
        own,
        middle,
        (low, show(low, kpi.unit, visit.language).text),
        (high, show(high, kpi.unit, visit.language).text),
    )


class _Changes:
    """How figures have moved: against the period before, and since something was agreed."""

    def __init__(
        self,
        visit: Visit,
        kpis: Sequence[Kpi],
        chosen: Mapping[str, Sequence[Cell]],
        agreed: Sequence[Agreement],
    ) -> None:
        self._visit = visit
        moved = visit.kpis(tuple(dict.fromkeys(line.kpi for line in agreed if line.kpi)))
        self.kpis = {kpi.id: kpi for kpi in (*kpis, *moved)}
        behind = dict.fromkeys(cell.figure.kpi for cells in chosen.values() for cell in cells)
        periods: dict[Period, list[Kpi]] = {}
        for kpi in [self.kpis[name] for name in behind]:
            periods.setdefault(period_of(visit, kpi), []).append(kpi)
        asked = [
            Question(visit.select(period, by=("store",), compare=("prior",)), tuple(own))
            for period, own in periods.items()
        ]
        if moved:
            asked.append(months_question(visit, moved))
        results = visit.reader.ask_all(visit.scope, asked) if asked else ()
        self._now: dict[tuple[str, str], Figure] = {}
        self._months: dict[tuple[str, str, str], Figure] = {}
        for figure in (row for result in results for row in result.rows):
            key = figure.kpi, figure.keys["store"]
            if "month" in figure.keys:
                self._months[(*key, figure.keys["month"])] = figure
            else:
                self._now[key] = figure

    def to_prior(self, kpi: Kpi, store: str) -> str:
        """The change against the period before; a dash where there is none."""
        figure = self._now.get((kpi.id, store))
        prior = figure.compared.get("prior") if figure is not None else None
        if prior is None or prior.change is None:
            return "–"
        return show_change(prior.change, prior.relative, kpi.unit, self._visit.language)

    def since(self, line: Agreement) -> str:
        """The KPI in the month of the agreement and in the newest closed month."""
        visit = self._visit
        kpi = self.kpis.get(line.kpi)
        months = sorted(m for k, s, m in self._months if (k, s) == (line.kpi, line.store))
        opened = f"{line.opened:%Y-%m}"
        if kpi is None or not months or opened not in months or opened == months[-1]:
            return visit.say("pack.no_change_yet") if kpi is not None else ""
        before, now = (self._months[line.kpi, line.store, m] for m in (opened, months[-1]))
        return visit.say(
            "pack.moved",
            kpi=visit.words(kpi.name),
            before=show_figure(before, visit.language).text,
            now=show_figure(now, visit.language).text,
            first=opened,
            last=months[-1],
        )
