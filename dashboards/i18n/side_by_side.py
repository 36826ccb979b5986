"""Words of the comparison, in both languages."""

ZH = {
    "side.title": "差在哪里，差多少",
    "side.kpi": "指标",
    "side.value": "数值",
    "side.median": "同组中位数",
    "side.best": "前四分之一",
    "side.rank": "名次",
    "side.gap": "与中位数之差",
    "side.money": "折合金额",
    "side.verdict": "判断",
    "side.rank.plain": "按原值第 {plain}",
    "side.answer": (
        "{members} × {kpis} 项指标：{behind} 处落后同组中位数且不是偶然，"
        "{ahead} 处领先且不是偶然；"
        "其余与中位数分不开，或样本太少。"
    ),
    "side.answer.cut": (
        "下面列最大的 {count} 处：先按毛利和费用的金额，再按收入、占用资金，最后是不折金额的。"
    ),
    "side.way.total": "{kind}：与中位数直接相减",
    "side.way.per_case": "{kind}：{gap} × {cases}（{what}）",
    "side.way.stock": "{kind}：现有 {cases}（{what}）与按中位 {middle} 所需之差",
    "side.kind.result": "毛利或费用",
    "side.kind.revenue": "收入",
    "side.kind.capital": "占用资金",
    "side.verdict.near": "与中位数分不开，可能是偶然",
    "side.verdict.apart": "确有差距，幅度在同组常见",
    "side.verdict.beyond": "明显超出同组常见幅度",
    "side.verdict.tied": "同组之间分不出高低",
    "side.count": "{count} 个{by}",
    "side.count.store": "{count} 家门店",
    "side.count.one_store": "本店（{count} 家）",
    "side.verdict.unknown": "历史不足，无法判断",
    "side.verdict.few": "样本太少，不给名次",
    "side.verdict.band": "此指标看区间，不排名次",
    "side.verdict.no_peers": "没有足够的同组，不判断",
    "side.basis.closest": "最相近",
    "side.basis.brand": "品牌",
    "side.basis.region": "区域",
    "side.basis.city_tier": "城市级别",
    "side.basis.size_class": "规模",
    "side.basis.joint": "、",
    "side.or": "；或",
    "side.joint": "、",
    "side.peers": "同组按",
    "side.peers.are": "同组：{basis}相同的门店，至少 {least} 家有数值。",
    "side.peers.persons": "同组：同一门店同一岗位的人。",
    "side.none.no_data": "此期间没有数值。请换一个期间，或到“数据”页看缺了哪些单据。",
    "side.none.stores": (
        "没有名次和中位数：同品牌、同城市级别、同规模的门店不足 {least} 家，放宽到同品牌也不足；"
        "少于 {least} 家的比较只是偶然，也会泄露别家的数。下表只并排列出数值。"
    ),
    "side.none.basis": (
        "没有名次和中位数：{basis}相同、有数值且可用于比较的门店不足 {least} 家。请换一种同组，"
        "下表只并排列出数值。"
    ),
    "side.none.persons": (
        "没有名次：同店同岗有数值的人不足 {least} 个，或样本都太少。下表只并排列出数值。"
    ),
    "side.none.groups": (
        "门店组和部门之间不排名次：它们的大小和构成不同。▲ 最好，▼ 最差，不说明是否偶然。"
    ),
    "side.left_out": "这些指标不能按此比较：{names}。",
    "side.hint": (
        "数值 · 名次。▲ 领先 ▼ 落后，两个符号表示超出同组常见幅度；没有符号的与中位数分不开。"
        "* 样本太少，○ 暂定。点列名排序。"
    ),
    "side.hint.persons": (
        "数值 · 店内名次。样本太少的人不给名次。▲ 领先 ▼ 落后，没有符号的与中位数分不开。"
    ),
    "side.closed": "按月或按季结账的指标取最近已结账的期间。",
    "side.cut": "对象太多，只画差距最大的 {count} 个。",
    "side.sets": "按部门选指标",
    "side.views": "看法",
    "side.view.table": "并排表",
    "side.view.heat": "热力图",
    "side.view.lines": "逐月小图",
    "side.turn": "行列互换",
    "side.person": "{by} {number}",
    "side.heat.cell": "{name} · {kpi}：{value}，名次 {rank}，{verdict}",
    "side.level.worst": "▼▼ 明显落后",
    "side.level.bad": "▼ 落后",
    "side.level.near": "分不开",
    "side.level.good": "▲ 领先",
    "side.level.best": "▲▲ 明显领先",
    "side.lines.none": "这个指标没有逐月数值。",
    "side.lines.scale": (
        "所有小图同一纵轴：{low} 至 {high}，{first} 至 {last}。实线为本店，虚线为同组中位数。"
    ),
    "side.lines.label": "{name}，{kpi}，逐月：{values}",
    "side.how": "怎么读",
    "side.how.rank": (
        "名次按收缩后的数值排：数值越不可靠，越往中位数收（经验贝叶斯），"
        "所以只有三台车的店不会靠运气排第一。"
        "与按原值的名次不同时，括号里写原值名次。"
    ),
    "side.how.verdict": (
        "判断用漏斗限：率按次数的二项或泊松误差，其余按本店过去 12 个月自身的波动。"
        "差距不到 1.96 倍误差，"
        "就与中位数分不开；超过，但没有超出同组之间的常见差异，是确有差距。即使没有真差距，"
        "也会有约二十分之一的格子碰巧过线。"
    ),
    "side.how.money": (
        "折合金额 =（数值 − 中位数）× 本店分母，只用于分子是金额的指标；"
        "周转按同样销售所需的库存算。"
        "各行的金额会重叠，不能相加。"
    ),
    "side.how.few": "同组不足 {least} 个有数值时，不给中位数、名次和判断。",
    "side.how.names": "看不到的门店不出现名字和数值，只进入中位数、四分位和名次。",
}

EN = {
    "side.title": "Where the gaps are, and what they come to",
    "side.kpi": "KPI",
    "side.value": "Value",
    "side.median": "Median of peers",
    "side.best": "Best quarter",
    "side.rank": "Rank",
    "side.gap": "Gap to median",
    "side.money": "In CNY",
    "side.verdict": "Verdict",
    "side.rank.plain": "as counted {plain}",
    "side.answer": (
        "{members} x {kpis} KPIs: {behind} are behind the median by more than chance, "
        "{ahead} ahead of it; the others cannot be told apart from the median, or rest on few "
        "cases. "
    ),
    "side.answer.cut": (
        "The {count} largest are listed: gross and cost by CNY first, then revenue, then capital "
        "tied up, then gaps that come to no amount."
    ),
    "side.way.total": "{kind}: the difference to the median itself",
    "side.way.per_case": "{kind}: {gap} x {cases} ({what})",
    "side.way.stock": "{kind}: {cases} ({what}) against what {middle} would need",
    "side.kind.result": "gross or cost",
    "side.kind.revenue": "revenue",
    "side.kind.capital": "capital tied up",
    "side.verdict.near": "cannot be told apart from the median",
    "side.verdict.apart": "a real gap, of a size common among peers",
    "side.verdict.beyond": "well outside what is common among peers",
    "side.verdict.tied": "nobody in the group can be told apart",
    "side.count": "{by}: {count}",
    "side.count.store": "{count} stores",
    "side.count.one_store": "{count} store",
    "side.verdict.unknown": "too short a past to judge",
    "side.verdict.few": "too few cases for a rank",
    "side.verdict.band": "to stay in a range, not ranked",
    "side.verdict.no_peers": "too few peers to judge",
    "side.basis.closest": "Closest",
    "side.basis.brand": "Brand",
    "side.basis.region": "Region",
    "side.basis.city_tier": "City tier",
    "side.basis.size_class": "Size",
    "side.basis.joint": ", ",
    "side.or": "; or ",
    "side.joint": ", ",
    "side.peers": "Peers by",
    "side.peers.are": "Peers: stores alike in {basis}, at least {least} of them with a value.",
    "side.peers.persons": "Peers: people of the same store in the same function.",
    "side.none.no_data": (
        "There are no values in this period. Choose another one, or see on the data page which "
        "documents are missing."
    ),
    "side.none.stores": (
        "No ranks and no median: fewer than {least} stores share brand, city tier and size, and "
        "fewer than {least} share the brand. A comparison of fewer is chance, and would give away "
        "what others reach. The table shows the values side by side."
    ),
    "side.none.basis": (
        "No ranks and no median: fewer than {least} stores that can be compared are alike in "
        "this: {basis}. Choose other peers; the table shows the values side by side."
    ),
    "side.none.persons": (
        "No ranks: fewer than {least} people of a store in this function have a value, or all "
        "have few cases. The table shows the values side by side."
    ),
    "side.none.groups": (
        "Groups of stores and departments are not ranked: they differ in size and make-up. ▲ best, "
        "▼ worst, which says nothing of chance."
    ),
    "side.left_out": "Not to be compared this way: {names}.",
    "side.hint": (
        "Value · rank. ▲ ahead ▼ behind, two signs outside what is common among peers; without a "
        "sign it cannot be told apart from the median. * few cases, "
        "○ provisional. Click a heading to sort. "
    ),
    "side.hint.persons": (
        "Value · rank in the store. Who has few cases gets no rank. ▲ ahead ▼ behind; without a "
        "sign it cannot be told apart from the median. "
    ),
    "side.closed": "KPIs that close by month or quarter are shown as of the last one closed. ",
    "side.cut": "There are many: the {count} with the largest gaps are drawn. ",
    "side.sets": "KPIs of a department",
    "side.views": "View",
    "side.view.table": "Table",
    "side.view.heat": "Heat map",
    "side.view.lines": "Month by month",
    "side.turn": "Swap rows and columns",
    "side.person": "{by} {number}",
    "side.heat.cell": "{name} · {kpi}: {value}, rank {rank}, {verdict}",
    "side.level.worst": "▼▼ well behind",
    "side.level.bad": "▼ behind",
    "side.level.near": "not to be told apart",
    "side.level.good": "▲ ahead",
    "side.level.best": "▲▲ well ahead",
    "side.lines.none": "There are no values by month for this KPI.",
    "side.lines.scale": (
        "All on one scale: {low} to {high}, {first} to {last}. The line is the store, the dashes "
        "are the median of its peers. "
    ),
    "side.lines.label": "{name}, {kpi}, by month: {values}",
    "side.how": "How to read this",
    "side.how.rank": (
        "Ranks go by values held back: the less sure a value, the closer it is drawn to the median "
        "(empirical Bayes), so that a store with three cars does not lead by luck. Where the rank "
        "by the bare value differs, it stands in brackets."
    ),
    "side.how.verdict": (
        "Verdicts are funnel limits: rates have the binomial or Poisson error of their cases, all "
        "else the error that the store's own last 12 months show. Within 1.96 errors a gap cannot "
        "be told apart from the median; beyond them, but within what peers commonly differ by, it "
        "is real. About one cell in twenty crosses the line by chance where there is no gap."
    ),
    "side.how.money": (
        "In CNY = (value − median) x own denominator, for KPIs whose numerator is money; turnover "
        "by the stock that the same sales would need. Amounts of different lines overlap and do "
        "not add up."
    ),
    "side.how.few": "With fewer than {least} values there is no median, rank or verdict.",
    "side.how.names": (
        "Stores that you may not see appear with neither name nor value; they count in median, "
        "quartile and rank only."
    ),
}
