"""On the demo network's past months, the store's own curve is nearer than the straight line."""

import pytest

from data_loaders.demo import Plan
from data_loaders.demo.faults import spoil
from data_loaders.demo.site import make_site
from data_loaders.demo.store import simulate_store
from metrics.catalogue import all_measures, kpi
from metrics.measures import ELAPSED_BUSINESS_DAYS
from metrics.pace.errors import backtest, past_errors, pooled
from metrics.pace.history import History, daily_term, measures_by_day, take_history
from metrics.pace.projection import project
from metrics.rolled_up import build_rolled_up
from tests.specs.warehouse import Connected
from tests.warehouse.support import build_file, writing
from warehouse.engines.duckdb import open_file

PLAN = Plan(stores=3, months=18, seed=4)
TABLES = ("dim_store", "dim_calendar", "vehicle_deliveries", "vehicle_orders", "repair_orders")
DAYS = (5, 10, 15, 20)
MEASURED = ("retail_deliveries", "net_orders", "as_revenue")


@pytest.fixture(scope="module")
def history(tmp_path_factory: pytest.TempPathFactory) -> History:
    path = build_file(tmp_path_factory.mktemp("demo"), {})
    with writing(path) as connection:
        for number in range(1, PLAN.stores + 1):
            site = make_site(PLAN, number)
            made = spoil(site, simulate_store(site))
            for name in TABLES:
                connection.register("given", made[name])
                connection.execute(f"INSERT INTO {name} BY NAME SELECT * FROM given")
                connection.unregister("given")
        terms = [daily_term(kpi(name), frozenset(all_measures())) for name in MEASURED]
        names = frozenset().union(*(measures_by_day(t) or () for t in terms if t is not None))
        names |= {ELAPSED_BUSINESS_DAYS.name}
        measures = [m for name, m in all_measures().items() if name in names]
        first, last = PLAN.until.replace(year=PLAN.until.year - 2), PLAN.until.replace(day=31)
        build_rolled_up(Connected(connection), measures, first, last)
        stores = connection.execute(
            "SELECT store_code FROM dim_store WHERE parent_store_code IS NULL ORDER BY 1"
        ).fetchall()
    backend = open_file(path, threads=1, memory_limit="500MB")
    found = take_history(backend, sorted(names), tuple(code for (code,) in stores), PLAN.until)
    backend.close()
    return found


@pytest.mark.parametrize("name", MEASURED)
def test_projections_beat_the_straight_line(history: History, name: str) -> None:
    term = daily_term(kpi(name), frozenset(all_measures()))
    assert term is not None
    months = history.months(term)
    tested = pooled(tuple(backtest(months, day) for day in DAYS))
    assert tested.cases >= 100
    assert tested.ratio < 0.9


def test_errors_of_the_past_lie_around_what_was_projected(history: History) -> None:
    term = daily_term(kpi("retail_deliveries"), frozenset(all_measures()))
    assert term is not None
    months = history.months(term)
    made = project(months)
    errors = past_errors(months, made.share)
    assert errors.size >= 30
    assert 0.85 < float(sorted(errors)[errors.size // 2]) < 1.15
    assert (made.end >= made.to_date).all()
    assert (made.compared == 3).all()
