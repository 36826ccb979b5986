"""All worked examples."""

from tests.specs.after_sales import appointments, margin, quality, technicians, warranty
from tests.specs.after_sales import volume as workshop_volume
from tests.specs.customer_service import callbacks, complaints, files, satisfaction
from tests.specs.example import Example
from tests.specs.finance_insurance import penetration, renewals
from tests.specs.marketing import acquisition, campaigns, spending, watch
from tests.specs.network import incentives, market, standards, standing
from tests.specs.parts import availability, suppliers, turns
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
    suppliers,
    penetration,
    renewals,
    acquisition,
    spending,
    campaigns,
    watch,
    callbacks,
    files,
    satisfaction,
    complaints,
    result,
    store_gross,
    budget,
    funds,
    books,
    market,
    standards,
    incentives,
    standing,
)

EXAMPLES: tuple[Example, ...] = tuple(e for module in _MODULES for e in module.EXAMPLES)
