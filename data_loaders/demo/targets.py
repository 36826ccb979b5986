"""Targets and budgets: set before the year begins from the store's usual level and the seasons."""

import numpy as np
import pyarrow as pa

from data_loaders.demo import frames
from data_loaders.demo.accounts import ACCOUNTS, BALANCE_SHEET
from data_loaders.demo.arrays import Floats, Ints, month_start
from data_loaders.demo.rebates import periods
from data_loaders.demo.site import Site

VERSION = "年初预算"
# Shares that every store of the network is asked for: KPI, department, value.
SHARES = (
    ("followup_timeliness_rate", "销售", 0.95),
    ("test_drive_rate", "销售", 0.65),
    ("accessory_penetration", "销售", 0.68),
    ("on_time_delivery_rate", "售后", 0.92),
    ("warranty_first_pass_rate", "售后", 0.95),
    ("parts_first_fill_rate", "配件", 0.9),
    ("finance_penetration", "金融保险", 0.6),
    ("insurance_renewal_rate", "金融保险", 0.58),
    ("callback_3d_completion", "客服", 0.95),
    ("callback_satisfaction_rate", "客服", 0.88),
)


def year_months(site: Site) -> Ints:
    """Return the months that have a budget: from the start to the end of the last year."""
    last = site.span.last_month
    return np.arange(int(site.span.months[0]), last - last % 12 + 12)


def season(site: Site, months: Ints, weight: Floats) -> Floats:
    """Return the share of a normal month that each month is expected to bring, mean about 1.

    Months after the simulated days count as the same month of the year before.
    """
    found = []
    for month in months.tolist():
        mine = site.span.month == month
        full = int(month_start(np.array([month + 1]))[0] - month_start(np.array([month]))[0])
        if int(mine.sum()) < full:
            mine = site.span.month == month - 12
        found.append(float(weight[mine].sum()) if mine.any() else np.nan)
    shares = np.array(found)
    return np.asarray(np.nan_to_num(shares / np.nanmean(shares), nan=1.0))


def retail_targets(site: Site, months: Ints, delivered: Floats) -> Floats:
    """Return retail deliveries to be reached in each of ``months``.

    Args:
        site: the store.
        months: months of the budget.
        delivered: retail deliveries of the complete months of the span.
    """
    rng = site.rng("targets")
    level = float(delivered.mean()) if len(delivered) else 1.0
    shape = season(site, months, site.span.visit_weight * 0.5 + site.span.delivery_weight * 0.5)
    push = 1.03 + 0.02 * rng.normal(0.0, 1.0, len(months))
    return np.maximum(np.rint(level * shape * push), 1.0)


def budget_table(
    site: Site, months: Ints, retail: Floats, service: Floats, books: dict[str, Floats]
) -> pa.Table:
    """Return ``budgets``.

    Args:
        site: the store.
        months: months of the budget.
        retail: retail deliveries to be reached in each of them.
        service: after-sales revenue of the complete months.
        books: amount of each account in the closed months.
    """
    rng = site.rng("budgets")
    trade = season(site, months, site.span.visit_weight * 0.5 + site.span.delivery_weight * 0.5)
    shop = season(site, months, site.span.service_weight)
    spend = float(np.mean(site.paths.spend)) * np.ones(len(months))
    rows: list[tuple[str, str, Floats]] = [
        ("retail_deliveries", "销售", retail),
        ("net_orders", "销售", np.rint(retail * 1.28)),
        ("as_revenue", "售后", np.round(_mean(service) * shop * 1.03, -2)),
        ("marketing_spend", "市场", np.round(spend, -2)),
    ]
    rows += [(kpi, department, np.full(len(months), value)) for kpi, department, value in SHARES]
    for account in ACCOUNTS:
        if account.measure in BALANCE_SHEET:
            continue
        steady = account.measure in ("personnel", "overhead", "marketing_exp", "finance_cost")
        shape = (
            np.ones(len(months)) if steady
            else shop if account.dept_measure in ("service", "body", "parts") else trade
        )  # fmt: skip
        noise = 1.0 + rng.normal(0.0, 0.02, len(months))
        rows.append(
            (
                account.code,
                account.department,
                np.round(_mean(books[account.code]) * shape * noise, -1),
            )
        )
    count = len(months)
    return site.frame(
        "budgets",
        {
            "period": periods(np.tile(months, len(rows))),
            "department": frames.labels(
                [row[1] for row in rows], np.repeat(np.arange(len(rows)), count)
            ),
            "metric_code": frames.labels(
                [row[0] for row in rows], np.repeat(np.arange(len(rows)), count)
            ),
            "value": np.concatenate([row[2] for row in rows]),
            "version": VERSION,
        },
    )


def _mean(values: Floats) -> float:
    return float(values.mean()) if len(values) else 0.0
