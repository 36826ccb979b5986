"""The whole catalogue, with stand-ins for KPIs that invariants await.

A stand-in has the id and the meaning of a KPI that is not in the catalogue yet, put as simply as
it can be; once the KPI is there, its own definition takes its place.
"""

from dataclasses import replace

import sqlalchemy as sa

from metrics.catalogue import CATALOGUE, kpi
from metrics.facts.columns import table
from metrics.facts.technician_hours import HOURS_CLOCKED, HOURS_SOLD, LABOUR_CLOCK
from metrics.income_statement import EXPENSES, MARKETING_EXPENSE, TOTAL_GROSS
from metrics.model.facts import Fact
from metrics.model.formula import Mean, Over, Ratio
from metrics.model.kpi import Kpi
from metrics.model.measures import Flow, Level
from metrics.model.windows import DAY_BEFORE
from metrics.model.words import Words
from warehouse.functions import as_day

_p = table("points_ledger")
_POINTS = Fact(
    name="stand_in_points",
    words=Words("积分", "Points"),
    source=sa.select(
        _p.c.store_code, _p.c.txn_date, _p.c.txn_type, _p.c.points, as_day(sa.null()).label("never")
    ).subquery("stand_in_points"),
    tables=("points_ledger",),
    document=("points",),
)
_c = _POINTS.c
_balance = Level(
    "stand_in_balance", _POINTS, start=_c.txn_date, end=_c.never, value=_c.points, holds_days=400
)


def _moved(name: str, kind: str) -> Over:
    where = _c.txn_type == kind
    return Over(Flow(f"stand_in_{name}", _POINTS, at=_c.txn_date, value=_c.points, where=where))


_attended = Over(
    Flow("stand_in_attended", LABOUR_CLOCK, at=LABOUR_CLOCK.c.worked_day, value=sa.literal(8))
)
_hours = kpi("tech_efficiency")
_margin = kpi("gross_margin")
_STAND_INS = (
    replace(_hours, id="tech_utilisation", formula=Ratio(Over(HOURS_CLOCKED), _attended)),
    replace(_hours, id="tech_proficiency", formula=Ratio(Over(HOURS_SOLD), _attended)),
    replace(_margin, id="absorption_total", formula=Ratio(TOTAL_GROSS, EXPENSES)),
    replace(_margin, id="absorption_fixed", formula=Ratio(TOTAL_GROSS, MARKETING_EXPENSE)),
    replace(kpi("aged_stock_share_90"), id="used_aged_share_60"),
    replace(
        _hours,
        id="points_redemption_rate",
        formula=Ratio(
            -1 * _moved("redeemed", "兑换"), Mean(_balance, DAY_BEFORE) + _moved("issued", "发放")
        ),
        tolerates=frozenset({"points_ledger"}),
    ),
)


def completed() -> tuple[Kpi, ...]:
    """The catalogue and the stand-ins that it still needs."""
    known = {entry.id for entry in CATALOGUE}
    return (*CATALOGUE, *(entry for entry in _STAND_INS if entry.id not in known))
