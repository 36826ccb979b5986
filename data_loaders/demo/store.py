"""One store from beginning to end: every stage in its order, every table of the warehouse."""

import numpy as np
import pyarrow as pa

from data_loaders.demo import (
    add_ons,
    balance,
    cars,
    contacts,
    customer_base,
    deliveries,
    demand,
    funnel,
    insurance,
    issues,
    jobs,
    ledger,
    network,
    opinions,
    orders,
    people,
    prospects,
    rebates,
    receivables,
    repairs,
    shelf,
    standards,
    steps,
    targets,
    used,
    warranty,
    workshop,
    yard,
)
from data_loaders.demo.advertising import advertising_tables
from data_loaders.demo.arrays import Floats, month_start
from data_loaders.demo.goods import make_parts
from data_loaders.demo.site import Site
from data_loaders.demo.sums import Months, among, floats


def simulate_store(site: Site) -> dict[str, pa.Table]:
    """Return the tables of one store by canonical name, as of its last exported day."""
    staff = people.make_staff(site)
    leads = prospects.make_leads(site)
    hopes = prospects.make_prospects(site, staff, leads)
    signed = orders.make_orders(site, staff, hopes)
    yard_cars = cars.make_cars(site, signed)
    prior = customer_base.prior_count(site)
    handed = deliveries.make_deliveries(site, staff, signed, yard_cars, prior)
    traded = used.make_used_cars(site, handed)
    ground = yard.Yard(signed, yard_cars, yard.make_funding(site, signed, yard_cars), prior)
    extras = add_ons.make_add_ons(site, handed)
    fleet = customer_base.make_base(site, handed)
    price = cars.contract_prices(site, signed, yard_cars)
    tables = {
        **funnel.funnel_tables(site, staff, leads, hopes),
        "vehicle_orders": orders.order_table(site, staff, hopes, signed, price),
        "vehicle_deliveries": deliveries.delivery_table(site, staff, signed, yard_cars, handed),
        "vehicle_stock": yard.stock_table(site, ground, handed, traded),
        "outlet_stock_counts": yard.outlet_count_table(site, ground),
        "clearance_plans": yard.clearance_table(site, staff, ground),
        "used_vehicles": used.used_table(site, handed, traded),
        "accessory_sales": extras.accessories,
        "fi_contracts": extras.contracts,
        "fi_products": extras.products,
        **insurance.insurance_tables(site, fleet, handed),
        "customers": customer_base.customer_table(site, staff, fleet),
        "dim_employee": people.employee_table(site, staff),
        "dim_calendar": network.calendar_table(site),
        **advertising_tables(site, staff),
        **standards.standard_tables(site, staff),
    }
    parts = make_parts()
    work = repairs.make_repairs(site, staff, jobs.make_jobs(site, fleet, yard_cars, traded), parts)
    counter = demand.counter_demand(site, parts)
    undone = issues.reversals(site, work)
    issued = issues.make_issues(site, work, counter, undone, parts)
    amounts = workshop.job_amounts(site, work, issued, parts)
    vin = workshop.job_vins(site, work, fleet, yard_cars, traded, prior)
    shop = workshop.Shop(work, amounts, vin, undone)
    store_room = shelf.make_shelf(site, work.demand, counter, issued, parts)
    moods = contacts.make_moods(site, handed, work)
    tables |= {
        "repair_orders": workshop.repair_order_table(site, staff, shop, fleet),
        "ro_labour_lines": workshop.line_table(site, staff, shop),
        "labour_clock": workshop.clock_table(site, staff, work),
        "service_appointments": workshop.appointment_table(site, shop, fleet),
        "parts_issue_lines": issues.issue_table(site, work, issued, parts),
        "parts_demand_lines": issues.demand_table(site, work, counter, parts),
        "parts_purchase_lines": store_room.purchases,
        "parts_stock_snapshot": store_room.snapshots,
        "parts_stock_counts": store_room.counts,
        "dim_store": network.store_table(site, store_room.cap),
        **warranty.warranty_tables(site, work, amounts, vin),
        "callbacks": contacts.callback_table(site, staff, moods, handed, work),
        "complaints": opinions.complaint_table(site, moods, handed, work, vin),
        "survey_responses": opinions.response_table(site, moods, handed, work),
        "survey_scores": opinions.score_table(site, moods),
        "attendance": people.attendance_table(
            site, staff, repairs.clocked_hours(site, staff, work.lines)
        ),
    }
    return tables | _books(site, staff, ground, handed, traded, tables)


def _books(
    site: Site,
    staff: people.Staff,
    ground: yard.Yard,
    handed: deliveries.Deliveries,
    traded: used.UsedCars,
    tables: dict[str, pa.Table],
) -> dict[str, pa.Table]:
    """Return rebates, open items, ledger and budgets, which rest on all the other tables."""
    months, planned = site.span.months, targets.year_months(site)
    complete = months[month_start(months + 1) - 1 <= site.last_day]
    of = Months(int(months[0]), len(complete))
    goals = targets.retail_targets(site, planned, retail_units(of, tables["vehicle_deliveries"]))
    made = {
        "oem_rebates": rebates.rebate_table(site, ground.cars, handed, goals[: len(months)]),
    }
    made["receivables_aging"] = receivables.receivable_table(site, tables | made)
    books = ledger.make_books(site, staff, ground, tables | made)
    balances = balance.make_balances(site, books, ground, traded, tables | made)
    made["gl_monthly"] = ledger.ledger_table(site, books, balances)
    service = of.sum(
        tables["repair_orders"],
        "settled_at",
        service_revenue(tables["repair_orders"]),
        ~among(tables["repair_orders"], "ro_type", "PDI", "内部"),
    )
    made["budgets"] = targets.budget_table(site, staff, planned, goals, service, books.amounts)
    made["rebate_steps"] = steps.step_table(site, planned, goals)
    return made


def retail_units(of: Months, sold: pa.Table) -> Floats:
    """Return net retail deliveries of each month."""
    retail = among(sold, "customer_type", "零售")
    return of.sum(sold, "delivery_date", np.sign(floats(sold, "revenue_ex_vat")), retail)


def service_revenue(orders: pa.Table) -> Floats:
    """Return revenue of each repair order net of discount, CNY without VAT."""
    found = floats(orders, "labour_sales") + floats(orders, "parts_sales")
    return found + floats(orders, "other_sales") - floats(orders, "discount")
