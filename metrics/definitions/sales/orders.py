"""The book of orders: how much of it is lost, how much is delivered, what is left and how long."""

from metrics.facts.order_outcomes import DEALS_LOST, DEALS_SIGNED, LOST_WITHIN
from metrics.facts.orders import (
    CANCELLED,
    DELIVERED,
    DELIVERY_DAYS,
    OPEN_ORDERS,
    SIGNED,
    TAKEN_BACK,
)
from metrics.model.formula import AtEnd, Closing, Mean, Over, Percentile, Ratio
from metrics.model.kpi import Department, Direction, Kpi, Rollup, Unit
from metrics.model.windows import DAY_BEFORE
from metrics.model.words import Words

CHAPTER = Words("在手订单", "Order book")

ORDER_CANCEL_RATE = Kpi(
    id="order_cancel_rate",
    name=Words("退订率(60天)", "Order cancellation rate (60 days)"),
    department=Department.SALES,
    chapter=CHAPTER,
    purpose=Words(
        "本期签下的订单有多少在60天内退掉：订单质量如何，等车太久、金融不过在哪里丢了客户。",
        "How many orders of the period were cancelled within 60 days: what the orders are worth, "
        "and where waiting or a refused loan loses the customer.",
    ),
    reads=Words(
        "签订后60天内退订的订单 ÷ 本期签订的订单；退后改签的算一单",
        "orders cancelled within 60 days of signing / orders signed in the period; one that is "
        "cancelled and written anew is one deal",
    ),
    numerator=Words("60天内退订的订单", "orders cancelled within 60 days"),
    denominator=Words("签订的订单(改签只算最后一单)", "orders signed, a rewritten one once"),
    pitfalls=Words(
        "按签订月份归集，未满60天为暂定；与“本月退订÷本月订单”不同，后者随订单多少忽高忽低。"
        "同一潜客退订后7天内重签(换颜色、换配置)是同一笔生意，只算后一单。"
        "60天以后才退的不再改写本期。含大客户和二网订单，可按客户类别分开看。",
        "By the month of signing, provisional for 60 days: not the cancellations of a month over "
        "its orders, which swing with volume. An order written anew for the same prospect within "
        "7 days of the cancellation (another colour) is the same deal, and the later one counts. "
        "Whatever is cancelled after 60 days changes nothing. Fleet and outlet orders are in: "
        "look at the customer types apart.",
    ),
    unit=Unit.PERCENT,
    direction=Direction.DOWN,
    rollup=Rollup.COHORT,
    matures_after=LOST_WITHIN,
    formula=Ratio(Over(DEALS_LOST), Over(DEALS_SIGNED)),
    trials=True,
)

ORDER_DELIVERY_RATE = Kpi(
    id="order_delivery_rate",
    name=Words("订单交付率", "Order delivery rate"),
    department=Department.SALES,
    chapter=CHAPTER,
    purpose=Words(
        "手上该交的订单(上期留存加本期净增)本期交掉了多少，看车源、放款和上牌卡不卡。",
        "How much of what was to be delivered, carried over or new, was delivered: whether cars, "
        "loans or plates hold the store up.",
    ),
    reads=Words(
        "本期交付的订单 ÷ (期初未交订单 + 本期新签 − 本期退订)",
        "orders delivered / (orders open at the start + orders signed - orders cancelled)",
    ),
    numerator=Words("交付的订单", "orders delivered"),
    denominator=Words("期初未交订单 + 净新增订单", "open orders at the start + net new orders"),
    pitfalls=Words(
        "不是“本月交车÷本月订单”：那种算法在集中交车的月份会超过100%。"
        "季度要从季初的留存重算，不能把三个月相加或平均。退订记在发生的当期；交后退车的，两边同时冲减。",
        "Not deliveries over orders of the same month, which passes 100 % when a backlog is worked "
        "off. A quarter starts from its own backlog; it is neither the sum nor the mean of its "
        "months. A cancellation counts when it happens; a car that is taken back leaves both "
        "sides.",
    ),
    unit=Unit.PERCENT,
    direction=Direction.UP,
    rollup=Rollup.REBUILT,
    formula=Ratio(
        Over(DELIVERED) - Over(TAKEN_BACK),
        Mean(OPEN_ORDERS, DAY_BEFORE) + Over(SIGNED) - Over(CANCELLED),
    ),
    trials=True,
)

OPEN_ORDERS_AT_END = Kpi(
    id="open_orders",
    name=Words("未交订单(留存)", "Open orders"),
    department=Department.SALES,
    chapter=CHAPTER,
    purpose=Words(
        "已签还没交的订单有多少：太少，下个月没车可交；太多，客户在等，容易退订。",
        "How many signed orders wait for delivery: too few leave next month without deliveries, "
        "too many are customers who wait and may cancel.",
    ),
    reads=Words(
        "期末已签订、未交付且未退订的订单数",
        "orders signed, not delivered and not cancelled on the last day",
    ),
    numerator=Words("未交订单", "open orders"),
    denominator=None,
    pitfalls=Words(
        "可以跨店相加，不能跨日相加。总数不说明等了多久：请在明细中按订单日期和预计交车日期看哪些已经超期。"
        "忘了登记交车或退订的订单会一直挂着。",
        "Adds up over stores, never over days. The number does not say how long they wait: the "
        "list has the day of the order and the day that was promised. An order whose delivery or "
        "cancellation nobody entered stays open for ever.",
    ),
    unit=Unit.COUNT,
    direction=Direction.BAND,
    rollup=Rollup.CLOSING,
    formula=Closing(AtEnd(OPEN_ORDERS)),
)

ORDER_TO_DELIVERY_DAYS_MEDIAN = Kpi(
    id="order_to_delivery_days_median",
    name=Words("订单交车周期(中位数)", "Order to delivery, median days"),
    department=Department.SALES,
    chapter=CHAPTER,
    purpose=Words(
        "客户从下订到提车一般要等几天，等得越久退订越多、抱怨越多。",
        "How many days a customer usually waits from the order to the keys; long waits bring "
        "cancellations and complaints.",
    ),
    reads=Words(
        "本期交付订单(交车日期 − 订单日期)的中位数",
        "median of (delivery - order) over orders delivered in the period",
    ),
    numerator=Words("订单至交车天数", "days from order to delivery"),
    denominator=None,
    pitfalls=Words(
        "只含已交的订单，还在等的不在内，请与未交订单一起看；一半客户等得更久，最慢的十分之一要看明细。"
        "多店从每张订单重算，不能平均各店中位数。交车后补录的订单不计。",
        "Only what was delivered: read it with the open orders, who still wait. Half of the "
        "customers waited longer; the list shows the slowest tenth. For several stores it is taken "
        "anew from the orders, never from medians. An order entered after the hand-over is left "
        "out.",
    ),
    unit=Unit.DAYS,
    direction=Direction.DOWN,
    rollup=Rollup.PERCENTILE,
    formula=Percentile(DELIVERY_DAYS),
)

KPIS = (
    ORDER_CANCEL_RATE,
    ORDER_DELIVERY_RATE,
    OPEN_ORDERS_AT_END,
    ORDER_TO_DELIVERY_DAYS_MEDIAN,
)
