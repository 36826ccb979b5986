"""What the bays bring in, and what stands in them unfinished."""

from metrics.facts.bays import BAYS
from metrics.facts.open_orders import OPEN_LABOUR, OPEN_PARTS
from metrics.facts.repair_orders import AS_REVENUE
from metrics.measures import DAY_WEIGHT
from metrics.model.formula import Apportion, AtEnd, Closing, Mean, Over, Ratio
from metrics.model.kpi import Benchmark, Department, Direction, Kpi, Rollup, Unit
from metrics.model.windows import YEAR
from metrics.model.words import Words

CHAPTER = Words("工位与在修", "Bays and work in progress")

REVENUE_PER_BAY = Kpi(
    id="revenue_per_bay",
    name=Words("工位月产值", "Revenue per bay and month"),
    department=Department.AFTER_SALES,
    chapter=CHAPTER,
    purpose=Words(
        "每个工位每月做出多少产值：该添人、揽活，还是该添工位，先看它。",
        "What a bay brings in each month: the first thing to look at before asking for more bays, "
        "more people or more customers.",
    ),
    reads=Words(
        "售后产值 ÷ (工位数 × 折合月数)；一个月等于全年营业日权重的十二分之一",
        "after-sales revenue / (bays x months); a month is a twelfth of the year's business-day "
        "weight",
    ),
    numerator=Words("售后产值(不含税)", "after-sales revenue ex VAT"),
    denominator=Words("工位·月", "bay-months"),
    pitfalls=Words(
        "工位数按门店档案现有的算，没有历史：刚扩建或停用过工位的店，以前的月份会失真。"
        "举升位、工位、烤漆房怎么数，各店要一致；没登记工位数的店没有这个指标。",
        "The register has the bays of today and no history: months before an extension, or with "
        "bays out of use, are distorted. Lifts, bays and paint booths must be counted alike in all "
        "stores; a store without a number of bays has no figure.",
    ),
    unit=Unit.CNY_PER_BAY_MONTH,
    direction=Direction.UP,
    rollup=Rollup.RATIO_OF_SUMS,
    formula=Ratio(
        Over(AS_REVENUE),
        Apportion(12 * Mean(BAYS), part=Over(DAY_WEIGHT), whole=Over(DAY_WEIGHT, YEAR)),
    ),
    against_plan=True,
    benchmark=Benchmark(
        30_000.0,
        None,
        "汽车之家车问答 / Autohome Q&A, 2025-09",
        Words("问答帖，仅供参考", "a Q&A page, weak"),
    ),
)

OPEN_RO_WIP = Kpi(
    id="open_ro_wip",
    name=Words("在修工单金额(在制)", "Open orders, work in progress"),
    department=Department.AFTER_SALES,
    chapter=CHAPTER,
    purpose=Words(
        "已经进厂、领了料，却还没结算的钱有多少：修好不结账，就是白白垫着。",
        "How much labour and parts stand in orders that are not settled: done and not billed is "
        "money lent for nothing.",
    ),
    reads=Words(
        "期末已开单未结算工单的工时费 + 已领料的销售金额(不含 PDI、内部和作废)",
        "labour + parts issued at sales price, of orders opened and not settled at the end, "
        "without PDI, internal and void orders",
    ),
    numerator=Words("在修工单金额(不含税)", "value of open orders ex VAT"),
    denominator=None,
    pitfalls=Words(
        "按当天的实际状态还原，不看今天的工单状态；工时费从开单日算起，领料从出库日算起。"
        "没录工时费的工单只算领料，会偏低；外加工不在内。放了一周以上的，请在明细里按进厂时间挑出来。",
        "Rebuilt as of each day, whatever the status says today: labour from the day of opening, "
        "parts from their issue. An order without an amount of labour counts with its parts only "
        "and reads low; outside work is not in it. Orders older than a week can be told in the "
        "list by their day of arrival.",
    ),
    unit=Unit.CNY,
    direction=Direction.DOWN,
    rollup=Rollup.CLOSING,
    formula=Closing(AtEnd(OPEN_LABOUR) + AtEnd(OPEN_PARTS)),
)

KPIS = (REVENUE_PER_BAY, OPEN_RO_WIP)
