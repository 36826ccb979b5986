"""A line of thirteen months, small enough for a card: an SVG that takes the colour of the text."""

from collections.abc import Sequence
from urllib.parse import quote

from dash import html

from dashboards.components.attributes import extra

WIDTH, HEIGHT, _EDGE = 120, 30, 3


def sparkline(values: Sequence[float | None], label: str) -> html.Div:
    """Draw a trend; gaps stay gaps, and a value alone is a dot.

    Args:
        values: oldest first, None where there is no figure.
        label: what it shows, for readers who do not see it.
    """
    known = [v for v in values if v is not None]
    if not known:
        return html.Div(className="fc-spark is-empty")
    points = _points(values, min(known), max(known))
    svg = _svg(points)
    mask = f'url("data:image/svg+xml,{quote(svg, safe=_SAFE)}")'
    return html.Div(
        className="fc-spark",
        style={"maskImage": mask},
        role="img",
        **extra({"aria-label": label}),
    )


_SAFE = "=:/,;() '"


def _points(
    values: Sequence[float | None], low: float, high: float
) -> list[tuple[float, float] | None]:
    step = (WIDTH - 2 * _EDGE) / max(len(values) - 1, 1)
    span = high - low
    found: list[tuple[float, float] | None] = []
    for index, value in enumerate(values):
        if value is None:
            found.append(None)
            continue
        height = (value - low) / span if span else 0.5
        x = _EDGE + index * step
        found.append((round(x, 1), round(HEIGHT - _EDGE - height * (HEIGHT - 2 * _EDGE), 1)))
    return found


def _svg(points: Sequence[tuple[float, float] | None]) -> str:
    line, area, run = [], [], []
    for point in [*points, None]:
        if point is not None:
            run.append(point)
            continue
        if len(run) > 1:
            path = " L".join(f"{x} {y}" for x, y in run)
            line.append(f"M{path}")
            area.append(f"M{run[0][0]} {HEIGHT} L{path} L{run[-1][0]} {HEIGHT} Z")
        run = []
    last = next(point for point in reversed(points) if point is not None)
    return (
        f"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {WIDTH} {HEIGHT}' "
        "preserveAspectRatio='none'>"
        f"<path d='{' '.join(area)}' fill-opacity='.13'/>"
        f"<path d='{' '.join(line)}' fill='none' stroke='black' stroke-width='1.6' "
        "stroke-linejoin='round' stroke-linecap='round' vector-effect='non-scaling-stroke'/>"
        # A stroke of no length is a dot that stays round however far the picture is stretched.
        f"<path d='M{last[0]} {last[1]} h.01' fill='none' stroke='black' stroke-width='6' "
        "stroke-linecap='round' vector-effect='non-scaling-stroke'/></svg>"
    )
