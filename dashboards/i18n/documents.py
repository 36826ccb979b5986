"""Words of the way from a figure to its documents, and of workbooks, in both languages."""

ZH = {
    "path.title": "下钻路径",
    "path.step": "{by}：{name}",
    "path.members": "列表查看全部 {count} 项",
    "path.no_member": "本期和您的权限范围内没有{by}“{name}”。",
    "path.no_grouping": "这个指标不能再按“{by}”往下看。",
    "path.store_first": "{by}“{name}”的编号只在一家门店内有效，请先选门店。",
    "path.back": "回到上一步",
    "documents.lines.hint": "点一行（或在行上按回车）看单据明细。",
    "documents.no_such": "没有找到单据 {name}，或它没有明细。",
    "documents.masked": "个人信息已遮盖，不能按此列筛选或排序",
    "documents.group.document": "单据",
    "documents.group.customer": "客户与车辆",
    "documents.group.money": "金额",
    "documents.group.adds": "计入指标",
    "documents.group.source": "来源",
    "documents.numerator": "分子 {amount}",
    "documents.denominator": "分母 {amount}",
    "documents.tie": "全部单据合计：{amounts}，与上面的数字一致。",
    "documents.sum": "全部单据合计：{amounts}。",
    "documents.differ": "合计与上面的数字不一致，请到“数据”页核对装载情况。",
    "documents.reason.percentile": "这是分位数，由每行的值排序得出，不是合计。",
    "documents.reason.distinct": "同一客户、车辆或单据只计一次，所以行数多于指标。",
    "documents.reason.mean": "指标取期间每天的平均存量，各行是期间内存在过的存量，合计不等于平均。",
    "documents.reason.per_time": "指标按天数或月数平均，合计除以天数或月数即得。",
    "documents.reason.scaled": "指标乘了固定系数（如年化），合计未乘。",
    "documents.reason.shared_out": "指标是按比例分摊的金额，各行是分摊前的金额。",
    "documents.reason.whole": "分母是全部成员之和，这里只列出本成员的单据。",
    "documents.reason.stores_counted": "指标数的是门店，不是单据。",
    "documents.reason.other_documents": "指标还来自其他类别的单据，请切换单据类别查看。",
    "documents.reason.reported": "数字来自门店上报、已公布或估算的值，不是由这些单据合计而来。",
    "documents.reason.stores_missing": "部分门店缺少所需数据，不计入指标，但它们的单据仍列在这里。",
    "export.xlsx": "导出 Excel",
    "export.page.title": "把本页的数字导出为 Excel：分子、分母、公式和合计都在",
    "export.documents.title": "把这些单据导出为 Excel",
    "export.file.page": "{title}-{day}.xlsx",
    "export.file.documents": "{title}-单据-{day}.xlsx",
    "export.busy": "正在制作的导出太多，请过一会儿再试。",
    "export.figures": "指标",
    "export.documents": "单据",
    "export.by": "按{by}",
    "export.kpi": "指标",
    "export.value": "数值",
    "export.unit": "单位",
    "export.numerator": "分子",
    "export.denominator": "分母",
    "export.state": "状态",
    "export.period": "期间",
    "export.total": "合计",
    "export.sound": "正常",
    "export.not_summed": "合计另行计算，不是各行之和",
    "export.stores": "门店：{stores}",
    "export.period.line": "期间：{period}",
    "export.compare": "对比：{names}",
    "export.at": "路径：{steps}",
    "export.reader": "读者：{reader} · 制作时间：{made}",
    "export.snapshot": "数据版本：{id}",
    "export.cut": "只导出前 {shown} 条，共 {total} 条。",
}

EN = {
    "path.title": "The way down",
    "path.step": "{by}: {name}",
    "path.members": "All {count} as a list",
    "path.no_member": "There is no {by} “{name}” in this period among what is open to you.",
    "path.no_grouping": "This KPI cannot be followed down by “{by}”.",
    "path.store_first": (
        "{by} “{name}”: such codes are valid within one store only; choose the store first."
    ),
    "path.back": "Back to the step before",
    "documents.lines.hint": "Click a row (or press Enter on it) for the lines of the document.",
    "documents.no_such": "No document {name} was found, or it has no lines.",
    "documents.masked": "Personal data are masked; this column neither filters nor sorts",
    "documents.group.document": "Document",
    "documents.group.customer": "Customer and vehicle",
    "documents.group.money": "Money",
    "documents.group.adds": "Adds to the figure",
    "documents.group.source": "Source",
    "documents.numerator": "numerator {amount}",
    "documents.denominator": "denominator {amount}",
    "documents.tie": "All documents add up to {amounts}: the figure above.",
    "documents.sum": "All documents add up to {amounts}.",
    "documents.differ": "This is not the figure above; check what is loaded on the page Data.",
    "documents.reason.percentile": "The figure is a percentile: the rows in order, not their sum.",
    "documents.reason.distinct": (
        "The same customer, vehicle or document counts once, so rows outnumber the figure."
    ),
    "documents.reason.mean": (
        "The figure is the mean stock over the days of the period; the rows are all that was ever "
        "in stock, and do not add up to a mean."
    ),
    "documents.reason.per_time": (
        "The figure is a mean per day or month: the sum divided by the days or months."
    ),
    "documents.reason.scaled": (
        "The figure carries a fixed factor (such as for a year); the sum does not."
    ),
    "documents.reason.shared_out": "The figure is an amount shared out; the rows are before that.",
    "documents.reason.whole": (
        "The denominator is of all members together; only the documents of this one are listed."
    ),
    "documents.reason.stores_counted": "The figure counts stores, not documents.",
    "documents.reason.other_documents": (
        "The figure rests on other kinds of documents, too; switch between them."
    ),
    "documents.reason.reported": (
        "The figure was reported, published or estimated, and is not the sum of these documents."
    ),
    "documents.reason.stores_missing": (
        "Stores that lack some of the data do not count; their documents are listed all the same."
    ),
    "export.xlsx": "Export to Excel",
    "export.page.title": (
        "The figures of this page as a workbook, with numerators, denominators, formulas and totals"
    ),
    "export.documents.title": "These documents as a workbook",
    "export.file.page": "{title}-{day}.xlsx",
    "export.file.documents": "{title}-documents-{day}.xlsx",
    "export.busy": "Too many exports are being made; please try again in a moment.",
    "export.figures": "Figures",
    "export.documents": "Documents",
    "export.by": "By {by}",
    "export.kpi": "KPI",
    "export.value": "Value",
    "export.unit": "Unit",
    "export.numerator": "Numerator",
    "export.denominator": "Denominator",
    "export.state": "State",
    "export.period": "Period",
    "export.total": "Total",
    "export.sound": "sound",
    "export.not_summed": "the total is taken on its own, not from the rows",
    "export.stores": "Stores: {stores}",
    "export.period.line": "Period: {period}",
    "export.compare": "Compared with: {names}",
    "export.at": "Way down: {steps}",
    "export.reader": "Reader: {reader} · made: {made}",
    "export.snapshot": "Snapshot: {id}",
    "export.cut": "Only the first {shown} of {total} are exported.",
}
