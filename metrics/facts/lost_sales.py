"""Demand for parts in months in which a store keeps a record of the sales that it loses.

Lost sales go unrecorded almost everywhere, and a register without any says nothing about how many
there were. A month counts if the register shows at least one in the twelve months that end with
it: a store that never writes one down has no figure, one that does and lost nothing this month has
a zero. Lines of other months are not in this fact.
"""

import sqlalchemy as sa

from metrics.facts.columns import flag
from metrics.facts.parts_demand import DEMAND
from metrics.model.facts import Fact
from metrics.model.measures import Flow
from metrics.model.words import Words
from warehouse.functions import days_between, month_start

# Eleven months are 334 to 337 days, twelve at least 365.
_ELEVEN_MONTHS = 340

_d = DEMAND.source
_lines = sa.select(*_d.c, month_start(_d.c.demand_day).label("month")).subquery("asked_lines")
_months = sa.select(_lines.c.store_code, _lines.c.month).distinct().subquery("asked_months")
_lost = (
    sa.select(_lines.c.store_code, _lines.c.month)
    .where(_lines.c.is_lost_sale.is_(True))
    .distinct()
    .subquery("lost_months")
)
_recording = (
    sa.select(_months.c.store_code, _months.c.month)
    .select_from(_months.join(_lost, _lost.c.store_code == _months.c.store_code))
    .where(days_between(_lost.c.month, _months.c.month).between(0, _ELEVEN_MONTHS))
    .distinct()
    .subquery("recording_months")
)

RECORDED_DEMAND = Fact(
    name="recorded_demand",
    words=Words("配件需求行(有流失登记的月份)", "Demand lines where lost sales are recorded"),
    source=sa.select(*_lines.c, flag(_lines.c.is_lost_sale.is_(True)).label("is_lost"))
    .select_from(
        _lines.join(
            _recording,
            sa.and_(
                _recording.c.store_code == _lines.c.store_code,
                _recording.c.month == _lines.c.month,
            ),
        )
    )
    .subquery("recorded_demand"),
    tables=("parts_demand_lines",),
    document=DEMAND.document,
    dimensions=dict(DEMAND.dimensions),
)

_k = RECORDED_DEMAND.c

LINES_RECORDED = Flow("parts_lines_recorded", RECORDED_DEMAND, at=_k.demand_day, value=_k.lines)
LINES_LOST = Flow(
    "parts_lines_lost",
    RECORDED_DEMAND,
    at=_k.demand_day,
    value=_k.lines,
    where=_k.is_lost == 1,
)
