"""Words of exact changes, gaps and trials on the page of the driver analysis."""

ZH = {
    "drivers.bridge": "{target}变在哪里",
    "drivers.bridge.stands_for": "{wanted}没有可以相加的组成部分，这里分解的是{target}。",
    "drivers.bridge.answer": (
        "{until} 与 {since} 相比，{target}从 {before} 到 {after}（{change}）。"
    ),
    "drivers.bridge.ordinary": "总的变动在平常波动之内。",
    "drivers.bridge.beyond": "超出平常波动的最大几处：{parts}。",
    "drivers.bridge.largest": "每一处都在平常波动之内；最大的几处：{parts}。",
    "drivers.bridge.unjudged": "变动最大的几处：{parts}；历史太短，分不清是不是平常波动。",
    "drivers.bridge.none": "{target}在这两个期间不都有数，无法分解。请换一个期间或门店。",
    "drivers.bridge.rest": "其余 {count} 项合计",
    "drivers.bridge.usual": "平常波动之内",
    "drivers.bridge.unknown": "历史太短，不知是否平常",
    "drivers.bridge.how": (
        "各项加起来正好等于总变动，没有余数；这是账上的算术，不是估计。"
        "标“平常波动之内”的，与往月的起伏分不开。"
    ),
    "drivers.bridge.instead": "{wanted}在所选期间还没有结账的数，改看按单据的毛利。",
    "drivers.bridge.left_out": "有 {count} 家店数不全，两边都没有计入。",
    "drivers.against": "对比",
    "drivers.against.prior": "与上期比",
    "drivers.against.year": "与去年同期比",
    "drivers.node.open": "打开{page}页",
    "drivers.store": "本店与网络",
    "drivers.store.driver": "指标",
    "drivers.store.network": "网络平均",
    "drivers.store.own": "本店自己",
    "drivers.store.weight": "本店自己占的分量",
    "drivers.store.leaning": "本店（向网络靠拢）",
    "drivers.store.how": (
        "本店有 {periods} {counted}的数。单独一家店的{period}少，起伏里多是偶然，"
        "所以把它自己的数按可信程度与网络平均加权。"
    ),
    "drivers.what_if": "如果{driver}不同",
    "drivers.what_if.answer": (
        "本店平时{driver}是 {usual}，见过的范围（5% 至 95%）是 {low} 至 {high}；"
        "范围以外没有经验，不推算。"
    ),
    "drivers.what_if.value": "处在",
    "drivers.what_if.alone": "只有它不同",
    "drivers.what_if.together": "别的指标照平常一起变",
    "drivers.what_if.outside": "超出本店经验，不推算",
    "drivers.what_if.unknown": "方向说不准",
    "drivers.what_if.along": "一起：{others}",
    "drivers.what_if.how": (
        "与本店平时之差，附 {level}% 区间；系数是网络平均，说的是一起变动，不保证动了它就会如此。"
    ),
    "drivers.what_if.how.month": (
        "每月与本店平时之差，附 {level}% 区间；系数是网络平均，说的是一起变动，"
        "不保证动了它就会如此。"
    ),
    "drivers.gaps": "追上同组值多少",
    "drivers.gaps.answer": (
        "{period}，追上{goal}的全部差距，合计约每月 {total}；其中 {beyond} 来自不是偶然的差距。"
    ),
    "drivers.gaps.answer.chance": (
        "{period}，追上{goal}的全部差距，合计约每月 {total}；每一处差距都可能只是偶然。"
    ),
    "drivers.gaps.answer.unjudged": (
        "{period}，追上{goal}的全部差距，合计约每月 {total}；历史太短，不知其中多少可能是偶然。"
    ),
    "drivers.gaps.none": "{period}，没有落后于{goal}的指标。",
    "drivers.gaps.unknown": "这家店在这些月份没有可比的数，或同组不足 5 家。",
    "drivers.gaps.goal": "追到",
    "drivers.gaps.median": "同组中位数",
    "drivers.gaps.best_quartile": "同组前四分之一",
    "drivers.gaps.kpi": "指标",
    "drivers.gaps.value": "本店",
    "drivers.gaps.aim": "目标",
    "drivers.gaps.money": "每月金额",
    "drivers.gaps.peers": "{of} 家有数",
    "drivers.gaps.chance": "可能是偶然",
    "drivers.gaps.unjudged": "不知是否偶然",
    "drivers.gaps.total": "合计",
    "drivers.gaps.how": (
        "按指标树的算术一次算清：所有差距一起追上值多少，再按先后次序的平均分给各项，"
        "所以不会重复计算，加起来就是合计。这里不用任何估计的关系。"
    ),
    "drivers.tree": "指标树",
    "drivers.tree.solid": "实线：算术，各支加起来正好",
    "drivers.tree.dashed": "虚线：估计，网络平均，附 {level}% 区间",
    "drivers.tree.more": "展开 {count} 项",
}

EN = {
    "drivers.bridge": "Where {target} changed",
    "drivers.bridge.stands_for": (
        "{wanted} has no parts that add up; what is taken apart here is {target}. "
    ),
    "drivers.bridge.answer": (
        "{until} against {since}: {target} went from {before} to {after} ({change}). "
    ),
    "drivers.bridge.ordinary": "The whole change is within what is usual. ",
    "drivers.bridge.beyond": "The largest parts beyond the usual: {parts}.",
    "drivers.bridge.largest": "Every part is within the usual; the largest: {parts}.",
    "drivers.bridge.unjudged": (
        "The largest parts: {parts}; the history is too short to tell whether that is usual."
    ),
    "drivers.bridge.none": (
        "There is no {target} for both periods, so that no change can be taken apart; choose "
        "another period or other stores."
    ),
    "drivers.bridge.rest": "{count} others together",
    "drivers.bridge.usual": "within the usual",
    "drivers.bridge.unknown": "history too short to tell whether it is usual",
    "drivers.bridge.how": (
        "The parts add up to the change exactly, with nothing left over: this is arithmetic of the "
        "books, not an estimate. What is within the usual cannot be told from other months' ups "
        "and downs."
    ),
    "drivers.bridge.instead": (
        "The books of {wanted} are not closed for these days: gross by documents is shown."
    ),
    "drivers.bridge.left_out": (
        "{count} stores lack some of the figures and are left out of both sides."
    ),
    "drivers.against": "Against",
    "drivers.against.prior": "the period before",
    "drivers.against.year": "a year before",
    "drivers.node.open": "Open the page {page}",
    "drivers.store": "This store and the network",
    "drivers.store.driver": "KPI",
    "drivers.store.network": "Network",
    "drivers.store.own": "This store alone",
    "drivers.store.weight": "Weight of its own",
    "drivers.store.leaning": "This store, drawn to the network",
    "drivers.store.how": (
        "This store has {periods} {counted} with figures. One store's {period}s are few and much "
        "of their ups and downs is chance, so that its own figure is weighed with the network's by "
        "how sure each is."
    ),
    "drivers.what_if": "If {driver} were different",
    "drivers.what_if.answer": (
        "This store's usual for {driver} is {usual}; it has seen {low} to {high} (5 to 95 %). "
        "Beyond that there is no experience, and nothing is offered."
    ),
    "drivers.what_if.value": "At",
    "drivers.what_if.alone": "Only this one differs",
    "drivers.what_if.together": "Others move along as usual",
    "drivers.what_if.outside": "beyond this store's experience",
    "drivers.what_if.unknown": "direction cannot be told",
    "drivers.what_if.along": "along: {others}",
    "drivers.what_if.how": (
        "Difference from this store's usual, with its {level} % interval. The coefficients are "
        "averages of the network and tell what goes together; moving the one does not promise the "
        "other."
    ),
    "drivers.what_if.how.month": (
        "Difference from this store's usual, a month, with its {level} % interval. The "
        "coefficients are averages of the network and tell what goes together; moving the one does "
        "not promise the other."
    ),
    "drivers.gaps": "What catching up with peers is worth",
    "drivers.gaps.answer": (
        "{period}: catching up with {goal} in everything is worth about {total} a month; {beyond} "
        "of it is in gaps that are more than chance."
    ),
    "drivers.gaps.answer.chance": (
        "{period}: catching up with {goal} in everything is worth about {total} a month; every one "
        "of these gaps may be chance."
    ),
    "drivers.gaps.answer.unjudged": (
        "{period}: catching up with {goal} in everything is worth about {total} a month; the "
        "history is too short to tell how much of it may be chance."
    ),
    "drivers.gaps.none": "{period}: nothing is behind {goal}.",
    "drivers.gaps.unknown": (
        "This store has no figures that could be compared in these months, or fewer than 5 peers."
    ),
    "drivers.gaps.goal": "Up to",
    "drivers.gaps.median": "the peer median",
    "drivers.gaps.best_quartile": "the best quartile",
    "drivers.gaps.kpi": "KPI",
    "drivers.gaps.value": "This store",
    "drivers.gaps.aim": "Goal",
    "drivers.gaps.money": "A month",
    "drivers.gaps.peers": "{of} with figures",
    "drivers.gaps.chance": "may be chance",
    "drivers.gaps.unjudged": "not known whether chance",
    "drivers.gaps.total": "Together",
    "drivers.gaps.how": (
        "Priced once, through the arithmetic of the tree: what closing all gaps together is worth, "
        "shared out by the mean over all orders of closing them. Nothing is counted twice, and the "
        "lines add up to the total. No estimated link is used here."
    ),
    "drivers.tree": "Tree of figures",
    "drivers.tree.solid": "solid: arithmetic, the branches add up exactly",
    "drivers.tree.dashed": "dashed: estimated, average of the network, with its {level} % interval",
    "drivers.tree.more": "Unfold {count}",
}
