"""Every supporting figure, in the order of the departments."""

from metrics.model.kpi import Kpi
from metrics.supporting import (
    after_sales,
    customer_service,
    finance_insurance,
    marketing,
    parts,
    profit,
    sales,
)

SUPPORTING: tuple[Kpi, ...] = (
    *sales.FIGURES,
    *after_sales.FIGURES,
    *parts.FIGURES,
    *finance_insurance.FIGURES,
    *marketing.FIGURES,
    *customer_service.FIGURES,
    *profit.FIGURES,
)


def supporting(name: str) -> Kpi:
    """The supporting figure of an id.

    Raises:
        KeyError: there is none.
    """
    return {one.id: one for one in SUPPORTING}[name]
