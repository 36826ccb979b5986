"""Words of exact changes, gaps and trials on the page of the driver analysis."""

ZH = {
    "drivers.bridge": "{target}变在哪里",
    "drivers.bridge.answer": ("{since} 至 {until}，{target}从 {before} 到 {after}（{change}）。"),
    "drivers.bridge.ordinary": "总的变动在平常波动之内。",
    "drivers.bridge.beyond": "超出平常波动的最大几处：{parts}。",
    "drivers.bridge.largest": "每一处都在平常波动之内；最大的几处：{parts}。",
    "drivers.bridge.none": "{target}在这两个期间不都有数，无法分解。请换一个期间或门店。",
    "drivers.bridge.rest": "其余 {count} 项合计",
    "drivers.bridge.usual": "平常波动之内",
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
    "drivers.tree": "指标树",
    "drivers.tree.solid": "实线：算术，各支加起来正好",
    "drivers.tree.dashed": "虚线：估计，网络平均，附 95% 区间",
    "drivers.tree.more": "展开 {count} 项",
}

EN = {
    "drivers.bridge": "Where {target} changed",
    "drivers.bridge.answer": (
        "From {since} to {until}, {target} went from {before} to {after} ({change}). "
    ),
    "drivers.bridge.ordinary": "The whole change is within what is usual. ",
    "drivers.bridge.beyond": "The largest parts beyond the usual: {parts}.",
    "drivers.bridge.largest": "Every part is within the usual; the largest: {parts}.",
    "drivers.bridge.none": (
        "There is no {target} for both periods, so that no change can be taken apart; choose "
        "another period or other stores."
    ),
    "drivers.bridge.rest": "{count} others together",
    "drivers.bridge.usual": "within the usual",
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
    "drivers.tree": "Tree of figures",
    "drivers.tree.solid": "solid: arithmetic, the branches add up exactly",
    "drivers.tree.dashed": "dashed: estimated, average of the network, with its 95 % interval",
    "drivers.tree.more": "Unfold {count}",
}
