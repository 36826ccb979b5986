"""Every worklist, in the order of the departments."""

from metrics.worklists.after_sales import COMEBACKS, REFUSED_CLAIMS, RETURNED_CLAIMS
from metrics.worklists.customer_service import CALLS_DUE, CALLS_OVERDUE, OPEN_COMPLAINTS
from metrics.worklists.finance_insurance import LOANS_TO_PAY, RENEWALS_TO_CALL
from metrics.worklists.marketing import CAMPAIGNS, RIVALS
from metrics.worklists.model import Worklist
from metrics.worklists.parts import DEAD_STOCK, OVERSTOCK
from metrics.worklists.profit import OLD_RECEIVABLES
from metrics.worklists.sales import AGED_CARS, LATE_ORDERS, OUTLETS_COUNTED, OWN_MONEY_CARS

WORKLISTS: tuple[Worklist, ...] = (
    AGED_CARS,
    OWN_MONEY_CARS,
    LATE_ORDERS,
    OUTLETS_COUNTED,
    COMEBACKS,
    REFUSED_CLAIMS,
    RETURNED_CLAIMS,
    OVERSTOCK,
    DEAD_STOCK,
    RENEWALS_TO_CALL,
    LOANS_TO_PAY,
    CAMPAIGNS,
    RIVALS,
    CALLS_OVERDUE,
    CALLS_DUE,
    OPEN_COMPLAINTS,
    OLD_RECEIVABLES,
)
