"""The figures lie where those of real dealers lie, and the planted causes can be seen."""

import pandas as pd
import pytest

from tests.data_loaders.demo.simulated import LAST_DAY, frame, site

NORMAL, SUPPLY, SALES, STOCK = 2, 4, 8, 11
MONTHS = 14.7


def retail(number: int) -> pd.DataFrame:
    sold = frame(number, "vehicle_deliveries")
    return sold[(sold.customer_type == "零售") & (sold.revenue_ex_vat > 0)]


def paid_orders(number: int) -> pd.DataFrame:
    orders = frame(number, "repair_orders")
    return orders[~orders.ro_type.isin(["PDI", "内部"]) & (orders.status != "作废")]


def first_fill(number: int) -> float:
    demand = frame(number, "parts_demand_lines")
    demand = demand[~demand.is_preorder]
    return float((demand.qty_first_pick >= demand.qty_requested).mean())


def wait_share(number: int) -> float:
    orders = frame(number, "repair_orders")
    needed = orders[orders.ro_no.isin(frame(number, "parts_demand_lines").ro_no)]
    return float(needed.waited_for_parts.mean())


def close_rate(number: int) -> float:
    visits = frame(number, "showroom_visits")
    first = visits[(visits.purpose == "看车") & (visits.visit_type == "首次")]
    orders = frame(number, "vehicle_orders")
    return float((orders.customer_type == "零售").sum() / len(first))


def discount(number: int) -> float:
    sold = retail(number)
    return float(1.0 - sold.retail_price.sum() / sold.msrp.sum())


def old_share(number: int) -> float:
    cars = frame(number, "vehicle_stock")
    here = cars[(cars.stock_type == "新车") & cars.out_date.isna()]
    return float(((LAST_DAY - here.receipt_date).dt.days > 90).mean())


def content(number: int) -> float:
    calls = frame(number, "callbacks")
    answered = calls[calls.satisfaction.notna() & (calls.event_type == "售后出厂")]
    return float((answered.satisfaction == "满意").mean())


def test_sales_are_at_the_level_of_a_dealer() -> None:
    sold = retail(NORMAL)
    assert 22 < len(sold) / MONTHS < 45
    assert 0.2 < close_rate(NORMAL) < 0.4
    assert 0.03 < discount(NORMAL) < 0.12
    front = float((sold.revenue_ex_vat - sold.cost_ex_vat).mean())
    assert -9000 < front < 2000
    accessories = frame(NORMAL, "accessory_sales")
    paid = accessories[~accessories.is_gift].delivery_no
    assert 0.55 < sold.delivery_no.isin(paid).mean() < 0.85
    loans = frame(NORMAL, "fi_contracts")
    financed = loans[loans.disbursed_at.notna()].delivery_no
    assert 0.5 < sold.delivery_no.isin(financed).mean() < 0.75
    assert (frame(NORMAL, "test_drives").td_at.notna()).all()


def test_orders_and_second_visits_are_at_the_level_of_a_dealer() -> None:
    orders = frame(NORMAL, "vehicle_orders")
    lost = (orders.cancel_date - orders.order_date).dt.days <= 60
    assert 0.02 < lost.mean() < 0.12
    waits = (orders.delivery_date - orders.order_date).dt.days
    assert 3 < waits.median() < 15
    still = orders.delivery_date.isna() & orders.cancel_date.isna()
    assert 3 < still.sum() < 60
    visits = frame(NORMAL, "showroom_visits")
    looks = visits[(visits.purpose == "看车") & visits.prospect_id.notna()]
    days = looks.groupby("prospect_id").visit_at.apply(lambda at: at.dt.normalize().nunique())
    assert 0.2 < (days > 1).mean() < 0.45


def test_used_cars_are_at_the_level_of_a_dealer() -> None:
    used, sold = frame(NORMAL, "used_vehicles"), retail(NORMAL)
    traded = used[used.acquired_at.notna()].delivery_no
    assert 0.08 < sold.delivery_no.isin(traded).mean() < 0.35
    kept = used[used.acquired_at.notna()]
    gross = kept.revenue_ex_vat - kept.acquire_cost - kept.recon_cost
    assert 3000 < gross[kept.sale_type == "零售"].mean() < 12000
    stays = (kept.sold_at - kept.acquired_at).dt.days
    assert 20 < stays.mean() < 45
    assert 0.03 < (stays > 60).mean() < 0.2


def test_after_sales_are_at_the_level_of_a_dealer() -> None:
    orders = paid_orders(NORMAL)
    assert 180 < len(orders) / MONTHS < 420
    done = orders[orders.settled_at.notna()]
    revenue = done.labour_sales + done.parts_sales + done.other_sales - done.discount
    assert 600 < revenue.mean() < 1800
    cost = done.labour_cost + done.parts_cost + done.other_cost
    assert 0.35 < 1.0 - cost.sum() / revenue.sum() < 0.6
    assert 0.2 < revenue[done.ro_type == "事故"].sum() / revenue.sum() < 0.5
    assert 0.86 < first_fill(NORMAL) < 0.97
    assert 0.8 < content(NORMAL) < 0.95
    claims = frame(NORMAL, "warranty_claims")
    reviewed = claims[claims.first_result != "审核中"]
    assert 0.88 < (reviewed.first_result == "通过").mean() < 0.99
    granted = claims[claims.approved_amount > 0]
    waited = (granted.paid_at.fillna(LAST_DAY) - granted.repair_done_at).dt.days
    assert 0.03 < (waited > 60).mean() < 0.25
    clock, people = frame(NORMAL, "labour_clock"), frame(NORMAL, "dim_employee")
    attendance = frame(NORMAL, "attendance")
    technicians = people[people.is_technician].employee_id
    attended = attendance[attendance.employee_id.isin(technicians)].attended_hours.sum()
    assert 0.5 < clock.clocked_hours.sum() / attended < 0.95


def test_renewals_are_at_the_level_of_a_dealer() -> None:
    pool = frame(NORMAL, "insurance_renewal_pool")
    due = pool[~pool.excluded & (pool.expiry_date <= LAST_DAY - pd.Timedelta(days=31))]
    assert 0.5 < (due.outcome == "本店续保").mean() < 0.75
    renewed = due[due.outcome == "本店续保"]
    policies = frame(NORMAL, "insurance_policies")
    commercial = policies[policies.policy_kind == "商业险"]
    recent = renewed[renewed.expiry_date > pd.Timestamp(site(NORMAL).span.start, unit="D")
                     + pd.Timedelta(days=40)]  # fmt: skip
    assert recent.vin.isin(commercial.vin).all()


def test_sales_rest_at_spring_festival_and_peak_at_month_ends() -> None:
    sold = frame(NORMAL, "vehicle_deliveries").delivery_date
    festival = sold.between("2026-02-13", "2026-02-20").sum()
    usual = sold.between("2026-03-13", "2026-03-20").sum()
    assert festival < usual / 2
    last_days = sold.dt.day > sold.dt.days_in_month - 5
    assert last_days.mean() > 1.2 * 5 / 30.4


def test_a_weak_parts_store_makes_customers_wait_and_grumble() -> None:
    assert site(SUPPLY).traits.weakness == "parts_supply"
    assert first_fill(SUPPLY) < first_fill(NORMAL) - 0.12
    assert wait_share(SUPPLY) > 2 * wait_share(NORMAL)
    assert content(SUPPLY) < content(NORMAL) - 0.04


def test_a_weak_sales_process_closes_less() -> None:
    assert site(SALES).traits.weakness == "sales_process"
    assert close_rate(SALES) < close_rate(NORMAL) - 0.08


def test_a_full_yard_costs_discount() -> None:
    assert site(STOCK).traits.weakness == "stock_pressure"
    assert old_share(STOCK) > old_share(NORMAL) + 0.08
    assert discount(STOCK) > discount(NORMAL) + 0.012


def test_old_cars_leave_at_a_price() -> None:
    sold = retail(NORMAL).merge(frame(NORMAL, "vehicle_stock")[["vin", "receipt_date"]], on="vin")
    sold["age"] = (sold.delivery_date - sold.receipt_date).dt.days
    sold["cut"] = 1.0 - sold.retail_price / sold.msrp
    assert sold[sold.age > 90].cut.mean() > sold[sold.age < 45].cut.mean() + 0.01


@pytest.mark.parametrize("number", [NORMAL, SUPPLY])
def test_a_customer_who_waited_is_less_content(number: int) -> None:
    calls = frame(number, "callbacks")
    answered = calls[calls.satisfaction.notna()].merge(
        frame(number, "repair_orders")[["ro_no", "waited_for_parts"]],
        left_on="event_no",
        right_on="ro_no",
    )
    happy = answered.groupby("waited_for_parts").satisfaction.apply(lambda s: (s == "满意").mean())
    assert happy[True] < happy[False] - 0.12


def test_test_drives_close() -> None:
    people = frame(NORMAL, "prospects")
    people = people[people.first_visit_at.notna()]
    drove = people.prospect_id.isin(frame(NORMAL, "test_drives").prospect_id)
    won = people.won_at.notna()
    assert won[drove].mean() > won[~drove].mean() + 0.1
