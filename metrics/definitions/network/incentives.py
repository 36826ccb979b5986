"""What stores make of the manufacturer's bonuses and points."""

from metrics.facts.points import POINTS_BALANCE, POINTS_GRANTED, POINTS_REDEEMED
from metrics.facts.rebates import BONUS_ATTAINABLE, BONUS_KEPT
from metrics.model.formula import Mean, Over, Ratio
from metrics.model.kpi import Cadence, Department, Direction, Kpi, Rollup, Unit
from metrics.model.windows import CLOSED_MONTHS, DAY_BEFORE
from metrics.model.words import Words

CHAPTER = Words("奖励", "Incentives")

REBATE_CAPTURE_RATE = Kpi(
    id="rebate_capture_rate",
    name=Words("商务政策奖励获取率", "Bonus capture rate"),
    department=Department.NETWORK,
    chapter=CHAPTER,
    purpose=Words(
        "按商务政策最多能拿的奖励，实际拿到几成；没拿到的部分是纯利润。",
        "What part of the bonuses within reach was won: what is missed would have been all profit.",
    ),
    reads=Words(
        "(厂家确认金额 − 扣回金额) ÷ 最高可得金额，按归属月，不含质量折扣",
        "(confirmed - clawed back) / highest attainable, by month earned, without quality "
        "discounts",
    ),
    numerator=Words("确认奖励减扣回", "bonuses confirmed less clawbacks"),
    denominator=Words("最高可得奖励", "highest attainable bonuses"),
    pitfalls=Words(
        "最高可得额要按政策表乘实际台数算好；没有填的政策两边都不计。质量折扣取决于检核，单独核算，不在其中。"
        "基础折扣几乎都能拿满，会抬高合计，请按商务政策分组看。扣回记在挣得的月份，会改动旧月。"
        "厂家确认要时间，未确认的按没拿到算，因此最近三个月是暂定数。",
        "The highest attainable amount is to be worked out from policy tables and actual cars; "
        "lines without it are on neither side. Quality discounts hang on audits, are reckoned "
        "apart and left out. Base discounts are nearly always won in full and lift the total: "
        "group by policy. A clawback counts in the month that had earned the bonus and changes it "
        "afterwards. Confirmation takes time, and what is not confirmed counts as not won: the "
        "last three months are provisional.",
    ),
    unit=Unit.PERCENT,
    direction=Direction.UP,
    rollup=Rollup.COHORT,
    formula=Ratio(Over(BONUS_KEPT, CLOSED_MONTHS), Over(BONUS_ATTAINABLE, CLOSED_MONTHS)),
    cadence=Cadence.MONTH,
    matures_after=90,
)

POINTS_REDEMPTION_RATE = Kpi(
    id="points_redemption_rate",
    name=Words("积分兑换率", "Points redemption rate"),
    department=Department.NETWORK,
    chapter=CHAPTER,
    purpose=Words(
        "发给店里员工的积分有多少真的被用掉；没人兑换，激励就落了空。",
        "How much of the points given to people in the stores is used: nobody is driven by what "
        "nobody redeems.",
    ),
    reads=Words(
        "期内兑换积分 ÷ (期初结余 + 期内发放积分)",
        "points redeemed / (balance before the period + points granted in it)",
    ),
    numerator=Words("兑换积分", "points redeemed"),
    denominator=Words("期初结余加发放", "opening balance and points granted"),
    pitfalls=Words(
        "过期和扣回不是兑换。期初结余由流水累计，第一个月之前没有流水就没有数；流水若缺了更早的部分，结余会偏低。"
        "季度值按季度重算，不是三个月的平均。太高可能是员工不看好积分，急于兑现。",
        "Points that expire or are taken back are not redeemed. The opening balance is the sum of "
        "all movements before: the first month of a ledger has no figure, and a ledger that begins "
        "late makes the balance too low. A quarter is rebuilt, it is no mean of its months. A very "
        "high rate may say that people do not trust their points.",
    ),
    unit=Unit.PERCENT,
    direction=Direction.BAND,
    rollup=Rollup.REBUILT,
    formula=Ratio(Over(POINTS_REDEEMED), Mean(POINTS_BALANCE, DAY_BEFORE) + Over(POINTS_GRANTED)),
)

KPIS = (REBATE_CAPTURE_RATE, POINTS_REDEMPTION_RATE)
