"""Words of the visit pack, in both languages."""

ZH = {
    "pack.title": "巡店材料 · {period}",
    "pack.stamp": (
        "{count} 家门店：{stores} · 期间 {period} · 数据截至 {as_of} · 读者 {reader} · 制作 {made}"
    ),
    "pack.overview": "各店最大的差距",
    "pack.gaps": "最大的三处差距",
    "pack.agreed": "上次约定了什么，此后有何变化",
    "pack.none_agreed": "没有登记过措施。本次约定写在这里：",
    "pack.history": "{kpi}：近 12 个月",
    "pack.own": "本店",
    "pack.middle": "同组中位数",
    "pack.measure": "措施",
    "pack.owner": "负责人",
    "pack.due": "期限",
    "pack.state": "状态",
    "pack.change": "较上期",
    "pack.since": "此后变化",
    "pack.ahead": "领先之处",
    "pack.how": "怎么算的",
    "pack.first": "第一处差距",
    "pack.peers": "同组：{basis}相同",
    "pack.leads": "{kpi}（{rank}）",
    "pack.fewer": "其余指标与同组中位数分不开，或没有足够的样本。",
    "pack.no_gaps": "没有一处落后是偶然之外的：各项指标与同组中位数分不开，或领先。",
    "pack.done": "已完成 {day}",
    "pack.overdue": "逾期 {days} 天",
    "pack.open": "进行中",
    "pack.no_change_yet": "约定后还没有结完的月份",
    "pack.moved": "{kpi}：{before}（{first}）→ {now}（{last}）",
    "pack.offer": "做巡店材料",
    "pack.page": "巡店材料",
    "pack.lead": (
        "每家门店一页：最大的三处差距、上次的约定和此后的变化。PowerPoint 里的文字、"
        "表格和图都可以改。"
    ),
    "pack.format": "格式",
    "pack.pptx": "PowerPoint（可编辑）",
    "pack.pdf": "PDF",
    "pack.html": "打印页（HTML）",
    "pack.make": "开始制作",
    "pack.making": "正在制作，通常几秒钟；此页会自己刷新。",
    "pack.ready": "已做好。",
    "pack.download": "下载 {name}",
    "pack.failed": "没能做成：{fault}",
    "pack.too_many": "一次最多 {most} 家门店。请先在对比页选择门店。",
    "pack.back": "回到门店对比",
    "pack.stores": "门店",
    "pack.period": "期间",
    "pack.file": "巡店材料",
}

EN = {
    "pack.title": "Visit pack · {period}",
    "pack.stamp": (
        "{count} stores: {stores} · period {period} · data as of {as_of} · reader {reader} · made "
        "{made}"
    ),
    "pack.overview": "The largest gap of each store",
    "pack.gaps": "The three largest gaps",
    "pack.agreed": "What was agreed last time, and what changed since",
    "pack.none_agreed": "No measure is on record. Write down what is agreed this time:",
    "pack.history": "{kpi}: last 12 months",
    "pack.own": "This store",
    "pack.middle": "Median of peers",
    "pack.measure": "Measure",
    "pack.owner": "Owner",
    "pack.due": "Due",
    "pack.state": "State",
    "pack.change": "vs prior",
    "pack.since": "Change since",
    "pack.ahead": "Ahead in",
    "pack.how": "How it is computed",
    "pack.first": "First gap",
    "pack.peers": "peers: same {basis}",
    "pack.leads": "{kpi} ({rank})",
    "pack.fewer": "The other KPIs cannot be told apart from the median, or rest on few cases.",
    "pack.no_gaps": (
        "No gap behind the median is more than chance: every KPI cannot be told apart from it, or "
        "is ahead."
    ),
    "pack.done": "done {day}",
    "pack.overdue": "{days} days overdue",
    "pack.open": "under way",
    "pack.no_change_yet": "no month has closed since",
    "pack.moved": "{kpi}: {before} ({first}) → {now} ({last})",
    "pack.offer": "Make a visit pack",
    "pack.page": "Visit pack",
    "pack.lead": (
        "One page per store: its three largest gaps, what was agreed last time and what changed "
        "since. Texts, tables and charts of the PowerPoint file can be edited."
    ),
    "pack.format": "Format",
    "pack.pptx": "PowerPoint (editable)",
    "pack.pdf": "PDF",
    "pack.html": "For print (HTML)",
    "pack.make": "Make it",
    "pack.making": "It is being made, mostly within seconds; this page refreshes by itself.",
    "pack.ready": "It is ready.",
    "pack.download": "Download {name}",
    "pack.failed": "It could not be made: {fault}",
    "pack.too_many": "At most {most} stores at once. Choose stores on the comparison page first.",
    "pack.back": "Back to the comparison",
    "pack.stores": "Stores",
    "pack.period": "Period",
    "pack.file": "visit-pack",
}
