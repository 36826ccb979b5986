"""Tables become panels of complete rows; what cannot is refused with its column and row."""

import numpy as np
import pandas as pd
import pytest

from metrics.drivers.building import build
from metrics.drivers.columns import Columns
from metrics.drivers.input_errors import PanelError

COLUMNS = Columns("gross", ("fill",), ("days",), entity="store", time="month")


def table(**changed: list[object]) -> pd.DataFrame:
    """Two stores with three months and a gap, one with a single month."""
    columns: dict[str, list[object]] = {
        "store": ["B", "B", "B", "A", "A", "A", "C"],
        "month": ["2024-01", "2024-02", "2024-04", "2024-01", "2024-02", "2024-04", "2024-02"],
        "gross": [1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0],
        "fill": [0.5, 0.6, 0.7, 0.8, 0.9, 0.4, 0.3],
        "days": [20.0, 21.0, 22.0, 20.0, 21.0, 22.0, 21.0],
    }
    return pd.DataFrame({**columns, **changed}, index=range(2, 9))


def test_stores_months_and_parts_are_told_apart() -> None:
    built = build(table(), COLUMNS)
    panel = built.panel
    assert (panel.target, panel.drivers, panel.controls) == ("gross", ("fill",), ("days",))
    assert panel.entity_names == ("A", "B", "C")
    assert panel.period_names == ("2024-01", "2024-02", "2024-03", "2024-04")
    assert panel.entities.tolist() == [1, 1, 1, 0, 0, 0, 2]
    assert panel.periods.tolist() == [0, 1, 3, 0, 1, 3, 1]
    assert panel.cluster_names == panel.entity_names
    assert (panel.values.shape, panel.held[:, 0].tolist()) == ((7, 1), table()["days"].tolist())
    assert built.left_out == {}


def test_blanks_and_single_rows_are_left_out_and_counted() -> None:
    built = build(table(fill=[0.5, 0.6, np.nan, 0.8, 0.9, 0.4, 0.3]), COLUMNS, ("entity",))
    assert built.left_out == {"missing": 1, "singleton": 1}
    assert built.blanks == (("4", "fill"),)
    assert built.rows.tolist() == [2, 3, 5, 6, 7]
    assert built.panel.entity_names == ("A", "B")


def test_single_rows_go_until_none_is_left() -> None:
    # April has one row once C is gone for being alone, and then B has one.
    chain = pd.DataFrame(
        {
            "store": ["A", "A", "B", "B", "C"],
            "month": ["2024-01", "2024-02", "2024-01", "2024-04", "2024-04"],
            "gross": [1.0, 2, 3, 4, 5],
            "fill": [1.0, 3, 2, 5, 4],
            "days": [1.0, 1, 2, 2, 1],
        }
    )
    with pytest.raises(PanelError, match="only one of its store or month"):
        build(chain, COLUMNS, ("entity", "time"))


def test_rows_without_stores_and_months_stand_for_themselves() -> None:
    panel = build(table(), Columns("gross", ("fill",))).panel
    assert panel.entities.tolist() == list(range(7))
    assert set(panel.periods.tolist()) == {0}
    grouped = build(table(), Columns("gross", ("fill",), entity="store", cluster="days")).panel
    assert grouped.periods.tolist() == [0, 1, 2, 0, 1, 2, 0]
    assert grouped.cluster_names == ("20.0", "21.0", "22.0")


@pytest.mark.parametrize(
    ("columns", "said"),
    [
        (Columns("gross", ("fil",)), "no column 'fil'; did you mean fill?"),
        (Columns("gross", ("gross",)), "'gross' is named twice, as target and as driver"),
        (Columns("gross", ("fill", "fill")), "'fill' is named twice, as driver and as driver"),
        (Columns("gross", ("fill",), ("fill",)), "'fill' is named twice, as driver and as control"),
        (Columns("gross", ("store",)), "column 'store' does not hold numbers"),
    ],
)
def test_columns_that_cannot_play_their_part_are_named(columns: Columns, said: str) -> None:
    with pytest.raises(PanelError, match=said.replace("?", r"\?")):
        build(table(), columns)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"gross": [1, 2, np.inf, 4, 5, 6, 7]}, "'gross' has an infinite value in row 4"),
        ({"gross": [np.nan] * 7}, "'gross' has no number in it"),
        ({"fill": [np.nan] * 4 + [1.0] * 3, "gross": [1.0] * 4 + [np.nan] * 3}, "no row has a num"),
        ({"store": ["B", "B", " ", "A", "A", "A", "C"]}, "'store' is blank in row 4"),
        ({"month": ["1", "1", "2", "1", "2", "3", "1"]}, "rows 2 and 3 are both of store 'B' and"),
    ],
)
def test_rows_that_cannot_be_used_are_named(changed: dict[str, list[object]], said: str) -> None:
    with pytest.raises(PanelError, match=said):
        build(table(**changed), COLUMNS)


@pytest.mark.parametrize(("effect", "column"), [("entity", "stores"), ("time", "months")])
def test_effects_need_their_column(effect: str, column: str) -> None:
    with pytest.raises(PanelError, match=f"name the column of the {column}"):
        build(table(), Columns("gross", ("fill",)), (effect,))


def test_two_columns_of_one_name_are_refused() -> None:
    twice = pd.concat([table(), table()[["fill"]]], axis=1)
    with pytest.raises(PanelError, match="2 columns are called 'fill'"):
        build(twice, COLUMNS)
