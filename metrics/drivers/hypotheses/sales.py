"""What is held to drive the sale of new cars: gross a car, volume, effectiveness.

The rows of volume and of gross a car meet in new-car gross, which is the one times the other.
"""

from metrics.drivers.hypotheses.hypothesis import Hypothesis, Lag, SetAside, Sign, Why
from metrics.model.words import Words

_QUARTER_OF_MONTHS = Lag(0, 2)

_AGED = Words(
    "车放久了要降价才卖得掉，还一直付利息。",
    "Old cars are discounted, and carry interest until they go.",
)
_AGED_CAUTION = Words(
    "品牌弱的店两样都差；只看本店自己的变化。",
    "Stores of weak brands have both; only changes inside a store count.",
)
_SUPPLY = Words(
    "库存压着，季末前只好降价。",
    "A full yard forces price cuts before the quarter ends.",
)
_SUPPLY_CAUTION = Words(
    "库存系数的分母就是销量，所以用上月的可供天数；需求一跌，库存和毛利一起变差。",
    "The stock coefficient has sales in its denominator, so last month's days of supply stand in; "
    "when demand falls, stock and gross get worse together.",
)
_REBATE = Words(
    "考核返利有车价的几个百分点。", "The assessed bonus is several per cent of the price."
)
_REBATE_CAUTION = Words(
    "看的是挣得的月份，不是到账的月份；卖得多的店更容易拿满。",
    "The month that earned it counts, not that of receipt; stores that sell more get more of it.",
)
_TRAFFIC = Words(
    "漏斗的上口：来的人多，卖的车多。", "The top of the funnel: more people, more cars."
)
_TRAFFIC_CAUTION = Words(
    "线索、进店、试驾、订单一起涨落，只放进店；市场冷热用上险量扣除。",
    "Leads, visits, trials and orders move together, so visits alone are used; the market is held "
    "apart by registrations.",
)
_DRIVE = Words("坐进去开过，才下得了决心。", "Who has driven the car has nearly made up his mind.")
_DRIVE_CAUTION = Words(
    "反过来也成立：本来要买的人才肯试驾。", "It also runs the other way: serious buyers drive."
)
_CAPTURE = Words("留下联系方式，才有第二次机会。", "Who left a number can be asked again.")
_CAPTURE_CAUTION = Words(
    "留档率容易做假：补录、漏记进店。", "Easily gamed: visitors entered late or not at all."
)
_FAST = Words("网上的客户先回谁就跟谁走。", "Who answers first wins the lead from the web.")
_FAST_CAUTION = Words(
    "人手多的店回得快，卖得也多；没有30分钟内响应占比这个指标，用中位响应时长。部分作用经过进店，"
    "与进店一起放时看不到。",
    "Stores with more people do both. The share answered within 30 minutes is no KPI here; the "
    "median time stands in. What works through visits is not seen beside visits.",
)
_TURNOVER = Words("人走了，手里的客户也断了。", "Who leaves takes his pipeline along.")
_TURNOVER_CAUTION = Words(
    "市场不好时人也走得多，所以放上险量；指标是近12个月、全部岗位，不只销售顾问。",
    "A bad market also makes people leave, hence registrations stay in. The KPI is over twelve "
    "months and all posts, not consultants alone.",
)
_CUT = Words(
    "靠让车价换金融和保险。", "Loans and policies are sold by cutting the price of the car."
)
_CUT_CAUTION = Words(
    "它们自己的毛利不在裸车毛利里，这里只看有没有倒贴车价。",
    "Their own gross is not in front gross; this asks only whether the car paid for it.",
)

HYPOTHESES = (
    Hypothesis(
        "blended_gross_per_unit", "aged_stock_share_90", Sign.DOWN, _QUARTER_OF_MONTHS,
        _AGED, _AGED_CAUTION, "vAuto / Pollak (2018), on used cars",
    ),
    Hypothesis(
        "blended_gross_per_unit", "new_days_supply", Sign.DOWN, Lag(1, 1),
        _SUPPLY, _SUPPLY_CAUTION, "CADA; 会计之友 2015(13)", log=True,
    ),
    Hypothesis(
        "blended_gross_per_unit", "rebate_capture_rate", Sign.UP, _QUARTER_OF_MONTHS,
        _REBATE, _REBATE_CAUTION, "Audi dealer margin policy (2009)",
    ),
    Hypothesis(
        "front_gross_per_unit", "aged_stock_share_90", Sign.DOWN, _QUARTER_OF_MONTHS,
        _AGED, _AGED_CAUTION, "vAuto / Pollak (2018), on used cars",
    ),
    Hypothesis(
        "front_gross_per_unit", "new_days_supply", Sign.DOWN, Lag(1, 1),
        _SUPPLY, _SUPPLY_CAUTION, "CADA; 会计之友 2015(13)", log=True,
    ),
    Hypothesis(
        "front_gross_per_unit", "finance_penetration", Sign.DOWN, Lag(0, 0),
        _CUT, _CUT_CAUTION, "eProfitFocus; JMA Group",
    ),
    Hypothesis(
        "front_gross_per_unit", "new_insurance_penetration", Sign.DOWN, Lag(0, 0),
        _CUT, _CUT_CAUTION, "eProfitFocus; JMA Group",
    ),
    Hypothesis(
        "front_gross_per_unit", "accessory_penetration", Sign.EITHER, Lag(0, 0),
        Words("送精品等于让价，卖精品则不是。", "Gifts are a discount; accessories sold are not."),
        _CUT_CAUTION,
    ),
    Hypothesis(
        "gross_new_cars", "showroom_visits", Sign.UP, Lag(0, 1),
        _TRAFFIC, _TRAFFIC_CAUTION, "OEM funnel systems", log=True,
    ),
    Hypothesis(
        "gross_new_cars", "test_drive_rate", Sign.UP, Lag(0, 1),
        _DRIVE, _DRIVE_CAUTION, controls=("showroom_visits",),
    ),
    Hypothesis(
        "gross_new_cars", "aged_stock_share_90", Sign.DOWN, _QUARTER_OF_MONTHS,
        _AGED, _AGED_CAUTION, "vAuto / Pollak (2018), on used cars",
    ),
    Hypothesis(
        "gross_new_cars", "new_days_supply", Sign.DOWN, Lag(1, 1),
        _SUPPLY, _SUPPLY_CAUTION, "CADA; 会计之友 2015(13)", log=True,
    ),
    Hypothesis(
        "gross_new_cars", "rebate_capture_rate", Sign.UP, _QUARTER_OF_MONTHS,
        _REBATE, _REBATE_CAUTION, "Audi dealer margin policy (2009)",
    ),
    Hypothesis(
        "retail_deliveries", "showroom_visits", Sign.UP, Lag(0, 1),
        _TRAFFIC, _TRAFFIC_CAUTION, "OEM funnel systems", log=True,
    ),
    Hypothesis(
        "retail_deliveries", "lead_response_minutes_median", Sign.DOWN, Lag(0, 1),
        _FAST, _FAST_CAUTION, "Maritz: OEM standard of 30 minutes", log=True,
    ),
    Hypothesis(
        "retail_deliveries", "test_drive_rate", Sign.UP, Lag(0, 1),
        _DRIVE, _DRIVE_CAUTION, controls=("showroom_visits",),
    ),
    Hypothesis(
        "retail_deliveries", "lead_capture_rate", Sign.UP, _QUARTER_OF_MONTHS,
        _CAPTURE, _CAPTURE_CAUTION, "汽车销售KPI培训", controls=("showroom_visits",),
    ),
    Hypothesis(
        "retail_deliveries", "ssi_score", Sign.UP, Lag(1, 1),
        Words("满意的车主会介绍，也会再买。", "Content owners refer others and come back."),
        Words(
            "一季一次、样本小；放进按季的面板，隔一个季度。",
            "Quarterly waves of small samples; in a quarterly panel, one quarter back.",
        ),
        "J.D. Power China SSI",
    ),
    Hypothesis(
        "retail_deliveries", "staff_turnover_rate", Sign.DOWN, Lag(1, 3),
        _TURNOVER, _TURNOVER_CAUTION, "NCM Associates",
    ),
    Hypothesis(
        "retail_deliveries", "online_price_gap", Sign.DOWN, Lag(0, 0),
        Words("网上报价比对手高，比价的人就走了。", "Price shoppers go to the cheaper rival."),
        Words("卖不动时先降价：价格跟着需求走。", "The price answers weak demand: reverse cause."),
    ),
    Hypothesis(
        "sales_effectiveness", "open_audit_score", Sign.UP, Lag(1, 3),
        Words("标准做到位，成交率就高。", "Standards kept turn visitors into buyers."),
        Words(
            "厂家多检弱店；得分含销售端和售后端，没有单独的销售端指标。",
            "Manufacturers audit weak stores more. The score covers both ends; there is none of "
            "the sales end alone.",
        ),
        "Audi dealer margin policy",
    ),
)  # fmt: skip

SET_ASIDE = (
    SetAside(
        "blended_gross_per_unit", "stock_coefficient", Why.STANDS_IN,
        Words(
            "分母就是销量；用上月的可供天数代替。",
            "Sales are its denominator; last month's days of supply stand in.",
        ),
        ("new_days_supply",),
    ),
    SetAside(
        "blended_gross_per_unit", "avg_discount_rate", Why.MADE_OF_IT,
        Words(
            "让利几乎就是裸车毛利的另一面；放到全店毛利里看。",
            "The discount is nearly the other side of front gross; it is held against total gross.",
        ),
    ),
    SetAside(
        "blended_gross_per_unit", "accessory_penetration", Why.MADE_OF_IT,
        Words(
            "精品毛利是单车综合毛利的一部分；看它对裸车毛利的影响。",
            "Accessories are part of blended gross; they are held against front gross.",
        ),
    ),
    SetAside(
        "blended_gross_per_unit", "finance_penetration", Why.MADE_OF_IT,
        Words(
            "金融收入是单车综合毛利的一部分；看它对裸车毛利的影响。",
            "Loan income is part of blended gross; it is held against front gross.",
        ),
    ),
    SetAside(
        "blended_gross_per_unit", "new_insurance_penetration", Why.MADE_OF_IT,
        Words(
            "新保手续费是单车综合毛利的一部分；看它对裸车毛利的影响。",
            "Insurance commission is part of blended gross; it is held against front gross.",
        ),
    ),
    SetAside(
        "retail_deliveries", "valid_leads", Why.STANDS_IN,
        Words(
            "与进店几乎同涨同落，两个只放一个。",
            "Moves with visits, of which only one can be used.",
        ),
        ("showroom_visits",),
    ),
    SetAside(
        "retail_deliveries", "lead_response_30_min_share", Why.NOT_MEASURED,
        Words(
            "指标里没有30分钟内响应占比，用响应时长的中位数。",
            "The share answered within 30 minutes is no KPI; the median time stands in.",
        ),
        ("lead_response_minutes_median",),
    ),
)  # fmt: skip
