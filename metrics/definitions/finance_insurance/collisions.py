"""Whether insurers send back accident repairs for the policies that they get."""

from metrics.facts.order_payers import INSURED_COLLISIONS
from metrics.facts.renewals import COMMERCIAL_PREMIUM
from metrics.model.formula import Over, Ratio
from metrics.model.kpi import Benchmark, Department, Direction, Kpi, Rollup, Unit
from metrics.model.words import Words

CHAPTER = Words("保险合作", "Insurers")

VAT_OF_PREMIUM = 1.06
"""A premium includes 6 % of VAT, repair revenue none: the premium is brought down to it."""

COLLISION_TO_PREMIUM = Kpi(
    id="collision_to_premium_ratio",
    name=Words("送修保费比", "Repair-to-premium ratio"),
    department=Department.FINANCE_INSURANCE,
    chapter=CHAPTER,
    purpose=Words(
        "把保费给了保险公司，他们送回来多少事故车；年初谈合作、分配保费就看它。",
        "How much accident work insurers send for the premium they are given: the figure on the "
        "table when next year's split is agreed.",
    ),
    reads=Words(
        "保险公司送修的事故车保险付款产值 ÷ 商业险签单保费(÷ 1.06 还原为不含税)",
        "accident revenue that insurers send and pay / commercial premium (divided by 1.06 to be "
        "without VAT, too)",
    ),
    numerator=Words("保险付款的事故车产值(不含税)", "accident revenue paid by insurers, ex VAT"),
    denominator=Words("商业险保费(不含税)", "commercial premium ex VAT"),
    pitfalls=Words(
        "保费有旺季，单月没有意义，请看 12 个月；按保险公司分开看。只算保险付款的工时和材料，"
        "客户自付部分、外加工费、没写保险公司的工单不计；退保不冲减保费；保险公司自己的口径不同，按报案号核对。",
        "Premiums have seasons: look at twelve months, and insurer by insurer. Labour and parts "
        "that the insurer pays count; what the customer adds, outside work, and orders that name "
        "no insurer are left out. A surrender leaves the premium as it was. Insurers count in "
        "their own way: reconcile by claim number.",
    ),
    unit=Unit.RATIO,
    direction=Direction.UP,
    rollup=Rollup.RATIO_OF_SUMS,
    formula=Ratio(Over(INSURED_COLLISIONS), (1 / VAT_OF_PREMIUM) * Over(COMMERCIAL_PREMIUM)),
    benchmark=Benchmark(1.0, None, None, Words("协议常见 1:1", "often agreed at 1:1")),
)

KPIS = (COLLISION_TO_PREMIUM,)
