"""What is held to drive the result of the whole store, and its cash."""

from metrics.drivers.hypotheses.hypothesis import Hypothesis, Lag, SetAside, Sign, Why
from metrics.model.words import Words

_SUPPLY = Words("库存要付利息，压久了要降价。", "Interest, and discounts in the end.")
_SUPPLY_CAUTION = Words(
    "需求一跌两样都差：有月份效应和上险量扣除。",
    "Demand moves both: month effects and registrations hold it apart.",
)
_SPEND = Words("花得越多，多花的那部分越不值。", "Returns of advertising fall: an inverted U.")
_SPEND_CAUTION = Words(
    "卖不动时才多花(反向)；用前一两个月的花费，放上险量。曲线只以对数近似，不判方向。",
    "Spending rises when demand falls: reverse cause. Spend of the months before is used and "
    "registrations stay in. The curve is met by a logarithm only; no direction is expected.",
)
_USED = Words("新车淡时，二手车补上毛利。", "Used-car gross comes when new cars are slow.")
_USED_CAUTION = Words("业务构成在变，不单是它的功劳。", "The mix of business moves along with it.")
_STANDARDS = Words(
    "照流程办事的店，美国的研究里净利率高约2.3个百分点。",
    "A NADA study put best practices at about 2.3 points of net margin for the average dealer.",
)
_STANDARDS_CAUTION = Words(
    "好店自己愿意照做：自我选择。", "Good stores choose to comply: self-selection."
)
_FILL = Words(
    "零服吸收率的来路之一：配件跟得上，售后毛利才养得起费用。",
    "One of the roads to absorption: with parts at hand, after-sales carries the overhead.",
)
_FILL_CAUTION = Words(
    "吸收率本身含售后毛利，不能用；用它的来路代替。",
    "Absorption contains after-sales gross and cannot be used; what is behind it stands in.",
)
_NADA = "NADA best-practice study (CATA 2010)"
_NCM = "NCM Associates"


def _both(  # noqa: PLR0913 - the parts of a hypothesis
    driver: str,
    sign: Sign,
    lag: Lag,
    mechanism: Words,
    caution: Words,
    evidence: str,
    log: bool = False,
) -> tuple[Hypothesis, ...]:
    """The same driver for net profit and for return on sales."""
    return tuple(
        Hypothesis(target, driver, sign, lag, mechanism, caution, evidence, log=log)
        for target in ("net_profit", "return_on_sales")
    )


HYPOTHESES = (
    Hypothesis(
        "total_gross", "avg_discount_rate", Sign.DOWN, Lag(0, 0),
        Words("让出去的都是毛利。", "What is given away is gross."),
        Words(
            "与裸车毛利几乎是同一件事，所以只对全店毛利看：让价换来的台数和售后也在里面。",
            "Nearly the same thing as front gross, so only total gross is asked: the volume and "
            "service that discounts buy are in it.",
        ),
    ),
    *_both("new_days_supply", Sign.DOWN, Lag(1, 3), _SUPPLY, _SUPPLY_CAUTION, "CADA", log=True),
    *_both(
        "marketing_spend_per_delivery", Sign.EITHER, Lag(1, 2),
        _SPEND, _SPEND_CAUTION, "NADA Data", log=True,
    ),
    *_both("trade_in_rate", Sign.UP, Lag(0, 2), _USED, _USED_CAUTION, _NCM),
    *_both("used_gmroi", Sign.UP, Lag(1, 3), _USED, _USED_CAUTION, _NCM),
    *_both("process_compliance_rate", Sign.UP, Lag(3, 5), _STANDARDS, _STANDARDS_CAUTION, _NADA),
    *_both("parts_first_fill_rate", Sign.UP, Lag(0, 1), _FILL, _FILL_CAUTION, ""),
)  # fmt: skip

_IDENTITY = Words(
    "与净利毛利比是同一个等式的两边，只作描述。",
    "Two sides of the identity of net to gross: descriptive only.",
)


def _aside(driver: str, reason: Words, instead: tuple[str, ...] = ()) -> tuple[SetAside, ...]:
    return tuple(
        SetAside(target, driver, Why.MADE_OF_IT, reason, instead)
        for target in ("net_profit", "return_on_sales")
    )


SET_ASIDE = (
    *_aside(
        "absorption_total",
        Words(
            "分子是售后毛利，净利润里也有；滞后的吸收率又近乎滞后的结果。看它的来路。",
            "Its numerator, after-sales gross, is in net profit; lagged, it is nearly a lagged "
            "outcome. What stands behind it is tested.",
        ),
        ("parts_first_fill_rate",),
    ),
    *_aside("expense_to_gross", _IDENTITY),
    *_aside("personnel_to_gross", _IDENTITY),
    *_aside(
        "inventory_interest_to_gross",
        Words(
            "利息是费用的一部分，毛利是分母；用可供天数代替。",
            "Interest is part of expenses and gross its denominator; days of supply stand in.",
        ),
        ("new_days_supply",),
    ),
    SetAside(
        "working_capital", "rebate_receivable", Why.MADE_OF_IT,
        Words(
            "应收返利本身就在营运资金里；看返利挣得的快慢。",
            "It is part of working capital itself; how fast rebates are earned says more.",
        ),
    ),
    SetAside(
        "working_capital", "warranty_receivable_over_60d", Why.MADE_OF_IT,
        Words(
            "索赔应收本身就在营运资金里；看提报和一次通过率对它的影响。",
            "It is part of working capital itself; what speeds it up is tested against it.",
        ),
    ),
    SetAside(
        "", "loss_within_12_months", Why.OTHER_MODEL,
        Words(
            "是否在一年内亏损是“是或否”，要用整个网络多年的逻辑回归，不是本页的模型。",
            "A loss within twelve months is a yes or no: it needs a logit over a network and many "
            "years, which is not the model of this page.",
        ),
        ("csi_score", "retail_deliveries"),
    ),
)  # fmt: skip
