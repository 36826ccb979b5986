"""What the screen says where it cannot answer, in both languages."""

ZH = {
    "trust.odd_days": "日期看不懂，已改看默认期间；请写成 2026-10-01，开始不晚于结束",
    "problem.nothing_loaded": (
        "还没有装载任何数据，所以没有数字可看。"
        "请管理员上传 DMS 导出的文件，或用 forecourt load 装载。"
    ),
    "problem.scope": "您的权限不包含这里要看的门店或部门。请换一个选择，或请管理员授权。",
    "problem.question": "这个选择无法回答。请换一个条件。",
    "problem.unknown_store": "对您开放的门店里没有“{given}”。{near}",
    "problem.unknown_kpi": "没有指标“{given}”。{near}",
    "problem.unknown_grouping": "不能按“{given}”分组。{near}",
    "problem.near": "是不是要找：{names}？",
    "problem.all_stores": "看全部门店",
    "problem.unreadable": (
        "已发布的数据读不出来，因此不显示任何数字。请管理员运行 forecourt verify 查明原因，"
        "再重新装载；之后页面会自动恢复。"
    ),
    "problem.away": (
        "数据仓库或其中一部分暂时没有应答，因此不显示任何数字，也不显示不完整的数字；恢复后页面会自动恢复。"
    ),
    "problem.broken": (
        "页面出了问题，已记录在日志中（事件编号 {incident}）。请重试；若再出现，请联系管理员。"
    ),
    "problem.offline": "连接中断，屏幕上的数字可能不是最新的。",
}

EN = {
    "trust.odd_days": "days not understood, usual period shown: write 2026-10-01, first day first",
    "problem.nothing_loaded": (
        "Nothing has been loaded yet, so that there are no figures. An administrator can upload "
        "what the DMS exports, or load it with `forecourt load`."
    ),
    "problem.scope": (
        "This shows a store or a department that is not open to you. Choose another, or ask "
        "the administrator for a grant."
    ),
    "problem.question": "This selection cannot be answered. Please choose another.",
    "problem.unknown_store": "No store “{given}” is open to you. {near}",
    "problem.unknown_kpi": "There is no KPI “{given}”. {near}",
    "problem.unknown_grouping": "Nothing can be grouped by “{given}”. {near}",
    "problem.near": "Did you mean {names}?",
    "problem.all_stores": "Show all stores",
    "problem.unreadable": (
        "The published data cannot be read, so no figures are shown. Ask the administrator to run "
        "`forecourt verify`, which says why, and to load again; the page then works by itself."
    ),
    "problem.away": (
        "The warehouse, or a part of it, does not answer now, so no figures are shown rather than "
        "incomplete ones; the page works again by itself when it does."
    ),
    "problem.broken": (
        "Something went wrong and has been logged. Please try again; if it happens again, "
        "tell the administrator the incident number {incident}."
    ),
    "problem.offline": "The connection is lost; the figures on screen may be out of date.",
}
