"""The published answers of NIST, Petersen, plm, genridge and glmnet, through the functions."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import sklearn.linear_model as imported_before

from metrics.drivers.estimation import classical, clustered, fit
from metrics.drivers.regularised import elastic_net, ridge
from tests.metrics.drivers.oracles import expected, panel_from, table_of

NIST = ("Norris", "Pontius", "NoInt1", "NoInt2", "Longley", "Wampler1", "Wampler2", "Wampler3")
# Importing it draws from the process-wide generator, which no test may do.
assert imported_before
# Where a certified value is nought, what counts is how far off one is in the data's own unit.
NOUGHT = 1e-9
# glmnet stopped there.
STOPPED = 3e-6


@pytest.mark.parametrize("name", NIST)
def test_nist_sets_have_nine_digits(shared_folder: Path, name: str) -> None:
    certified = expected(shared_folder, "nist_strd_lls", "certified.json")[name]
    table = table_of(certified)
    panel = panel_from(table, "y", [str(n) for n in table.columns[1:]])
    fitted = fit(panel, intercept=certified["intercept"])
    weights = [float(text) for text in certified["coef"]]
    errors = [float(text) for text in certified["se"]]
    assert fitted.weights == pytest.approx(weights, rel=1e-10, abs=0)
    assert classical(fitted).errors == pytest.approx(errors, rel=1e-10, abs=NOUGHT)
    assert fitted.r_squared == pytest.approx(float(certified["r_squared"]), rel=1e-10)


def test_petersen_s_errors_clustered_by_firm(shared_folder: Path) -> None:
    told = expected(shared_folder, "clustered_se_petersen")
    table = pd.read_csv(shared_folder / "oracles" / "clustered_se_petersen" / "PetersenCL.csv")
    panel = panel_from(table, "y", ["x"], entity="firm", time="year")
    fitted = fit(panel)
    assert classical(fitted).errors == pytest.approx(told["se"]["classical"], abs=1e-6)
    found = clustered(fitted, panel)
    assert found.errors == pytest.approx(told["se"]["cluster_firm"], abs=1e-6)
    assert found.matrix == pytest.approx(np.array(told["vcov_cluster_firm_stata12"]), abs=1e-6)
    assert found.freedom == 499
    assert fitted.r_squared == pytest.approx(told["ols"]["r2"], abs=5e-5)


def test_grunfeld_s_within_estimates(shared_folder: Path) -> None:
    told = expected(shared_folder, "panel_grunfeld")
    table = pd.read_csv(shared_folder / "oracles" / "panel_grunfeld" / "Grunfeld_plm_10firms.csv")
    panel = panel_from(table, "inv", ["value", "capital"], entity="firm", time="year")
    fitted = fit(panel, ("entity",))
    assert dict(zip(fitted.names, fitted.weights, strict=True)) == pytest.approx(
        told["within"], abs=5e-8
    )


def test_longley_s_ridge_path(shared_folder: Path) -> None:
    told = expected(shared_folder, "ridge_longley")
    table = pd.read_csv(shared_folder / "oracles" / "ridge_longley" / "longley_R.csv")
    panel = panel_from(table, "Employed", told["order"])
    path = ridge(panel, [float(penalty) for penalty in told["coef"]])
    for point, published in zip(path, told["coef"].values(), strict=True):
        assert list(point.scaled.values()) == pytest.approx(published, abs=6e-7)
    plain = fit(panel)
    unpenalised = [path[0].estimates[name] for name in plain.names[1:]]
    assert unpenalised == pytest.approx(plain.weights[1:], rel=1e-9)


def test_glmnet_s_fits(shared_folder: Path) -> None:
    told = expected(shared_folder, "elastic_net_glmnet")
    data = np.loadtxt(
        shared_folder / "oracles" / "elastic_net_glmnet" / "lasso_data.csv", delimiter=","
    )
    assert len(told["cases"]) >= 18
    for case in told["cases"]:
        names = [f"x{number}" for number in range(1, case["p"] + 1)]
        table = pd.DataFrame(data[: case["n"], : case["p"] + 1], columns=["y", *names])
        panel = panel_from(table, "y", names)
        (point,) = elastic_net(panel, [case["lam"]], case["l1_ratio"])
        assert list(point.scaled.values()) == pytest.approx(case["coef"], abs=STOPPED)
