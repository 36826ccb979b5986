"""The one chart of accounts that all worked examples share: it belongs to no store."""

ACCOUNT_MAP: list[dict[str, object]] = [
    {
        "account_code": "6001",
        "measure": "revenue",
        "dept_measure": "new",
        "is_variable_selling": False,
    },
    {
        "account_code": "6002",
        "measure": "revenue",
        "dept_measure": "service",
        "is_variable_selling": False,
    },
    {
        "account_code": "6003",
        "measure": "revenue",
        "dept_measure": "parts",
        "is_variable_selling": False,
    },
    {
        "account_code": "6401",
        "measure": "cogs",
        "dept_measure": "new",
        "is_variable_selling": False,
    },
    {
        "account_code": "6402",
        "measure": "cogs",
        "dept_measure": "service",
        "is_variable_selling": False,
    },
    {
        "account_code": "6403",
        "measure": "cogs",
        "dept_measure": "parts",
        "is_variable_selling": False,
    },
    {
        "account_code": "6051",
        "measure": "rebate_income",
        "dept_measure": "new",
        "is_variable_selling": False,
    },
    {
        "account_code": "6601",
        "measure": "selling_exp",
        "dept_measure": "new",
        "is_variable_selling": True,
    },
    {
        "account_code": "6602",
        "measure": "marketing_exp",
        "dept_measure": "new",
        "is_variable_selling": False,
    },
    {
        "account_code": "6611",
        "measure": "personnel",
        "dept_measure": "admin",
        "is_variable_selling": False,
    },
    {
        "account_code": "6621",
        "measure": "overhead",
        "dept_measure": "admin",
        "is_variable_selling": False,
    },
    {
        "account_code": "6603",
        "measure": "finance_cost",
        "dept_measure": "admin",
        "is_variable_selling": False,
    },
    {
        "account_code": "6301",
        "measure": "other_income",
        "dept_measure": "admin",
        "is_variable_selling": False,
    },
    {
        "account_code": "6711",
        "measure": "other_expense",
        "dept_measure": "admin",
        "is_variable_selling": False,
    },
    {
        "account_code": "6801",
        "measure": "income_tax",
        "dept_measure": "admin",
        "is_variable_selling": False,
    },
    {
        "account_code": "1405",
        "measure": "current_asset",
        "dept_measure": "admin",
        "is_variable_selling": False,
    },
    {
        "account_code": "2202",
        "measure": "current_liability",
        "dept_measure": "admin",
        "is_variable_selling": False,
    },
    {
        "account_code": "4001",
        "measure": "equity",
        "dept_measure": "admin",
        "is_variable_selling": False,
    },
]
