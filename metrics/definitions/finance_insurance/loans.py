"""How loans go: are they granted, when is the money there, what do they bring."""

from metrics.facts.loans import (
    DISBURSEMENT_DAYS,
    LOAN_CLAWBACK,
    LOAN_INCOME,
    LOANS_DECIDED,
    LOANS_DISBURSED,
    LOANS_PASSED,
)
from metrics.model.formula import Over, Percentile, Ratio
from metrics.model.kpi import Benchmark, Department, Direction, Kpi, Rollup, Unit
from metrics.model.words import Words

CHAPTER = Words("金融业务", "Loans")

APPROVAL_RATE = Kpi(
    id="finance_approval_rate",
    name=Words("金融审批通过率", "Loan approval rate"),
    department=Department.FINANCE_INSURANCE,
    chapter=CHAPTER,
    purpose=Words(
        "送出去的贷款申请有多少批下来；低了要么客户资质没把关，要么送错了机构。",
        "How many applications are granted: a low rate means customers who do not qualify, or the "
        "wrong lender.",
    ),
    reads=Words(
        "审批通过的申请 ÷ 有审批结果的申请(通过 + 拒绝)，按审批日",
        "applications passed / applications decided (passed + refused), by day of decision",
    ),
    numerator=Words("审批通过的申请", "applications passed"),
    denominator=Words("审批完的申请", "applications decided"),
    pitfalls=Words(
        "按申请件数：同一客户送三家、批一家，通过率只有三分之一；撤回的和还没审批的不计；"
        "没有审批日期的无法归期，也不计。",
        "By applications: a customer sent to three lenders of whom one grants it makes a third. "
        "Withdrawn and pending ones are left out, as are those without a day of decision.",
    ),
    unit=Unit.PERCENT,
    direction=Direction.UP,
    rollup=Rollup.RATIO_OF_SUMS,
    formula=Ratio(Over(LOANS_PASSED), Over(LOANS_DECIDED)),
    trials=True,
)

DISBURSEMENT_TIME = Kpi(
    id="finance_disbursement_days_median",
    name=Words("放款时长(中位数)", "Delivery-to-disbursement days, median"),
    department=Department.FINANCE_INSURANCE,
    chapter=CHAPTER,
    purpose=Words(
        "车交了、款没到，等于门店替银行垫钱；看通常要垫几天。",
        "A car handed over before the lender pays is money the store lends: for how many days, as "
        "a rule.",
    ),
    reads=Words(
        "放款日 − 交车日，取本期放款的新车贷款的中位数",
        "median of day of payment - day of delivery, of loans on new vehicles paid out in the "
        "period",
    ),
    numerator=Words("交车到放款的天数", "days from delivery to payment"),
    denominator=None,
    pitfalls=Words(
        "还没放款的不在里面，拖得最久的永远不计入，请同时看超过 7 天未放款的合同；"
        "先放款后交车的是负数；没有关联交车的合同不计。",
        "Loans not paid out are not in it, so that those that drag on never show: watch contracts "
        "open for over seven days as well. Money that comes before the car counts below zero; "
        "contracts that name no delivery are left out.",
    ),
    unit=Unit.DAYS,
    direction=Direction.DOWN,
    rollup=Rollup.PERCENTILE,
    formula=Percentile(DISBURSEMENT_DAYS),
    benchmark=Benchmark(1, 3, None),
)

INCOME_PER_CONTRACT = Kpi(
    id="finance_income_per_contract",
    name=Words("单笔金融收入", "Finance income per contract"),
    department=Department.FINANCE_INSURANCE,
    chapter=CHAPTER,
    purpose=Words(
        "放一笔款门店能挣多少，扣掉提前结清被追回的返佣。",
        "What the store earns with each loan, less the commission taken back when loans end early.",
    ),
    reads=Words(
        "(本期放款合同的金融收入 − 本期扣回)÷ 本期放款合同",
        "(income of contracts paid out in the period - clawbacks of the period) / contracts paid "
        "out in the period",
    ),
    numerator=Words("金融收入(不含税，已减扣回)", "finance income ex VAT, net of clawbacks"),
    denominator=Words("放款合同", "contracts paid out"),
    pitfalls=Words(
        "扣回记在发生的当月，多半来自以前的合同，所以单月会跳；没有扣回日期的不计；"
        "收入还没入账的合同两边都不计。向客户收的金融服务费受监管，请与返佣分开记账。",
        "A clawback counts in the month in which it happens and mostly comes from older "
        "contracts, so that single months jump; one without a day is left out. A contract whose "
        "income is not booked yet is on neither side. Fees charged to customers are under "
        "regulation: keep them apart from commission.",
    ),
    unit=Unit.CNY_PER_CONTRACT,
    direction=Direction.UP,
    rollup=Rollup.RATIO_OF_SUMS,
    formula=Ratio(Over(LOAN_INCOME) - Over(LOAN_CLAWBACK), Over(LOANS_DISBURSED)),
)

KPIS = (APPROVAL_RATE, DISBURSEMENT_TIME, INCOME_PER_CONTRACT)
