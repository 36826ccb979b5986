"""From a demo network to its verification: what holds, and what the planted faults show."""

import argparse
import io
import re

import pytest

from commands import publishing, verify
from commands.publishing import load_paths
from commands.settings import Settings
from data_loaders.demo import Plan, write_extracts
from metrics.invariants.model import Comparison
from metrics.invariants.register import INVARIANTS, Finding
from tests.data_loaders.loads import NOW

PLAN = Plan(stores=2, months=3, seed=1, volume=0.2)


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    folder = tmp_path_factory.mktemp("verified")
    write_extracts(folder / "extracts", PLAN, lambda line: None)
    made = Settings.from_environ({"FORECOURT_HOME": str(folder / "home")})
    with pytest.MonkeyPatch.context() as patch:
        # `verify` compares them again.
        patch.setattr(publishing, "disagreements", lambda database, settings: [])
        load_paths(made, [folder / "extracts"], NOW)
    return made


def run(settings: Settings, *words: str) -> tuple[int, list[str]]:
    parser = argparse.ArgumentParser()
    verify.configure(parser)
    out = io.StringIO()
    status = verify.run(parser.parse_args(words), settings, out)
    return status, out.getvalue().splitlines()


@pytest.fixture(scope="module")
def verified(settings: Settings) -> tuple[int, list[str]]:
    return run(settings, "--lang", "en")


def test_a_demo_network_holds_together(verified: tuple[int, list[str]]) -> None:
    status, lines = verified
    assert (status, lines[-1]) == (0, "ok")
    told = [line for line in lines if line[:2].strip().isdigit()]
    assert [int(line[:2]) for line in told] == [one.number for one in INVARIANTS]
    assert not [line for line in told if "violated" in line]
    holding = {int(line[:2]) for line in told if "holds: " in line}
    pending = {int(line[:2]) for line in told if "no such KPI yet" in line}
    # The printed total of S02 contains the row that was spoilt; there are no others.
    assert set(range(1, 23)) - holding - pending == {19}


def test_a_printed_total_that_does_not_add_up_is_a_finding_and_no_failure(
    verified: tuple[int, list[str]],
) -> None:
    _, lines = verified
    place = next(number for number, line in enumerate(lines) if line.startswith("19 data finding"))
    assert "S02" in lines[place + 1]
    assert re.search(r"维修工单.*; \[\d+\] 工费 合计行为 .*各行相加为", lines[place + 1])
    # The printed total, and the three accounts that lack the row.
    assert "~ 4 findings in the data" in lines


def test_documents_and_ledger_differ_by_the_row_that_was_quarantined(
    verified: tuple[int, list[str]],
) -> None:
    _, lines = verified
    place = next(n for n, line in enumerate(lines) if line.startswith("documents against ledger"))
    assert "39 of 42 tie" in lines[place]
    named = [re.search(r"S02 202609 .*\[(\d{6}) ", line) for line in lines[place + 1 : place + 4]]
    assert [found[1] for found in named if found] == ["600105", "600107", "640107"]


def test_every_reversal_of_the_demo_finds_its_original(
    verified: tuple[int, list[str]],
) -> None:
    _, lines = verified
    assert "reversals: 2 of 2 found what they take back" in lines


def finding(number: int, *violations: Comparison) -> Finding:
    one = next(one for one in INVARIANTS if one.number == number)
    return Finding(one, max(2, len(violations)), (), violations)


def test_it_says_in_chinese_what_does_not_hold_and_ends_with_a_failure(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    wrong = [Comparison(f"S{n}", "2025-03-01", "", 2, 1) for n in range(7)]
    monkeypatch.setattr(verify, "roll_ups_agree", lambda *_: ["a roll-up differs"])
    monkeypatch.setattr(verify, "check_invariants", lambda _: (finding(3), finding(15, *wrong)))
    status, lines = run(settings, "--lang", "zh")
    assert status == 1
    assert lines[1].endswith("(比较 2 处)")
    assert lines[2].startswith("15 不成立: ")
    assert lines[3].strip() == "S0 2025-03-01: 2 应等于 1"
    assert lines[8].strip() == "另有 2 处"
    # What the data say against one another is counted apart from what is wrong.
    assert lines[-4:-1] == [
        "! a roll-up differs",
        f"! {finding(15).invariant.words.zh}",
        "~ 数据有疑 3 处",
    ]
    assert lines[-1] == "2 problems"
