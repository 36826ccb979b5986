"""The month under way to its end is the same however it is asked for."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import numpy as np
import pytest

from access.scope import OPERATOR, Masking, Scope
from metrics.catalogue import kpi
from metrics.model.period import Period
from metrics.pace.month import read_months
from metrics.pace.outlook import Ahead
from metrics.reader import Question
from metrics.result import Figure
from metrics.selection import Selection
from tests.metrics.network import Network, network, stores
from tests.metrics.test_reader import delivery, target

FIRST, AS_OF = date(2023, 1, 1), date(2025, 3, 20)
MONTH = Period(date(2025, 3, 1), AS_OF)
RETAIL, SHARE = kpi("retail_deliveries"), kpi("test_drive_rate")
CODES = ("N1", "N2", "N3", "S1", "S2", "S3")
ALONE = Scope("chief", frozenset({"N1"}), None, Masking.PARTIAL)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Network]:
    """Six stores of unequal size and habit, all of a brand; targets for two of them."""
    rng = np.random.default_rng(11)
    sold: list[dict[str, Any]] = []
    calendar: list[dict[str, Any]] = []
    number = 0
    for place, code in enumerate(CODES):
        day = FIRST
        while day <= date(2025, 3, 31):
            is_open = day.weekday() != 6
            calendar.append(
                {"store_code": code, "date": day, "is_business_day": is_open, "day_weight": 1}
            )
            # The later in the month, the more; the larger the place, the more so.
            rate = (1 + place) * (0.2 + 0.05 * place * day.day / 31) if is_open else 0
            for _ in range(int(rng.poisson(rate)) if day <= AS_OF else 0):
                number += 1
                sold.append(delivery(code, day.isoformat(), number))
            day += timedelta(days=1)
    goals = [target(code, "202503", 40) for code in ("N1", "N2")]
    rows = {
        "dim_store": stores(*CODES),
        "dim_calendar": calendar,
        "vehicle_deliveries": sold,
        "budgets": goals,
    }
    made = network(tmp_path_factory.mktemp("prospects"), rows, AS_OF, FIRST)
    yield made
    made.counted.close()


def ask(small: Network, scope: Scope = OPERATOR, **selection: Any) -> tuple[Figure, ...]:
    chosen = Selection(selection.pop("period", MONTH), compare=("pace",), **selection)
    return small.quick.ask(scope, Question(chosen, (RETAIL,))).rows


def ahead(figure: Figure) -> Ahead:
    assert figure.ahead is not None
    return figure.ahead


def test_a_group_ends_where_its_stores_end_together(small: Network) -> None:
    each = {f.keys["store"]: ahead(f).outlook for f in ask(small, by=("store",))}
    for figure in ask(small, by=("region",)):
        inside = [each[code] for code in CODES if code[0] == figure.keys["region"]]
        assert ahead(figure).outlook.end == pytest.approx(sum(o.end or 0 for o in inside))
        assert ahead(figure).outlook.to_date == figure.value
    (whole,) = ask(small)
    assert ahead(whole).outlook.end == pytest.approx(sum(o.end or 0 for o in each.values()))


def test_a_store_is_the_same_alone_and_among_others(small: Network) -> None:
    """Whoever asks, and in whatever company, errors are pooled over the same stores."""
    (own,) = ask(small, ALONE)
    among = next(f for f in ask(small, by=("store",)) if f.keys["store"] == "N1")
    assert ahead(own) == ahead(among)
    # Six stores of one brand pool what each of them was off by: a band needs ten of these.
    low, end, high = (getattr(ahead(own).outlook, name) for name in ("low", "end", "high"))
    assert low < end < high


def test_the_command_shows_what_a_figure_holds(small: Network) -> None:
    (month,) = read_months(small.quick, ALONE, [RETAIL])
    (line,) = month.lines
    (figure,) = ask(small, ALONE)
    assert (line.outlook, line.gap) == (ahead(figure).outlook, ahead(figure).gap)
    assert line.target is not None


def test_the_last_of_a_row_of_months_is_under_way(small: Network) -> None:
    row = ask(small, ALONE, period=Period(date(2024, 1, 1), AS_OF), by=("month",))
    (figure,) = ask(small, ALONE)
    assert [f.keys["month"] for f in row if f.ahead] == ["2025-03"]
    assert row[-1].ahead == figure.ahead


def test_a_month_seen_on_an_earlier_day(small: Network) -> None:
    """What came later is not known then."""
    tenth = date(2025, 2, 10)
    (figure,) = ask(small, ALONE, period=Period(date(2025, 2, 1), tenth))
    (month,) = read_months(small.quick, ALONE, [RETAIL], day=tenth)
    assert month.lines[0].outlook == ahead(figure).outlook
    assert ahead(figure).outlook.to_date == figure.value
    share = ahead(figure).outlook.share
    assert share is not None
    assert share < 1


def test_what_is_due_follows_the_curve_to_the_target(small: Network) -> None:
    (figure,) = ask(small, ALONE)
    gap, path = ahead(figure).gap, ahead(figure).path
    assert gap is not None
    assert path[AS_OF.day - 1] == pytest.approx(gap.due)
    assert path[-1] == pytest.approx(40)
    assert list(path) == sorted(path)
    both = ask(small, stores=("N1", "N2"))[0]
    parts = [ahead(ask(small, stores=(code,))[0]).gap for code in ("N1", "N2")]
    whole = ahead(both).gap
    assert whole is not None
    assert whole.due == pytest.approx(sum(part.due for part in parts if part))
    # A store without a target leaves the group without one.
    assert ahead(ask(small, by=("region",))[0]).gap is None


@pytest.mark.parametrize(
    ("period", "by"),
    [
        (Period(date(2025, 1, 1), AS_OF), ()),
        (Period(date(2025, 3, 4), AS_OF), ()),
        (MONTH, ("day",)),
    ],
    ids=["quarter", "not from the first", "days"],
)
def test_only_months_are_seen_to_their_end(
    small: Network, period: Period, by: tuple[str, ...]
) -> None:
    assert all(f.ahead is None for f in ask(small, ALONE, period=period, by=by))


def test_a_ratio_and_a_reader_of_details_have_no_end(small: Network) -> None:
    month = Selection(MONTH, compare=("pace",))
    assert small.quick.ask(OPERATOR, Question(month, (SHARE,))).rows[0].ahead is None
    assert small.exact.ask(OPERATOR, Question(month, (RETAIL,))).rows[0].ahead is None


def test_errors_are_worked_out_once(small: Network) -> None:
    ask(small, ALONE)
    before = small.counted.statements
    ask(small, ALONE)
    assert small.counted.statements - before <= 3
