"""Targets and budgets: set before the year begins from the store's usual level and the seasons.

The target of retail of the year under way is shared out to teams and consultants, to the last car.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from data_loaders.demo import frames
from data_loaders.demo.accounts import ACCOUNTS, BALANCE_SHEET
from data_loaders.demo.arrays import Floats, Ints, month_start
from data_loaders.demo.people import Staff
from data_loaders.demo.rebates import periods
from data_loaders.demo.site import Site
from warehouse.schema.plans import EVERYONE, WHOLE_STORE

VERSION = "年初预算"
RETAIL, WHOLESALE = "retail_deliveries", "wholesale_purchases"
# Cars taken from the manufacturer per retail hand-over: fleet and outlets sell some of them.
TAKEN_PER_RETAIL = 1.28
TEAMS = ("销售一组", "销售二组")
SET_BY = "总经理"
# Days before the year begins on which its targets are signed.
SIGNED_BEFORE = 12
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


@dataclass(frozen=True)
class _Line:
    """A target for some months: of the whole store, of a team, or of one of its people."""

    metric: str
    department: str
    months: Ints
    values: Floats
    team: str = WHOLE_STORE
    owner: str = EVERYONE


def budget_table(
    site: Site,
    staff: Staff,
    months: Ints,
    retail: Floats,
    service: Floats,
    books: dict[str, Floats],
) -> pa.Table:
    """Return ``budgets``.

    Args:
        site: the store.
        staff: its people.
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
        (RETAIL, "销售", retail),
        (WHOLESALE, "销售", np.rint(retail * TAKEN_PER_RETAIL)),
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
    lines = [_Line(metric, department, months, values) for metric, department, values in rows]
    return _frame(site, lines + _shared_out(site, staff, months, retail))


def _shared_out(site: Site, staff: Staff, months: Ints, retail: Floats) -> list[_Line]:
    """Return the target of retail of the last year by team and consultant; sums are exact."""
    consultants = staff.members("销售顾问")
    year = months >= months[-1] - months[-1] % 12
    starts = month_start(months[year])
    shares = np.zeros((len(consultants), int(year.sum())))
    for place, (start, target) in enumerate(zip(starts, retail[year].astype(int), strict=True)):
        here = (staff.hire[consultants] <= start) & (staff.leave[consultants] > start)
        here = here if here.any() else np.ones(len(consultants), np.bool_)
        each, rest = divmod(int(target), int(here.sum()))
        # Who carries the cars that are left over changes from month to month.
        order = (np.arange(here.sum()) + place) % int(here.sum())
        shares[here, place] = each + (order < rest)
    lines: list[_Line] = []
    for number, team in enumerate(TEAMS):
        members = np.arange(len(consultants)) % len(TEAMS) == number
        if members.any():
            lines.append(_Line(RETAIL, "销售", months[year], shares[members].sum(axis=0), team))
        lines += [
            _Line(RETAIL, "销售", months[year], shares[place], team, staff.ids[consultants[place]])
            for place in np.flatnonzero(members)
        ]
    return lines


def _frame(site: Site, lines: Sequence[_Line]) -> pa.Table:
    months = np.concatenate([line.months for line in lines])
    place = np.repeat(np.arange(len(lines)), [len(line.months) for line in lines])
    began = month_start(months - months % 12)

    def text(name: str) -> pa.Array:
        return frames.labels([getattr(line, name) for line in lines], place)

    return site.frame(
        "budgets",
        {
            "period": periods(months),
            "department": text("department"),
            "metric_code": text("metric"),
            "metric_name": None,
            "team": text("team"),
            "owner_id": text("owner"),
            "value": np.concatenate([line.values for line in lines]),
            "version": VERSION,
            "effective_from": frames.dates(began),
            "set_by": SET_BY,
            "set_at": frames.dates(began - SIGNED_BEFORE),
        },
    )


def _mean(values: Floats) -> float:
    return float(values.mean()) if len(values) else 0.0
