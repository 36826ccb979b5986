"""Words of the page of the driver analysis: what goes together, never what brings it about.

A test reads these texts for words that speak of a cause; the only place where a cause is named is
the sentence that none is shown.
"""

ZH = {
    "page.drivers": "利润关联",
    "nav.drivers.short": "关联",
    "drivers.choose.department": "部门",
    "drivers.choose.target": "目标",
    "drivers.choose.grain": "按",
    "drivers.grain.month": "月",
    "drivers.grain.quarter": "季（含满意度得分）",
    "drivers.choose": "看这一项的散点和推演",
    "drivers.months": "关联分析看 {first} 至 {last} 的已结账{period}；差异分解按上方所选期间。",
    "drivers.ranking": "哪些指标与{target}一起变动",
    "drivers.answer": (
        "检验了 {tested} 项，{count} 项通过全部检验。关系最明显的是{driver}："
        "每高 {step}，{target}平均{way}约 {amount}（{stores} 家店、{periods} {counted}）。"
    ),
    "drivers.answer.none": (
        "检验了 {tested} 项，没有一项通过全部检验（{stores} 家店、{periods} {counted}）："
        "现有数据说不准哪项与{target}一起变动。各项的原因见本页“哪些没有说，为什么”。"
    ),
    "drivers.answer.refused": "现有数据还答不了哪些指标与{target}一起变动：{why}",
    "drivers.answer.unranked": (
        "检验了 {tested} 项，{count} 项与{target}的方向可以说，但不排先后：{why}"
    ),
    "drivers.answer.no_pairs": "还没有为{target}申报要检验的指标，请换一个目标。",
    "drivers.answer.alone": "这台服务器没有开启统计计算，只有差异分解；需要时请告诉管理员。",
    "drivers.nothing_open": "对您开放的部门里没有可以这样看的利润数字。",
    "drivers.why": "为什么？",
    "drivers.why.title": "{kpi}变在哪里，哪些指标与它一起变动",
    "drivers.working": "正在计算哪些指标与{target}一起变动……",
    "drivers.working.fit": "初步结果已出，可能的范围和各项检验还在计算；算完之前不说方向。",
    "drivers.failed": (
        "这次计算没有完成。半分钟后可刷新重试；再不行请告诉管理员，日志里有原因。"
        "本页的差异分解不受此限。"
    ),
    "drivers.busy": "别的计算还在排队，稍后自动再试。",
    "drivers.undeclared": (
        "口径变更登记读不出来：不知道哪个月换过口径，哪些指标与利润一起变动就说不准，所以先不说。"
        "请告诉管理员；本页的差异分解不受此限。"
    ),
    "drivers.undeclared.mend": "口径变更登记读不出来，“利润关联”因此停用。请照这里说的改：",
    "drivers.column.driver": "指标",
    "drivers.column.effect": "相差",
    "drivers.axis": "{target}（{level}% 区间）",
    "drivers.axis.month": "{target}，每月（{level}% 区间）",
    "drivers.per": "每 +{step}",
    "drivers.range": "可能在 {low} 至 {high} 之间",
    "drivers.range.working": "可能的范围还在计算",
    "drivers.unexpected": "方向与业内预期相反：先找同时在变的别的东西，再作打算。",
    "drivers.same_divisor": "与目标除以同样的数：那个数有误差时，两边会一起动。",
    "drivers.ranking.how": (
        "横条是 {level}% 区间，圆点是估计值，竖线是零。只列区间不跨零、并通过全部检验的指标；"
        "这些都是网络平均，说的是一起变动，这并不证明因果。"
    ),
    "drivers.ranking.wider": (
        "从许多指标里挑出来的更容易碰巧突出，所以区间由 95% 放宽到 {level}%。"
    ),
    "chart.drivers.relation": "所选指标与目标的散点",
    "drivers.relation.none": "还没有可画的点",
    "drivers.relation.stores": "各店",
    "drivers.relation.x": "{driver}，与本店平时之差",
    "drivers.relation.y": "{target}，与平时之差",
    "drivers.importance": "各占多少",
    "drivers.importance.of": (
        "整个模型（连同没有通过检验的指标和控制项）对应店内变动的 {share}；"
        "份额只在通过检验的指标之间分。"
    ),
    "drivers.importance.note": (
        "份额只用来给通过检验的指标排次序，本身不是有关系的证据：毫不相干的指标也会分到一点份额。"
    ),
    "drivers.importance.range": "可能在 {low} 至 {high} 之间",
    "drivers.importance.tied": "与{names}分不出先后",
    "drivers.with": " + ",
    "drivers.refused": "哪些没有说，为什么",
    "drivers.refused.note": "{count} 项没有说方向。说不准也是一种答案。",
    "drivers.refused.plain": "没有通过检验。",
    "drivers.hidden": "另有 {count} 项属于未对您开放的部门，没有列出。",
    "drivers.diagnostics": "统计细节",
    "drivers.diagnostics.note": "供懂统计的同事核对：模型、误差、检验和每一个系数。",
    "drivers.coefficients": "系数",
    "drivers.intercept": "常数项",
    "drivers.effects.entity": "门店固定差异",
    "drivers.effects.time": "{period}固定差异",
    "drivers.fact.rows": "门店{period}数",
    "drivers.fact.stores": "门店数",
    "drivers.fact.periods": "{period}数",
    "drivers.fact.effects": "扣除",
    "drivers.fact.inference": "误差与区间",
    "drivers.fact.level": "区间的置信度",
    "drivers.fact.level.usual": "{level}%",
    "drivers.fact.level.wider": "95%；说了方向的各项为 {level}%",
    "drivers.fact.r_squared": "R²（含固定差异）",
    "drivers.fact.within_r_squared": "店内 R²（整个模型，含控制项）",
    "drivers.fact.condition_index": "条件指数",
    "drivers.fact.held_out.stores": "留出门店的误差减少",
    "drivers.fact.held_out.periods": "留出{period}的误差减少",
    "drivers.fact.gain": "{mean} ± {error}",
    "drivers.fact.false_discovery": "错误发现率",
    "drivers.fact.false_discovery.value": "{procedure}，q = {level}，共 {family} 对",
    "drivers.fact.left_out.missing": "缺数而未用的行",
    "drivers.fact.left_out.singleton": "只有一行的门店或{period}",
    "drivers.fact.left_out.other_currency": "币种与多数不同而未用的行",
    "drivers.procedure.benjamini_yekutieli": "Benjamini–Yekutieli",
    "drivers.procedure.simulated": "按数据自身相关性模拟",
    "drivers.inference.none": "没有可用的模型",
    "drivers.inference.classical": "普通最小二乘标准误",
    "drivers.inference.cluster": "按 {clusters} 个组聚类的标准误（CRV1）",
    "drivers.inference.wild_cluster_bootstrap": (
        "{clusters} 个组，野聚类自助法（Webb 六点权重，{draws} 次），区间由检验反推"
    ),
    "drivers.coefficient.name": "项",
    "drivers.coefficient.lag": "滞后（{period}）",
    "drivers.coefficient.estimate": "系数",
    "drivers.coefficient.error": "标准误",
    "drivers.coefficient.low": "区间下限",
    "drivers.coefficient.high": "区间上限",
    "drivers.coefficient.p": "p",
    "drivers.coefficient.q": "q",
    "drivers.coefficient.spread": "店内标准差",
    "drivers.coefficient.vif": "VIF",
    "drivers.coefficient.lead": "反向检验 p",
    "drivers.sheet.ranking": "关联排名",
    "drivers.sheet.refused": "未说方向",
    "drivers.sheet.driver": "指标",
    "drivers.sheet.step": "每高",
    "drivers.sheet.amount": "相差",
    "drivers.sheet.low": "{level}% 下限",
    "drivers.sheet.high": "{level}% 上限",
    "drivers.sheet.sentence": "说明",
    "drivers.sheet.share": "份额",
    "drivers.sheet.tied": "分不出先后",
    "drivers.sheet.why": "原因",
    "drivers.sheet.figure": "项",
    "drivers.sheet.part": "对总变动的贡献",
    "drivers.sheet.part.unit": "“对总变动的贡献”一列的单位：{unit}；其余按各行的单位。",
    "drivers.sheet.usual": "备注",
    "drivers.sheet.unit": "单位",
    "drivers.sheet.fact": "项目",
    "drivers.sheet.value": "数值",
}

EN = {
    "page.drivers": "What goes with profit",
    "nav.drivers.short": "Links",
    "drivers.choose.department": "Department",
    "drivers.choose.target": "Target",
    "drivers.choose.grain": "By",
    "drivers.grain.month": "month",
    "drivers.grain.quarter": "quarter, with survey scores",
    "drivers.choose": "Show the points and the what-if of this one",
    "drivers.months": (
        "What goes together is looked at over the closed {period}s from {first} to {last}; the "
        "breakdown of the change is about the period above."
    ),
    "drivers.ranking": "What goes with {target}",
    "drivers.answer": (
        "{count} of {tested} KPIs passed every test. The clearest is {driver}: with {step} more, "
        "{target} has been about {amount} {way} ({stores} stores, {periods} {counted})."
    ),
    "drivers.answer.none": (
        "None of {tested} KPIs passed every test ({stores} stores, {periods} {counted}): the "
        "data cannot tell which of them goes with {target}. The reasons are on this page."
    ),
    "drivers.answer.refused": "The data cannot tell yet what goes with {target}. {why}",
    "drivers.answer.unranked": (
        "The direction of {count} of {tested} KPIs beside {target} can be told, but they are not "
        "put in order. {why}"
    ),
    "drivers.answer.no_pairs": "No KPI is declared to be tested beside {target}; choose another.",
    "drivers.answer.alone": (
        "This server works out no statistics: only the breakdown is shown. If you need more, tell "
        "your administrator."
    ),
    "drivers.nothing_open": "No profit figure of this kind is open to you.",
    "drivers.why": "Why?",
    "drivers.why.title": "{kpi}: where a change lies, and what goes with it",
    "drivers.working": "What goes with {target} is being worked out…",
    "drivers.working.fit": (
        "First estimates are here; likely ranges and tests are being worked out. No direction is "
        "told before they are done."
    ),
    "drivers.failed": (
        "This calculation was not finished. Reload the page in half a minute; if that does not "
        "help, tell your administrator: the log says why. The breakdown on this page does not rest "
        "on it."
    ),
    "drivers.busy": "Other calculations come first; this page tries again by itself.",
    "drivers.undeclared": (
        "The declared changes of measurement cannot be read. Without them a new way of measuring "
        "would pass for a change of the store, so what goes with profit is not told. Please tell "
        "an administrator; the exact change on this page does not rest on them."
    ),
    "drivers.undeclared.mend": (
        "The declared changes of measurement cannot be read, so that the analysis of profit is "
        "not told. Mend this: "
    ),
    "drivers.column.driver": "KPI",
    "drivers.column.effect": "Difference",
    "drivers.axis": "{target} ({level} % interval)",
    "drivers.axis.month": "{target}, a month ({level} % interval)",
    "drivers.per": "per +{step}",
    "drivers.range": "likely {low} to {high}",
    "drivers.range.working": "the likely range is being worked out",
    "drivers.unexpected": "The other way than the trade expects: look for what else moved first.",
    "drivers.same_divisor": (
        "It and the target are divided by the same: an error in that moves both."
    ),
    "drivers.ranking.how": (
        "The bar is the {level} % interval, the dot the estimate, the line zero. Listed are only "
        "KPIs whose interval leaves out zero and that passed every test. These are averages of the "
        "network and tell what goes together; it does not prove a cause."
    ),
    "drivers.ranking.wider": (
        "What is picked out of many stands out by luck more easily: its intervals are widened from "
        "95 % to {level} %."
    ),
    "chart.drivers.relation": "The chosen KPI against the target",
    "drivers.relation.none": "No points to draw yet",
    "drivers.relation.stores": "Stores",
    "drivers.relation.x": "{driver}, from the store's usual",
    "drivers.relation.y": "{target}, from the usual",
    "drivers.importance": "How much each accounts for",
    "drivers.importance.of": (
        "The whole model, with KPIs that did not pass and with what is held fixed, goes with "
        "{share} of the changes inside stores; the shares are parts of what goes with those that "
        "passed. "
    ),
    "drivers.importance.note": (
        "Shares only put in order what passed the tests. They are no evidence of a link: a KPI "
        "that has nothing to do with profit gets a share, too."
    ),
    "drivers.importance.range": "likely {low} to {high}",
    "drivers.importance.tied": "cannot be told apart from {names}",
    "drivers.with": " + ",
    "drivers.refused": "What is not told, and why",
    "drivers.refused.note": "KPIs without a direction: {count}. That is an answer, too.",
    "drivers.refused.plain": "It did not pass the tests.",
    "drivers.hidden": "{count} more belong to departments that are not open to you.",
    "drivers.diagnostics": "Statistics",
    "drivers.diagnostics.note": (
        "For those who check: the model, its errors and tests, every coefficient."
    ),
    "drivers.coefficients": "Coefficients",
    "drivers.intercept": "Intercept",
    "drivers.effects.entity": "store effects",
    "drivers.effects.time": "{period} effects",
    "drivers.fact.rows": "Stores times {period}s, with figures",
    "drivers.fact.stores": "Number of stores",
    "drivers.fact.periods": "Number of {period}s",
    "drivers.fact.effects": "Taken out",
    "drivers.fact.inference": "Errors and intervals",
    "drivers.fact.level": "Level of the intervals",
    "drivers.fact.level.usual": "{level} %",
    "drivers.fact.level.wider": "95 %; of those whose direction is told {level} %",
    "drivers.fact.r_squared": "R² with effects",
    "drivers.fact.within_r_squared": "R² within stores, of the whole model with its controls",
    "drivers.fact.condition_index": "Condition index",
    "drivers.fact.held_out.stores": "Smaller error on stores kept aside",
    "drivers.fact.held_out.periods": "Smaller error on {period}s kept aside",
    "drivers.fact.gain": "{mean} ± {error}",
    "drivers.fact.false_discovery": "False discovery rate",
    "drivers.fact.false_discovery.value": "{procedure}, q = {level}, {family} pairs",
    "drivers.fact.left_out.missing": "Rows without a figure",
    "drivers.fact.left_out.singleton": "Stores or {period}s of one row",
    "drivers.fact.left_out.other_currency": "Rows in another currency than most",
    "drivers.procedure.benjamini_yekutieli": "Benjamini–Yekutieli",
    "drivers.procedure.simulated": "simulated under the data's own dependence",
    "drivers.inference.none": "no model",
    "drivers.inference.classical": "ordinary standard errors",
    "drivers.inference.cluster": "standard errors clustered in {clusters} groups (CRV1)",
    "drivers.inference.wild_cluster_bootstrap": (
        "{clusters} clusters: wild cluster bootstrap (six-point Webb weights, {draws} draws), "
        "intervals by inverting the test"
    ),
    "drivers.coefficient.name": "Term",
    "drivers.coefficient.lag": "Lag ({period}s)",
    "drivers.coefficient.estimate": "Coefficient",
    "drivers.coefficient.error": "Std. error",
    "drivers.coefficient.low": "Interval, low",
    "drivers.coefficient.high": "Interval, high",
    "drivers.coefficient.p": "p",
    "drivers.coefficient.q": "q",
    "drivers.coefficient.spread": "SD within stores",
    "drivers.coefficient.vif": "VIF",
    "drivers.coefficient.lead": "p of the lead",
    "drivers.sheet.ranking": "Ranking",
    "drivers.sheet.refused": "Not told",
    "drivers.sheet.driver": "KPI",
    "drivers.sheet.step": "Per",
    "drivers.sheet.amount": "Difference",
    "drivers.sheet.low": "{level} % low",
    "drivers.sheet.high": "{level} % high",
    "drivers.sheet.sentence": "In words",
    "drivers.sheet.share": "Share",
    "drivers.sheet.tied": "Tied with",
    "drivers.sheet.why": "Reason",
    "drivers.sheet.figure": "Figure",
    "drivers.sheet.part": "Contribution to the whole change",
    "drivers.sheet.part.unit": (
        "Contributions to the whole change are in {unit}; other numbers in the unit of their row."
    ),
    "drivers.sheet.usual": "Note",
    "drivers.sheet.unit": "Unit",
    "drivers.sheet.fact": "Fact",
    "drivers.sheet.value": "Value",
}
