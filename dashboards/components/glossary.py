"""The glossary as sections of the handbook; the search of the handbook finds its entries, too."""

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from dashboards.components.attributes import extra
from dashboards.glossary import SECTIONS
from dashboards.terms import Term
from dashboards.visit import Visit


def glossary(visit: Visit) -> list[Component]:
    """A section for each group of terms, the term in the other language beside it."""
    return [_section(visit, key, terms) for key, terms in SECTIONS]


def glossary_link(visit: Visit) -> html.A:
    """The way from the top of the handbook down to the terms."""
    return html.A(visit.say("glossary.title"), href="#glossary-trade", className="fc-glossary-link")


def _section(visit: Visit, key: str, terms: Sequence[Term]) -> html.Section:
    title = f"{visit.say('glossary.title')} · {visit.say(f'glossary.{key}')} · {len(terms)}"
    return html.Section(
        [
            html.H2(title, className="fc-chapter"),
            html.Dl([_entry(visit, term) for term in terms], className="fc-terms"),
        ],
        className="fc-handbook",
        id=f"glossary-{key}",
    )


def _entry(visit: Visit, term: Term) -> html.Div:
    other = term.name.say("en" if visit.language == "zh" else "zh")
    lang = "en" if visit.language == "zh" else "zh-CN"
    name: list[Component | str] = [html.Span(visit.words(term.name), className="fc-entry-name")]
    if term.short:
        name.append(html.Abbr(term.short))
    name.append(html.Span(other, className="fc-muted", lang=lang))
    words = (term.short, *(text for w in (term.name, term.meaning) for text in (w.zh, w.en)))
    return html.Div(
        [html.Dt(name), html.Dd(visit.words(term.meaning))],
        className="fc-entry fc-term",
        id=f"term-{term.code}",
        **extra({"data-search": " ".join(words).lower()}),
    )
