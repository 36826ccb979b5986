"""A page of the screen as one document for a printer: its figures, tables and what charts say."""

import re
from dataclasses import replace
from datetime import datetime
from functools import cache
from html import escape
from pathlib import Path

from dashboards.answering import answer_of
from dashboards.page import Page
from dashboards.printing.markup import to_html
from dashboards.services import LoadReport
from dashboards.shell.trust import trust_line
from dashboards.visit import Visit
from dashboards.workbooks.page import stamp_of

_ASSETS = Path(__file__).resolve().parent.parent.parent / "assets"
_SHEETS = (
    "00-tokens.css",
    "10-shell.css",
    "40-cards.css",
    "46-morning.css",
    "47-panels.css",
    "54-drivers.css",
)
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
_FONT_FILE = re.compile(r"@font-face \{[^}]*\}")
# Paper has the width of a laptop's screen, made smaller; what belongs together stays together.
_PAPER = """
@page { size: A4 landscape; margin: 9mm 10mm 10mm; }
html, body { background: #fff; margin: 0; }
body { zoom: 0.72; font-family: var(--fc-font); color: var(--fc-text); print-color-adjust: exact;
  -webkit-print-color-adjust: exact; }
h1 { font-size: 1.5rem; margin: 0; }
.fc-panel, .fc-card, tr, .fc-chapter { break-inside: avoid; }
.fc-panel, .fc-card { box-shadow: none; }
.fc-morning { grid-template-columns: minmax(0, 1fr) 300px; }
.fc-cards { grid-template-columns: repeat(6, minmax(0, 1fr)); }
.fc-more { zoom: 0.76; }
.fc-more .fc-cards { grid-template-columns: repeat(8, minmax(0, 1fr)); gap: 8px; }
.fc-more .fc-plain-table td, .fc-more .fc-plain-table th { padding-block: 4px; }
.fc-chapters { gap: 6px; }
.fc-lines-box, .fc-matrix-box { overflow: visible; }
.fc-paper-head { margin-bottom: 10px; }
.fc-paper-head p, .fc-paper-foot { font-size: 0.75rem; color: var(--fc-muted); margin: 2px 0 0; }
.fc-paper-foot { border-top: 1px solid var(--fc-line-strong); margin-top: 12px; padding-top: 4px; }
.fc-paper-charts { break-inside: avoid; margin: 12px 0; }
.fc-more { break-before: page; }
"""


def page_on_paper(visit: Visit, page: Page, report: LoadReport, made: datetime) -> str:
    """The HTML of a page, with store, period, filters, data as of, reader and time.

    Args:
        visit: who looks at what.
        page: what he looks at.
        report: what is loaded.
        made: the time of making.

    Raises:
        ScopeError: the page or a store is not open to the reader.
    """
    answer = answer_of(page, replace(visit, patient=True), report)
    trust = trust_line(visit, report, answer.missing, page.department)
    stamp = stamp_of(visit, visit.say(f"page.{page.key}"), trust, made)
    tag = "zh-CN" if visit.language == "zh" else "en"
    # The last but one tells stores, period and what is missing, in the words of the screen.
    lines = [line for line in stamp.lines if line]
    head = f"<h1>{escape(stamp.title)}</h1>" + "".join(f"<p>{escape(x)}</p>" for x in lines[:-2])
    said = [
        f"<li><b>{escape(visit.say(f'chart.{name}'))}</b> {escape(drawing.answer)}</li>"
        for name, drawing in answer.drawings.items()
        if drawing.answer
    ]
    charts = f'<ul class="fc-paper-charts">{"".join(said)}</ul>' if said else ""
    more = to_html(list(answer.more))
    return (
        f'<!DOCTYPE html><html lang="{tag}" data-bs-theme="light"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
        f"<title>{escape(stamp.title)}</title><style>{_style()}</style></head><body>"
        f'<header class="fc-paper-head">{head}</header>'
        f'<div class="fc-body">{to_html([*answer.body, *answer.panels])}</div>{charts}'
        f'{f"""<div class="fc-more fc-chapters">{more}</div>""" if more else ""}'
        f'<p class="fc-paper-foot">{escape(" · ".join(lines[-2:]))}</p></body></html>'
    )


@cache
def _style() -> str:
    texts = [(_ASSETS / name).read_text(encoding="utf-8") for name in _SHEETS]
    return _FONT_FILE.sub("", "\n".join(texts)) + _PAPER
