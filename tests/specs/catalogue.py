"""All worked examples."""

from tests.specs import overdue
from tests.specs.after_sales import (
    appointments,
    capacity,
    claim_money,
    first_service,
    labour,
    margin,
    quality,
    technicians,
    turnaround,
    warranty,
)
from tests.specs.after_sales import volume as workshop_volume
from tests.specs.customer_service import callbacks, complaints, files, loyalty, satisfaction
from tests.specs.example import Example
from tests.specs.finance_insurance import collisions, loans, penetration, products, renewals
from tests.specs.marketing import acquisition, campaigns, response, spending, watch
from tests.specs.network import incentives, market, standing
from tests.specs.network import standards as network_standards
from tests.specs.parts import availability, earnings, suppliers, turns
from tests.specs.parts import stock as parts_stock
from tests.specs.people import staff, standards, training
from tests.specs.profit import (
    absorption,
    books,
    budget,
    contribution,
    funds,
    lines,
    receivables,
    result,
    store_gross,
)
from tests.specs.sales import (
    ageing,
    closing,
    deliveries,
    funding,
    funnel,
    gross,
    orders,
    pricing,
    showroom,
    stock,
    used,
    volume,
)

_MODULES = (
    showroom,
    funnel,
    closing,
    orders,
    volume,
    deliveries,
    pricing,
    gross,
    stock,
    ageing,
    funding,
    used,
    workshop_volume,
    first_service,
    margin,
    labour,
    capacity,
    appointments,
    turnaround,
    technicians,
    quality,
    warranty,
    claim_money,
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
    contribution,
    absorption,
    receivables,
    lines,
    overdue,
    training,
    staff,
    standards,
    market,
    network_standards,
    incentives,
    standing,
)

EXAMPLES: tuple[Example, ...] = tuple(e for module in _MODULES for e in module.EXAMPLES)
