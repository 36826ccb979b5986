"""What is held to drive parts gross, and the money in the parts store."""

from metrics.drivers.hypotheses.hypothesis import Hypothesis, Lag, SetAside, Sign, Why
from metrics.model.words import Words

HYPOTHESES = (
    Hypothesis(
        "gross_parts", "parts_first_fill_rate", Sign.UP, Lag(0, 1),
        Words("货架上有，才卖得出去。", "What is on the shelf is sold."),
        Words(
            "大店两样都好；只看本店自己的变化。",
            "Bigger stores have both; only changes inside a store count.",
        ),
        "Smart Parts Training (2020)",
    ),
    Hypothesis(
        "gross_parts", "appointment_rate", Sign.UP, Lag(0, 1),
        Words("提前知道要什么件，备得上。", "Known beforehand, the part is there."),
        Words("车间空的时候预约也少。", "Appointments also fall when the shop is empty."),
    ),
    Hypothesis(
        "gross_parts", "parts_turnover_true", Sign.NONE, Lag(0, 2),
        Words(
            "少压钱，对毛利本身应当没有影响。",
            "It frees capital and should do nothing to gross itself.",
        ),
        Words(
            "库存砍得太狠会伤满足率，所以满足率一同放进去。",
            "Cutting too far lowers the fill rate, which therefore stays in.",
        ),
        "Smart Parts Training; DealersEdge (2009)",
        controls=("parts_first_fill_rate",),
    ),
    Hypothesis(
        "gross_parts", "parts_dead_stock_share", Sign.DOWN, Lag(6, 8),
        Words("呆滞件最后要削价或报废。", "Dead stock ends as write-downs."),
        Words("品牌越老，呆滞越多。", "Older brands have more of it."),
        "汽车之家：4S店售后指标体系",
    ),
)  # fmt: skip

SET_ASIDE = (
    SetAside(
        "parts_stock_value", "parts_turnover_true", Why.MADE_OF_IT,
        Words(
            "周转率的分母就是库存金额：压了多少钱直接看库存金额。",
            "Stock value is its denominator: money tied up is read from stock value itself.",
        ),
    ),
)  # fmt: skip
