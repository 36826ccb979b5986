"""All worked examples."""

from tests.specs.after_sales import appointments, margin, quality, technicians, warranty
from tests.specs.after_sales import volume as workshop_volume
from tests.specs.customer_service import callbacks, complaints, files, loyalty, satisfaction
from tests.specs.example import Example
from tests.specs.finance_insurance import collisions, loans, penetration, products, renewals
from tests.specs.marketing import acquisition, campaigns, response, spending, watch
from tests.specs.parts import availability, earnings, suppliers, turns
from tests.specs.parts import stock as parts_stock
from tests.specs.profit import books, budget, funds, result, store_gross
from tests.specs.sales import (
    ageing,
    closing,
    deliveries,
    funding,
    funnel,
    gross,
    showroom,
    stock,
    volume,
)

_MODULES = (
    showroom,
    funnel,
    closing,
    volume,
    deliveries,
    gross,
    stock,
    ageing,
    funding,
    workshop_volume,
    margin,
    appointments,
    technicians,
    quality,
    warranty,
    availability,
    parts_stock,
    turns,
    earnings,
    suppliers,
    penetration,
    loans,
    products,
    renewals,
    collisions,
    response,
    acquisition,
    spending,
    campaigns,
    watch,
    callbacks,
    files,
    satisfaction,
    complaints,
    loyalty,
    result,
    store_gross,
    budget,
    funds,
    books,
)

EXAMPLES: tuple[Example, ...] = tuple(e for module in _MODULES for e in module.EXAMPLES)
