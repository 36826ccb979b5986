"""The faults of whole rows: each is where the document says, and nowhere else."""

import pyarrow.compute as pc

from data_loaders.demo import Plan
from data_loaders.demo.faults import (
    MONTH_MISSING,
    ORPHAN,
    ORPHAN_REVERSAL,
    days_missing,
    older_export,
    spoil,
)
from data_loaders.demo.site import make_site
from data_loaders.demo.store import simulate_store

PLAN = Plan(stores=12, months=5, seed=1, volume=0.3)


def test_one_reversal_has_no_original() -> None:
    site = make_site(PLAN, ORPHAN_REVERSAL)
    clean = simulate_store(site)
    spoilt = spoil(site, clean)["vehicle_deliveries"]
    assert spoilt.num_rows == clean["vehicle_deliveries"].num_rows + 1
    orphan = spoilt.filter(pc.equal(spoilt["delivery_no"], ORPHAN)).to_pylist()[0]
    assert orphan["revenue_ex_vat"] < 0
    assert orphan["vin"] not in clean["vehicle_deliveries"]["vin"].to_pylist()
    assert {name for name in clean if spoil(site, clean)[name] is not clean[name]} == {
        "vehicle_deliveries"
    }


def test_one_store_lacks_a_month_of_visits() -> None:
    site = make_site(PLAN, MONTH_MISSING)
    clean = simulate_store(site)
    months = set(pc.strftime(spoil(site, clean)["showroom_visits"]["visit_at"], "%Y%m").to_pylist())
    assert months == {"202606", "202608", "202609", "202610"}


def test_an_older_export_shows_orders_as_they_stood() -> None:
    site = make_site(PLAN, 7)
    now = simulate_store(site)["repair_orders"]
    then = older_export(site, now)
    assert 0 < then.num_rows < now.num_rows
    newer = {row["ro_no"]: row for row in now.to_pylist()}
    changed = [row for row in then.to_pylist() if row["status"] != newer[row["ro_no"]]["status"]]
    assert changed
    assert all(row["settled_at"] is None for row in changed)
    assert all(newer[row["ro_no"]]["completed_at"] is not None for row in changed)


def test_the_twelfth_store_is_a_day_late() -> None:
    assert [number for number in range(1, 25) if days_missing(number)] == [12, 24]
    site = make_site(PLAN, 12, days_missing(12))
    visits = simulate_store(site)["showroom_visits"]["visit_at"]
    assert str(pc.max(visits).as_py())[:10] == "2026-10-21"
