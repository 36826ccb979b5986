"""What customers say in surveys: published scores, recommendation, answers."""

from metrics.facts.surveys import (
    ANSWER_DAYS,
    CSI_SAMPLE,
    CSI_WEIGHTED,
    QUESTIONNAIRES_ANSWERED,
    QUESTIONNAIRES_SENT,
    RECOMMENDATION_ANSWERS,
    RECOMMENDING,
    SSI_SAMPLE,
    SSI_WEIGHTED,
)
from metrics.model.formula import Over, Ratio
from metrics.model.kpi import Benchmark, Cadence, Department, Direction, Kpi, Rollup, Unit
from metrics.model.windows import QUARTERS
from metrics.model.words import Words

CHAPTER = Words("满意度", "Satisfaction")
_NUMERATOR = Words("Σ 得分 × 样本量", "sum of score x sample")
_DENOMINATOR = Words("样本量", "answers in the sample")
_READS = Words("Σ(门店得分 × 样本量) ÷ Σ 样本量", "sum of (score x sample) / sum of samples")
_PITFALLS = Words(
    "一期是一个季度，所选月份显示它所在季度的成绩；多店按样本量加权，不能直接平均；"
    "千分制与百分制不可混在一起比；样本不足 30 时上下浮动很大；改版问卷会使前后不可比。",
    "A wave is a quarter: a month shows the quarter that it lies in. Stores are weighted by their "
    "samples, never averaged. Scales of 1000 and 100 must not be mixed. Below 30 answers a score "
    "moves by chance. A new questionnaire breaks the series.",
)

SSI_SCORE = Kpi(
    id="ssi_score",
    name=Words("销售满意度得分(SSI)", "Sales satisfaction score (SSI)"),
    department=Department.CUSTOMER_SERVICE,
    chapter=CHAPTER,
    purpose=Words(
        "厂家或调研机构公布的购车体验得分；关系到返利，也关系到老客户介绍。",
        "The published score of the buying experience: rebates hang on it, and so do referrals.",
    ),
    reads=_READS,
    numerator=_NUMERATOR,
    denominator=_DENOMINATOR,
    pitfalls=_PITFALLS,
    unit=Unit.POINTS,
    direction=Direction.UP,
    rollup=Rollup.WEIGHTED_MEAN,
    formula=Ratio(Over(SSI_WEIGHTED, QUARTERS), Over(SSI_SAMPLE, QUARTERS)),
    cadence=Cadence.QUARTER,
    benchmark=Benchmark(
        758,
        None,
        "J.D. Power China SSI 2025",
        Words("2025 年燃油车行业平均 758 分(千分制)", "industry mean 758 of 1000 in 2025"),
    ),
)

CSI_SCORE = Kpi(
    id="csi_score",
    name=Words("售后满意度得分(CSI)", "Service satisfaction score (CSI)"),
    department=Department.CUSTOMER_SERVICE,
    chapter=CHAPTER,
    purpose=Words(
        "厂家或调研机构公布的售后体验得分；客户还回不回来，先看它。",
        "The published score of the service experience: the first sign of who will come back.",
    ),
    reads=_READS,
    numerator=_NUMERATOR,
    denominator=_DENOMINATOR,
    pitfalls=_PITFALLS,
    unit=Unit.POINTS,
    direction=Direction.UP,
    rollup=Rollup.WEIGHTED_MEAN,
    formula=Ratio(Over(CSI_WEIGHTED, QUARTERS), Over(CSI_SAMPLE, QUARTERS)),
    cadence=Cadence.QUARTER,
    benchmark=Benchmark(
        773,
        None,
        "J.D. Power China CSI 2024",
        Words(
            "行业平均：2022 年 757,2023 年 759,2024 年 773(千分制)",
            "industry mean of 1000: 757 in 2022, 759 in 2023, 773 in 2024",
        ),
    ),
)

NPS = Kpi(
    id="nps",
    name=Words("净推荐值(NPS，推荐度)", "Net promoter score"),
    department=Department.CUSTOMER_SERVICE,
    chapter=CHAPTER,
    purpose=Words(
        "愿意向亲友推荐的客户比劝人别来的多出多少。",
        "By how much those who would recommend the store outnumber those who would warn of it.",
    ),
    reads=Words(
        "(9~10 分人数 − 0~6 分人数) ÷ 全部有效回答 × 100",
        "(answers of 9-10 less answers of 0-6) / all valid answers x 100",
    ),
    numerator=Words("推荐者减贬损者", "promoters less detractors"),
    denominator=Words("全部有效回答", "all valid answers"),
    pitfalls=Words(
        "7~8 分留在分母里，空白不算；只认 0~10 分制，五星好评不是 NPS;"
        "样本小的时候一两个人就能改变结论。",
        "Answers of 7-8 stay in the base, blanks do not. The scale is 0 to 10: five stars are no "
        "NPS. In a small sample one or two people change the verdict.",
    ),
    unit=Unit.POINTS,
    direction=Direction.UP,
    rollup=Rollup.RATIO_OF_SUMS,
    formula=Ratio(Over(RECOMMENDING), Over(RECOMMENDATION_ANSWERS), factor=100),
    trials=True,
)

SURVEY_RESPONSE_RATE = Kpi(
    id="survey_response_rate",
    name=Words("问卷回收率", "Survey response rate"),
    department=Department.CUSTOMER_SERVICE,
    chapter=CHAPTER,
    purpose=Words(
        "发出去的问卷有多少在两周内答了；太低，其他满意度数字就不可信。",
        "How many questionnaires were answered within two weeks: too few, and the other scores "
        "mean little.",
    ),
    reads=Words(
        "发出后 14 天内回收的问卷 ÷ 本期发出的问卷",
        "questionnaires answered within 14 days / questionnaires sent in the period",
    ),
    numerator=Words("14 天内回收的问卷", "questionnaires answered in time"),
    denominator=Words("本期发出的问卷", "questionnaires sent"),
    pitfalls=Words(
        "一份问卷有多行题目，按份不按行；退信没有单独记录，仍在分母里；突然升高往往是员工替客户填的。",
        "A questionnaire has a row for each question and counts once. Those that bounced are not "
        "marked and stay in the base. A sudden rise often means that staff answer for customers.",
    ),
    unit=Unit.PERCENT,
    direction=Direction.UP,
    rollup=Rollup.COHORT,
    formula=Ratio(Over(QUESTIONNAIRES_ANSWERED), Over(QUESTIONNAIRES_SENT)),
    matures_after=ANSWER_DAYS,
    trials=True,
)

KPIS = (SSI_SCORE, CSI_SCORE, NPS, SURVEY_RESPONSE_RATE)
