"""Pages on paper: the figures of the screen, escaped, without controls, and behind the gate."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import dash
import pytest
from dash import dcc, html
from flask.testing import FlaskClient

from dashboards.application import create_app
from dashboards.page import Page
from dashboards.printing.markup import to_html
from dashboards.printing.paper import page_on_paper
from dashboards.services import PrintError
from dashboards.site import PAGES, page_of
from dashboards.web.exports import ADDRESSES
from tests.dashboards.conftest import sign_in
from tests.dashboards.network import NOW, Network, services_for

PRINT = ADDRESSES[-1]
SHOWN = [page for page in PAGES if page.path not in ("/data", "/handbook")]


def test_markup_is_escaped_and_holds_no_controls() -> None:
    node = html.Div(
        [
            html.P("<script>alert(1)</script>", title='"><b>'),
            html.A("more", href="javascript:alert(1)"),
            html.Button("press"),
            dcc.Store(id="x", data={"secret": 1}),
            html.Span(["kept ", None, 3], className="fc-number"),
            html.Details(html.Summary("how"), className="fc-how"),
        ],
        id={"type": "a", "index": 1},
        style={"WebkitMaskImage": 'url("data:x")', "width": "4%"},
    )
    assert to_html(node) == (
        '<div style="-webkit-mask-image: url(&quot;data:x&quot;); width: 4%">'
        '<p title="&quot;&gt;&lt;b&gt;">&lt;script&gt;alert(1)&lt;/script&gt;</p>'
        '<span>more</span><span class="fc-number">kept 3</span></div>'
    )


@pytest.mark.parametrize("page", SHOWN, ids=lambda page: page.key)
def test_a_page_on_paper_holds_the_figures_of_the_screen(network: Network, page: Page) -> None:
    visit = replace(network.visit(path=page.path, language="zh"), name="chief")
    text = page_on_paper(visit, page, network.report, NOW)
    answer = page.answer(visit, network.report)
    numbers = [n for part in (*answer.body, *answer.more) for n in _numbers(part)]
    # The network of the tests has deliveries and repair orders only.
    assert numbers or page.key not in ("today", "sales", "after_sales")
    assert all(f'class="fc-number">{number}<' in text for number in numbers)
    assert visit.say(f"page.{page.key}") in text
    assert "chief" in text
    assert "<script" not in text
    assert "<button" not in text


def _numbers(node: Any) -> Iterator[str]:
    if getattr(node, "className", "") == "fc-number":
        yield str(node.children)
    children = getattr(node, "children", None)
    # What is folded away is not printed.
    if getattr(node, "className", "") == "fc-how" or type(node).__name__ in ("Details", "Ul"):
        return
    for child in children if isinstance(children, list | tuple) else [children]:
        if hasattr(child, "children"):
            yield from _numbers(child)


@pytest.fixture
def printing(
    network: Network, tmp_path: Path
) -> Iterator[Callable[[Callable[[str], bytes]], FlaskClient]]:
    services = services_for(network, tmp_path)

    def with_printer(printer: Callable[[str], bytes]) -> FlaskClient:
        app: dash.Dash = create_app(replace(services, print_pdf=printer))
        client: FlaskClient = app.server.test_client()
        return client

    yield with_printer
    services.database.dispose()


def test_a_print_is_a_download_within_the_scope(
    printing: Callable[[Callable[[str], bytes]], FlaskClient],
) -> None:
    printed: list[str] = []

    def printer(document: str) -> bytes:
        printed.append(document)
        return b"%PDF-1.7"

    client = printing(printer)
    assert client.get(f"{PRINT}?path=/").status_code == 302
    sign_in(client, "chief")
    answer = client.get(f"{PRINT}?path=/&lang=en")
    assert (answer.status_code, answer.data) == (200, b"%PDF-1.7")
    assert answer.headers["Content-Type"] == "application/pdf"
    assert "forecourt-today-page.pdf" in answer.headers["Content-Disposition"]
    assert client.get(f"{PRINT}?path=/&store=B2").status_code == 404
    assert client.get(f"{PRINT}?path=/no-such").status_code == 404
    assert len(printed) == 1
    assert "松湖店" not in printed[0]


def test_a_printer_that_fails_is_told(
    printing: Callable[[Callable[[str], bytes]], FlaskClient],
) -> None:
    def printer(document: str) -> bytes:
        raise PrintError("no paper")

    client = printing(printer)
    sign_in(client, "chief")
    answer = client.get(f"{PRINT}?path=/")
    assert answer.status_code == 503
    assert "no paper" not in answer.get_data(as_text=True)


def test_without_a_printer_there_is_no_such_thing(client: FlaskClient) -> None:
    sign_in(client, "chief")
    assert client.get(f"{PRINT}?path=/").status_code == 404
    assert page_of("/") is not None
