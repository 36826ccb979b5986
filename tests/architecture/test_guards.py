"""The guards that `tests/conftest.py` puts around every test do guard."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.checkout import ROOT


def run_guarded(folder: Path, body: str) -> str:
    """Run one test with `body` under the project's conftest and return what pytest says."""
    (folder / "test_planted.py").write_text(
        f"import os, random\nimport numpy as np\ndef test_planted():\n    {body}\n",
        encoding="utf-8",
    )
    (folder / "pytest.ini").write_text("[pytest]\naddopts = -p no:dash\n", encoding="utf-8")
    done = subprocess.run(
        [
            *(sys.executable, "-m", "pytest", "-p", "tests.conftest", "--randomly-dont-reset-seed"),
            *("-c", str(folder / "pytest.ini"), str(folder / "test_planted.py")),
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "FORECOURT_HOME": "/nowhere"},
    )
    return done.stdout


@pytest.mark.parametrize("body", ["random.random()", "random.seed(1)", "np.random.rand()"])
def test_a_use_of_the_process_wide_generators_fails_the_test(tmp_path: Path, body: str) -> None:
    told = run_guarded(tmp_path, body)
    assert "process-wide random state was used or seeded" in told
    assert "1 passed, 1 error" in told


def test_own_generators_and_hidden_settings_pass(tmp_path: Path) -> None:
    body = "assert np.random.default_rng(1).random() < 1 and 'FORECOURT_HOME' not in os.environ"
    assert "1 passed in" in run_guarded(tmp_path, body)
