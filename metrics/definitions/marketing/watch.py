"""Keeping an eye on the market: rivals' prices and the daily report."""

from metrics.facts.daily_reports import REPORTS_DUE, REPORTS_IN_TIME
from metrics.facts.price_watch import PRICE_GAPS
from metrics.model.formula import Over, Percentile, Ratio
from metrics.model.kpi import Benchmark, Department, Direction, Kpi, Rollup, Unit
from metrics.model.words import Words

CHAPTER = Words("市场监测", "Market watch")

ONLINE_PRICE_GAP = Kpi(
    id="online_price_gap",
    name=Words("网络报价价差", "Online price gap to rivals"),
    department=Department.MARKETING,
    chapter=CHAPTER,
    purpose=Words(
        "同款车网上报价比同城同品牌对手高还是低；高了没人来问，低了白送毛利。",
        "Whether the store asks more or less online than rivals of its brand in the city: above "
        "them nobody calls, below them gross is given away.",
    ),
    reads=Words(
        "各车型(本店最低价 − 对手价中位数) ÷ 指导价，取中位数；期末前 7 天内的最新报价",
        "median over models of (own lowest price - median of rivals) / list price, newest prices "
        "of the last seven days",
    ),
    numerator=Words("与对手的价差", "gap to rivals"),
    denominator=None,
    pitfalls=Words(
        "裸车价和含装潢的套餐价不能比；过期报价不算；要同一配置；"
        "多店时各店与自己城市的对手比，再取全部车型的中位数。",
        "A naked price does not compare with a package. Stale prices are left out. Same trim only. "
        "Each store is held against the rivals it watches; the median is over all models of all "
        "stores.",
    ),
    unit=Unit.PERCENT,
    direction=Direction.BAND,
    rollup=Rollup.PERCENTILE,
    formula=Percentile(PRICE_GAPS),
)

DAILY_REPORT_COMPLETENESS = Kpi(
    id="daily_report_completeness",
    name=Words("市场日报提交率", "Daily marketing report completeness"),
    department=Department.MARKETING,
    chapter=CHAPTER,
    purpose=Words(
        "市场部每个营业日的日报有没有在次日十点前交；对手降价晚知道一天就晚应对一天。",
        "Whether marketing reports each business day by ten the next morning: a rival's price cut "
        "known late is answered late.",
    ),
    reads=Words(
        "次日 10:00 前提交日报的营业日 ÷ 营业日",
        "business days reported by 10:00 of the next day / business days",
    ),
    numerator=Words("按时提交日报的营业日", "days reported in time"),
    denominator=Words("营业日", "business days"),
    pitfalls=Words(
        "一周后补交的不算；最后一天的日报要到次日十点才到期，因此当天暂计。",
        "A report filed a week late does not count. That of the newest day is not due before ten "
        "the next morning: until then the figure is provisional.",
    ),
    unit=Unit.PERCENT,
    direction=Direction.UP,
    rollup=Rollup.RATIO_OF_SUMS,
    formula=Ratio(Over(REPORTS_IN_TIME), Over(REPORTS_DUE)),
    matures_after=1,
    trials=True,
    benchmark=Benchmark(1.0, None, None),
)

KPIS = (ONLINE_PRICE_GAP, DAILY_REPORT_COMPLETENESS)
