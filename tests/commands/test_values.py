"""Values that no closed list knows: a queue, a decision, and the figures after it."""

import json
from pathlib import Path

import pytest

from commands import load, publishing, values
from commands.errors import UserError
from commands.intake import Intake
from commands.own_profiles import values_folder
from commands.settings import Settings
from data_loaders.mapping.unlisted import answered, waiting_values
from tests.commands.quick import without_roll_ups
from tests.commands.test_load import HEADINGS, served
from tests.commands.test_map import run
from tests.data_loaders.extracts import STORES, write_csv, write_text


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    without_roll_ups(monkeypatch)
    return Settings.from_environ({"FORECOURT_HOME": str(tmp_path / "home")})


@pytest.fixture
def loaded(settings: Settings, tmp_path: Path) -> Path:
    """Two extracts, of which one names its store on the command line only."""
    register = write_text(tmp_path / "in" / "经销商档案.csv", STORES)
    row = ("2024-05-01", "2024-05-02")
    first = write_csv(
        tmp_path / "in" / "N001" / "a.csv",
        HEADINGS,
        ("R1", *row, "喷漆专修", "1"),
        ("R2", *row, "喷漆专修", "2"),
        ("R3", *row, "保养", "3"),
        ("R4", *row, "找 13812345678", "3"),
    )
    run(settings, load, register, first.parents[1])
    second = write_csv(tmp_path / "b.csv", HEADINGS, ("R9", *row, "喷漆专修", "1"))
    run(settings, load, second, "--store", "N002")
    return first


def test_unknown_values_wait_and_count_as_unmapped(settings: Settings, loaded: Path) -> None:
    _, text = run(settings, values, "--json")
    [told] = json.loads(text)
    assert (told["table"], told["column"], told["text"]) == (
        "repair_orders",
        "ro_type",
        "喷漆专修",
    )
    assert (told["rows"], len(told["extracts"]), told["row"]) == (3, 2, 2)
    assert "事故" in told["listed"]
    assert [row[1] for row in served(settings, "repair_orders", "ro_no", "ro_type")] == [
        "未映射",
        "未映射",
        "保养",
        "未映射",
        "未映射",
    ]
    _, text = run(settings, values, "--lang", "en")
    assert "Repair orders (repair_orders)" in text
    assert "喷漆专修 x3" in text


def test_a_decision_is_used_for_what_is_loaded_and_for_what_comes(
    settings: Settings, loaded: Path, tmp_path: Path
) -> None:
    _, text = run(settings, values, "--set", "repair_orders.ro_type", "喷漆专修", "事故")
    assert text == ""
    assert len(answered(values_folder(settings))) == 2
    status, text = run(settings, values, "--reload", "--json")
    assert status == 0
    assert {file["loaded"] for file in json.loads(text)["files"]} == {1, 4}
    rows = served(settings, "repair_orders", "ro_no", "store_code", "ro_type")
    assert rows == [
        ("R1", "N001", "事故"),
        ("R2", "N001", "事故"),
        ("R3", "N001", "保养"),
        ("R4", "N001", "未映射"),
        ("R9", "N002", "事故"),
    ]
    assert answered(values_folder(settings)) == frozenset()
    assert not list((settings.home / "warehouse" / "raw").glob("*.json"))
    status, text = run(settings, values, "--reload", "--json")
    assert (status, json.loads(text)["files"]) == (0, [])
    fresh = write_csv(
        tmp_path / "in" / "N001" / "c.csv",
        HEADINGS,
        ("R5", "2024-05-03", "2024-05-03", " 喷漆 专修", "5"),
    )
    run(settings, load, fresh.parents[1])
    assert ("R5", "事故") in served(settings, "repair_orders", "ro_no", "ro_type")


@pytest.mark.parametrize("published", [True, False])
def test_a_load_that_ends_before_it_has_noted_its_values_loses_none(
    settings: Settings, loaded: Path, monkeypatch: pytest.MonkeyPatch, published: bool
) -> None:
    class KilledError(Exception):
        pass

    def die(*_: object) -> None:
        raise KilledError

    third = write_csv(
        loaded.parent / "c.csv", HEADINGS, ("R5", "2024-05-01", "2024-05-02", "拆装", "1")
    )
    with monkeypatch.context() as patched:
        patched.setattr(publishing, "settle" if published else "_publish", die)
        with pytest.raises(KilledError):
            run(settings, load, third)
    # Another file comes next; whether or not the one before is given again is not known.
    write_csv(loaded.parent / "d.csv", HEADINGS, ("R6", "2024-05-01", "2024-05-02", "保养", "1"))
    run(settings, load, loaded.parent / "d.csv")
    texts = {each.text for each in waiting_values(values_folder(settings))}
    assert texts == ({"喷漆专修", "拆装"} if published else {"喷漆专修"})
    assert list(values_folder(settings).glob("announced-*")) == []
    run(settings, load, third)
    assert {each.text for each in waiting_values(values_folder(settings))} == {"喷漆专修", "拆装"}
    run(settings, values, "--set", "repair_orders.ro_type", "拆装", "事故", "--reload")
    rows = served(settings, "repair_orders", "ro_no", "ro_type")
    assert ("R5", "事故") in [tuple(row)[:2] for row in rows]


def test_a_value_may_stay_unmapped_and_is_not_asked_again(settings: Settings, loaded: Path) -> None:
    run(settings, values, "--set", "repair_orders.ro_type", "喷漆专修", "未映射")
    assert run(settings, values, "--json")[1] == "[]\n"
    assert answered(values_folder(settings)) == frozenset()


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("orders.ro_type", "x", "事故"), "no table orders"),
        (("repair_orders.ro_no", "x", "事故"), r"no column with a list repair_orders\.ro_no"),
        (("repair_orders.ro_type", "x", "喷漆"), "no value 喷漆"),
    ],
)
def test_a_decision_that_is_none_is_refused(
    settings: Settings, words: tuple[str, ...], message: str
) -> None:
    with pytest.raises(UserError, match=message):
        run(settings, values, "--set", *words)
    assert not (values_folder(settings) / "decided.json").exists()


@pytest.mark.parametrize(
    "text",
    [
        "{",
        "[]",
        '{"values": []}',
        '{"values": {"repair_orders.ro_type": {"a": "no such value"}}}',
        '{"values": {"repair_orders.ro_no": {}}}',
    ],
)
def test_a_file_of_decisions_that_cannot_be_stops_loads_by_name(
    settings: Settings, tmp_path: Path, text: str
) -> None:
    write_text(values_folder(settings) / "decided.json", text)
    for module, words in ((values, ()), (load, (write_text(tmp_path / "a.csv", STORES),))):
        with pytest.raises(UserError, match=r"decided\.json"):
            run(settings, module, *words)
    intake = Intake(settings, lambda: "00000001")
    assert intake.unlisted() == []
    assert "decided.json" in intake.reloading()[1]
