"""Terms of the trade and of statistics that screens and the handbook use, in both languages.

KPIs are explained where they are defined; here is what their explanations take for granted.
"""

from dashboards.drivers.terms import ANALYSIS
from dashboards.terms import Term
from dashboards.terms import term as _term

TRADE = (
    _term(
        "dealer_4s",
        ("4S 店", "4S dealership"),
        (
            "整车销售、零配件、售后服务、信息反馈四位一体的品牌经销店。",
            "A franchised store for sales, spare parts, service and survey under one roof.",
        ),
    ),
    _term(
        "dms",
        ("经销商管理系统", "Dealer management system"),
        (
            "门店开单、入库、结算用的系统；经营驾驶舱读它导出的表，不往里写。",
            "The system in which a store writes its documents. Forecourt reads its extracts and "
            "writes nothing into it.",
        ),
        "DMS",
    ),
    _term(
        "unmasking",
        ("查看完整信息", "Seeing a record in full"),
        (
            "单据里的车架号、车牌平时是遮盖的。总经理、部门经理可在单据表里点“查看完整”，"
            "说明用途、验证密码和验证码后，看这一条的完整值；每次都记入审计，每天有上限。"
            "姓名、电话装载时就已截短，没有全文可看。",
            "VINs and plates in documents are masked. General and department managers choose “See "
            "in full” in a row, state a purpose, give password and code, and see those of this one "
            "record; each time is audited, and a day has a limit. Names and telephones are cut "
            "when they are loaded and cannot be seen in full.",
        ),
    ),
    _term(
        "oem",
        ("主机厂", "Manufacturer"),
        ("造车、定商务政策、付返利的厂家。", "Who builds the cars, sets policies, pays rebates."),
        "OEM",
    ),
    _term(
        "second_tier_outlet",
        ("二级网点", "Second-tier outlet"),
        (
            "从 4S 店拿车去卖的外部网点；车在它那里，账还在店里。",
            "An outside outlet that sells cars of the store: they stand there and are in the "
            "store's books.",
        ),
    ),
    _term(
        "front_gross",
        ("裸车毛利", "Front gross"),
        (
            "不含税售价减不含税成本，没算返利、精品、金融保险。",
            "Price less cost of the car, both ex VAT, before rebates, accessories, finance and "
            "insurance.",
        ),
    ),
    _term(
        "blended_gross",
        ("单车综合毛利", "Blended gross"),
        (
            "一台车带来的全部：裸车、返利、精品、金融保险，减扣回和退订。",
            "Everything that a deal earns: car, rebates, accessories, finance and insurance, less "
            "what is taken back.",
        ),
    ),
    _term(
        "rebate",
        ("厂家返利", "Rebate"),
        (
            "厂家事后付给门店的钱。预估的可能落空，确认的才算数。",
            "What the manufacturer pays back later. Estimated it may fail; confirmed it counts.",
        ),
    ),
    _term(
        "price_inversion",
        ("价格倒挂", "Price inversion"),
        (
            "卖价低于进价，毛利靠返利补。",
            "A car sold for less than it cost, in the hope of rebates.",
        ),
    ),
    _term(
        "wholesale",
        ("提车", "Wholesale"),
        (
            "门店从厂家进车；与卖给客户的零售交车是两个目标。",
            "Cars that the store takes from the manufacturer: another target than retail "
            "deliveries to customers.",
        ),
    ),
    _term(
        "reversal",
        ("红冲", "Reversal"),
        (
            "用负数单据冲掉原单；记在冲的那天，不改旧月。",
            "A document below zero that takes another back, on its own day; no old month changes.",
        ),
    ),
    _term(
        "ex_vat",
        ("不含税", "Ex VAT"),
        ("扣掉增值税后的金额。", "An amount without value-added tax."),
    ),
    _term(
        "repair_order",
        ("维修工单", "Repair order"),
        (
            "一次进厂开的单，有工时行和配件行；一台车一天几张工单算一台次。",
            "The document of a repair, with lines of labour and parts. Several of one car and day "
            "are one visit.",
        ),
        "RO",
    ),
    _term(
        "customer_pay",
        ("自费", "Customer pay"),
        (
            "客户自己付的维修；另有索赔(厂家付)、保险(保险公司付)和内部。",
            "Repairs that the customer pays; others are paid by warranty, an insurer or the store.",
        ),
    ),
    _term(
        "effective_labour_rate",
        ("有效工时单价", "Effective labour rate"),
        (
            "实收工时费除以结算工时；低于门市单价就是打折或漏收。",
            "Labour sales per hour sold. Below the posted rate somebody gave discounts or forgot "
            "hours.",
        ),
        "ELR",
    ),
    _term(
        "pdi",
        ("交付前检查", "Pre-delivery inspection"),
        ("新车交付前的检查，是内部作业，不算售后产值。", "Internal work: no after-sales revenue."),
        "PDI",
    ),
    _term(
        "comeback",
        ("返修", "Comeback"),
        ("同一问题修完又回来。", "A car that is back for the same concern."),
    ),
    _term(
        "warranty_claim",
        ("索赔", "Warranty claim"),
        (
            "质保内的维修向厂家要钱；会通过、退回或拒赔。",
            "Money asked of the manufacturer for a repair under warranty: passed, returned or "
            "refused.",
        ),
    ),
    _term(
        "wip",
        ("在修(在制)", "Work in progress"),
        ("已开单、未结算的工单。", "Orders that are opened and not settled."),
        "WIP",
    ),
    _term(
        "fill_rate",
        ("满足率", "Fill rate"),
        (
            "要的配件当时就有的比例；按行、按金额各一个，不能混。",
            "How much of what was asked for was on the shelf, by line or by value: two figures.",
        ),
    ),
    _term(
        "dead_stock",
        ("呆滞库存", "Dead stock"),
        (
            "一年以上没出过库的配件；积压是超过最大量的部分，两回事。",
            "Parts that have not moved for a year. Overstock, beyond the maximum, is another list.",
        ),
    ),
    _term(
        "penetration",
        ("渗透率", "Penetration"),
        (
            "零售交车里用了某项服务的比例，如贷款、新保、延保。",
            "Share of retail deliveries with a loan, a policy, an extended warranty.",
        ),
    ),
    _term(
        "renewal_kinds",
        ("新转续、续转续、间转续、他转续", "Kinds of renewal"),
        (
            "上年在本店新保、上年在本店续保、隔年回来、从别处转来。",
            "After a first policy here, after a renewal here, after a gap, won from elsewhere.",
        ),
    ),
    _term(
        "clawback",
        ("返佣扣回", "Clawback"),
        (
            "客户提前还贷或退保，金融机构把佣金要回去。",
            "Commission that a lender takes back when a loan is settled early.",
        ),
    ),
    _term(
        "three_day_callback",
        ("三日回访", "Three-day call-back"),
        (
            "交车或出厂三天内要打通的电话；分母是应回访的事件，不是打过的电话。",
            "The call that must reach a customer within three days of delivery or repair. What "
            "counts below the line are the events, not the calls made.",
        ),
    ),
    _term(
        "ssi_csi",
        ("销售/售后满意度", "Sales and service satisfaction"),
        (
            "厂家或第三方的问卷得分；样本少的店要连样本量一起看。",
            "Scores of surveys. For small samples look at their size, too.",
        ),
        "SSI / CSI",
    ),
    _term(
        "nps",
        ("净推荐值", "Net promoter score"),
        (
            "打 9–10 分的人数减打 0–6 分的人数，再除以回答人数，乘 100。",
            "Answers of 9 or 10 less answers of 0 to 6, per hundred answers.",
        ),
        "NPS",
    ),
    _term(
        "absorption",
        ("零服吸收率", "Service absorption"),
        (
            "售后毛利除以全店费用；到 100% 时，不卖一台车店也不亏。",
            "After-sales gross over the expenses of the whole store. At 100 % it loses nothing "
            "without selling a car.",
        ),
    ),
    _term(
        "closed_month",
        ("关账月", "Closed month"),
        (
            "总账已结的月份；费用和净利润到那时才有，此前是按最近关账月摊的估计。",
            "A month whose ledger is closed. Expenses and net exist only then; before that they "
            "are estimated from the last closed month.",
        ),
    ),
    _term(
        "break_even_day",
        ("盈亏平衡日", "Break-even day"),
        (
            "本月毛利累计够付全月费用的那天，是估计。",
            "The day on which gross of the month has paid its expenses; an estimate.",
        ),
    ),
    _term(
        "peer_group",
        ("同组店", "Peer group"),
        (
            "品牌、规模、城市级别相近的店；看得到位置，看不到店名。",
            "Stores alike in brand, size and city tier. A store sees where it stands, not who the "
            "others are.",
        ),
    ),
)

STATISTICS = (
    _term(
        "same_selling_days",
        ("相同营业日数", "Same selling days"),
        (
            "月中与上月、去年比，只比到同样多的营业日；春节按离节天数对齐。",
            "A month under way is compared with as many selling days of another; around Spring "
            "Festival, with days as far from the festival.",
        ),
    ),
    _term(
        "pace",
        ("进度(月底预计)", "Pace"),
        (
            "照本店往月的走势，这个月会停在哪里；不是简单按天数摊。",
            "Where the month ends if it goes on as months of this store go on; no straight line "
            "over days.",
        ),
    ),
    _term(
        "band",
        ("区间", "Band"),
        (
            "十个类似的月份里有八个落在其中；区间宽就是拿不准。",
            "Eight of ten such months end inside. A wide band means that nobody knows yet.",
        ),
    ),
    _term(
        "ordinary_range",
        ("平常范围", "Ordinary range"),
        (
            "前十二个月同期里居中的八成；在里面的涨跌多半是偶然。",
            "The middle eight of ten like periods of the twelve months before. What moves inside "
            "it is mostly chance.",
        ),
    ),
    _term(
        "median",
        ("中位数", "Median"),
        (
            "排在正中的那个值；个别极端值拉不动它。",
            "The value in the middle; a few extreme ones do not move it.",
        ),
    ),
    _term(
        "best_quartile",
        ("最好四分位", "Best quartile"),
        ("好的那四分之一从这里开始。", "Where the better quarter begins."),
    ),
    _term(
        "ratio_of_sums",
        ("先加总再相除", "Ratio of sums"),
        (
            "几家店的比率用分子之和除以分母之和，不把各店比率平均。",
            "The rate of several stores divides the sums of both sides; rates are not averaged.",
        ),
    ),
    _term(
        "cohort",
        ("批次(同期群)", "Cohort"),
        (
            "同一时间开始的一批，等够天数才算得准；没等够的标为未成熟。",
            "Cases that began together. Their rate is provisional until enough days have passed.",
        ),
    ),
    _term(
        "too_few",
        ("样本太少", "Too few"),
        (
            "分母太小，多一件少一件比率就大变，所以不评。",
            "So few cases that one more would move the rate a lot: it is not judged.",
        ),
    ),
    _term(
        "chance",
        ("看不出差别", "Cannot be told apart"),
        (
            "差距在偶然波动以内，不能说谁好谁差。",
            "The gap is no larger than chance makes it: nobody is better.",
        ),
    ),
    _term(
        "shrinkage",
        ("收缩", "Shrinkage"),
        (
            "件数少的人或店，数值向大家的平均靠拢，免得排名靠运气。",
            "Rates over few cases are drawn towards the mean of all, so that no rank is luck.",
        ),
    ),
    _term(
        "confidence_interval",
        ("置信区间", "Confidence interval"),
        (
            "数据支持的取值范围；跨过零就说不清是增是减。",
            "The values that the data bear. Where it reaches over zero, not even the sign is sure.",
        ),
    ),
    _term(
        "association",
        ("相关不等于因果", "Association"),
        (
            "两个数一起变，不等于改一个另一个就会跟着变。",
            "Two figures that move together: changing one need not change the other.",
        ),
    ),
    _term(
        "percentage_points",
        ("百分点", "Percentage points"),
        (
            "两个百分比相减的差；从 50% 到 55% 是 5 个百分点，不是 5%。",
            "The difference of two percentages: from 50 % to 55 % are 5 points, not 5 %.",
        ),
    ),
)

SECTIONS: tuple[tuple[str, tuple[Term, ...]], ...] = (
    ("trade", TRADE),
    ("statistics", STATISTICS),
    ("analysis", ANALYSIS),
)
"""Groups of terms under the keys of their headings."""
