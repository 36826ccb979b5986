"""Whether the part that is asked for lies on the shelf."""

from metrics.facts.lost_sales import LINES_LOST, LINES_RECORDED
from metrics.facts.parts_demand import (
    LINES_ASKED,
    LINES_COMPLETE,
    LINES_OFF_SHELF,
    LINES_SERVED,
    ORDERS_NEEDING_PARTS,
    ORDERS_WAITING,
    VALUE_ASKED,
    VALUE_PICKED,
)
from metrics.facts.parts_flow import PARTS_RECEIVED, PARTS_RECEIVED_URGENT
from metrics.model.formula import Over, Ratio
from metrics.model.kpi import Benchmark, Department, Direction, Kpi, Rollup, Unit
from metrics.model.words import Words

CHAPTER = Words("备件满足", "Availability")

FIRST_FILL_RATE = Kpi(
    id="parts_first_fill_rate",
    name=Words("备件一次满足率(行)", "First-pick fill rate by lines"),
    department=Department.PARTS,
    chapter=CHAPTER,
    purpose=Words(
        "第一次要料时库里就有、而且够的比例。缺一件，车就出不了厂。",
        "How often the shelf could give everything at the first request. One missing part keeps "
        "a vehicle in the shop.",
    ),
    reads=Words(
        "首次全部满足的需求行 ÷ 全部需求行(含流失，不含客户预订件)",
        "lines filled completely at first pick / all demand lines, lost sales included, "
        "pre-orders left out",
    ),
    numerator=Words("首次全部满足的行", "lines filled at first pick"),
    denominator=Words("需求行", "demand lines"),
    pitfalls=Words(
        "只看出库记录永远是 100%，必须有缺件登记；满足一部分算没满足；按行计，不按件数和金额。",
        "Issues alone give 100 % by nature: the register of demand is needed. A line filled in "
        "part is not filled. It counts lines, not pieces or money.",
    ),
    unit=Unit.PERCENT,
    direction=Direction.UP,
    rollup=Rollup.RATIO_OF_SUMS,
    formula=Ratio(Over(LINES_COMPLETE), Over(LINES_OFF_SHELF)),
    trials=True,
    benchmark=Benchmark(0.9, None, "Autohome Q&A on 4S after-sales KPIs, 2025-09"),
)

FILL_RATE_VALUE = Kpi(
    id="parts_fill_rate_value",
    name=Words("备件满足率(金额)", "Fill rate by value"),
    department=Department.PARTS,
    chapter=CHAPTER,
    purpose=Words(
        "按金额看库里满足了多少需求；贵的车身件缺货，按行看不出来。",
        "How much of the demand in money the shelf could meet; missing dear body parts hardly "
        "show by lines.",
    ),
    reads=Words(
        "Σ(首次满足数量 × 销售单价) ÷ Σ(需求数量 × 销售单价)",
        "sum of (quantity at first pick x price) / sum of (quantity requested x price)",
    ),
    numerator=Words("首次满足金额", "value at first pick"),
    denominator=Words("需求金额", "value requested"),
    pitfalls=Words(
        "与按行的满足率是两个指标，不能混着比；部分满足按已满足的数量计；客户预订件也在内，"
        "没有单价的行两边都不计。",
        "Not the line rate under another name. A line filled in part counts with what was "
        "there; pre-orders are included, lines without a price are on neither side.",
    ),
    unit=Unit.PERCENT,
    direction=Direction.UP,
    rollup=Rollup.RATIO_OF_SUMS,
    formula=Ratio(Over(VALUE_PICKED), Over(VALUE_ASKED)),
)

SERVICE_LEVEL = Kpi(
    id="parts_service_level",
    name=Words("备件服务水平(NADA口径)", "Level of service (NADA)"),
    department=Department.PARTS,
    chapter=CHAPTER,
    purpose=Words(
        "不靠急件、外采就满足的需求占多少；其余的都要多花运费、加价或丢生意。",
        "How much demand was met without emergency or outside purchases; the rest costs freight, "
        "a mark-up or the sale.",
    ),
    reads=Words(
        "(需求行 - 紧急订单和外采 - 流失和未满足) ÷ 需求行，每行只归最差的一类",
        "(lines - emergency and outside purchases - lost and unfilled) / lines, each line in the "
        "worst class that it reached",
    ),
    numerator=Words("正常满足的行", "lines met without emergency"),
    denominator=Words("需求行", "demand lines"),
    pitfalls=Words(
        "库存订单到货后才满足的也算满足，所以必然高于一次满足率，空货架也可能好看。",
        "A line filled later by a stock order counts, so that it lies above the first-pick rate "
        "by nature and may look good over an empty shelf.",
    ),
    unit=Unit.PERCENT,
    direction=Direction.UP,
    rollup=Rollup.RATIO_OF_SUMS,
    formula=Ratio(Over(LINES_SERVED), Over(LINES_ASKED)),
    trials=True,
    benchmark=Benchmark(0.85, 0.95, "CATA 2010 / WANADA, parts fill rate"),
)

WAIT_RATE = Kpi(
    id="ro_parts_wait_rate",
    name=Words("待料工单率", "Repair orders waiting for parts"),
    department=Department.PARTS,
    chapter=CHAPTER,
    purpose=Words(
        "需要用料的工单里有多少停下来等配件，这是客户感受到的缺件。",
        "How many of the orders that needed a part had to wait for one: shortage as the customer "
        "feels it.",
    ),
    reads=Words(
        "待料的工单 ÷ 需要用料的工单(按进厂日)",
        "orders that waited for parts / orders that needed a part, by day of arrival",
    ),
    numerator=Words("待料工单", "orders that waited"),
    denominator=Words("用料工单", "orders that needed parts"),
    pitfalls=Words(
        "除以全部台次会把不用料的车也算进来，显得低；缺一行整车都等，所以比行满足率更差。",
        "Dividing by all visits dilutes it with those that needed no part. One missing line "
        "stops the whole vehicle, so it is worse than the line rate.",
    ),
    unit=Unit.PERCENT,
    direction=Direction.DOWN,
    rollup=Rollup.RATIO_OF_SUMS,
    formula=Ratio(Over(ORDERS_WAITING), Over(ORDERS_NEEDING_PARTS)),
    trials=True,
)

EMERGENCY_SHARE = Kpi(
    id="parts_emergency_share",
    name=Words("急件(外采)占比", "Emergency and outside purchase share"),
    department=Department.PARTS,
    chapter=CHAPTER,
    purpose=Words(
        "到货里有多少是靠紧急订单和外采补的；这部分进价高、运费贵，说明库存备得不对。",
        "How much of what came in was bought in a hurry or outside: dearer, with freight on top, "
        "and a sign that the wrong parts are stocked.",
    ),
    reads=Words(
        "紧急订单与外采的到货成本 ÷ 全部到货成本，按到货日",
        "cost of emergency and outside receipts / cost of all receipts, by day of receipt",
    ),
    numerator=Words("紧急与外采到货成本", "cost of emergency and outside receipts"),
    denominator=Words("全部到货成本", "cost of all receipts"),
    pitfalls=Words(
        "按到货金额，不按订货金额；调拨入在分母里；没写订单类型或进价的行两边都不计；退货为负数，抵减。"
        "事故车车身件本来就靠急订，事故多的店偏高，可按配件分开看。",
        "By what was received, not what was ordered. Transfers from other stores are in the "
        "denominator; a line without order type or price is on neither side; goods sent back are "
        "netted. Body parts are emergencies by nature, so that a body shop reads higher: look at "
        "it by part.",
    ),
    unit=Unit.PERCENT,
    direction=Direction.DOWN,
    rollup=Rollup.RATIO_OF_SUMS,
    formula=Ratio(Over(PARTS_RECEIVED_URGENT), Over(PARTS_RECEIVED)),
    benchmark=Benchmark(
        0.05,
        0.15,
        "DealersEdge, True Turns, 2009",
        Words("库存订单占采购 85-95% 为优", "stock orders of 85-95 % of purchases are excellent"),
    ),
)

LOST_SALE_RATE = Kpi(
    id="parts_lost_sale_rate",
    name=Words("配件流失率", "Lost-sale rate"),
    department=Department.PARTS,
    chapter=CHAPTER,
    purpose=Words(
        "客户要的件没有、也不肯等，生意就走了；看有多少需求这样流失。",
        "How much of the demand walks away because the part is not there and nobody will wait.",
    ),
    reads=Words(
        "登记为流失的需求行 ÷ 全部需求行，只算有流失登记的月份",
        "demand lines lost / all demand lines, in months for which lost sales are recorded",
    ),
    numerator=Words("流失的需求行", "lines lost"),
    denominator=Words("有流失登记月份的需求行", "demand lines where lost sales are recorded"),
    pitfalls=Words(
        "漏登很普遍：截至当月的 12 个月里一笔流失都没登过的，视为没有登记，显示“无数据”而不是零；"
        "登得越认真的店看起来越差，先比登记，再比高低。",
        "Mostly under-recorded. Where the register shows no lost sale in the twelve months up to a "
        "month, none are recorded and that month has no figure, not zero. A store that records "
        "with care looks worse: compare the recording first.",
    ),
    unit=Unit.PERCENT,
    direction=Direction.DOWN,
    rollup=Rollup.RATIO_OF_SUMS,
    formula=Ratio(Over(LINES_LOST), Over(LINES_RECORDED)),
    trials=True,
)

KPIS = (FIRST_FILL_RATE, FILL_RATE_VALUE, SERVICE_LEVEL, WAIT_RATE, EMERGENCY_SHARE, LOST_SALE_RATE)
