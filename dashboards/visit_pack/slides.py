"""The pack as slides: native tables and charts, text that can be edited, a Chinese font by name."""

import io
from collections.abc import Sequence
from typing import Any

from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LEGEND_POSITION
from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE, PP_ALIGN
from pptx.util import Inches, Pt

from dashboards.visit_pack.content import History, Pack, StorePage
from dashboards.visit_pack.typefaces import name_fonts

_INK, _MUTED, _ACCENT = RGBColor(0x13, 0x1C, 0x2B), RGBColor(0x56, 0x63, 0x75), "1D5FD6"
_BAD, _HEAD = RGBColor(0xC0, 0x24, 0x30), RGBColor(0xEE, 0xF1, 0xF6)
_WHITE = RGBColor(0xFF, 0xFF, 0xFF)
_BLANK = 6
_WIDE = 12.3
_LEFT = 0.5


def slides_of(pack: Pack, language: str) -> bytes:
    """The bytes of a PowerPoint file: an overview where there are several stores, then a page each.

    Args:
        pack: what it says.
        language: ``zh`` or ``en``, for the language of spelling and the fonts.
    """
    deck = Presentation()
    deck.slide_width, deck.slide_height = Inches(13.333), Inches(7.5)
    deck.core_properties.title = pack.title
    deck.core_properties.author = "Forecourt"
    deck.core_properties.subject = pack.stamp
    if len(pack.pages) > 1:
        _overview(deck, pack)
    for page in pack.pages:
        _store(deck, pack, page)
    name_fonts(deck, language)
    out = io.BytesIO()
    deck.save(out)
    return out.getvalue()


def _overview(deck: Any, pack: Pack) -> None:
    words = pack.words
    heads = [words["by.store"], words["pack.first"], words["side.rank"], words["side.gap"]]
    heads.append(words["side.money"])
    rows = []
    for page in pack.pages:
        first = page.gaps[0] if page.gaps else None
        told = [first.kpi, first.rank, first.gap, first.money] if first else [page.note, "", "", ""]
        rows.append([page.name, *told])
    # As many rows as a slide holds; the next ones follow on another.
    for start in range(0, len(rows), 14):
        slide = _slide(deck, pack, pack.title, words["pack.overview"])
        part = rows[start : start + 14]
        _table(slide, heads, part, (2.6, 4.2, 1.2, 2.1, 2.2), 1.5, numbers=(2, 3, 4))


def _store(deck: Any, pack: Pack, page: StorePage) -> None:
    words = pack.words
    slide = _slide(deck, pack, page.name, page.about)
    _text(slide, words["pack.gaps"], _LEFT, 1.35, _WIDE, 0.35, size=14, bold=True)
    heads = [
        words[key]
        for key in (
            "side.kpi", "side.value", "side.median", "side.best", "side.rank", "side.gap",
            "pack.change", "side.money", "pack.how",
        )
    ]  # fmt: skip
    rows = [
        [g.kpi, g.value, g.median, g.best, g.rank, g.gap, g.change, g.money, g.way or g.verdict]
        for g in page.gaps
    ]
    top = 1.75
    if rows:
        widths = (2.1, 1.2, 1.2, 1.2, 0.7, 1.25, 1.0, 1.15, 2.5)
        _table(slide, heads, rows, widths, top, numbers=(1, 2, 3, 4, 5, 6, 7), row=0.5)
        top += 0.4 + 0.5 * len(rows)
    for text in (page.note, f"{words['pack.ahead']}: {page.ahead}" if page.ahead else ""):
        if text:
            _text(slide, text, _LEFT, top + 0.05, _WIDE, 0.35, size=11, colour=_MUTED)
            top += 0.32
    top = max(top + 0.2, 4.1)
    half = 5.6
    if page.history is not None:
        title = words["pack.history"].format(kpi=page.history.kpi)
        _text(slide, title, _LEFT, top, half, 0.35, size=14, bold=True)
        _chart(slide, page.history, words, (_LEFT, top + 0.35, half, 6.75 - top - 0.35))
    right = _LEFT + half + 0.4 if page.history is not None else _LEFT
    width = _WIDE - right + _LEFT
    _text(slide, words["pack.agreed"], right, top, width, 0.35, size=14, bold=True)
    if not page.agreed:
        _text(slide, words["pack.none_agreed"], right, top + 0.4, width, 0.35, size=11)
        lines = [["", "", ""] for _ in range(3)]
        heads = [words["pack.measure"], words["pack.owner"], words["pack.due"]]
        _table(slide, heads, lines, _parts(width, (3, 1.2, 1)), top + 0.8)
        return
    heads = [words[f"pack.{k}"] for k in ("measure", "owner", "due", "state", "since")]
    lines = [[a.measure, a.owner, a.due, a.state, a.change] for a in page.agreed]
    _table(slide, heads, lines, _parts(width, (2.2, 0.9, 1.0, 0.9, 2.2)), top + 0.4, row=0.5)


def _parts(width: float, shares: Sequence[float]) -> list[float]:
    return [width * share / sum(shares) for share in shares]


def _slide(deck: Any, pack: Pack, title: str, about: str) -> Any:
    slide = deck.slides.add_slide(deck.slide_layouts[_BLANK])
    _text(slide, title, _LEFT, 0.35, _WIDE, 0.6, size=26, bold=True)
    _text(slide, about, _LEFT, 0.92, _WIDE, 0.35, size=12, colour=_MUTED)
    _text(slide, pack.stamp, _LEFT, 7.05, _WIDE, 0.3, size=9, colour=_MUTED)
    return slide


def _text(  # noqa: PLR0913 - a box and its type
    slide: Any,
    text: str,
    left: float,
    top: float,
    width: float,
    height: float,
    *,
    size: int,
    bold: bool = False,
    colour: RGBColor = _INK,
) -> None:
    box = slide.shapes.add_textbox(Inches(left), Inches(top), Inches(width), Inches(height))
    frame = box.text_frame
    frame.word_wrap = True
    frame.auto_size = MSO_AUTO_SIZE.NONE
    frame.margin_left = frame.margin_right = 0
    _write(frame, text, size, bold, colour)


def _write(frame: Any, text: str, size: int, bold: bool, colour: RGBColor) -> None:
    run = frame.paragraphs[0].add_run()
    run.text = text
    run.font.size, run.font.bold = Pt(size), bold
    run.font.color.rgb = colour


def _table(  # noqa: PLR0913 - a table and where it stands
    slide: Any,
    heads: Sequence[str],
    rows: Sequence[Sequence[str]],
    widths: Sequence[float],
    top: float,
    *,
    numbers: Sequence[int] = (),
    row: float = 0.36,
) -> None:
    frame = slide.shapes.add_table(
        len(rows) + 1, len(heads), Inches(_left_of(widths)), Inches(top),
        Inches(sum(widths)), Inches(0.36 + row * len(rows)),
    )  # fmt: skip
    table = frame.table
    for place, width in enumerate(widths):
        table.columns[place].width = Inches(width)
    for line, cells in enumerate([heads, *rows]):
        table.rows[line].height = Inches(0.36 if line == 0 else row)
        for place, text in enumerate(cells):
            cell = table.cell(line, place)
            cell.fill.solid()
            cell.fill.fore_color.rgb = _HEAD if line == 0 else _WHITE
            cell.vertical_anchor = MSO_ANCHOR.MIDDLE
            cell.margin_left = cell.margin_right = Inches(0.06)
            cell.margin_top = cell.margin_bottom = Inches(0.02)
            cell.text_frame.word_wrap = True
            lost = line > 0 and place in numbers and text.startswith("−")
            _write(
                cell.text_frame, text, 10, line == 0 or place == 0,
                _MUTED if line == 0 else _BAD if lost and text.endswith(("元", "CNY")) else _INK,
            )  # fmt: skip
            if place in numbers:
                cell.text_frame.paragraphs[0].alignment = PP_ALIGN.RIGHT


def _left_of(widths: Sequence[float]) -> float:
    """Tables narrower than the slide that stand at its right end start there."""
    return _LEFT if sum(widths) > _WIDE * 0.6 else _LEFT + _WIDE - sum(widths)


def _chart(slide: Any, history: History, words: Any, at: tuple[float, float, float, float]) -> None:
    data = CategoryChartData(number_format="0.0%" if history.is_percent else "#,##0.##")
    data.categories = list(history.months)
    data.add_series(words["pack.own"], history.own)
    if any(value is not None for value in history.middle):
        data.add_series(words["pack.middle"], history.middle)
    left, top, width, height = (Inches(part) for part in at)
    frame = slide.shapes.add_chart(XL_CHART_TYPE.LINE, left, top, width, height, data)
    chart = frame.chart
    chart.has_legend = True
    chart.legend.position = XL_LEGEND_POSITION.TOP
    chart.legend.include_in_layout = False
    chart.font.size = Pt(9)
    chart.value_axis.minimum_scale = history.low[0]
    chart.value_axis.major_gridlines.format.line.color.rgb = RGBColor(0xE1, 0xE6, 0xEE)
    chart.value_axis.tick_labels.number_format = "0%" if history.is_percent else "#,##0.##"
    chart.value_axis.tick_labels.number_format_is_linked = False
    for series, colour in zip(chart.plots[0].series, (_ACCENT, "7A8699"), strict=False):
        series.smooth = False
        series.format.line.color.rgb = RGBColor.from_string(colour)
        series.format.line.width = Pt(2.25)
