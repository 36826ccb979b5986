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
}
