"""`forecourt demo` as a person runs it."""

import argparse
import io
from pathlib import Path

import pytest

from commands import demo
from commands.errors import UserError
from commands.settings import Settings


def run(*words: str) -> str:
    parser = argparse.ArgumentParser()
    demo.configure(parser)
    out = io.StringIO()
    assert demo.run(parser.parse_args(words), Settings.from_environ({}), out) == 0
    return out.getvalue()


def test_it_writes_and_says_what_it_wrote(tmp_path: Path) -> None:
    folder = tmp_path / "new"
    text = run(str(folder), "--stores", "1", "--months", "2", "--volume", "0.2")
    assert "1 of 1 stores" in text
    assert f"rows in {folder}" in text
    assert "thinned to 0.2" in text
    assert len(list(folder.iterdir())) == 2


def test_it_writes_parquet_when_asked(tmp_path: Path) -> None:
    folder = tmp_path / "new"
    run(str(folder), "--stores", "1", "--months", "2", "--volume", "0.2", "--format", "parquet")
    assert {path.suffix for path in folder.iterdir()} == {".parquet"}


def test_it_leaves_a_folder_alone_that_has_something_in_it(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(UserError, match="expected an empty folder"):
        run(str(tmp_path))
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("--stores", "0"), "stores must lie between 1 and 2000, got 0"),
        (("--months", "1"), "months must lie between"),
        (("--seed", "-1"), "seed must be 0 or more"),
        (("--until", "2019-01-05", "--months", "24"), "calendar"),
    ],
)
def test_it_explains_what_it_cannot_do(
    tmp_path: Path, words: tuple[str, ...], message: str
) -> None:
    with pytest.raises(UserError, match=message):
        run(str(tmp_path / "new"), *words)
