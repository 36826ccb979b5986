"""Sentences of the driver analysis: one for a driver, one for each reason of a refusal."""

ZH = {
    "drivers.sentence": (
        "当{driver}比本店平时高 {step}时，{target}平均{way}约 {amount}"
        "（可能在 {low} 至 {high} 之间；{stores} 家店、{periods} {counted}的网络平均）。"
        "扣除门店差异和{period}差异之后两者一起变动，这并不证明因果。"
    ),
    "drivers.sentence.shrunk": (
        "当{driver}比本店平时高 {step}时，本店的{target}平均{way}约 {amount}"
        "（可能在 {low} 至 {high} 之间）。本店自己的{period}太少，这个数已向"
        " {stores} 家店、{periods} {counted}的网络平均靠拢。"
        "扣除{period}差异之后两者一起变动，这并不证明因果。"
    ),
    "drivers.sentence.unknown": (
        "{driver}：方向说不准。高 {step}时，{target}可能在 {low} 至 {high} 之间变动。"
    ),
    "drivers.sentence.working": "{driver}每高 {step}时的{target}：可能的范围还在算。",
    "drivers.period.month": "月份",
    "drivers.period.quarter": "季度",
    "drivers.counted.month": "个月",
    "drivers.counted.quarter": "个季度",
    "drivers.way.higher": "高",
    "drivers.way.lower": "低",
    "drivers.target.month": "月度{target}",
    "drivers.target.plain": "{target}",
    "drivers.reason.rank_deficient": (
        "这些指标互相能推算出来，系数没有唯一解：{subjects}。请去掉其中一个。"
    ),
    "drivers.reason.ill_conditioned": "这些数彼此几乎能推算出来，小数位不足以算准：{subjects}。",
    "drivers.reason.constant": "{subjects}在所有行里都是同一个数，看不出它与利润的关系。",
    "drivers.reason.no_degrees_of_freedom": "行数太少，刚够列方程，没有剩下的数据可以检验。",
    "drivers.reason.identity": (
        "{subjects}与目标是同一笔账的两种写法，放在一起一定“相关”。请看本页的差异分解。"
    ),
    "drivers.reason.component": (
        "{subjects}本身就是目标的一部分，放在一起一定“相关”。它的金额请看本页的差异分解。"
    ),
    "drivers.reason.ratio_of_target": (
        "{subjects}的公式里含有目标本身，放在一起一定“相关”。请看本页的差异分解。"
    ),
    "drivers.reason.lagged_outcome": "{subjects}是目标自己的往期数，用它会把结果算偏，所以不用。",
    "drivers.reason.too_few_stores": "门店太少，一两家店就能左右结论。",
    "drivers.reason.too_few_stores.numbers": (
        "只有 {stores} 家店，至少要 {needed} 家，否则一两家店就能左右结论。"
    ),
    "drivers.reason.too_few_periods": "{period}太少，还分不清规律和巧合。",
    "drivers.reason.too_few_periods.numbers": (
        "只有 {periods} {counted}，至少要 {needed} {counted}，才分得清规律和巧合。"
    ),
    "drivers.reason.too_few_rows": "各店有数的{period}加起来太少。",
    "drivers.reason.too_few_rows.numbers": (
        "各店有数的{period}加起来，平均每个指标只有 {rows} 个，至少要 {needed} 个。"
    ),
    "drivers.reason.seldom_known": (
        "{subjects}与别的指标同时有数的门店{period}太少，用它会丢掉一半以上的数据。"
    ),
    "drivers.reason.seldom_known.numbers": (
        "所看指标有数的 {rows} 个门店{period}里，{subjects}只有 {known} 个有数，"
        "至少要 {needed} 个。"
    ),
    "drivers.reason.no_variation_within": (
        "{subjects}在各店内部几乎不变，只有店与店之间不同；店与店的差别不能说明一家店自己的变动。"
    ),
    "drivers.reason.no_variation_within.numbers": (
        "{subjects}只在少数门店里有变动（相当于 {stores} 家），至少要 {needed} 家；"
        "少数几家店的变动说明不了全网。"
    ),
    "drivers.reason.collinear": (
        "{subjects}总是一起变动，分不清是哪一个与利润同动；只能当作一组来看。"
    ),
    "drivers.reason.gaps": "缺的门店{period}太多，前后接不上。",
    "drivers.reason.gaps.numbers": "{months} 个门店{period}里缺了 {missing} 个，前后接不上。",
    "drivers.reason.break": "{subjects}的统计口径中途变过，前后的数不能放在一起比。",
    "drivers.reason.lag_too_long": "{subjects}要往前看的{period}超过了现有历史的三分之一。",
    "drivers.reason.lag_too_long.numbers": (
        "{subjects}要往前看 {lag} {counted}，超过了现有 {periods} {counted}历史的三分之一。"
    ),
    "drivers.reason.interval_holds_zero": "{subjects}：可能的范围跨过零，正负说不准。",
    "drivers.reason.false_discovery": (
        "{subjects}：同时检验了许多指标，这一个单看像是有关系，放在一起看可能只是巧合。"
    ),
    "drivers.reason.no_gain_held_out": (
        "拿没参与计算的门店和{period}去验，加上这些指标并没有更准，所以不排名。"
    ),
    "drivers.reason.reverse": (
        "{subjects}：下一个{period}的数也能“对上”本{period}的所看指标，先后次序可能是反的，所以不说方向。"
    ),
    "drivers.reason.reverse_untested": (
        "{subjects}：下一个{period}的数太少，或者没有新内容，没法检验先后次序，所以不说方向。"
    ),
    "drivers.reason.one_store": "单独一家店的历史不够单独推算；请看本页的差异分解和同组比较。",
    "drivers.reason.one_store.numbers": (
        "单独一家店要有 {needed} {counted}的历史才能单独推算，现有 {periods} {counted}；"
        "请看本页的差异分解和同组比较。"
    ),
    "drivers.reason.unnamed": "这些指标",
}

EN = {
    "drivers.sentence": (
        "When {driver} is {step} above this store's usual, {target} has been about {amount} {way} "
        "(likely {low} to {high}; network average of {stores} stores, {periods} {counted}). "
        "It goes together after store and {period} effects; it does not prove a cause."
    ),
    "drivers.sentence.shrunk": (
        "When {driver} is {step} above this store's usual, {target} of this store has been about "
        "{amount} {way} (likely {low} to {high}). The store's own {period}s are few, so the "
        "figure is drawn towards the network average of {stores} stores, {periods} {counted}. It "
        "goes together after {period} effects; it does not prove a cause."
    ),
    "drivers.sentence.unknown": (
        "For {driver} the direction cannot be told: at {step} more, {target} may lie between {low} "
        "and {high}."
    ),
    "drivers.sentence.working": (
        "{driver}, {step} more, beside {target}: the likely range is being worked out."
    ),
    "drivers.period.month": "month",
    "drivers.period.quarter": "quarter",
    "drivers.counted.month": "months",
    "drivers.counted.quarter": "quarters",
    "drivers.way.higher": "higher",
    "drivers.way.lower": "lower",
    "drivers.target.month": "monthly {target}",
    "drivers.target.plain": "{target}",
    "drivers.reason.rank_deficient": (
        "These figures can be computed from one another, so that no single answer exists: "
        "{subjects}. Leave one of them out."
    ),
    "drivers.reason.ill_conditioned": (
        "These figures can almost be computed from one another; there are not enough digits for a "
        "sound answer: {subjects}."
    ),
    "drivers.reason.constant": (
        "{subjects} has one and the same value in every row, so that nothing can be seen."
    ),
    "drivers.reason.no_degrees_of_freedom": (
        "There are only just enough rows to write the equations and none left to test them."
    ),
    "drivers.reason.identity": (
        "{subjects} is the target itself in other words: the two always agree. See the breakdown "
        "of the change on this page."
    ),
    "drivers.reason.component": (
        "{subjects} is a part of the target: the two always agree. See its amount in the breakdown "
        "of the change on this page."
    ),
    "drivers.reason.ratio_of_target": (
        "The formula of {subjects} contains the target: the two always agree. See the breakdown "
        "of the change on this page."
    ),
    "drivers.reason.lagged_outcome": (
        "{subjects} is an earlier value of the target itself; with it the answer would be biased."
    ),
    "drivers.reason.too_few_stores": "There are too few stores: one or two could turn the answer.",
    "drivers.reason.too_few_stores.numbers": (
        "There are {stores} stores and {needed} are needed: one or two could turn the answer."
    ),
    "drivers.reason.too_few_periods": (
        "There are too few {period}s to tell a pattern from a coincidence."
    ),
    "drivers.reason.too_few_periods.numbers": (
        "There are {periods} {counted} and {needed} {counted} are needed to tell a pattern from a "
        "coincidence."
    ),
    "drivers.reason.too_few_rows": "Too few {period}s of stores have figures.",
    "drivers.reason.too_few_rows.numbers": (
        "All {period}s of stores that have figures come to {rows} for each KPI; {needed} are "
        "needed."
    ),
    "drivers.reason.seldom_known": (
        "{subjects} and the other KPIs have figures in too few of the same {period}s of stores; "
        "with it more than half of the data would be lost."
    ),
    "drivers.reason.seldom_known.numbers": (
        "Of the {rows} {period}s of stores in which the figure looked at is known, {subjects} has "
        "one in {known}; {needed} are needed."
    ),
    "drivers.reason.no_variation_within": (
        "{subjects} hardly changes inside any store, only from store to store; differences between "
        "stores do not tell what goes with a change inside one."
    ),
    "drivers.reason.no_variation_within.numbers": (
        "{subjects} changes in few stores only (as good as {stores}) and {needed} are needed; a "
        "few stores do not speak for the network."
    ),
    "drivers.reason.collinear": (
        "{subjects} always move together: which of them goes with profit cannot be told apart. "
        "They count as one group."
    ),
    "drivers.reason.gaps": "Too many {period}s of stores are missing.",
    "drivers.reason.gaps.numbers": "Of {months} {period}s of stores {missing} are missing.",
    "drivers.reason.break": (
        "The way in which {subjects} is measured changed on the way; what was before cannot stand "
        "beside what came after."
    ),
    "drivers.reason.lag_too_long": (
        "{subjects} looks back more {period}s than a third of the history at hand."
    ),
    "drivers.reason.lag_too_long.numbers": (
        "{subjects} looks back {lag} {counted}, more than a third of the {periods} {counted} at "
        "hand."
    ),
    "drivers.reason.interval_holds_zero": (
        "{subjects}: the likely range holds zero, so that the direction cannot be told."
    ),
    "drivers.reason.false_discovery": (
        "{subjects}: alone it looks like a link; among all that were tested together it may be a "
        "coincidence."
    ),
    "drivers.reason.no_gain_held_out": (
        "On stores and {period}s that were kept aside, these KPIs do not predict better than none; "
        "so there is no ranking."
    ),
    "drivers.reason.reverse": (
        "{subjects}: next {period}'s value fits what is looked at this {period} as well, so that "
        "the order may be the other way round; no direction is told."
    ),
    "drivers.reason.reverse_untested": (
        "{subjects}: next {period}'s values are too few, or say nothing new, to test which of the "
        "two came first; no direction is told."
    ),
    "drivers.reason.one_store": (
        "The history of one store alone is not enough for an estimate of its own; see the "
        "breakdown of the change and the peers on this page."
    ),
    "drivers.reason.one_store.numbers": (
        "One store alone needs {needed} {counted} of history for an estimate of its own and has "
        "{periods} {counted}; see the breakdown of the change and the peers on this page."
    ),
    "drivers.reason.unnamed": "These KPIs",
}
