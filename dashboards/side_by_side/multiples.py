"""Small multiples: a KPI of every store over twelve months, all on one scale, beside its median."""

from collections.abc import Mapping, Sequence
from urllib.parse import quote

from dash import html
from dash.development.base_component import Component

from dashboards.components.attributes import extra
from dashboards.format import show, show_month
from dashboards.side_by_side.asked import Compared
from dashboards.side_by_side.choices import Choices
from dashboards.side_by_side.ranking_gaps import size_of
from dashboards.side_by_side.words import level_of, rank_text, sign_of
from dashboards.visit import Visit
from metrics.model.kpi import Kpi

SHOWN = 24
_WIDTH, _HEIGHT, _EDGE = 200, 64, 3
_SAFE = "=:/,;() '"
Line = Mapping[str, float]


def multiples(visit: Visit, chosen: Choices, found: Compared) -> list[Component]:
    """One small chart for each store; those with the largest gaps where there are many."""
    kpi, standings = chosen.line, found.standings
    if kpi is None or standings is None:
        return []
    lines = {
        store: {f.keys["month"]: f.value for f in figures if f.value is not None}
        for (name, store), figures in standings.months.items()
        if name == kpi.id
    }
    members = [key for key in found.members if lines.get(key)]
    if not members:
        return [html.P(visit.say("side.lines.none"), className="fc-answer")]
    cells = found.cells
    if len(members) > SHOWN:
        by_size = sorted(members, key=lambda key: -size_of(cells[key, kpi.id]))
        members = by_size[:SHOWN]
    middles = {key: standings.middles.get((kpi.id, key), {}) for key in members}
    values = [v for key in members for v in (*lines[key].values(), *middles[key].values())]
    months = sorted({month for key in members for month in lines[key]})
    low, high = min(values), max(values)
    # From zero where zero is near: an axis that starts elsewhere says so in the words above.
    low = 0.0 if 0 < low <= 0.6 * high else low
    charts = [
        _chart(visit, kpi, found, key, (lines[key], middles[key]), (months, low, high))
        for key in members
    ]
    said = visit.say(
        "side.lines.scale",
        low=show(low, kpi.unit, visit.language).text,
        high=show(high, kpi.unit, visit.language).text,
        first=show_month(months[0], visit.language, with_year=True),
        last=show_month(months[-1], visit.language, with_year=True),
    )
    if len(found.members) > SHOWN:
        said += visit.say("side.cut", count=SHOWN)
    return [html.P(said, className="fc-answer"), html.Div(charts, className="fc-side-multiples")]


def _chart(
    visit: Visit,
    kpi: Kpi,
    found: Compared,
    key: str,
    lines: tuple[Line, Line],
    scale: tuple[Sequence[str], float, float],
) -> html.Figure:
    own, middle = lines
    cell = found.cells.get((key, kpi.id))
    place = cell.place if cell else None
    months, low, high = scale
    newest = show(own[max(own)], kpi.unit, visit.language).text
    rank = rank_text(place)
    caption: list[Component] = [html.B(found.members[key])]
    told = f"{sign_of(kpi, place)} {newest}".strip() + (f" · {rank}" if rank != "–" else "")
    caption.append(html.Span(told, className=f"is-{level_of(kpi, place)}"))
    label = visit.say(
        "side.lines.label",
        name=found.members[key],
        kpi=visit.words(kpi.name),
        values="; ".join(
            f"{month} {show(value, kpi.unit, visit.language).text}" for month, value in own.items()
        ),
    )
    drawn = html.Div(
        [
            html.I(className="fc-side-middle", style=_mask(middle, months, low, high, dashed=True)),
            html.I(className="fc-side-line", style=_mask(own, months, low, high)),
        ],
        className="fc-side-plot",
        role="img",
        **extra({"aria-label": label}),
    )
    return html.Figure([html.Figcaption(caption), drawn], className="fc-side-chart")


def _mask(
    line: Line, months: Sequence[str], low: float, high: float, *, dashed: bool = False
) -> dict[str, str]:
    """A line as a mask, so that it takes its colour from the theme; gaps stay gaps."""
    step = (_WIDTH - 2 * _EDGE) / max(len(months) - 1, 1)
    span = (high - low) or 1.0
    path, running = [], False
    last = None
    for place, month in enumerate(months):
        value = line.get(month)
        if value is None:
            running = False
            continue
        x = round(_EDGE + place * step, 1)
        y = round(_HEIGHT - _EDGE - (value - low) / span * (_HEIGHT - 2 * _EDGE), 1)
        path.append(f"{'L' if running else 'M'}{x} {y}")
        running, last = True, (x, y)
    dash = "stroke-dasharray='3 3' stroke-width='1.3'" if dashed else "stroke-width='2'"
    dot = f"M{last[0]} {last[1]} h.01" if last and not dashed else ""
    svg = (
        f"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {_WIDTH} {_HEIGHT}' "
        "preserveAspectRatio='none'>"
        f"<path d='{' '.join(path)}' fill='none' stroke='black' {dash} "
        "stroke-linejoin='round' vector-effect='non-scaling-stroke'/>"
        f"<path d='{dot}' fill='none' stroke='black' stroke-width='6' stroke-linecap='round' "
        "vector-effect='non-scaling-stroke'/></svg>"
    )
    image = f'url("data:image/svg+xml,{quote(svg, safe=_SAFE)}")'
    return {"maskImage": image, "WebkitMaskImage": image}
