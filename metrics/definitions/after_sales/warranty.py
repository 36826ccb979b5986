"""What the manufacturer accepts of the warranty work."""

from metrics.facts.warranty import (
    CLAIMS_AMOUNT,
    CLAIMS_CLAWBACK,
    CLAIMS_DECIDED,
    CLAIMS_LOSS,
    CLAIMS_PASSED_FIRST,
    CLAIMS_REFUSED,
    CLAIMS_REVIEWED,
)
from metrics.model.formula import Over, Ratio
from metrics.model.kpi import Benchmark, Department, Direction, Kpi, Rollup, Unit
from metrics.model.words import Words

CHAPTER = Words("索赔", "Warranty")

FIRST_PASS_RATE = Kpi(
    id="warranty_first_pass_rate",
    name=Words("索赔一次通过率", "Warranty first-pass rate"),
    department=Department.AFTER_SALES,
    chapter=CHAPTER,
    purpose=Words(
        "索赔单第一次提报就通过的比例；每退回一次，回款就晚一轮，人工再赔一遍。",
        "How many claims pass at their first submission; each return delays the money and costs "
        "the work again.",
    ),
    reads=Words(
        "首次审核即通过的索赔单 ÷ 首次审核的索赔单(按首次审核日，每单一次)",
        "claims passed at their first review / claims first reviewed, each claim once",
    ),
    numerator=Words("一次通过的索赔单", "claims passed at once"),
    denominator=Words("首次审核的索赔单", "claims first reviewed"),
    pitfalls=Words(
        "不能除以提报次数；第二次才通过的不算，部分通过也不算；审核中的两边都不进。",
        "Never divide by submissions. A pass at the second try is none, nor is a partial one; "
        "pending claims are on neither side.",
    ),
    unit=Unit.PERCENT,
    direction=Direction.UP,
    rollup=Rollup.RATIO_OF_SUMS,
    formula=Ratio(Over(CLAIMS_PASSED_FIRST), Over(CLAIMS_REVIEWED)),
    trials=True,
    benchmark=Benchmark(0.95, None, None),
)

REJECTION_RATE = Kpi(
    id="warranty_rejection_rate",
    name=Words("拒赔率(件数)", "Warranty rejection rate by count"),
    department=Department.AFTER_SALES,
    chapter=CHAPTER,
    purpose=Words(
        "最终被厂家拒赔的索赔单比例；拒一单，工时和配件都由门店自己掏。",
        "Claims that the manufacturer finally refuses; the store then pays labour and parts "
        "itself.",
    ),
    reads=Words(
        "最终拒赔 ÷ 最终审结(通过、部分通过、拒赔)，按最终审核日",
        "claims refused / claims finally decided (passed, in part, refused), by final review",
    ),
    numerator=Words("拒赔的索赔单", "claims refused"),
    denominator=Words("审结的索赔单", "claims decided"),
    pitfalls=Words(
        "退回补正不是拒赔，1 减一次通过率也不是拒赔率；撤回的单独看。",
        "A return for correction is no refusal, and one minus the first-pass rate is not this "
        "rate; withdrawn claims stand apart.",
    ),
    unit=Unit.PERCENT,
    direction=Direction.DOWN,
    rollup=Rollup.RATIO_OF_SUMS,
    formula=Ratio(Over(CLAIMS_REFUSED), Over(CLAIMS_DECIDED)),
    trials=True,
    benchmark=Benchmark(None, 0.02, None),
)

REJECTION_VALUE_RATE = Kpi(
    id="warranty_rejection_value_rate",
    name=Words("拒赔金额率", "Warranty rejection rate by value"),
    department=Department.AFTER_SALES,
    chapter=CHAPTER,
    purpose=Words(
        "申报的索赔款里最终没有拿到的部分，包括审计扣回，直接从毛利里出。",
        "The part of the money claimed that is not granted or taken back by audit; it comes "
        "straight out of gross.",
    ),
    reads=Words(
        "(申报 - 核定 + 当期审计扣回) ÷ 申报金额，按最终审核日审结的索赔单",
        "(claimed - approved + audit clawbacks of the period) / claimed, of claims finally "
        "decided in the period",
    ),
    numerator=Words("未获赔金额与扣回", "amount refused and clawed back"),
    denominator=Words("审结单的申报金额", "amount claimed, of claims decided"),
    pitfalls=Words(
        "件数少金额可能大(一台变速箱)；扣回算在发生当月，不改以前的月份；没有申报金额的单不计。",
        "Few claims may be much money (one gearbox). A clawback counts in its own month and "
        "leaves earlier ones alone; claims without an amount are left out.",
    ),
    unit=Unit.PERCENT,
    direction=Direction.DOWN,
    rollup=Rollup.RATIO_OF_SUMS,
    formula=Ratio(Over(CLAIMS_LOSS) + Over(CLAIMS_CLAWBACK), Over(CLAIMS_AMOUNT)),
    benchmark=Benchmark(None, 0.02, None),
)

KPIS = (FIRST_PASS_RATE, REJECTION_RATE, REJECTION_VALUE_RATE)
