"""`forecourt visit-pack` for the file that the screen hands out, and orders made by a process."""

import argparse
import time
from datetime import date
from pathlib import Path

import pytest

from commands import visit_pack
from commands.errors import UserError
from commands.settings import Settings
from commands.visit_packs import KEPT_SECONDS, VisitPacks
from dashboards.visit_pack.ordering import Order

ORDER = Order("area", "{}", ("A1",), date(2026, 9, 1), date(2026, 9, 30), "zh", "pptx")


def parsed(*words: str) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    visit_pack.configure(parser)
    return parser.parse_args(words)


def settings_in(folder: Path) -> Settings:
    return Settings.from_environ({"FORECOURT_HOME": str(folder)})


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ((), "巡店材料-2026-10-08.pptx"),
        (("--format", "html"), "巡店材料-2026-10-08.html"),
        (("--out", "x/visit.html"), "x/visit.html"),
        (("--out", "visit.PPTX", "--format", "pptx"), "visit.PPTX"),
    ],
)
def test_the_name_of_the_file_and_its_format_agree(words: tuple[str, ...], name: str) -> None:
    assert str(visit_pack.path_of(parsed(*words), "zh", date(2026, 10, 8))) == name


@pytest.mark.parametrize("words", [("--out", "a.doc"), ("--out", "a.html", "--format", "pptx")])
def test_a_name_that_says_otherwise_is_refused(words: tuple[str, ...]) -> None:
    with pytest.raises(UserError, match="expected a file that ends in"):
        visit_pack.path_of(parsed(*words), "zh", date(2026, 10, 8))


def test_an_order_is_kept_and_a_process_that_fails_says_why(tmp_path: Path) -> None:
    packs = VisitPacks(settings_in(tmp_path), lambda: "b" * 32)
    key = packs.start(ORDER)
    found = packs.find(key)
    for _ in range(600):
        if found is None or found.state != "making":
            break
        time.sleep(0.1)
        found = packs.find(key)
    assert found is not None
    # Nothing is loaded into this folder.
    assert (found.order, found.state, found.path) == (ORDER, "failed", None)
    assert "nothing has been loaded" in found.fault
    assert packs.find("../etc/passwd") is None
    assert packs.find("c" * 32) is None


def test_packs_of_yesterday_are_let_go(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("commands.visit_packs.start", lambda *_: True)
    keys = iter(("b" * 32, "c" * 32))
    packs = VisitPacks(settings_in(tmp_path), lambda: next(keys))
    first = packs.start(ORDER)
    now = time.time()
    monkeypatch.setattr("commands.visit_packs.time.time", lambda: now + KEPT_SECONDS + 5)
    second = packs.start(ORDER)
    assert packs.find(first) is None
    assert packs.find(second) is not None
