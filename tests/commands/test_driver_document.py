"""The worked analyses of `docs/driver-analysis.md` are what the command says today."""

import io
import re
import shlex
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
import sklearn.linear_model as imported_before

from app import main
from tests.architecture.checkout import ROOT

# Importing it draws from the process-wide generator, which no test may do.
assert imported_before

DOCUMENT = ROOT / "docs" / "driver-analysis.md"
BLOCK = re.compile(r"^```console\n\$ forecourt (drivers [^\n]*)\n(.*?)^```$", re.M | re.S)
NUMBER = re.compile(r"[-+]?\d+(?:\.\d+)?(?:e[-+]?\d+)?")
DEALER = {
    "finance.csv": "automotive-dealer-operational-finance-001",
    "workshop.csv": "automotive-after-sales-performance-001",
    "sales.csv": "automotive-dealer-sales-kpi-001",
}
WORKED = BLOCK.findall(DOCUMENT.read_text(encoding="utf-8"))


def grunfeld() -> pd.DataFrame:
    from statsmodels.datasets import grunfeld as shipped

    table: pd.DataFrame = shipped.load_pandas().data
    return table


def wages() -> pd.DataFrame:
    from linearmodels.datasets import wage_panel

    table: pd.DataFrame = wage_panel.load()
    return table


SHIPPED: dict[str, Callable[[], pd.DataFrame]] = {"grunfeld.csv": grunfeld, "wages.csv": wages}


def file_of(words: list[str]) -> str:
    return words[words.index("--csv") + 1]


def answer_of(command: str, file: Path, home: Path, capsys: pytest.CaptureFixture[str]) -> str:
    """What the terminal shows: the answer, then notes and refusals."""
    words = [str(file) if word == file.name else word for word in shlex.split(command)]
    out = io.StringIO()
    environ = {"FORECOURT_HOME": str(home), "FORECOURT_LANGUAGE": "en"}
    main(words, environ, out)
    return out.getvalue() + capsys.readouterr().err


def assert_same(told: str, shown: str) -> None:
    """The same words, and the same numbers but for the last digits of another machine."""
    assert NUMBER.sub("#", told).split() == NUMBER.sub("#", shown).split()
    found, expected = ([float(n) for n in NUMBER.findall(text)] for text in (told, shown))
    assert found == pytest.approx(expected, rel=1e-3, abs=1e-6)


def test_every_data_set_is_worked_through() -> None:
    files = {file_of(shlex.split(command)) for command, _ in WORKED}
    assert files == {*DEALER, *SHIPPED}


@pytest.mark.parametrize(
    ("command", "shown"),
    [pair for pair in WORKED if file_of(shlex.split(pair[0])) in SHIPPED],
)
def test_data_sets_of_packages(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], command: str, shown: str
) -> None:
    file = tmp_path / file_of(shlex.split(command))
    SHIPPED[file.name]().to_csv(file, index=False)
    assert_same(answer_of(command, file, tmp_path, capsys), shown)


@pytest.mark.parametrize(
    ("command", "shown"), [pair for pair in WORKED if file_of(shlex.split(pair[0])) in DEALER]
)
def test_data_of_a_dealer(
    shared_folder: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    command: str,
    shown: str,
) -> None:
    name = file_of(shlex.split(command))
    source = shared_folder / "data" / "dealer_tr_finops" / DEALER[name] / "data.csv"
    file = tmp_path / name
    file.write_bytes(source.read_bytes())
    assert_same(answer_of(command, file, tmp_path, capsys), shown)
