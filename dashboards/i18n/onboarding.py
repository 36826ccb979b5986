"""Words of the first visit and of the glossary."""

ZH = {
    "hints.title": "第一次来？三件事",
    "hints.one": "先看“业务线”：落后最多的排在最前，红色才要行动。",
    "hints.two": "点任何一个指标，就到它的算法和单据；按 Esc 回来。",
    "hints.three": "右边是到期未办和超出平常的变化；没有就不出现。",
    "hints.done": "知道了",
    "glossary.title": "术语表",
    "glossary.trade": "行业",
    "glossary.statistics": "统计",
    "glossary.analysis": "关联与分解",
}

EN = {
    "hints.title": "New here? Three things",
    "hints.one": "Start with the lines: the farthest behind comes first; only red asks for action.",
    "hints.two": "Click any figure for how it is computed and its documents; Esc takes you back.",
    "hints.three": "Beside it: overdue work and what left its ordinary range, if anything did.",
    "hints.done": "Got it",
    "glossary.title": "Glossary",
    "glossary.trade": "trade",
    "glossary.statistics": "statistics",
    "glossary.analysis": "what goes together",
}
