"""From choices to figures: one question for all of a page, within a handful of statements."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from access import Masking
from dashboards.charts.members import keys_of, name_of
from dashboards.periods import closed_months, closed_quarter
from dashboards.side_by_side.choices import LINES, PERSONS, Choices
from dashboards.visit import Visit
from metrics.model.kpi import Cadence, Kpi
from metrics.model.period import Period, add_months, first_of_month
from metrics.reader import Question
from metrics.result import Figure
from metrics.side_by_side.gap_money import GapMoney
from metrics.side_by_side.noise import Noise, is_total, noise_of
from metrics.side_by_side.persons import stand_persons
from metrics.side_by_side.places import Place
from metrics.side_by_side.standings import Standings

MONTHS = 12
"""How far back the months go from which the error of a figure is taken."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A figure of a member, and where he stands.

    Attributes:
        figure: without the keys of a person whose code the reader may not see.
        place: among peers, or among the people of the store.
        money: gap in CNY.
        basis: what the peers have in common.
    """

    figure: Figure
    place: Place | None = None
    money: GapMoney | None = None
    basis: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Compared:
    """Everything that the page shows.

    Attributes:
        members: key to name, in order.
        cells: by member and KPI.
        standings: of stores, with their months.
    """

    members: Mapping[str, str]
    cells: Mapping[tuple[str, str], Cell]
    standings: Standings | None = None


def compare(visit: Visit, chosen: Choices) -> Compared:
    """Ask for what was chosen."""
    if chosen.by == "store":
        return _stores(visit, chosen)
    return _members(visit, chosen)


def period_of(visit: Visit, kpi: Kpi) -> Period:
    """The period of a KPI: what closes by month or quarter is shown as of the newest closed."""
    match kpi.cadence:
        case Cadence.DAY:
            return visit.period
        case Cadence.MONTH:
            return closed_months(visit.period, visit.as_of)
        case Cadence.QUARTER:
            return closed_quarter(visit.period, visit.as_of)


def questions_of(visit: Visit, kpis: Sequence[Kpi], by: tuple[str, ...]) -> list[Question]:
    """One question for each period that the KPIs need."""
    periods: dict[Period, list[Kpi]] = {}
    for kpi in kpis:
        periods.setdefault(period_of(visit, kpi), []).append(kpi)
    return [Question(visit.select(period, by=by), tuple(own)) for period, own in periods.items()]


def months_question(visit: Visit, kpis: Sequence[Kpi]) -> Question:
    """The stores by month, over the twelve closed months up to the period's end."""
    last = closed_months(visit.period, visit.as_of).end
    months = Period(add_months(first_of_month(last), 1 - MONTHS), last)
    return Question(visit.select(months, by=("store", "month")), tuple(kpis))


def _stores(visit: Visit, chosen: Choices) -> Compared:
    by_months = [kpi for kpi in chosen.kpis if noise_of(kpi) is Noise.MONTHS]
    if chosen.view == LINES and chosen.line is not None and chosen.line not in by_months:
        by_months.append(chosen.line)
    found = visit.reader.stand(
        visit.scope,
        questions_of(visit, chosen.kpis, ("store",)),
        months_question(visit, by_months),
        chosen.basis,
    )
    names = {store.code: store.name for store in visit.stores()}
    cells = {
        (row.store, row.figure.kpi): Cell(row.figure, row.place, row.money, row.basis)
        for row in found.rows
    }
    return Compared(names, cells, found)


def _members(visit: Visit, chosen: Choices) -> Compared:
    by = chosen.by
    persons = by in PERSONS
    keys = keys_of(visit, by)
    keys = ("store", by) if persons and "store" not in keys else keys
    asked = questions_of(visit, chosen.kpis, keys)
    wanted = [k for k in chosen.kpis if noise_of(k) is Noise.MONTHS and not is_total(k)]
    past = [months_question(visit, wanted)] if persons and wanted else []
    results = visit.reader.ask_all(visit.scope, [*asked, *past])
    months: dict[tuple[str, str], list[Figure]] = {}
    for figure in results[-1].rows if past else ():
        months.setdefault((figure.kpi, figure.keys["store"]), []).append(figure)
    found: list[Cell] = []
    for question, result in zip(asked, results, strict=False):
        for kpi in question.kpis:
            own = {store: rows for (name, store), rows in months.items() if name == kpi.id}
            figures = [f for f in result.of(kpi.id) if f.keys.get(by)]
            found += _cells(visit, kpi, figures, own, by)
    keyed = _Keys(visit, by, [cell.figure for cell in found])
    cells = {(keyed.key(cell.figure), cell.figure.kpi): keyed.masked(cell) for cell in found}
    return Compared(keyed.names(), cells)


def _cells(
    visit: Visit,
    kpi: Kpi,
    figures: Sequence[Figure],
    months: Mapping[str, Sequence[Figure]],
    by: str,
) -> list[Cell]:
    if by not in PERSONS:
        return [Cell(figure) for figure in figures]
    period = period_of(visit, kpi)
    past = period.until(visit.as_of) or period
    people = stand_persons(kpi, figures, months, by, (past, visit.as_of))
    return [Cell(person.figure, person.place, person.money) for person in people]


class _Keys:
    """Members by keys that the reader may see: where codes of staff are hidden, by numbers."""

    def __init__(self, visit: Visit, by: str, figures: Sequence[Figure]) -> None:
        self._visit, self._by = visit, by
        self._hidden = by in PERSONS and visit.scope.masking is Masking.HIDDEN
        self._pairs = sorted({self._pair(figure) for figure in figures})
        numbers: dict[str, int] = {}
        self._numbers: dict[tuple[str, str], int] = {}
        for store, member in self._pairs:
            numbers[store] = self._numbers[store, member] = numbers.get(store, 0) + 1

    def _pair(self, figure: Figure) -> tuple[str, str]:
        return figure.keys.get("store", ""), figure.keys[self._by]

    def _key(self, store: str, member: str) -> str:
        told = str(self._numbers[store, member]) if self._hidden else member
        return "/".join(part for part in (store, told) if part)

    def key(self, figure: Figure) -> str:
        return self._key(*self._pair(figure))

    def masked(self, cell: Cell) -> Cell:
        if not self._hidden:
            return cell
        store, member = self._pair(cell.figure)
        keys = {"store": store, self._by: str(self._numbers[store, member])}
        return replace(cell, figure=cell.figure._replace(keys=keys))

    def names(self) -> dict[str, str]:
        """What members are called, with their store where there are several."""
        visit, by = self._visit, self._by
        several = len({store for store, _ in self._pairs}) > 1
        made = {}
        for store, member in self._pairs:
            name = name_of(visit, by, member)
            if self._hidden:
                number = self._numbers[store, member]
                name = visit.say("side.person", by=visit.say(f"by.{by}"), number=number)
            shop = name_of(visit, "store", store)
            made[self._key(store, member)] = f"{name} · {shop}" if several else name
        return made
