"""What explains parts: stock against its ceiling, what is over or dead, what suppliers send."""

from metrics.facts.parts_flow import (
    LINES_DUE,
    LINES_OTIF,
    PARTS_COST_SOLD,
    PARTS_RECEIVED,
    PARTS_RECEIVED_URGENT,
)
from metrics.facts.parts_stock import (
    STOCK_CAP,
    STOCK_DEAD,
    STOCK_OF_CAPPED,
    STOCK_OVER_MAX,
    STOCK_VALUE,
)
from metrics.model.formula import AtEnd, Closing, Over, Total
from metrics.model.kpi import Department, Unit
from metrics.model.words import Words
from metrics.supporting.figure import figure

_PARTS = Department.PARTS

FIGURES = (
    figure(
        "parts_stock_at_end",
        Words("库存金额", "Stock"),
        _PARTS,
        Unit.CNY,
        Closing(AtEnd(STOCK_VALUE)),
    ),
    figure(
        "parts_stock_under_ceiling",
        Words("有上限门店的库存", "Stock of stores with a ceiling"),
        _PARTS,
        Unit.CNY,
        Closing(AtEnd(STOCK_OF_CAPPED)),
    ),
    figure(
        "parts_ceiling",
        Words("库存上限", "Ceiling"),
        _PARTS,
        Unit.CNY,
        Closing(AtEnd(STOCK_CAP)),
    ),
    figure(
        "parts_over_maximum",
        Words("超最大量的金额", "Over the maximum"),
        _PARTS,
        Unit.CNY,
        Closing(AtEnd(STOCK_OVER_MAX)),
    ),
    figure(
        "parts_dead",
        Words("呆滞金额", "Dead stock"),
        _PARTS,
        Unit.CNY,
        Closing(AtEnd(STOCK_DEAD)),
    ),
    figure(
        "parts_cost_issued",
        Words("出库成本", "Cost of parts sold"),
        _PARTS,
        Unit.CNY,
        Total(Over(PARTS_COST_SOLD)),
    ),
    figure(
        "supplier_lines_due",
        Words("到期订货行", "Lines due"),
        _PARTS,
        Unit.COUNT,
        Total(Over(LINES_DUE)),
    ),
    figure(
        "supplier_lines_kept",
        Words("准时足量", "On time in full"),
        _PARTS,
        Unit.COUNT,
        Total(Over(LINES_OTIF)),
    ),
    figure(
        "supplier_received",
        Words("到货金额", "Received"),
        _PARTS,
        Unit.CNY,
        Total(Over(PARTS_RECEIVED)),
    ),
    figure(
        "supplier_received_urgent",
        Words("其中急件", "Of these urgent"),
        _PARTS,
        Unit.CNY,
        Total(Over(PARTS_RECEIVED_URGENT)),
    ),
)
