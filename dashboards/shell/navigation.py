"""Navigation at the side, at the bottom on a phone, and the bar on top."""

from collections.abc import Sequence

from dash import dcc, html

from dashboards.components.attributes import extra
from dashboards.i18n import say
from dashboards.page import Page
from metrics.model.kpi import Department, Kpi

GROUPS = ("overview", "departments", "tools")
WITHOUT_PAGE = (Department.NETWORK, Department.PEOPLE)
# What stays in reach of a thumb; the rest is one tap further.
THUMB = ("/", "/sales", "/after-sales", "/parts")


def side_bar(language: str, pages: Sequence[Page], pins: Sequence[Kpi] = ()) -> html.Nav:
    """The pages that are open to the reader and the KPIs that he pinned, under their headings."""
    blocks: list[html.Div] = []
    for group in GROUPS:
        links = [_link(language, page) for page in pages if page.group == group]
        if links:
            title = say(language, f"nav.{group}")
            blocks.append(
                html.Div(
                    [html.P(title, className="fc-nav-title"), *links], className="fc-nav-group"
                )
            )
    if pins:
        heading = html.P(say(language, "nav.pins"), className="fc-nav-title")
        found = [_pin(language, kpi) for kpi in pins]
        blocks.insert(1, html.Div([heading, *found], className="fc-nav-group"))
    brand = html.P([html.Span(className="fc-logo"), say(language, "brand")], className="fc-brand")
    return html.Nav(
        [brand, *blocks],
        className="fc-nav",
        id="nav",
        **extra({"aria-label": say(language, "nav.title")}),
    )


def bottom_bar(language: str, pages: Sequence[Page]) -> html.Nav:
    """Four pages and a button for all others."""
    links = [_link(language, page, short=True) for page in pages if page.path in THUMB]
    more = html.Button(
        [
            html.Span(className="icon icon-menu", **extra({"aria-hidden": "true"})),
            html.Span(say(language, "nav.more")),
        ],
        type="button",
        **extra({"data-act": "menu", "aria-controls": "nav"}),
    )
    return html.Nav(
        [*links, more], className="fc-thumb", **extra({"aria-label": say(language, "nav.title")})
    )


def top_bar(language: str, name: str) -> html.Header:
    """Language, theme and the person."""
    other = "en" if language == "zh" else "zh"
    return html.Header(
        [
            html.A(say(language, "shell.skip"), href="#main", className="fc-skip"),
            html.Button(
                html.Span(className="icon icon-menu", **extra({"aria-hidden": "true"})),
                type="button",
                className="fc-icon-button fc-menu",
                **extra({"data-act": "menu", "aria-label": say(language, "nav.title")}),
            ),
            html.Span(say(language, "brand.short"), className="fc-top-brand"),
            html.Span(className="fc-grow"),
            html.A(
                say(other, "shell.language"),
                href=f"?lang={other}",
                lang="zh-CN" if other == "zh" else "en",
                className="fc-lang",
                **extra({"data-lang": other}),
            ),
            html.Button(
                html.Span(className="icon icon-theme", **extra({"aria-hidden": "true"})),
                type="button",
                className="fc-icon-button",
                title=say(language, "shell.theme"),
                **extra({"data-act": "theme", "aria-label": say(language, "shell.theme")}),
            ),
            html.A(
                html.Span(className="icon icon-keep", **extra({"aria-hidden": "true"})),
                href=f"/me/views/new?lang={language}",
                className="fc-icon-button",
                title=say(language, "me.view.new"),
                **extra({"aria-label": say(language, "me.view.new")}),
            ),
            html.A(
                name,
                href=f"/me?lang={language}",
                className="fc-user",
                title=say(language, "shell.you", name=name),
            ),
            html.Form(
                html.Button(
                    html.Span(className="icon icon-sign-out", **extra({"aria-hidden": "true"})),
                    className="fc-icon-button",
                    title=say(language, "shell.sign_out"),
                    **extra({"aria-label": say(language, "shell.sign_out")}),
                ),
                action="/logout",
                method="post",
            ),
        ],
        className="fc-top",
    )


def _pin(language: str, kpi: Kpi) -> dcc.Link:
    return dcc.Link(
        [html.Span(className="icon icon-pin"), html.Span(kpi.name.say(language))],
        href=f"{page_path(kpi)}?kpi={kpi.id}",
        className="fc-nav-pin",
    )


def page_path(kpi: Kpi) -> str:
    """The page on which a KPI is at home; the first one where it has none of its own."""
    path = f"/{kpi.department.value.replace('_', '-')}"
    return "/" if kpi.department in WITHOUT_PAGE else path


def _link(language: str, page: Page, *, short: bool = False) -> dcc.Link:
    key = f"nav.{page.key}.short" if short else f"page.{page.key}"
    return dcc.Link(
        [
            html.Span(className=f"icon icon-{page.path.strip('/') or 'today'}"),
            html.Span(say(language, key)),
        ],
        href=page.path,
        id={"type": "nav-short" if short else "nav", "path": page.path},
        className="fc-nav-link",
    )
