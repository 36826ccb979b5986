from datetime import date

import numpy as np
import numpy.typing as npt
import pytest

from access.scope import Masking, Scope, ScopeError
from metrics.drivers.gates.thresholds import THRESHOLDS
from metrics.drivers.hypotheses.outcome import FOOTINGS, Footing
from metrics.drivers.hypotheses.registry import declared, measured
from metrics.drivers.measurement_changes import MeasurementChange
from metrics.drivers.panel import Panel
from metrics.drivers.result import Reason
from metrics.drivers.store_panel import HISTORY_PER_LAG, StorePanel, read_store_panel
from metrics.drivers.wanted import QUARTER, Wanted
from metrics.model.period import Period
from metrics.reader import Question
from metrics.selection import Selection
from tests.metrics.drivers.given_figures import OPERATOR, GivenFigures, ended, store
from tests.metrics.random_network import COMPLETE, made

NAN = float("nan")
FIRST = date(2023, 1, 1)
MONTHS = 30
STORES = tuple(store(code, code, "华北") for code in "ABCD")
Array = npt.NDArray[np.float64]


def values(seed: int) -> Array:
    return np.random.default_rng(seed).uniform(1.0, 2.0, (len(STORES), MONTHS))


def figures(**changed: Array) -> GivenFigures:
    found = {
        "gross_service": 1000 * values(1),
        "vehicles_in_base": np.array([[100.0], [200.0], [50.0], [100.0]]) * np.ones(MONTHS),
        "parts_first_fill_rate": values(2) / 2,
        "appointment_rate": values(3) / 2,
        "csi_score": 800 * values(4),
    }
    return GivenFigures(STORES, FIRST, found | changed, ended(FIRST, MONTHS))


def read(given: GivenFigures, *drivers: str, **more: object) -> StorePanel:
    wanted = Wanted("gross_service", drivers, first=FIRST, **more)  # type: ignore[arg-type]
    return read_store_panel(given.reader, OPERATOR, wanted)


def cell(panel: Panel, code: str, period: str) -> int:
    """Row of a store and period."""
    entity, place = panel.entity_names.index(code), panel.period_names.index(period)
    (row,) = np.flatnonzero((panel.entities == entity) & (panel.periods == place))
    return int(row)


def test_a_driver_stands_at_its_lag_beside_a_target_on_its_footing() -> None:
    given = figures()
    found = read(given, "parts_first_fill_rate")
    panel = found.panel
    assert panel is not None
    assert (found.footing, found.typical) == (Footing.VEHICLES_IN_BASE, 100.0)
    assert found.sizes == {"A": 1.0, "B": 2.0, "C": 0.5, "D": 1.0}
    # The first month has no month before it.
    assert panel.n == len(STORES) * (MONTHS - 1)
    assert (panel.period_names[0], panel.period_names[-1]) == ("2023-02", "2025-06")
    row = cell(panel, "B", "2024-03")
    place = 14
    fill = given.figures["parts_first_fill_rate"][1]
    assert panel.values[row, 0] == pytest.approx((fill[place] + fill[place - 1]) / 2)
    assert panel.leads is not None
    assert panel.leads[row, 0] == fill[place + 1]
    gross = given.figures["gross_service"][1, place]
    assert panel.outcome[row] == pytest.approx(gross / 200 * 100)
    assert found.lags == {"parts_first_fill_rate": (0, 1)}
    assert found.family == len(declared("gross_service"))
    assert read(given, "csi_score", "nps").family == found.family + 1
    assert np.isnan(panel.leads[cell(panel, "B", "2025-06"), 0])


def test_months_before_the_first_serve_lags_and_one_after_the_last_serves_leads() -> None:
    given = figures()
    found = read_store_panel(
        given.reader,
        OPERATOR,
        Wanted(
            "gross_service", ("parts_first_fill_rate",),
            first=date(2023, 6, 1), last=date(2024, 5, 31),
        ),
    )  # fmt: skip
    assert found.panel is not None
    assert found.panel.n == len(STORES) * 12
    assert found.period == Period(date(2023, 6, 1), date(2024, 5, 31))
    assert found.panel.leads is not None
    assert not np.isnan(found.panel.leads).any()


def test_a_gap_takes_its_month_and_those_whose_lag_meets_it() -> None:
    fill = values(2)
    fill[0, 9] = NAN
    panel = read(figures(parts_first_fill_rate=fill), "parts_first_fill_rate").panel
    assert panel is not None
    months = {panel.period_names[place] for place in panel.periods[panel.entities == 0]}
    assert {"2023-09", "2023-10", "2023-11", "2023-12"} - months == {"2023-10", "2023-11"}


def test_a_driver_known_too_seldom_is_refused_and_the_others_keep_their_rows() -> None:
    seldom = np.full((len(STORES), MONTHS), NAN)
    seldom[:, -5:] = values(5)[:, -5:]
    found = read(figures(appointment_rate=seldom), "parts_first_fill_rate", "appointment_rate")
    assert found.panel is not None
    assert found.panel.drivers == ("parts_first_fill_rate",)
    refusal = found.refused_drivers["appointment_rate"]
    assert refusal.reason is Reason.SELDOM_KNOWN
    rows = len(STORES) * MONTHS
    assert refusal.numbers == {"known": len(STORES) * 4, "rows": rows, "needed": rows / 2}


def test_without_a_single_row_the_whole_is_refused() -> None:
    found = read(figures(gross_service=np.full((len(STORES), MONTHS), NAN)), "appointment_rate")
    assert found.panel is None
    assert found.refused is not None
    assert found.refused.reason is Reason.TOO_FEW_ROWS


def test_a_footing_without_data_is_said_to_be_absent() -> None:
    given = figures(vehicles_in_base=np.full((len(STORES), MONTHS), NAN))
    found = read(given, "appointment_rate")
    assert (found.footing, found.absent, found.sizes) == (
        Footing.NOTHING,
        ("vehicles_in_base",),
        {},
    )
    panel = found.panel
    assert panel is not None
    row = cell(panel, "C", "2024-01")
    assert panel.outcome[row] == given.figures["gross_service"][2, 12]


def test_quarters_tell_amounts_for_a_month_of_theirs() -> None:
    given = figures()
    found = read(given, "csi_score", "appointment_rate")
    panel = found.panel
    assert panel is not None
    assert found.grain == QUARTER
    assert found.lags == {"csi_score": (1, 1), "appointment_rate": (0, 0)}
    row = cell(panel, "A", "2023-Q3")
    quarter = given.figures["gross_service"][0, 6:9]
    assert panel.outcome[row] == pytest.approx(quarter.mean())
    assert panel.values[row, 0] == pytest.approx(given.figures["csi_score"][0, 3:6].mean())


def test_controls_stay_in_and_one_without_data_is_said_to_be_absent() -> None:
    given = figures(
        net_profit=1000 * values(6),
        head_count=np.full((len(STORES), MONTHS), 20.0),
        market_registrations=1000 * values(7),
        trade_in_rate=values(8),
    )
    wanted = Wanted("net_profit", ("trade_in_rate",), first=FIRST)
    found = read_store_panel(given.reader, OPERATOR, wanted)
    assert found.panel is not None
    assert found.panel.controls == ("market_registrations",)
    row = cell(found.panel, "A", "2024-01")
    assert found.panel.held[row, 0] == pytest.approx(
        np.log(given.figures["market_registrations"][0, 12])
    )
    assert found.logs == {"market_registrations"}
    left = {name: v for name, v in given.figures.items() if name != "market_registrations"}
    bare = GivenFigures(STORES, FIRST, left, given.as_of)
    without = read_store_panel(bare.reader, OPERATOR, wanted)
    assert without.absent == ("market_registrations",)
    assert without.panel is not None
    assert without.panel.controls == ()


def test_a_control_of_a_driver_comes_with_it_and_never_twice() -> None:
    given = figures(gross_parts=1000 * values(6), parts_turnover_true=values(9))
    one = Wanted("gross_parts", ("parts_turnover_true",), first=FIRST)
    both = Wanted("gross_parts", ("parts_turnover_true", "parts_first_fill_rate"), first=FIRST)
    panels = [read_store_panel(given.reader, OPERATOR, wanted).panel for wanted in (one, both)]
    assert [panel.controls for panel in panels if panel] == [("parts_first_fill_rate",), ()]


def test_a_known_change_of_a_driver_is_a_break_and_one_of_the_target_a_step() -> None:
    changes = (
        MeasurementChange("parts_first_fill_rate", date(2024, 1, 1)),
        MeasurementChange("gross_service", date(2024, 2, 1), ("A",)),
    )
    found = read(figures(), "parts_first_fill_rate", changes=changes)
    panel = found.panel
    assert panel is not None
    (place,) = found.breaks["parts_first_fill_rate"]
    assert panel.period_names[place] == "2024-01"
    assert panel.controls == ("gross_service@2024-02",)
    rows = [cell(panel, code, month) for code, month in
            (("A", "2024-01"), ("A", "2024-02"), ("B", "2024-02"))]  # fmt: skip
    assert panel.held[rows, 0].tolist() == [0.0, 1.0, 0.0]


def test_a_change_of_a_month_that_only_a_lag_reaches_is_a_break_before_the_panel() -> None:
    given = figures(comeback_rate_30d=values(5) / 20)
    change = MeasurementChange("comeback_rate_30d", date(2023, 6, 1))
    # At a lag of up to two months the rows of June and July 2023 hold months of before.
    for first, places in ((6, (0,)), (7, (-1,)), (8, ())):
        wanted = Wanted(
            "gross_service", ("comeback_rate_30d",), first=date(2023, first, 1), changes=(change,)
        )
        found = read_store_panel(given.reader, OPERATOR, wanted)
        assert found.panel is not None
        assert found.lags == {"comeback_rate_30d": (0, 2)}
        assert found.panel.period_names[0] == f"2023-{first:02}"
        assert found.breaks.get("comeback_rate_30d", ()) == places


def test_amounts_in_another_currency_are_counted_as_left_out() -> None:
    given = figures()
    given.currencies = {("gross_service", "A"): "TL"}
    found = read(given, "parts_first_fill_rate")
    assert found.currency == "CNY"
    assert found.left_out["other_currency"] == MONTHS
    assert found.panel is not None
    assert found.currencies[found.panel.target] == found.currency
    assert "A" not in found.panel.entity_names


def test_a_department_that_is_named_and_not_open_is_refused_and_divisors_are_not() -> None:
    scope = Scope("workshop", None, frozenset({"after_sales"}), Masking.NONE)
    one = made(COMPLETE)
    wanted = Wanted("gross_service", ("parts_first_fill_rate",))
    with pytest.raises(ScopeError, match="parts_first_fill_rate"):
        read_store_panel(one.network.quick, scope, wanted)
    found = read_store_panel(one.network.quick, scope, Wanted("gross_service"))
    assert {pair.driver for pair in found.pairs} == {
        "appointment_rate", "comeback_rate_30d", "first_service_return_rate",
    }  # fmt: skip


def test_a_panel_of_a_warehouse_holds_the_figures_that_are_given_one_by_one() -> None:
    one = made(COMPLETE)
    target, driver = "gross_service", "tech_proficiency"
    found = read_store_panel(one.network.quick, OPERATOR, Wanted(target, (driver,)))
    panel = found.panel
    assert panel is not None
    kpis = measured(target), measured(driver), FOOTINGS[Footing.VEHICLES_IN_BASE]
    for row in range(panel.n):
        code = panel.entity_names[panel.entities[row]]
        year, month = panel.period_names[panel.periods[row]].split("-")
        period = Period.month(date(int(year), int(month), 1))
        question = Question(Selection(period, (code,)), kpis)
        told = [figure.value for figure in one.network.exact.ask(OPERATOR, question).rows]
        gross, proficiency, vehicles = (value for value in told if value is not None)
        assert panel.outcome[row] == pytest.approx(gross / vehicles * found.typical)
        assert panel.values[row, 0] == pytest.approx(proficiency)


def test_a_lag_over_a_third_of_the_history_does_not_cost_the_others_their_months() -> None:
    given = figures(first_service_return_rate=values(8))
    named = ("parts_first_fill_rate", "first_service_return_rate")
    whole = read(given, *named)
    assert whole.panel is not None
    assert (whole.panel.drivers, whole.refused_drivers) == (named, {})
    gross = given.figures["gross_service"].copy()
    gross[:, :9] = NAN
    short = read(GivenFigures(STORES, FIRST, given.figures | {"gross_service": gross},
                              given.as_of), *named)  # fmt: skip
    assert short.panel is not None
    assert short.panel.drivers == ("parts_first_fill_rate",)
    refusal = short.refused_drivers["first_service_return_rate"]
    assert (refusal.reason, refusal.numbers["periods"]) == (Reason.LAG_TOO_LONG, 21)
    assert THRESHOLDS.history_per_lag == HISTORY_PER_LAG
    alone = read(GivenFigures(STORES, FIRST, given.figures | {"gross_service": gross},
                              given.as_of), named[1])  # fmt: skip
    assert alone.panel is None
    assert alone.refused == short.refused_drivers[named[1]]


def test_a_driver_that_is_made_of_the_target_never_enters() -> None:
    found = read(figures(hours_per_cp_ro=values(8)), "parts_first_fill_rate", "hours_per_cp_ro")
    assert found.panel is not None
    assert found.panel.drivers == ("parts_first_fill_rate",)
    assert found.refused_drivers["hours_per_cp_ro"].reason is Reason.COMPONENT
    alone = read(figures(hours_per_cp_ro=values(8)), "hours_per_cp_ro")
    assert alone.panel is None
    assert alone.refused is not None
    assert alone.refused.reason is Reason.COMPONENT
