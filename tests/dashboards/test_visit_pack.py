"""What a visit pack says, and that its slides can be edited and its page printed."""

import io
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date
from html.parser import HTMLParser
from typing import Any

import pytest
from pptx import Presentation
from pptx.oxml.ns import qn

from access import OPERATOR, Scope, ScopeError
from dashboards.query import View
from dashboards.visit import Visit
from dashboards.visit_pack.agreed import Agreement
from dashboards.visit_pack.content import Pack, pack_of
from dashboards.visit_pack.sheet import sheet_of
from dashboards.visit_pack.slides import slides_of
from dashboards.visit_pack.typefaces import CHINESE
from tests.dashboards.network import CALENDAR
from tests.dashboards.twelve_stores import AREA, CHIEF, STORES, twelve
from tests.metrics.network import Network

__all__ = ["twelve"]
TODAY = date(2026, 10, 8)
START, END = date(2026, 8, 1), date(2026, 9, 30)


@dataclass
class Kept:
    """Agreements as they are kept."""

    rows: Sequence[Agreement]

    def agreed(self, scope: Scope, stores: Collection[str]) -> Sequence[Agreement]:
        """Those with these stores."""
        return [row for row in self.rows if row.store in stores]


AGREED = Kept(
    [
        Agreement(
            "N05",
            "折扣 <一成以上> 由总经理签字",
            "李经理",
            date(2026, 3, 10),
            due=date(2026, 6, 30),
            kpi="front_gross_per_unit",
        ),
        Agreement("N01", "补一名顾问", "王主管", date(2026, 9, 1), done=date(2026, 9, 20)),
        Agreement("N12", "别家的约定", "赵", date(2026, 9, 1)),
    ]
)


class NoAgreements:
    """Nothing is kept anywhere."""

    def agreed(self, scope: Scope, stores: Collection[str]) -> Sequence[Agreement]:
        return ()


def visit_of(twelve: Network, *stores: str, scope: Scope = OPERATOR, language: str = "zh") -> Visit:
    view = View(stores=stores, start=START, end=END)
    return Visit("/compare", language, scope, twelve.quick, view, CALENDAR, name="area")


@pytest.fixture(scope="module")
def pack(twelve: Network) -> Pack:
    return pack_of(visit_of(twelve, "N01", "N05"), AGREED, TODAY)


def test_the_largest_gap_in_money_comes_first(pack: Pack) -> None:
    page = next(page for page in pack.pages if "N05" in page.name)
    assert 1 <= len(page.gaps) <= 3
    first = page.gaps[0]
    assert first.kpi == "单车毛利(裸车)"
    assert first.rank == "12/12"
    assert first.money.startswith("−")
    # Two months of 18 cars.
    assert "× 36（有价格和成本的零售交车）" in first.way
    assert page.history is not None
    assert len(page.history.own) == len(page.history.months) == 12


def test_what_was_agreed_stands_beside_what_has_become_of_it(pack: Pack) -> None:
    behind = next(page for page in pack.pages if "N05" in page.name)
    (line,) = behind.agreed
    assert (line.owner, line.due, line.state) == ("李经理", "2026-06-30", "逾期 92 天")
    assert line.change.startswith("单车毛利(裸车)：")
    assert "（2026-03）→" in line.change
    other = next(page for page in pack.pages if "N01" in page.name)
    assert [one.state for one in other.agreed] == ["已完成 2026-09-20"]
    assert "别家" not in str(pack)


def test_a_pack_is_stamped(pack: Pack) -> None:
    for text in (
        "2 家门店",
        "2026-08-01 至 09-30",
        "数据截至 2026-09-30",
        "读者 area",
        "2026-10-08",
    ):
        assert text in pack.stamp


def test_no_store_outside_the_scope_is_in_a_pack(twelve: Network) -> None:
    own = pack_of(visit_of(twelve, scope=CHIEF), NoAgreements(), TODAY)
    assert [page.name for page in own.pages] == ["暗号N05店"]
    for code in STORES:
        assert code == "N05" or code not in str(own)
    with pytest.raises(ScopeError):
        pack_of(visit_of(twelve, "N07", scope=AREA), NoAgreements(), TODAY)


def test_an_empty_period_says_so(twelve: Network) -> None:
    visit = visit_of(twelve, "N05")
    long_ago = replace(visit.view, start=date(2019, 1, 1), end=date(2019, 1, 31))
    (page,) = pack_of(replace(visit, view=long_ago), NoAgreements(), TODAY).pages
    assert (page.gaps, page.history) == ([], None)
    assert "没有数值" in page.note


def shapes(deck: Any) -> list[Any]:
    return [shape for slide in deck.slides for shape in slide.shapes]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_slides_are_native_and_name_a_chinese_font(twelve: Network, language: str) -> None:
    pack = pack_of(visit_of(twelve, "N01", "N05", language=language), AGREED, TODAY)
    deck = Presentation(io.BytesIO(slides_of(pack, language)))
    # An overview, and a page for each store.
    assert len(deck.slides) == 3
    kinds = [(shape.has_table, shape.has_chart) for shape in shapes(deck)]
    assert (True, False) in kinds
    assert (False, True) in kinds
    assert not any(shape.shape_type == 13 for shape in shapes(deck))
    runs = [run for slide in deck.slides for run in slide.element.iter(qn("a:rPr"))]
    assert runs
    for run in runs:
        east = run.find(qn("a:ea"))
        assert east is not None
        assert east.get("typeface") == CHINESE
        # Fills come before fonts, Latin before East Asian: another order is a broken file.
        names = [child.tag for child in run]
        assert names.index(qn("a:latin")) < names.index(qn("a:ea"))
        assert names.index(qn("a:solidFill")) < names.index(qn("a:latin"))
    said = " ".join(shape.text_frame.text for shape in shapes(deck) if shape.has_text_frame)
    assert pack.stamp in said


def test_a_chart_can_be_edited_with_its_own_figures(pack: Pack) -> None:
    deck = Presentation(io.BytesIO(slides_of(pack, "zh")))
    chart = next(shape.chart for shape in shapes(deck) if shape.has_chart)
    history = next(page.history for page in pack.pages if page.history is not None)
    assert [s.name for s in chart.plots[0].series] == ["本店", "同组中位数"]
    assert list(chart.plots[0].series[0].values) == pytest.approx(list(history.own))
    assert chart.part.chart_workbook.xlsx_part is not None


def test_nothing_on_a_slide_lies_outside_of_it(pack: Pack) -> None:
    deck = Presentation(io.BytesIO(slides_of(pack, "zh")))
    for shape in shapes(deck):
        assert shape.left >= 0
        assert shape.left + shape.width <= deck.slide_width
        assert shape.top + shape.height <= deck.slide_height


class Tags(HTMLParser):
    """Collects tags and addresses."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.addresses: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.addresses += [value or "" for name, value in attrs if name in ("src", "href")]


def test_the_printed_page_escapes_what_people_wrote_and_loads_nothing(pack: Pack) -> None:
    text = sheet_of(pack, "zh")
    found = Tags()
    found.feed(text)
    assert "一成以上" not in found.tags
    assert "折扣 &lt;一成以上&gt;" in text
    assert found.addresses == []
    assert "script" not in found.tags
    assert found.tags.count("section") == 3
    assert text.count(pack.stamp) == 3
