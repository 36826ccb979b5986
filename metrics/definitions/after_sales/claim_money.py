"""How soon warranty work is claimed, and how soon it is paid."""

from metrics.facts.claim_money import CLAIMS_PAID, CLAIMS_PAID_DAYS, SUBMISSION_DAYS
from metrics.facts.overdue_claims import CLAIMS_OVERDUE
from metrics.model.formula import AtEnd, Closing, Over, Percentile, Ratio
from metrics.model.kpi import Benchmark, Department, Direction, Kpi, Rollup, Unit
from metrics.model.words import Words

CHAPTER = Words("索赔回款", "Warranty money")

SUBMISSION_DAYS_MEDIAN = Kpi(
    id="warranty_submission_days_median",
    name=Words("索赔提报时长(中位数)", "Repair-to-submission days, median"),
    department=Department.AFTER_SALES,
    chapter=CHAPTER,
    purpose=Words(
        "修完以后几天才把索赔单报上去。报得晚，回款就晚，超过厂家期限还会直接被拒。",
        "How many days pass between the repair and its claim. A late claim is paid late, and one "
        "beyond the manufacturer's limit is refused.",
    ),
    reads=Words(
        "首次提报日 − 完工日，取中位数(按首次提报日，完工当天为 0)",
        "median of day of first submission - day of completion, by day of first submission",
    ),
    numerator=Words("完工到提报的天数", "days from repair to submission"),
    denominator=None,
    pitfalls=Words(
        "从来没报的索赔看不见：请另查没有索赔单号的索赔工单。没有完工时间或提报早于完工的不计；"
        "按自然日算，周末也算。超过厂家期限的看明细。",
        "Work that was never claimed is not seen: look for warranty orders without a claim. Claims "
        "without a day of completion, or submitted before it, are left out. Calendar days, "
        "weekends included. Those beyond the manufacturer's limit are in the list.",
    ),
    unit=Unit.DAYS,
    direction=Direction.DOWN,
    rollup=Rollup.PERCENTILE,
    formula=Percentile(SUBMISSION_DAYS),
    benchmark=Benchmark(None, 3.0, None),
)

COLLECTION_DAYS = Kpi(
    id="warranty_collection_days",
    name=Words("索赔回款天数", "Warranty collection days"),
    department=Department.AFTER_SALES,
    chapter=CHAPTER,
    purpose=Words(
        "一块钱索赔款，从修完车到进账平均要多少天；这段时间工时和配件都由门店垫着。",
        "How many days a yuan of warranty work takes from the repair to the bank; until then the "
        "store lends labour and parts.",
    ),
    reads=Words(
        "Σ(回款金额 × 完工到回款的天数) ÷ 回款金额，按回款日",
        "sum of (amount paid x days from repair to payment) / amount paid, by day of payment",
    ),
    numerator=Words("回款金额 × 天数", "amount paid x days"),
    denominator=Words("回款金额", "amount paid"),
    pitfalls=Words(
        "只看已回款的，拖着不付的不在里面：请与索赔逾期应收一起看。以金额加权，一笔大额晚到就会明显拉长。"
        "没有完工时间的回款不计；冲抵配件款的也要登记为回款。",
        "Only what was paid is in it, not what is withheld: read it with the overdue receivable. "
        "Weighted by amount, so a single large late payment shows. Payments without a day of "
        "completion are left out; an offset against parts purchases is to be entered as a payment.",
    ),
    unit=Unit.DAYS,
    direction=Direction.DOWN,
    rollup=Rollup.WEIGHTED_MEAN,
    formula=Ratio(Over(CLAIMS_PAID_DAYS), Over(CLAIMS_PAID)),
    benchmark=Benchmark(None, 60.0, None, Words("一般 30 到 60 天", "30 to 60 days are usual")),
)

RECEIVABLE_OVER_60D = Kpi(
    id="warranty_receivable_over_60d",
    name=Words("索赔逾期应收(>60天)", "Warranty receivable over 60 days"),
    department=Department.AFTER_SALES,
    chapter=CHAPTER,
    purpose=Words(
        "修完 60 多天还没收回来的索赔款有多少：拖得越久，越难要回来。",
        "How much warranty money is still out more than 60 days after the repair: the longer it "
        "takes, the harder it is to get.",
    ),
    reads=Words(
        "期末完工已超过 60 天的索赔单：核定金额(未核定用申报金额)− 已回款",
        "of claims whose repair was done more than 60 days before the end: approved amount, else "
        "claimed, less paid",
    ),
    numerator=Words("超过60天未回款的索赔款", "unpaid beyond 60 days"),
    denominator=None,
    pitfalls=Words(
        "按当天的情况还原：核定前按申报金额，拒赔之后不再算；撤回的不算。少付的差额会一直挂着，"
        "直到补付或核销。厂家用配件款冲抵的要登记回款，否则看起来像没付。没有完工时间的单不计。",
        "Rebuilt as of each day: claimed until it is granted, nothing after a refusal; withdrawn "
        "claims do not count. What a payment left open stays until it is paid. An offset against "
        "parts purchases must be entered as a payment, or it looks unpaid. Claims without a day of "
        "completion are left out.",
    ),
    unit=Unit.CNY,
    direction=Direction.DOWN,
    rollup=Rollup.CLOSING,
    formula=Closing(AtEnd(CLAIMS_OVERDUE)),
)

KPIS = (SUBMISSION_DAYS_MEDIAN, COLLECTION_DAYS, RECEIVABLE_OVER_60D)
