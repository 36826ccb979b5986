"""What is held to drive the gross of loans, policies and renewals, and the cash behind it."""

from metrics.drivers.hypotheses.hypothesis import Hypothesis, Lag, SetAside, Sign, Why
from metrics.model.words import Words

_REACH = Words("到期前联系上，才有机会报价。", "Who is reached before expiry can be made an offer.")
_REACH_CAUTION = Words(
    "先挑好说话的客户打，率就高。", "Lists of easy customers make the rate look good."
)
_CANCEL = Words("退保退订要把佣金吐回去。", "Commission is clawed back.")
_CANCEL_CAUTION = Words(
    "硬卖的产品也会带来投诉；退订率要过一年才算成熟。",
    "Mis-selling raises complaints, too; a cohort is mature only after a year.",
)

HYPOTHESES = (
    Hypothesis(
        "fi_gross_per_retail_unit", "fi_cancellation_rate", Sign.DOWN, Lag(3, 5),
        _CANCEL, _CANCEL_CAUTION, "JMA Group",
    ),
    Hypothesis(
        "gross_finance_insurance", "renewal_contact_rate", Sign.UP, Lag(0, 1),
        _REACH, _REACH_CAUTION,
    ),
    Hypothesis(
        "gross_finance_insurance", "fi_cancellation_rate", Sign.DOWN, Lag(3, 5),
        _CANCEL, _CANCEL_CAUTION, "JMA Group",
    ),
    Hypothesis(
        "renewal_policies", "renewal_contact_rate", Sign.UP, Lag(0, 1),
        _REACH, _REACH_CAUTION, controls=("renewals_due",),
    ),
    Hypothesis(
        "receivables_open", "finance_disbursement_days_median", Sign.UP, Lag(0, 0),
        Words(
            "车已交、款没到，钱在外面，利息自己付。",
            "Cars delivered and not paid for: money outside, interest inside.",
        ),
        Words("各家银行快慢不同。", "Lenders differ in speed."),
    ),
)  # fmt: skip

SET_ASIDE = (
    SetAside(
        "fi_gross_per_retail_unit", "finance_penetration", Why.MADE_OF_IT,
        Words(
            "单车金融毛利 = 渗透率 × 单笔收入：在分解里看；厂家贴息会压低车价，见裸车毛利。",
            "Gross a car is penetration x income a contract: see the bridge. Subsidised rates also "
            "cut the price of the car: see front gross.",
        ),
    ),
)  # fmt: skip
