"""Branches of finance and insurance: what each retail car brings, and renewals."""

from metrics.bridge.flows import RENEWAL_INCOME, RETAIL_FINANCE_INCOME, RETAIL_INSURANCE_INCOME
from metrics.bridge.nodes import Link, Node, Product, Sum, of_kpi
from metrics.bridge.sales import DELIVERIES
from metrics.business_lines import FINANCE_INSURANCE
from metrics.definitions.finance_insurance.penetration import (
    FINANCE_PENETRATION,
    NEW_INSURANCE_PENETRATION,
)
from metrics.definitions.finance_insurance.products import FI_GROSS_PER_UNIT
from metrics.definitions.finance_insurance.renewals import RENEWAL_RATE, RENEWED
from metrics.facts.deal_products import RETAIL_FI_GROSS
from metrics.facts.deals import (
    RETAIL_FINANCEABLE,
    RETAIL_FINANCED,
    RETAIL_INSURABLE,
    RETAIL_INSURED,
)
from metrics.facts.fi_income import FI_GROSS
from metrics.facts.renewals import RENEWALS_DONE, RENEWALS_DUE, RENEWED_VEHICLES
from metrics.measures import CLAWED_BACK, PRODUCTS_CANCELLED, RETAIL_DELIVERED
from metrics.model.formula import Over, Term
from metrics.model.kpi import Department, Kpi, Unit
from metrics.model.measures import Flow
from metrics.model.words import Words

_FI = Department.FINANCE_INSURANCE
_DELIVERED: Term = Over(RETAIL_DELIVERED)
_TAKEN_BACK: Term = Over(CLAWED_BACK) + Over(PRODUCTS_CANCELLED)
_PRODUCTS: Term = (
    Over(RETAIL_FI_GROSS) - Over(RETAIL_FINANCE_INCOME) - Over(RETAIL_INSURANCE_INCOME)
)


def _node(
    name: str,
    words: Words,
    unit: Unit,
    above: Term,
    below: Term | None = None,
    split: Sum | Product | None = None,
) -> Node:
    return Node(name, words, _FI, unit, above, below, split=split)


def _with_penetration(
    names: tuple[str, str, str],
    words: tuple[Words, Words, Words],
    income: Flow,
    share: Kpi,
    counts: tuple[Flow, Flow],
    cars: Term,
) -> Node:
    """Income per car: cars that could have it, share that has it, income of each that has."""
    could, has = counts
    return _node(
        names[0],
        words[0],
        Unit.CNY_PER_UNIT,
        Over(income),
        cars,
        Product(
            (
                _node(names[1], words[1], Unit.PERCENT, Over(could), cars),
                of_kpi(share),
                _node(names[2], words[2], Unit.CNY_PER_CONTRACT, Over(income), Over(has)),
            )
        ),
    )


def per_car(cars: Term) -> tuple[tuple[int, Node], ...]:
    """What finance and insurance bring for each of some cars, part by part.

    Args:
        cars: that divide.
    """
    return (
        (
            1,
            _with_penetration(
                ("finance_income_per_car", "financeable_share", "finance_income_per_financed"),
                (
                    Words("每台金融收入", "Finance income per car"),
                    Words("可按揭车占比", "Share of cars that can be financed"),
                    Words("每台按揭车的金融收入", "Finance income per financed car"),
                ),
                RETAIL_FINANCE_INCOME,
                FINANCE_PENETRATION,
                (RETAIL_FINANCEABLE, RETAIL_FINANCED),
                cars,
            ),
        ),
        (
            1,
            _with_penetration(
                ("insurance_income_per_car", "insurable_share", "insurance_income_per_insured"),
                (
                    Words("每台新保收入", "First-insurance income per car"),
                    Words("可投保车占比", "Share of cars that can be insured"),
                    Words("每台新保车的收入", "Income per insured car"),
                ),
                RETAIL_INSURANCE_INCOME,
                NEW_INSURANCE_PENETRATION,
                (RETAIL_INSURABLE, RETAIL_INSURED),
                cars,
            ),
        ),
        (
            1,
            _node(
                "product_gross_per_car",
                Words("每台衍生产品毛利", "Product gross per car"),
                Unit.CNY_PER_UNIT,
                _PRODUCTS,
                cars,
            ),
        ),
        (
            -1,
            _node(
                "taken_back_per_car",
                Words("每台扣回与退订", "Clawbacks and cancellations per car"),
                Unit.CNY_PER_UNIT,
                _TAKEN_BACK,
                cars,
            ),
        ),
    )


RENEWALS = of_kpi(
    RENEWED,
    Product(
        (
            _node(
                "policies_running_out",
                Words("应续台数", "Vehicles whose policy runs out"),
                Unit.COUNT,
                Over(RENEWALS_DUE),
            ),
            of_kpi(RENEWAL_RATE),
            _node(
                "renewed_per_renewal_due",
                Words(
                    "每台按期续保对应的续保台数",
                    "Vehicles renewed for each that was due and renewed",
                ),
                Unit.RATIO,
                Over(RENEWED_VEHICLES),
                Over(RENEWALS_DONE),
            ),
        ),
        Link.FUNNEL,
    ),
)

FI_PER_CAR = of_kpi(FI_GROSS_PER_UNIT, Sum(per_car(_DELIVERED)))
_OF_RETAIL: Term = Over(RETAIL_FI_GROSS) - Over(CLAWED_BACK) - Over(PRODUCTS_CANCELLED)

LINE = of_kpi(
    FINANCE_INSURANCE,
    Sum(
        (
            (
                1,
                _node(
                    "retail_fi",
                    Words("零售车的金融保险毛利", "F&I gross of retail cars"),
                    Unit.CNY,
                    _OF_RETAIL,
                    split=Product((DELIVERIES, FI_PER_CAR)),
                ),
            ),
            (
                1,
                _node(
                    "renewal_income",
                    Words("续保收入", "Renewal income"),
                    Unit.CNY,
                    Over(RENEWAL_INCOME),
                    split=Product(
                        (
                            RENEWALS,
                            _node(
                                "renewal_income_per_vehicle",
                                Words("每台续保收入", "Income per renewed vehicle"),
                                Unit.CNY_PER_CONTRACT,
                                Over(RENEWAL_INCOME),
                                Over(RENEWED_VEHICLES),
                            ),
                        )
                    ),
                ),
            ),
            (
                1,
                _node(
                    "other_fi",
                    Words("其他金融保险毛利与时间差", "Other F&I gross, and timing"),
                    Unit.CNY,
                    Over(FI_GROSS) - _OF_RETAIL - Over(RENEWAL_INCOME),
                ),
            ),
        )
    ),
)
