"""What is held to drive the workshop's gross and the money that manufacturers owe it."""

from metrics.drivers.hypotheses.hypothesis import Hypothesis, Lag, SetAside, Sign, Why
from metrics.model.words import Words

_FILL = Words(
    "配件当场有，车当天修完，工时不空等。", "With the part on the shelf the car is done today."
)
_FILL_CAUTION = Words(
    "大店两样都好；只看本店自己的变化。",
    "Bigger stores have both; only changes inside a store count.",
)
_NOVAK = "Novak et al., Slovenian dealers"

HYPOTHESES = (
    Hypothesis(
        "gross_service", "parts_first_fill_rate", Sign.UP, Lag(0, 1),
        _FILL, _FILL_CAUTION, "Smart Parts Training (2020)",
    ),
    Hypothesis(
        "gross_service", "appointment_rate", Sign.UP, Lag(0, 1),
        Words("工位排得匀，配件提前备好。", "Bays are levelled and parts prepared."),
        Words("车间空的时候预约也少。", "Appointments also fall when the shop is empty."),
    ),
    Hypothesis(
        "gross_service", "tech_proficiency", Sign.UP, Lag(0, 0),
        Words("同样的出勤，卖出更多工时。", "More hours sold for the same attendance."),
        Words(
            "没活的车间利用率低，是需求带动它，不是它带动毛利。满足率、预约都通过它起作用，所以单独看。",
            "Where demand is short, utilisation follows volume and not the reverse. Fill rate and "
            "appointments work through it, so it is looked at by itself.",
        ),
        "WANADA; service KPI slides",
        on_the_way=True,
    ),
    Hypothesis(
        "gross_service", "comeback_rate_30d", Sign.DOWN, Lag(0, 2),
        Words("返工没有收入，还丢客户。", "Unpaid work, and customers lost."),
        Words(
            "登记得越认真返修率越高，改进登记的头一年方向可能反过来。",
            "Better recording raises it: the sign may flip in its first year.",
        ),
        "J.D. Power as quoted by MotiCX (2025)",
    ),
    Hypothesis(
        "gross_service", "service_retention_12m", Sign.UP, Lag(1, 3),
        Words("基盘里来得勤的车多。", "More visits per vehicle in the base."),
        Words(
            "规模不同不可比：毛利已按基盘台数算；保持率本身含当月进厂，所以从上月起看。",
            "Size confounds: gross is per vehicle in the base. Retention counts this month's "
            "visits itself, so it is taken from the month before.",
        ),
        _NOVAK,
    ),
    Hypothesis(
        "gross_service", "csi_score", Sign.UP, Lag(1, 1),
        Words("满意的客户常来，也不计较价格。", "Loyalty, and tolerance of price."),
        Words(
            "斯洛文尼亚的经销商里，大店为正，没有对手的小店为负；到一定分数就不再增加。",
            "Among Slovenian dealers positive in larger stores, negative in small ones without "
            "rivals; it levels off.",
        ),
        _NOVAK,
    ),
    Hypothesis(
        "gross_service", "insurance_renewal_rate", Sign.UP, Lag(1, 3),
        Words("在本店续保的，事故车送回本店修。", "Accident work goes to the store that renewed."),
        Words(
            "保险公司有送修换保费的约定：另看送修保费比。",
            "Insurers steer repairs for premium by contract: see collision to premium as well.",
        ),
    ),
    Hypothesis(
        "gross_service", "first_service_return_rate", Sign.UP, Lag(6, 8),
        Words("头一次来了，以后才会来。", "Who came the first time comes again."),
        Words("异地购车、搬家会拉低它。", "Cars sold far away and moving lower it."),
        "DealerGuide (AU)",
    ),
    Hypothesis(
        "warranty_receivable_over_60d", "warranty_first_pass_rate", Sign.DOWN, Lag(0, 2),
        Words("一次通过，款就早到，核销也少。", "Cash comes sooner and less is written off."),
        Words("索赔种类不同，难易不同。", "Claims differ in kind."),
        "ForgeDrive on first-pass yield",
    ),
    Hypothesis(
        "warranty_receivable_over_60d", "warranty_submission_days_median", Sign.UP, Lag(1, 3),
        Words("报得晚，钱就到得晚。", "What is claimed late is paid late."),
        Words(
            "完工六十天后才算逾期，所以看前一到三个月的提报。",
            "Overdue is counted sixty days after completion: the months before are looked at.",
        ),
        "Schneider Downs on working capital",
    ),
)  # fmt: skip

SET_ASIDE = (
    SetAside(
        "gross_service", "hours_per_cp_ro", Why.MADE_OF_IT,
        Words(
            "工单数×单均工时×工时单价就是工时收入；在分解里看，同时留意投诉和流失。",
            "Orders x hours x rate is labour sales: see the bridge; watch complaints and churn.",
        ),
    ),
    SetAside(
        "gross_service", "effective_labour_rate_cp", Why.MADE_OF_IT,
        Words(
            "工时单价是工时收入的一个因数；在分解里看，三到六个月后留意流失。",
            "The rate is a factor of labour sales: see the bridge, and churn three to six months "
            "later.",
        ),
    ),
    SetAside(
        "warranty_receivable_over_60d", "warranty_rejection_value_rate", Why.MADE_OF_IT,
        Words(
            "拒赔金额直接从应收里扣，是它的一部分。",
            "What is rejected leaves the receivable: it is part of it.",
        ),
    ),
)  # fmt: skip
