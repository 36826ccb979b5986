"""Money that is tied up: in working capital, with the manufacturer, in stock on credit."""

from metrics.facts.ledger import CURRENT_ASSETS, CURRENT_LIABILITIES
from metrics.facts.rebates import REBATES_CONFIRMED, REBATES_ESTIMATED, REBATES_SETTLED
from metrics.facts.receivables import RECEIVABLES_OLD, RECEIVABLES_OPEN
from metrics.facts.stock_finance import COST_BY_RATE, DAYS_OF_YEAR, VAT_FACTOR
from metrics.measures import BLENDED_GROSS, CLAWED_BACK, PRODUCTS_CANCELLED
from metrics.model.formula import AtEnd, Closing, Mean, Over, PerDay, Ratio
from metrics.model.kpi import Benchmark, Cadence, Department, Direction, Kpi, Rollup, Unit
from metrics.model.words import Words

CHAPTER = Words("资金", "Funds")

WORKING_CAPITAL = Kpi(
    id="working_capital",
    name=Words("营运资金", "Net working capital"),
    department=Department.PROFIT,
    chapter=CHAPTER,
    purpose=Words(
        "一年内能变现的减去一年内要还的，门店靠它周转；太少会断提车款，太多是钱在睡觉。",
        "What turns into cash within a year less what falls due in it. Too little stops the buying "
        "of cars, too much is idle money.",
    ),
    reads=Words("流动资产期末余额 − 流动负债期末余额", "current assets - current liabilities"),
    numerator=Words("期末营运资金", "working capital at the end"),
    denominator=None,
    pitfalls=Words(
        "负债余额无论记正记负都按欠款计；股东借款常记在流动负债，未确认返利可能被当作资产，"
        "承兑保证金不能动用；美国厂家平均要求约为年收入的 4%；"
        "月末之间沿用上一月末的余额，最多 45 天。",
        "A liability counts as owed whichever sign the ledger gives it. Owners' loans often sit in "
        "current liabilities, unconfirmed rebates in assets, and deposits for bills cannot be "
        "used. US manufacturers ask for about 4 % of a year's revenue. Between month ends the "
        "last balance stands, for 45 days at most.",
    ),
    unit=Unit.CNY,
    direction=Direction.BAND,
    rollup=Rollup.CLOSING,
    formula=Closing(AtEnd(CURRENT_ASSETS) - AtEnd(CURRENT_LIABILITIES)),
    cadence=Cadence.MONTH,
)

REBATE_RECEIVABLE = Kpi(
    id="rebate_receivable",
    name=Words("应收厂家返利余额", "OEM rebate receivable"),
    department=Department.PROFIT,
    chapter=CHAPTER,
    purpose=Words(
        "已经挣到、厂家还没付的返利；它不是现金，却常被当成利润。",
        "Rebates earned and not paid yet: no cash, though often taken for profit.",
    ),
    reads=Words(
        "已确认(未确认的按预估) − 已到账 − 已扣回，截至期末",
        "confirmed (else estimated) - received - clawed back, at the end of the period",
    ),
    numerator=Words("期末未到账返利", "rebates outstanding at the end"),
    denominator=None,
    pitfalls=Words(
        "已确认、预估、跨年三层的把握不同，不能当作一笔稳妥的资产；扣回没有日期，"
        "从到账(没有则从确认)之日起扣减。",
        "Confirmed, estimated and last year's layers are not equally safe: do not take them for "
        "one asset. A clawback has no date of its own; it counts from the receipt, else from the "
        "confirmation.",
    ),
    unit=Unit.CNY,
    direction=Direction.DOWN,
    rollup=Rollup.CLOSING,
    formula=Closing(AtEnd(REBATES_ESTIMATED) + AtEnd(REBATES_CONFIRMED) - AtEnd(REBATES_SETTLED)),
)

_NEW_CAR_GROSS = Over(BLENDED_GROSS) - Over(CLAWED_BACK) - Over(PRODUCTS_CANCELLED)

INVENTORY_INTEREST_TO_GROSS = Kpi(
    id="inventory_interest_to_gross",
    name=Words("库存融资利息毛利比", "Floor-plan interest to new-car gross"),
    department=Department.PROFIT,
    chapter=CHAPTER,
    purpose=Words(
        "卖新车挣的综合毛利，有多少先付给了银行；压库越久，这个比值越高。",
        "How much of what new cars earn goes to the banks first: it grows with the age of stock.",
    ),
    reads=Words(
        "日均融资利息(采购成本 × 1.13 × 年利率 ÷ 365) ÷ 日均零售新车综合毛利",
        "interest a day (cost x 1.13 x annual rate / 365) / blended gross of new retail cars a day",
    ),
    numerator=Words("日均库存融资利息", "interest on stock finance a day"),
    denominator=Words("日均零售新车综合毛利", "blended gross of new retail cars a day"),
    pitfalls=Words(
        "融资额含增值税，成本不含，先还原为含税价再算利息；免息天数逐车不同；"
        "承兑贴现息记在财务费用里，厂家贴息若没有落在利率上也不在这里；"
        "最近几周的返利还没确认，毛利偏低，比值偏高。",
        "A loan covers the price with VAT, the register has the cost without: it is brought up "
        "first. Free days differ from car to car. The discount of bills sits in finance cost, and "
        "interest support of the manufacturer only counts where it lowers the rate. Rebates of the "
        "last weeks are not confirmed yet, so that gross is low and the ratio high.",
    ),
    unit=Unit.PERCENT,
    direction=Direction.DOWN,
    rollup=Rollup.RATIO_OF_SUMS,
    formula=Ratio(VAT_FACTOR / (100 * DAYS_OF_YEAR) * Mean(COST_BY_RATE), PerDay(_NEW_CAR_GROSS)),
    tolerates=frozenset({"fi_products"}),
)

RECEIVABLE_OVER_60_SHARE = Kpi(
    id="receivable_over_60_share",
    name=Words("60天以上应收占比", "Receivables over 60 days"),
    department=Department.PROFIT,
    chapter=CHAPTER,
    purpose=Words(
        "别人欠的钱有多少拖过了两个月；越老越难收，收不回就是亏损。",
        "How much of what is owed to the store is older than two months: the older, the harder to "
        "collect, and in the end a loss.",
    ),
    reads=Words(
        "账龄超过 60 天的未收金额 ÷ 全部未收金额，截至最近一次清单",
        "open amounts older than 60 days / all open amounts, on the day of the last list",
    ),
    numerator=Words("60 天以上未收金额", "open for more than 60 days"),
    denominator=Words("未收金额", "open amounts"),
    pitfalls=Words(
        "账龄从业务日期算；保险公司和厂家有合同账期，逾期天数请看明细，按往来类别分开看；"
        "预收和红字在两边都冲减；没有业务日期的算不出账龄，两边都不计；月末清单沿用 45 天。",
        "Age counts from the day of business. Insurers and manufacturers pay by contract: see days "
        "past due in the documents, and look at each kind of debtor. Advances and reversals are "
        "netted on both sides. Items without a day have no age and are on neither side. A list "
        "stands for 45 days.",
    ),
    unit=Unit.PERCENT,
    direction=Direction.DOWN,
    rollup=Rollup.SNAPSHOT_RATIO,
    formula=Ratio(AtEnd(RECEIVABLES_OLD), AtEnd(RECEIVABLES_OPEN), above_zero=True),
    benchmark=Benchmark(None, 0.1, None),
)

KPIS = (
    WORKING_CAPITAL,
    REBATE_RECEIVABLE,
    INVENTORY_INTEREST_TO_GROSS,
    RECEIVABLE_OVER_60_SHARE,
)
