"""The chart of accounts of the demo network and what each account means for the KPIs."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Account:
    """One account; ``department`` is the auxiliary department under which it is booked."""

    code: str
    name: str
    department: str
    measure: str
    dept_measure: str
    variable: bool = False


ACCOUNTS = (
    Account("600101", "新车销售收入", "销售", "revenue", "new"),
    Account("600102", "二手车销售收入", "销售", "revenue", "used"),
    Account("600103", "精品销售收入", "销售", "revenue", "accessory"),
    Account("600104", "金融保险收入", "金融保险", "revenue", "fi"),
    Account("600105", "机电工时收入", "售后", "revenue", "service"),
    Account("600106", "钣喷工时收入", "售后", "revenue", "body"),
    Account("600107", "配件销售收入", "配件", "revenue", "parts"),
    Account("600109", "厂家返利收入", "销售", "rebate_income", "new"),
    Account("640101", "新车销售成本", "销售", "cogs", "new"),
    Account("640102", "二手车销售成本", "销售", "cogs", "used"),
    Account("640103", "精品销售成本", "销售", "cogs", "accessory"),
    Account("640104", "衍生产品成本", "金融保险", "cogs", "fi"),
    Account("640105", "机电工时成本", "售后", "cogs", "service"),
    Account("640106", "钣喷工时成本", "售后", "cogs", "body"),
    Account("640107", "配件销售成本", "配件", "cogs", "parts"),
    Account("660101", "销售提成", "销售", "personnel", "new", variable=True),
    Account("660102", "广告宣传费", "市场", "marketing_exp", "new"),
    Account("660103", "促销活动费", "市场", "marketing_exp", "new"),
    Account("660104", "交车及内部作业费", "销售", "selling_exp", "new", variable=True),
    Account("660105", "试驾车费用", "销售", "selling_exp", "new"),
    Account("660201", "销售人员薪酬", "销售", "personnel", "new"),
    Account("660202", "售后人员薪酬", "售后", "personnel", "service"),
    Account("660203", "配件人员薪酬", "配件", "personnel", "parts"),
    Account("660204", "金融保险人员薪酬", "金融保险", "personnel", "fi"),
    Account("660205", "管理人员薪酬", "行政", "personnel", "admin"),
    Account("660301", "场地租金", "行政", "overhead", "admin"),
    Account("660302", "折旧与摊销", "行政", "overhead", "admin"),
    Account("660303", "水电费", "行政", "overhead", "admin"),
    Account("660304", "办公通讯费", "行政", "overhead", "admin"),
    Account("660305", "培训费", "行政", "overhead", "admin"),
    Account("660306", "车间设备费", "售后", "overhead", "service"),
    Account("660401", "库存融资利息", "财务", "finance_cost", "new"),
    Account("660402", "银行手续费", "财务", "finance_cost", "admin"),
    Account("605101", "其他业务收入", "行政", "other_income", "admin"),
    Account("671101", "索赔拒付损失", "售后", "other_expense", "service"),
    Account("671102", "其他支出", "行政", "other_expense", "admin"),
    Account("680101", "所得税费用", "财务", "income_tax", "admin"),
    Account("100201", "银行存款", "财务", "current_asset", "admin"),
    Account("112201", "应收账款", "财务", "current_asset", "admin"),
    Account("140501", "新车库存", "销售", "current_asset", "new"),
    Account("140502", "二手车库存", "销售", "current_asset", "used"),
    Account("140503", "配件库存", "配件", "current_asset", "parts"),
    Account("140504", "在修成本", "售后", "current_asset", "service"),
    Account("200101", "库存融资借款", "财务", "current_liability", "new"),
    Account("220201", "应付账款", "财务", "current_liability", "admin"),
    Account("400101", "实收资本", "财务", "equity", "admin"),
    Account("410301", "本年利润", "财务", "equity", "admin"),
)
CREDIT_SIDE = ("revenue", "rebate_income", "other_income", "current_liability", "equity")
BALANCE_SHEET = ("current_asset", "current_liability", "equity")
