"""Words about data that are incomplete or do not tie out, in both languages."""

ZH = {
    "arrived.page": "单据到齐 {share}",
    "arrived.page_short": "单据只到 {share}：{worst}",
    "arrived.page_some": "部分单据未到：{worst}",
    "arrived.title": "{day} 已到单据 ÷ 应到单据；应到取近八个同星期几的中位数，节假日除外",
    "arrived.table": "{table} {share}",
    "arrived.card": "{table}：{day} 只到 {received} / {expected}",
    "arrived.card_missed": "{table}：{day} 没有单据",
    "arrived.label": "数据不全",
    "arrived.and": "；",
    "arrived.one_store": "单据到数：表 × 日期（已到 ÷ 应到）",
    "arrived.stores": "单据到数：门店 × 日期（已到 ÷ 应到）",
    "arrived.hint": (
        "应到 = 近八个同星期几的中位数，节假日和调休上班日除外。低于 95% 标黄，低于 80% 标红；"
        "不低于近八次最少的一天，不标。选一家门店可按表查看。"
    ),
    "arrived.cell": "{day} {what}：已到 {received}，应到 {expected}",
    "arrived.not_judged": "不评：节假日，或同星期几的历史不足",
    "arrived.nothing": "还没有足够的历史来评判到数。",
    "arrived.worst": "只列当日到数最低的 {count} 家",
    "arrived.amber": "偏少",
    "arrived.red": "缺",
    "tie.title": "单据与总账对得上吗？",
    "tie.hint": (
        "各部门收入、成本、毛利：单据合计对总账科目（各店最近一个入账月，不含税，未计厂家返利，"
        "不含内部与 PDI）。差额在账面数的 0.5% 或 100 元以内算相符。"
    ),
    "tie.all_tie": "{count} 处全部相符。",
    "tie.some_off": "{count} 处中 {off} 处不符，{one_sided} 处缺单据或科目。",
    "tie.store": "门店",
    "tie.month": "会计期间",
    "tie.department": "部门口径",
    "tie.side": "项目",
    "tie.documents": "单据合计（元）",
    "tie.ledger": "总账（元）",
    "tie.difference": "差额（元）",
    "tie.tolerance": "容差（元）",
    "tie.verdict": "结论",
    "tie.accounts": "科目",
    "tie.side.revenue": "收入",
    "tie.side.cost": "成本",
    "tie.side.gross": "毛利",
    "tie.verdict.ties": "相符",
    "tie.verdict.off": "不符",
    "tie.verdict.one_sided": "无法比较：{what}",
    "tie.no_documents": "没有单据",
    "tie.no_accounts": "没有科目",
    "red.title": "没有原单的红冲 · {count}",
    "red.hint": "红冲 {total} 行，{found} 行找到原单。找不到原单的，请查原单是否漏导，或红冲填错。",
    "red.none": "红冲 {total} 行，都找到原单。",
    "red.number": "红冲单号",
    "red.day": "日期",
    "red.amount": "金额或数量",
}

EN = {
    "arrived.page": "documents in: {share}",
    "arrived.page_short": "only {share} of the usual documents: {worst}",
    "arrived.page_some": "some documents are missing: {worst}",
    "arrived.title": (
        "{day}: documents received / expected; expected is the median of the last eight such "
        "weekdays, holidays apart"
    ),
    "arrived.table": "{table} {share}",
    "arrived.card": "{table}: only {received} of {expected} on {day}",
    "arrived.card_missed": "{table}: nothing on {day}",
    "arrived.label": "Data incomplete",
    "arrived.and": "; ",
    "arrived.one_store": "Documents received: table by day (received / expected)",
    "arrived.stores": "Documents received: store by day (received / expected)",
    "arrived.hint": (
        "Expected is the median of the last eight such weekdays, holidays and make-up working days "
        "apart. Amber below 95 %, red below 80 %; a day no worse than the worst of those eight is "
        "not marked. Choose one store to see its tables."
    ),
    "arrived.cell": "{day} {what}: {received} received, {expected} expected",
    "arrived.not_judged": "not judged: a holiday, or too few such weekdays before it",
    "arrived.nothing": "There is not enough history yet to judge what has come.",
    "arrived.worst": "only the {count} stores with the least on the newest day",
    "arrived.amber": "low",
    "arrived.red": "missing",
    "tie.title": "Do documents and ledger agree?",
    "tie.hint": (
        "Revenue, cost of sales and gross of each department: what documents add up to against the "
        "accounts, for each store's newest month booked, ex VAT, before manufacturer rebates, "
        "without internal work and PDI. A difference within 0.5 % of the ledger or 100 CNY ties."
    ),
    "tie.all_tie": "All {count} tie.",
    "tie.some_off": "{off} of {count} do not tie; {one_sided} lack documents or accounts.",
    "tie.store": "Store",
    "tie.month": "Period",
    "tie.department": "Department",
    "tie.side": "Item",
    "tie.documents": "Documents (CNY)",
    "tie.ledger": "Ledger (CNY)",
    "tie.difference": "Difference (CNY)",
    "tie.tolerance": "Tolerance (CNY)",
    "tie.verdict": "Verdict",
    "tie.accounts": "Accounts",
    "tie.side.revenue": "Revenue",
    "tie.side.cost": "Cost",
    "tie.side.gross": "Gross",
    "tie.verdict.ties": "ties",
    "tie.verdict.off": "does not tie",
    "tie.verdict.one_sided": "not comparable: {what}",
    "tie.no_documents": "no documents",
    "tie.no_accounts": "no account",
    "red.title": "Reversals without an original · {count}",
    "red.hint": (
        "{found} of {total} reversals found what they take back. For the others, the original is "
        "missing from the extracts, or the reversal is wrong."
    ),
    "red.none": "All {total} reversals found what they take back.",
    "red.number": "Reversal",
    "red.day": "Day",
    "red.amount": "Amount or quantity",
}
