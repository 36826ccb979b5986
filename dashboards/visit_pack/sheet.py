"""The pack as a printed page: HTML that needs nothing from elsewhere, one A4 page per store."""

from collections.abc import Sequence
from html import escape

from dashboards.visit_pack.content import History, Pack, StorePage

_WIDTH, _HEIGHT, _EDGE = 460.0, 150.0, 6.0
_STYLE = """
@page { size: A4 landscape; margin: 12mm 14mm 14mm; }
* { box-sizing: border-box; }
body { margin: 0; color: #131c2b; font: 9.5pt/1.45 "Noto Sans CJK SC", "Noto Sans SC",
  "PingFang SC", "Microsoft YaHei", sans-serif; font-variant-numeric: tabular-nums; }
section { break-after: page; }
section:last-child { break-after: auto; }
h1 { font-size: 19pt; margin: 0; }
h2 { font-size: 11.5pt; margin: 5mm 0 2mm; }
p { margin: 1mm 0; }
.quiet, footer { color: #566375; }
footer { font-size: 7.5pt; border-top: 0.4pt solid #c6cfdc; margin-top: 4mm; padding-top: 1.5mm; }
table { width: 100%; border-collapse: collapse; }
th, td { text-align: left; vertical-align: top; padding: 1.6mm 2mm;
  border-bottom: 0.4pt solid #c6cfdc; }
th { color: #566375; font-weight: 600; background: #eef1f6; }
td.n, th.n { text-align: right; white-space: nowrap; }
td.lost { color: #c02430; font-weight: 700; }
td small { color: #566375; }
td.line { height: 9mm; }
.two { display: flex; gap: 8mm; }
.two > * { flex: 1; min-width: 0; }
svg { width: 100%; height: auto; }
"""


def sheet_of(pack: Pack, language: str) -> str:
    """The whole document; every text of it is escaped.

    Args:
        pack: what it says.
        language: ``zh`` or ``en``.
    """
    parts = [_overview(pack)] if len(pack.pages) > 1 else []
    parts += [_store(pack, page) for page in pack.pages]
    tag = "zh-CN" if language == "zh" else "en"
    return (
        f'<!DOCTYPE html><html lang="{tag}"><head><meta charset="utf-8">'
        f"<title>{escape(pack.title)}</title><style>{_STYLE}</style></head>"
        f"<body>{''.join(parts)}</body></html>"
    )


def _overview(pack: Pack) -> str:
    words = pack.words
    heads = [words["by.store"], words["pack.first"]]
    numbers = [words["side.rank"], words["side.gap"], words["side.money"]]
    rows = []
    for page in pack.pages:
        if page.gaps:
            gap = page.gaps[0]
            rows.append(_row([page.name, gap.kpi], [gap.rank, gap.gap], gap.money))
        else:
            rows.append(_row([page.name, page.note], ["", ""], ""))
    table = f"<table>{_head(heads, numbers)}{''.join(rows)}</table>"
    title = f"<h1>{escape(pack.title)}</h1><p class=quiet>{escape(words['pack.overview'])}</p>"
    return f"<section>{title}{table}{_foot(pack)}</section>"


def _store(pack: Pack, page: StorePage) -> str:
    words = pack.words
    parts = [f"<h1>{escape(page.name)}</h1><p class=quiet>{escape(page.about)}</p>"]
    parts.append(f"<h2>{escape(words['pack.gaps'])}</h2>")
    if page.gaps:
        numbers = ["side.value", "side.median", "side.best", "side.rank", "side.gap"]
        numbers += ["pack.change", "side.money"]
        head = _head([words["side.kpi"]], [words[key] for key in numbers], [words["pack.how"]])
        rows = [
            _row(
                [g.kpi],
                [g.value, g.median, g.best, g.rank, g.gap, g.change],
                g.money,
                f"<small>{escape(g.way)}</small> {escape(g.verdict)}",
            )
            for g in page.gaps
        ]
        parts.append(f"<table>{head}{''.join(rows)}</table>")
    if page.note:
        parts.append(f"<p class=quiet>{escape(page.note)}</p>")
    if page.ahead:
        parts.append(f"<p class=quiet>{escape(words['pack.ahead'])}: {escape(page.ahead)}</p>")
    left = _history(words, page.history) if page.history is not None else ""
    parts.append(f"<div class=two>{left}<div>{_agreed(pack, page)}</div></div>")
    return f"<section>{''.join(parts)}{_foot(pack)}</section>"


def _agreed(pack: Pack, page: StorePage) -> str:
    words = pack.words
    title = f"<h2>{escape(words['pack.agreed'])}</h2>"
    if not page.agreed:
        head = _head([words["pack.measure"], words["pack.owner"], words["pack.due"]], [])
        empty = "<tr><td class=line></td><td></td><td></td></tr>" * 3
        return f"{title}<p>{escape(words['pack.none_agreed'])}</p><table>{head}{empty}</table>"
    keys = ("measure", "owner", "due", "state", "since")
    head = _head([words[f"pack.{key}"] for key in keys], [])
    rows = [_row([a.measure, a.owner, a.due, a.state, a.change], []) for a in page.agreed]
    return f"{title}<table>{head}{''.join(rows)}</table>"


def _head(texts: Sequence[str], numbers: Sequence[str], last: Sequence[str] = ()) -> str:
    cells = [f"<th>{escape(text)}</th>" for text in texts]
    cells += [f"<th class=n>{escape(text)}</th>" for text in numbers]
    cells += [f"<th>{escape(text)}</th>" for text in last]
    return f"<tr>{''.join(cells)}</tr>"


def _row(
    texts: Sequence[str], numbers: Sequence[str], money: str | None = None, last: str | None = None
) -> str:
    """A row; ``last`` is markup, all else is text."""
    cells = [f"<td>{escape(text)}</td>" for text in texts]
    cells += [f"<td class=n>{escape(text)}</td>" for text in numbers]
    if money is not None:
        lost = " lost" if money.startswith("−") else ""
        cells.append(f'<td class="n{lost}">{escape(money)}</td>')
    if last is not None:
        cells.append(f"<td>{last}</td>")
    return f"<tr>{''.join(cells)}</tr>"


def _history(words: object, history: History) -> str:
    assert isinstance(words, dict)  # of the pack
    (low, low_text), (high, high_text) = history.low, history.high
    own = _path(history.own, low, high)
    middle = _path(history.middle, low, high)
    ends = "".join(
        f'<text x="0" y="{y:.0f}" font-size="9" fill="#566375">{escape(text)}</text>'
        for y, text in ((4, high_text), (_HEIGHT - 3, low_text))
    )
    step = (_WIDTH - 2 * _EDGE) / max(len(history.months) - 1, 1)
    labels = "".join(
        f'<text x="{_EDGE + n * step:.1f}" y="{_HEIGHT + 12:.0f}" font-size="9" fill="#566375" '
        f'text-anchor="middle">{escape(month)}</text>'
        for n, month in enumerate(history.months)
        if (len(history.months) - 1 - n) % 2 == 0
    )
    title = words["pack.history"].format(kpi=history.kpi)
    key = f"— {words['pack.own']}   - - {words['pack.middle']}"
    return (
        f"<div><h2>{escape(title)}</h2><p class=quiet>{escape(key)}</p>"
        f'<svg viewBox="-10 -4 {_WIDTH + 20:.0f} {_HEIGHT + 22:.0f}" role="img" '
        f'aria-label="{escape(title)}"><path d="M0 {_HEIGHT:.0f} H{_WIDTH:.0f}" stroke="#c6cfdc"/>'
        f'<path d="{middle}" fill="none" stroke="#7a8699" stroke-width="1.5" '
        f'stroke-dasharray="5 4"/><path d="{own}" fill="none" stroke="#1d5fd6" '
        f'stroke-width="2.5"/>{labels}{ends}</svg></div>'
    )


def _path(values: Sequence[float | None], low: float, high: float) -> str:
    step = (_WIDTH - 2 * _EDGE) / max(len(values) - 1, 1)
    parts, running = [], False
    for place, value in enumerate(values):
        if value is not None:
            mark = "L" if running else "M"
            parts.append(f"{mark}{_EDGE + place * step:.1f} {_height(value, low, high):.1f}")
        running = value is not None
    return " ".join(parts)


def _height(value: float, low: float, high: float) -> float:
    return _HEIGHT - _EDGE - (value - low) / ((high - low) or 1.0) * (_HEIGHT - 2 * _EDGE)


def _foot(pack: Pack) -> str:
    return f"<footer>{escape(pack.stamp)}</footer>"
