"""The answer: figures with numerator, denominator and state."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple

from metrics.model.kpi import Unit
from metrics.model.period import Period
from metrics.pace.outlook import Ahead


class State(StrEnum):
    """What a figure is worth."""

    OK = "ok"
    NO_DATA = "no_data"
    NOT_APPLICABLE = "not_applicable"
    PROVISIONAL = "provisional"
    TOO_FEW = "too_few"
    ESTIMATED = "estimated"


class Note(StrEnum):
    """Why a figure has no value, or needs a word of care."""

    NOTHING_LOADED = "nothing_loaded"
    TABLE_MISSING = "table_missing"
    ZERO_DENOMINATOR = "zero_denominator"
    NEGATIVE_DENOMINATOR = "negative_denominator"
    PERIOD_NOT_CLOSED = "period_not_closed"
    BOOKS_STILL_OPEN = "books_still_open"
    NOT_BEGUN = "not_begun"
    HISTORY_TOO_SHORT = "history_too_short"
    NO_SUCH_GROUPING = "no_such_grouping"
    COHORT_NOT_MATURE = "cohort_not_mature"
    FEW_TRIALS = "few_trials"
    REPORTED = "reported"
    STORES_MISSING = "stores_missing"
    OTHER_CURRENCY = "other_currency"
    RED_LINE = "red_line"
    PUBLISHED_MONTH = "published_month"
    NO_FRAMEWORK = "no_framework"
    AMOUNTS_PENDING = "amounts_pending"
    ONE_STORE_ONLY = "one_store_only"
    FEW_PEERS = "few_peers"
    INPUTS_MISSING = "inputs_missing"


@dataclass(frozen=True, slots=True)
class Compared:
    """The same KPI at another time, or a target.

    ``change`` is the difference of values in the KPI's unit; ``relative`` is the difference
    divided by the other value's size, None for percentages (their difference is in points).
    ``version`` names what states a target.
    """

    value: float | None
    numerator: float | None
    denominator: float | None
    state: State
    change: float | None
    relative: float | None
    period: Period | None = None
    version: str | None = None


@dataclass(frozen=True, slots=True)
class Peers:
    """Where a store stands among the others.

    ``best_quartile`` is the quartile on the good side; ``rank`` 1 is best; None for a band.
    ``gap`` is the distance from the median, positive where the store is better; None for a band
    and for a store without a value. ``basis`` says what the peers have in common with it.
    """

    median: float
    best_quartile: float | None
    rank: int | None
    of: int
    gap: float | None = None
    basis: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Band:
    """What is ordinary for these stores: the middle eighty of a hundred of their own past values.

    Attributes:
        low: 10th percentile of the values of like periods in the twelve months before.
        median: of the same.
        high: 90th percentile.
        of: number of periods with a value.
    """

    low: float
    median: float
    high: float
    of: int


NOTHING: Mapping[str, Compared] = MappingProxyType({})


class Figure(NamedTuple):
    """One figure; a tuple, since a large network has some hundred thousand of them at once.

    Attributes:
        kpi: id.
        keys: grouping to member (``{"store": "S01", "month": "2026-10"}``); empty for a total.
        value: in the KPI's unit, a fraction for percentages; None where there is none.
        numerator: sum over the stores that count; the amount itself where nothing is divided.
        denominator: sum over the same stores; number of rows for a percentile.
        unit: of the value.
        state: what it is worth.
        note: why.
        stores: number of stores that count.
        missing: stores of the group that have no data for it.
        compared: comparison name to what was found.
        peers: standing among peers, where asked for and at least five have a value.
        currency: of money values.
        pending: what is expected, not confirmed and not in the value, in the KPI's unit.
        ahead: the month under way to its end, where asked for and the KPI adds up over days.
        band: ordinary values, where asked for and at least six like periods have a value.
        published: the month that a published value stands for, as ``YYYY-MM``; else empty.
        lacking: ids of KPIs that the figure should rest on and that have no figure.
        lacking_tables: tables without which there is no figure and of which these stores have
            never sent anything; empty where there is a figure.
    """

    kpi: str
    keys: Mapping[str, str]
    value: float | None
    numerator: float | None
    denominator: float | None
    unit: Unit
    state: State
    note: Note | None = None
    stores: int = 0
    missing: tuple[str, ...] = ()
    compared: Mapping[str, Compared] = NOTHING
    peers: Peers | None = None
    currency: str = "CNY"
    band: Band | None = None
    published: str = ""
    lacking: tuple[str, ...] = ()
    lacking_tables: tuple[str, ...] = ()
    ahead: Ahead | None = None
    pending: float | None = None


@dataclass(frozen=True, slots=True)
class Result:
    """Figures of one question, all from one snapshot."""

    snapshot: str
    as_of: date
    period: Period
    rows: tuple[Figure, ...]

    def figure(self, kpi: str, **keys: str) -> Figure:
        """The figure of a KPI with exactly these keys.

        Raises:
            KeyError: there is none.
        """
        for row in self.rows:
            if row.kpi == kpi and dict(row.keys) == keys:
                return row
        raise KeyError(f"no figure of {kpi} for {keys}")

    def of(self, kpi: str) -> tuple[Figure, ...]:
        """All figures of a KPI, in order."""
        return tuple(row for row in self.rows if row.kpi == kpi)
