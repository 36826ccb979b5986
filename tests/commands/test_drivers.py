"""`forecourt drivers --csv`: the published answers, and words for what cannot be analysed."""

import io
import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import sklearn.linear_model as imported_before

from app import main
from tests.architecture.checkout import ROOT
from tests.metrics.drivers.oracles import expected, table_of
from tests.metrics.drivers.panels import random_panel
from tests.metrics.drivers.test_published_answers import NIST

# Importing it draws from the process-wide generator, which no test may do.
assert imported_before


def said(file: Path, *words: str, target: str = "y") -> tuple[int, str]:
    out = io.StringIO()
    environ = {"FORECOURT_HOME": str(file.parent), "FORECOURT_LANGUAGE": "en"}
    status = main(["drivers", "--csv", str(file), "--target", target, *words], environ, out)
    return status, out.getvalue()


def analysed(file: Path, *words: str, target: str = "y") -> dict[str, Any]:
    status, told = said(file, *words, "--json", target=target)
    assert status == 0
    answer: dict[str, Any] = json.loads(told)
    return answer


def drivers(names: Sequence[str]) -> list[str]:
    return [word for name in names for word in ("--driver", name)]


def estimates(answer: dict[str, Any], field: str = "estimate") -> dict[str, float]:
    return {each["name"]: each[field] for each in answer["coefficients"]}


@pytest.mark.parametrize("name", NIST)
def test_nist_sets(shared_folder: Path, tmp_path: Path, name: str) -> None:
    certified = expected(shared_folder, "nist_strd_lls", "certified.json")[name]
    table = table_of(certified)
    table.to_csv(tmp_path / "set.csv", index=False)
    words = [] if certified["intercept"] else ["--no-intercept"]
    answer = analysed(tmp_path / "set.csv", *drivers(list(table.columns[1:])), "--no-gates", *words)
    weights = [float(text) for text in certified["coef"]]
    errors = [float(text) for text in certified["se"]]
    assert list(estimates(answer).values()) == pytest.approx(weights, rel=1e-9, abs=0)
    assert list(estimates(answer, "std_error").values()) == pytest.approx(
        errors, rel=1e-9, abs=1e-9
    )
    assert answer["r_squared"] == pytest.approx(float(certified["r_squared"]), rel=1e-9)


def test_shares_on_swiss(shared_folder: Path) -> None:
    told = expected(shared_folder, "relative_importance_swiss")["swiss"]
    file = shared_folder / "oracles" / "relative_importance_swiss" / "swiss.csv"
    answer = analysed(file, *drivers(told["order"]), "--no-gates", target="Fertility")
    shares = {each["name"]: each["share"] for each in answer["importance"]}
    assert [shares[name] for name in told["order"]] == pytest.approx(told["lmg_rela"], abs=1e-9)
    assert answer["r_squared"] == pytest.approx(told["r_squared"], abs=1e-11)
    of_r_squared = [shares[name] * answer["r_squared"] for name in told["order"]]
    assert of_r_squared == pytest.approx(told["lmg"], abs=1e-9)
    p_values = estimates(answer, "p_value")
    assert [p_values[name] for name in told["order"]] == pytest.approx(told["p_values"], abs=1e-9)
    assert all(each["ci_low"] <= each["share"] <= each["ci_high"] for each in answer["importance"])


def test_petersen_and_grunfeld(shared_folder: Path) -> None:
    told = expected(shared_folder, "clustered_se_petersen")["se"]
    file = shared_folder / "oracles" / "clustered_se_petersen" / "PetersenCL.csv"
    plain = analysed(file, "--driver", "x", "--no-gates")
    assert list(estimates(plain, "std_error").values()) == pytest.approx(
        told["classical"], abs=1e-6
    )
    parts = ("--entity", "firm", "--time", "year")
    for words in (parts, (*parts, "--cluster", "firm"), ("--cluster", "firm")):
        answer = analysed(file, "--driver", "x", *words, "--no-gates", "--draws", "0")
        assert list(estimates(answer, "std_error").values()) == pytest.approx(
            told["cluster_firm"], abs=1e-6
        )
    file = shared_folder / "oracles" / "panel_grunfeld" / "Grunfeld_plm_10firms.csv"
    answer = analysed(
        file, *drivers(["value", "capital"]), *parts, "--effects", "entity", "--no-gates",
        target="inv",
    )  # fmt: skip
    assert estimates(answer) == pytest.approx(
        expected(shared_folder, "panel_grunfeld")["within"], abs=5e-8
    )


def test_penalised_paths(shared_folder: Path) -> None:
    told = expected(shared_folder, "ridge_longley")
    file = shared_folder / "oracles" / "ridge_longley" / "longley_R.csv"
    answer = analysed(
        file, *drivers(told["order"]), "--no-gates", "--ridge", *told["coef"],
        "--elastic-net", "0.1", "--l1-ratio", "1", target="Employed",
    )  # fmt: skip
    *path, lasso = answer["penalised"]
    for point, published in zip(path, told["coef"].values(), strict=True):
        scaled = [each["scaled"] for each in point["coefficients"]]
        assert scaled == pytest.approx(published, abs=6e-7)
    assert (lasso["method"], lasso["l1_ratio"]) == ("elastic_net", 1.0)
    assert any(each["estimate"] == 0 for each in lasso["coefficients"])


@pytest.fixture
def network(tmp_path: Path) -> Path:
    """Twelve stores with two drivers that count, in a file."""
    panel = random_panel(np.random.default_rng(8), (12, 24), (0.6, 0.4))
    rows = [
        f"{panel.entity_names[store]},{2023 + month // 12}-{month % 12 + 1:02},{y},{a},{b}"
        for store, month, y, (a, b) in zip(
            panel.entities, panel.periods, panel.outcome, panel.values, strict=True
        )
    ]
    file = tmp_path / "network.csv"
    file.write_text("store,month,y,a,b\n" + "\n".join(rows), encoding="utf-8")
    return file


PARTS = ("--entity", "store", "--time", "month", "--effects", "entity,time")


def test_the_whole_answer_of_a_network(network: Path) -> None:
    answer = analysed(network, *drivers("ab"), *PARTS, "--draws", "50")
    assert answer["n"] == 288
    assert answer["refused"] is None
    assert answer["diagnostics"]["inference"] == "wild_cluster_bootstrap"
    assert {each["name"] for each in answer["importance"]} <= {"a", "b"}
    assert answer == analysed(network, *drivers("ab"), *PARTS, "--draws", "50")
    other = analysed(network, *drivers("ab"), *PARTS, "--draws", "50", "--seed", "1")
    assert estimates(other) == estimates(answer)
    assert estimates(other, "ci_low") != estimates(answer, "ci_low")


@pytest.fixture
def regional(tmp_path: Path) -> Path:
    """Sixteen stores in eight regions; the second driver is a figure of the region."""
    panel = random_panel(np.random.default_rng(8), (16, 24), (0.6, 0.4))
    market = np.random.default_rng(9).normal(size=(8, 24))
    rows = [
        f"S{store:02},R{store % 8},T{store},{2023 + month // 12}-{month % 12 + 1:02},{y},{a},"
        f"{market[store % 8, month]}"
        for store, month, y, (a, _) in zip(
            panel.entities, panel.periods, panel.outcome, panel.values, strict=True
        )
    ]
    file = tmp_path / "regional.csv"
    file.write_text("store,region,town,month,y,own,market\n" + "\n".join(rows), encoding="utf-8")
    return file


def test_errors_are_clustered_where_a_driver_is_shared(
    regional: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = (*drivers(["own", "market"]), *PARTS, "--no-gates", "--draws", "0")
    explicit = analysed(regional, *words, "--cluster", "region")
    assert explicit["diagnostics"]["clusters"] == 8
    named = analysed(regional, *words, "--cluster-columns", "region,town")
    assert named["notes"] == ["clustered by region: market is the same within it"]
    assert named["diagnostics"] == explicit["diagnostics"]
    assert estimates(named, "std_error") == estimates(explicit, "std_error")
    found = analysed(regional, *words)
    assert found["diagnostics"]["cluster"] == "same market"
    assert estimates(found, "std_error") == pytest.approx(estimates(explicit, "std_error"))
    assert "clustered by the 8 groups of stores in which market is" in capsys.readouterr().err
    by_store = analysed(regional, *words, "--cluster", "store")
    assert by_store["diagnostics"]["clusters"] == 16
    own = analysed(
        regional, "--driver", "own", *PARTS, "--no-gates", "--draws", "0",
        "--cluster-columns", "region",
    )  # fmt: skip
    assert own["diagnostics"]["cluster"] == "store"


@pytest.mark.parametrize(
    ("words", "said_of_it"),
    [
        (("--entity", "store", "--cluster-columns", "regio"), "there is no column 'regio'"),
        (("--cluster-columns", "region"), "chooses among places of stores"),
        (
            ("--entity", "store", "--cluster", "region", "--cluster-columns", "region"),
            "leave out --cluster",
        ),
    ],
)
def test_columns_of_places_that_cannot_be_used_are_refused(
    regional: Path, capsys: pytest.CaptureFixture[str], words: Sequence[str], said_of_it: str
) -> None:
    assert said(regional, "--driver", "own", *words)[0] != 0
    assert said_of_it in capsys.readouterr().err


def test_the_answer_as_a_table(network: Path) -> None:
    status, told = said(network, *drivers("ab"), *PARTS, "--draws", "50", "--ridge", "1")
    assert status == 0
    assert told.startswith("y: 288 rows\nclustered by store (12), wild cluster bootstrap of 1999")
    for words in ("effects of entity, time", "  a*", "passed every gate", "importance", "ridge, "):
        assert words in told
    status, told = said(network, *drivers("ab"), *PARTS, "--draws", "0", "--no-gates")
    assert "a*" not in told


def test_gates_refuse_in_words_and_can_be_lifted(tmp_path: Path) -> None:
    file = tmp_path / "small.csv"
    file.write_text("y,a\n1,2\n2,3\n3,5\n5,4\n6,9\n", encoding="utf-8")
    status, told = said(file, "--driver", "a")
    assert status == 0
    assert "no answer: 5 stores (or clusters) are too few, 8 are needed" in told
    assert "--no-gates estimates all the same" in told
    refused = analysed(file, "--driver", "a")["refused"]
    assert (refused["reason"], refused["numbers"]["needed"]) == ("too_few_stores", 8)
    assert analysed(file, "--driver", "a", "--no-gates")["refused"] is None


def test_a_driver_that_few_stores_carry_is_told_as_such(shared_folder: Path) -> None:
    file = shared_folder / "oracles" / "panel_grunfeld" / "Grunfeld_plm_10firms.csv"
    _, told = said(
        file, "--driver", "value", "--entity", "firm", "--time", "year", "--effects", "entity",
        target="inv",
    )  # fmt: skip
    assert "value changes in few stores only (as good as" in told


BAD = (
    ("", ("--driver", "a"), "bad.csv is empty"),
    ("y,b\n1,2\n", ("--driver", "a"), "there is no column 'a'"),
    ("y,a\n1,2\nhigh,3\n", ("--driver", "a"), "column 'y' has 'high' in row 3"),
    ("y,a\n1,7\n2,7\n4,7\n", ("--driver", "a"), "a never changes"),
    ("y,a\n1,3\n2,inf\n4,7\n", ("--driver", "a"),
     "column 'a' has an infinite value (inf) in row 3"),
    ("y,a,b\n1,1,3\n3,2,6\n2,3,9\n7,4,12\n5,5,15\n", ("--driver", "a", "--driver", "b"),
     "b, a make up one another exactly"),
    ("y,a\n2,1\n4,2\n6,3\n8,4\n10,5\n", ("--driver", "a"), "a, y are one figure written twice"),
    ("s,m,y,a\nA,1,1,2\nA,1,2,3\n", ("--driver", "a", "--entity", "s", "--time", "m"),
     "rows 2 and 3 are both of s 'A' and m '1'"),
    ("y,a\n,1\n,2\n", ("--driver", "a"), "column 'y' has no number in it"),
    ("y,a\n1,2\n", ("--driver", "y"), "'y' is named twice, as target and as driver"),
    ("y,a,b\n1,2,3\n2,5,4\n3,1,1\n", ("--driver", "a", "--driver", "b"),
     "3 rows are too few for 3 parameters"),
    ("y,a\n1,2\n", ("--driver", "a", "--effects", "entity"), "name the column of the stores"),
    ("y,a\n1,2\n", ("--driver", "a", "--entity", "y", "--effects", "entity", "--no-intercept"),
     "effects contain an intercept"),
    ("y,a\n1,2\n2,5\n4,4\n7,3\n", ("--driver", "a", "--no-intercept", "--ridge", "1"),
     "penalised fits take the mean out"),
)  # fmt: skip


@pytest.mark.parametrize("gates", [(), ("--no-gates",)])
@pytest.mark.parametrize(("content", "words", "message"), BAD)
def test_bad_input_is_named(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    content: str,
    words: tuple[str, ...],
    message: str,
    gates: tuple[str, ...],
) -> None:
    file = tmp_path / "bad.csv"
    file.write_text(content, encoding="utf-8")
    status, told = said(file, *words, *gates)
    assert (status, told) == (2, "")
    assert message in capsys.readouterr().err
    status, told = said(file, *words, *gates, "--json")
    assert status == 2
    assert told == "" or json.loads(told)["refused"]["reason"]


def test_rows_with_blanks_and_shared_courses_are_told(
    network: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = network.read_text(encoding="utf-8").splitlines()
    months = [line.split(",")[1] for line in lines[1:]]
    index = {month: str(number * 17 % 23) for number, month in enumerate(sorted(set(months)))}
    lines = [lines[0] + ",index,alone"] + [
        f"{line},{'' if n == 3 else index[month]},{n % 2}"
        for n, (line, month) in enumerate(zip(lines[1:], months, strict=True))
    ]
    network.write_text("\n".join(lines), encoding="utf-8")
    words = ("--entity", "store", "--time", "month", "--effects", "entity", "--draws", "0")
    answer = analysed(network, *drivers(["a", "index"]), *words, "--no-gates")
    told = capsys.readouterr().err
    assert "rows left out for blanks: 1 (row 5 has no index)" in told
    assert "index takes only 1 different courses over 12 stores" in told
    assert answer["diagnostics"]["left_out"] == {"missing": 1}
    assert len(answer["notes"]) == 2


@pytest.mark.parametrize(
    "words",
    [
        ("--effects", "store"), ("--ridge", "-1"), ("--elastic-net", "much"), ("--l1-ratio", "2"),
        ("--draws", "-1"),
    ],
)  # fmt: skip
def test_words_that_mean_nothing_are_refused(
    network: Path, capsys: pytest.CaptureFixture[str], words: tuple[str, str]
) -> None:
    with pytest.raises(SystemExit, match="2"):
        said(network, "--driver", "a", *words)
    assert "expected" in capsys.readouterr().err


def test_options_of_a_file_and_of_the_warehouse_do_not_mix(
    network: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    environ = {"FORECOURT_HOME": str(network.parent)}
    for words, option in (
        (["--csv", str(network), "--driver", "a", "--store", "S1"], "--store"),
        (["--csv", str(network), "--driver", "a", "--from", "2024-01-01"], "--from"),
        (["--csv", str(network), "--driver", "a", "--as", "somebody"], "--as"),
        (["--driver", "nps", "--entity", "store"], "--entity"),
        (["--driver", "nps", "--no-intercept"], "--no-intercept"),
    ):
        assert main(["drivers", "--target", "y", *words], environ, io.StringIO()) == 2
        assert f"{option} is an option of" in capsys.readouterr().err
    assert said(network)[0] == 2
    assert "name it with --driver" in capsys.readouterr().err


def test_statistics_are_imported_by_nobody_who_does_not_ask_for_them() -> None:
    heavy = ("linearmodels", "statsmodels", "sklearn", "pyhdfe", "scipy.stats")
    program = (
        "import sys, app, commands.web, commands.drivers, dashboards.pages;"
        f"print([name for name in {heavy!r} if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


def test_drivers_may_follow_one_another(network: Path) -> None:
    words = (*PARTS, "--draws", "0", "--no-gates")
    together = analysed(network, "--driver", "a", "b", *words)
    assert together == analysed(network, "--driver", "a", "--driver", "b", *words)
