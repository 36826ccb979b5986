"""The panel on the profit page: what does not tie comes first, within the stores in view."""

from dataclasses import replace
from decimal import Decimal

from dashboards.board.tie_out import tie_out_panel
from dashboards.query import View
from metrics.tie_out import Account, Side, Tie
from tests.dashboards.network import Network
from tests.dashboards.test_pages import texts


def _tie(store: str, documents: int | None, ledger: int) -> Tie:
    account = Account("600101", "新车销售收入", Decimal(ledger))
    booked = Decimal(ledger)
    given = None if documents is None else Decimal(documents)
    return Tie(store, "202609", "new", Side.REVENUE, given, booked, (account,))


TIES = (_tie("A1", 5000, 5000), _tie("A1", 4000, 5000), _tie("B2", None, 700))


def test_what_does_not_tie_comes_first(network: Network) -> None:
    report = replace(network.report, ties=TIES)
    (panel,) = tie_out_panel(network.visit("/profit"), report)
    assert "3 处中 1 处不符，1 处缺单据或科目" in texts([panel])
    rows = panel.children[1].rowData
    assert [row["verdict"] for row in rows] == ["不符", "无法比较：没有单据", "相符"]
    assert rows[0]["difference"] == -1000
    assert rows[0]["tolerance"] == 100
    assert rows[0]["accounts"] == "600101 新车销售收入 5,000.00"


def test_only_stores_in_view_are_shown(network: Network) -> None:
    report = replace(network.report, ties=TIES)
    visit = network.visit("/profit", "en", view=View(stores=("C3",)))
    assert tie_out_panel(visit, report) == []
    visit = network.visit("/profit", "en", view=View(stores=("A1",)))
    (panel,) = tie_out_panel(visit, replace(report, ties=TIES[:1]))
    assert "All 1 tie." in texts([panel])
