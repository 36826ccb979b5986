"""The filter bar: stores, period, comparisons; each change goes into the address."""

from collections.abc import Sequence
from typing import Any

import dash_bootstrap_components as dbc
from dash import dcc, html
from dash.development.base_component import Component

from dashboards.components.attributes import extra
from dashboards.periods import preset_of, presets
from dashboards.query import COMPARISONS
from dashboards.shell import ids
from dashboards.visit import Visit


def filter_bar(visit: Visit, shown: Sequence[str] = ("period", "compare")) -> html.Div:
    """The controls, set to what the address says.

    Args:
        visit: who looks at what.
        shown: which apply beside the stores; the others keep their values out of sight.
    """
    hidden = {name: "" if name in shown else " is-hidden" for name in ("period", "compare")}
    fiscal = visit.calendar.fiscal_start
    period = preset_of(visit.period, visit.as_of, fiscal)
    offered = presets(visit.as_of, fiscal)
    names = [preset.name for preset in offered]
    days = {p.name: [p.period.start.isoformat(), p.period.end.isoformat()] for p in offered}
    return html.Div(
        [
            _stores(visit),
            html.Div(
                # Those of dash call themselves lists of options and are none.
                dbc.RadioItems(
                    id=ids.PERIOD,
                    options=[
                        {"label": visit.say(f"period.{name}"), "value": name}
                        for name in [*names, "custom"]
                    ],
                    value=period,
                ),
                className="fc-segments fc-period" + hidden["period"],
                role="radiogroup",
                **extra({"aria-label": visit.say("filter.period")}),
            ),
            html.Div(
                dcc.DatePickerRange(
                    id=ids.DAYS,
                    start_date=visit.period.start.isoformat(),
                    end_date=visit.period.end.isoformat(),
                    display_format="YYYY-MM-DD",
                    first_day_of_week=1,
                    minimum_nights=0,
                    max_date_allowed=visit.as_of.isoformat(),
                    clearable=False,
                ),
                id="filter-days-box",
                className="fc-days" + ("" if period == "custom" else " is-hidden"),
            ),
            html.Div(
                dbc.Checklist(
                    id=ids.COMPARE,
                    options=[
                        {"label": visit.say(f"compare.{name}"), "value": name}
                        for name in COMPARISONS
                    ],
                    value=list(visit.view.compare),
                ),
                className="fc-segments fc-compare" + hidden["compare"],
                role="group",
                **extra({"aria-label": visit.say("filter.compare")}),
            ),
            dcc.Store(id="filter-presets", data=days),
        ],
        className="fc-filters",
        role="group",
        **extra({"aria-label": visit.say("filter.title")}),
    )


def _stores(visit: Visit) -> Component:
    stores = visit.open_stores
    options: list[dict[str, Any]] = [
        {
            "label": f"{store.name} · {store.region}" if store.region else store.name,
            "value": store.code,
            "search": f"{store.name} {store.region} {store.city} {store.code}",
        }
        for store in stores
    ]
    if len(stores) == 1:
        only = dcc.Store(id=ids.STORE, data=[])
        return html.Div([html.Span(stores[0].name), only], className="fc-only-store")
    return html.Div(
        dcc.Dropdown(
            id=ids.STORE,
            options=options,
            value=list(visit.view.stores),
            multi=True,
            placeholder=visit.say("filter.all_stores", count=len(stores)),
            labels={
                "select_all": visit.say("filter.select_all"),
                "deselect_all": visit.say("filter.deselect_all"),
                "selected_count": visit.say("filter.selected_count"),
                "search": visit.say("filter.search"),
                "clear_search": visit.say("filter.clear_search"),
                "clear_selection": visit.say("filter.clear_selection"),
                "no_options_found": visit.say("filter.no_options"),
            },
        ),
        className="fc-store-filter",
    )
