"""How long customers wait for their vehicle, and whether promises to them are kept."""

from metrics.facts.stays import IN_SHOP_SECONDS
from metrics.facts.turnaround import (
    ORDERS_ON_TIME,
    ORDERS_OPENED,
    ORDERS_PROMISED,
    ORDERS_SAME_DAY,
)
from metrics.model.formula import Over, Percentile, Ratio
from metrics.model.kpi import Benchmark, Department, Direction, Kpi, Rollup, Unit
from metrics.model.words import Words

CHAPTER = Words("维修时效", "Time in the workshop")

ON_TIME_DELIVERY_RATE = Kpi(
    id="on_time_delivery_rate",
    name=Words("准时交车率", "On-time hand-over"),
    department=Department.AFTER_SALES,
    chapter=CHAPTER,
    purpose=Words(
        "答应客户几点能取车，到点修好了没有。客户最在意的不是快，而是说到做到。",
        "Whether vehicles were ready when the customer had been told. Customers mind a broken "
        "promise more than a long repair.",
    ),
    reads=Words(
        "完工不晚于预计交车时间的工单 ÷ 有预计交车时间的完工工单(按完工日，不含 PDI 与内部)",
        "orders done by the promised time / orders done that had one, by day of completion, "
        "without PDI and internal work",
    ),
    numerator=Words("准时完工的工单", "orders done on time"),
    denominator=Words("有承诺时间的完工工单", "orders done with a promise"),
    pitfalls=Words(
        "以第一次答应的时间为准，交车前再改时间，谁都能做到百分之百：请看明细里的变更次数。"
        "没有承诺时间的工单两边都不进，不登记反而好看。只写日期没写钟点的，当天完工就算准时；"
        "客户晚来取车不算迟。",
        "The first promise counts: who moves it before the hand-over is always on time, so look at "
        "the number of changes in the list. Orders without a promise are on neither side, which "
        "flatters those who write none. A promise of a day without a time is kept by the end of "
        "that day. A customer who collects late does not matter.",
    ),
    unit=Unit.PERCENT,
    direction=Direction.UP,
    rollup=Rollup.RATIO_OF_SUMS,
    formula=Ratio(Over(ORDERS_ON_TIME), Over(ORDERS_PROMISED)),
    trials=True,
    benchmark=Benchmark(
        0.95,
        None,
        "汽车之家车问答 / Autohome Q&A, 2025-09",
        Words("问答帖，仅供参考", "a Q&A page, weak"),
    ),
)

SAME_DAY_DELIVERY_RATE = Kpi(
    id="same_day_delivery_rate",
    name=Words("当日交车率", "Same-day completion rate"),
    department=Department.AFTER_SALES,
    chapter=CHAPTER,
    purpose=Words(
        "早上送来的车，当天能不能修好开走。过夜的车占工位，客户也少一天用车。",
        "How many vehicles are done on the day on which they came. One that stays overnight takes "
        "up a bay and leaves its owner without a car.",
    ),
    reads=Words(
        "当天完工的工单 ÷ 当天开单的工单(不含事故、PDI 与内部)",
        "orders done on the day of arrival / orders opened, without accidents, PDI and internal "
        "work",
    ),
    numerator=Words("当天完工的工单", "orders done the same day"),
    denominator=Words("非事故开单", "orders opened, without accidents"),
    pitfalls=Words(
        "按开单日算；下午四点以后进厂的车当天往往来不及，傍晚进厂多的店会吃亏。事故车本来就要几天，"
        "不在内。",
        "By day of arrival. A vehicle that comes late in the afternoon can hardly be done, so a "
        "store with many of them looks worse. Accident repairs take days by nature and are left "
        "out.",
    ),
    unit=Unit.PERCENT,
    direction=Direction.UP,
    rollup=Rollup.RATIO_OF_SUMS,
    formula=Ratio(Over(ORDERS_SAME_DAY), Over(ORDERS_OPENED)),
    trials=True,
    benchmark=Benchmark(
        0.8,
        None,
        "汽车之家车问答 / Autohome Q&A, 2025-09",
        Words("问答帖，仅供参考", "a Q&A page, weak"),
    ),
)

IN_SHOP_HOURS = Kpi(
    id="in_shop_hours_median",
    name=Words("在厂时长(中位数)", "In-shop hours, median"),
    department=Department.AFTER_SALES,
    chapter=CHAPTER,
    purpose=Words(
        "一台车从进厂到出厂通常要占多少营业小时：等派工、等配件、等结算都在里面。",
        "How many opening hours a vehicle usually spends in the workshop, waiting for a bay, a "
        "part or the bill included.",
    ),
    reads=Words(
        "出厂时间 − 进厂时间，只算营业时间，取中位数(按出厂日，不含 PDI 与内部)",
        "median of release - arrival in opening hours, by day of release, without PDI and internal "
        "work",
    ),
    numerator=Words("在厂时长", "time in the workshop"),
    denominator=None,
    pitfalls=Words(
        "每个营业日按 8:30–17:30 计，夜里和歇业日不算；营业时间更长的店会偏短。还没出厂的车不在内，"
        "积压越久越看不见：请看在修工单金额。事故车一多就拉长，明细可按维修类别看；"
        "最慢的那一成车要等多久，中位数说明不了。",
        "Every business day counts from 8:30 to 17:30, nights and closed days do not; a store that "
        "is open longer reads too short. Vehicles still in the shop are not in it, however long "
        "they have stood: see the work in progress. Many accident repairs lengthen it, so look at "
        "the list by repair type. The median says nothing of the slowest tenth.",
    ),
    unit=Unit.HOURS,
    direction=Direction.DOWN,
    rollup=Rollup.PERCENTILE,
    formula=Percentile(IN_SHOP_SECONDS, factor=1 / 3600),
)

KPIS = (ON_TIME_DELIVERY_RATE, SAME_DAY_DELIVERY_RATE, IN_SHOP_HOURS)
