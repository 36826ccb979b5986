"""What is sold with a car: accessories, loans, extended warranties and service plans."""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from data_loaders.demo import frames
from data_loaders.demo.arrays import NEVER
from data_loaders.demo.deliveries import Deliveries, delivery_numbers
from data_loaders.demo.goods import ACCESSORIES, draw
from data_loaders.demo.identity import vins
from data_loaders.demo.orders import RETAIL
from data_loaders.demo.site import Site, spread

LENDERS = (("示范汽车金融", 0), ("甲示银行", 1), ("乙示银行", 1), ("丙示租赁", 2))
# Product: name, price ex VAT, cost share, chance on a retail delivery.
PRODUCTS = (
    ("延保", 3400.0, 0.52, 0.15),
    ("保养套餐", 1500.0, 0.68, 0.24),
    ("玻璃保障", 480.0, 0.45, 0.08),
)
VAT_FINANCE = 1.06


@dataclass(frozen=True)
class AddOns:
    """The tables of what is sold with a car."""

    accessories: pa.Table
    contracts: pa.Table
    products: pa.Table


def make_add_ons(site: Site, deliveries: Deliveries) -> AddOns:
    """Return accessories, loans and products."""
    return AddOns(
        _accessories(site, deliveries), _contracts(site, deliveries), _products(site, deliveries)
    )


def _accessories(site: Site, deliveries: Deliveries) -> pa.Table:
    rng = site.rng("accessories")
    retail = np.flatnonzero(deliveries.kind == RETAIL)
    pays = rng.random(len(retail)) < 0.68
    paid = np.repeat(retail, np.where(pays, 1 + rng.binomial(2, 0.3, len(retail)), 0))
    gifted = retail[rng.random(len(retail)) < 0.33]
    back = np.flatnonzero(np.isin(paid, np.flatnonzero(deliveries.returned)))
    loose = spread(rng, site.span.days, np.full(len(site.span.days), 0.25 * site.volume))
    parts = [len(paid), len(gifted), len(loose)]
    owner = np.concatenate([paid, gifted, np.full(len(loose), -1)])
    day = np.concatenate([deliveries.day[paid], deliveries.day[gifted], loose])
    kind = np.repeat(np.arange(3), parts)
    item = draw(rng, np.array([0.28, 0.22, 0.2, 0.14, 0.08, 0.08]), len(owner))
    item = np.where(kind == 1, 1, item)
    price = np.array([row[1] for row in ACCESSORIES])[item]
    cost = np.round(price * np.array([row[2] for row in ACCESSORIES])[item], 2)
    revenue = np.where(kind == 1, 0.0, np.round(price * rng.uniform(0.82, 1.0, len(owner)), 2))
    sign = np.ones(len(owner))
    # What was sold with a car that came back is taken back with it.
    owner = np.concatenate([owner, paid[back]])
    day = np.concatenate([day, deliveries.reversed[paid[back]]])
    kind = np.concatenate([kind, np.full(len(back), 3)])
    item, price = np.concatenate([item, item[back]]), np.concatenate([price, price[back]])
    cost = np.concatenate([cost, -cost[back]])
    revenue = np.concatenate([revenue, -revenue[back]])
    sign = np.concatenate([sign, -np.ones(len(back))])
    order = np.argsort(day, kind="stable")
    owner, day, kind, item = owner[order], day[order], kind[order], item[order]
    numbers = delivery_numbers(deliveries, owner)
    red = delivery_numbers(deliveries, owner, "H")
    table = site.frame(
        "accessory_sales",
        {
            "sale_no": frames.document_numbers("JP", day, np.arange(len(day))),
            "line_no": np.ones(len(day), dtype=np.int64),
            "delivery_no": pc.if_else(pa.array(kind == 3), red, numbers),
            "item_code": frames.labels([row[0] for row in ACCESSORIES], item),
            "sale_date": frames.dates(day),
            "qty": sign[order],
            "revenue_ex_vat": revenue[order],
            "cost_ex_vat": cost[order],
            "is_gift": kind == 1,
        },
    )
    return table.filter(pa.array(site.known_day(day)))


def _contracts(site: Site, deliveries: Deliveries) -> pa.Table:
    rng = site.rng("loans")
    owner = np.flatnonzero(deliveries.financed)
    applied = deliveries.day[owner] - rng.integers(2, 8, len(owner))
    failed = spread(rng, site.span.days, np.full(len(site.span.days), 0.085 * site.volume))
    parts = [len(owner), len(failed)]
    applied = np.concatenate([applied, failed])
    passed = np.arange(len(applied)) < parts[0]
    owner = np.concatenate([owner, np.full(parts[1], -1)])
    count = len(applied)
    handed = np.where(passed, deliveries.day[owner], NEVER)
    approved = applied + rng.integers(0, 2, count)
    result = np.where(passed, 0, np.where(rng.random(count) < 0.75, 1, 2))
    delay = rng.choice(np.array([0, 1, 1, 2, 3, 5, 9]), count)
    disbursed = np.where(passed, handed + delay, NEVER)
    price = np.where(passed, deliveries.retail[owner], 140000.0)
    loan = np.round(price * rng.uniform(0.5, 0.78, count), -3)
    income = np.round(
        np.where(passed, loan * rng.uniform(0.02, 0.034, count), 0.0) / VAT_FINANCE, 2
    )
    early = passed & (rng.random(count) < 0.05)
    settled = np.where(early, disbursed + rng.integers(90, 420, count), NEVER)
    charged = settled + 20
    lender = draw(rng, np.array([0.46, 0.26, 0.18, 0.1]), count)
    order = np.argsort(applied, kind="stable")
    drawn = charged <= site.last_day
    gone = disbursed <= site.last_day
    handed_over = deliveries.day[owner] <= site.last_day
    table = site.frame(
        "fi_contracts",
        {
            "contract_no": frames.document_numbers("JR", applied, np.arange(count)),
            "delivery_no": delivery_numbers(deliveries, np.where(passed & handed_over, owner, -1)),
            "vehicle_type": "新车",
            "lender": frames.labels([row[0] for row in LENDERS], lender),
            "lender_type": frames.labels(
                ("厂家金融", "银行", "融资租赁"), np.array([row[1] for row in LENDERS])[lender]
            ),
            "applied_at": frames.dates(applied),
            "approved_at": site.on(approved),
            "result": frames.labels(
                ("通过", "拒绝", "撤回"), np.where(approved <= site.last_day, result, -1)
            ),
            "disbursed_at": site.on(disbursed),
            "loan_amount": loan,
            "term_months": rng.choice(np.array([24, 36, 48, 60]), count, p=[0.2, 0.5, 0.1, 0.2]),
            "income_ex_vat": np.where(gone, income, 0.0),
            "early_settled_at": site.on(settled),
            "clawback": np.where(drawn, np.round(income * 0.4, 2), 0.0),
            "clawback_at": site.on(np.where(early, charged, NEVER)),
        },
    )
    keep = site.known_day(applied)
    return table.take(pa.array(order[keep[order]]))


def _products(site: Site, deliveries: Deliveries) -> pa.Table:
    rng = site.rng("products")
    retail = np.flatnonzero(deliveries.kind == RETAIL)
    owner, product = [], []
    for place, row in enumerate(PRODUCTS):
        buyers = retail[rng.random(len(retail)) < row[3]]
        owner.append(buyers)
        product.append(np.full(len(buyers), place))
    who, what = np.concatenate(owner), np.concatenate(product)
    day = deliveries.day[who] + np.where(
        rng.random(len(who)) < 0.8, 0, rng.integers(1, 28, len(who))
    )
    order = np.argsort(day, kind="stable")
    who, what, day = who[order], what[order], day[order]
    price = np.array([row[1] for row in PRODUCTS])[what]
    revenue = np.round(price * rng.uniform(0.9, 1.1, len(who)), 2)
    cancels = rng.random(len(who)) < 0.035
    cancelled = np.where(cancels, day + rng.integers(10, 300, len(who)), NEVER)
    table = site.frame(
        "fi_products",
        {
            "sale_id": frames.document_numbers("YS", day, np.arange(len(who))),
            "delivery_no": delivery_numbers(deliveries, who),
            "ro_no": None,
            "vin": vins(site.traits.number, deliveries.vin[who], deliveries.year[who]),
            "product_type": frames.labels([row[0] for row in PRODUCTS], what),
            "sold_date": frames.dates(day),
            "revenue_ex_vat": revenue,
            "cost_ex_vat": np.round(price * np.array([row[2] for row in PRODUCTS])[what], 2),
            "cancelled_at": site.on(cancelled),
        },
    )
    # Nothing is sold on a car before it is handed over.
    return table.filter(pa.array(site.known_day(day) & (deliveries.day[who] >= site.span.start)))
