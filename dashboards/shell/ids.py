"""The ids that scripts, callbacks and tests meet by; each page uses the same ones."""

BODY = "page-body"
TRUST = "page-trust"
PANELS = "page-panels"
CHARTS = "page-charts"
TABLE = "page-table"
MORE = "page-more"
REST = "page-rest"
SHOWN = "page-shown"
FIGURES = "page-figures"
ASK = "page-ask"
STORE = "filter-store"
PERIOD = "filter-period"
DAYS = "filter-days"
COMPARE = "filter-compare"
DRILL_ASK = "drill-ask"
DRILL_BODY = "drill-body"
DRILL_FIGURES = "drill-figures"
DRILL_TABLE = "drill-table"
CHART = "chart"
CHART_ANSWER = "chart-answer"
CHART_FRAME = "chart-frame"
DRILL_CHART = "drill-chart"

# The places below the first cards, by part.
SLOTS = {"panels": PANELS, "charts": CHARTS, "table": TABLE, "more": MORE, "rest": REST}


def chart_id(kind: str, name: str) -> dict[str, str]:
    """Id of a part of a chart."""
    return {"type": kind, "name": name.replace(".", "-")}
