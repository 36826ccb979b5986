"""Both languages say everything, and say it with the same placeholders."""

import re
from pathlib import Path

import pytest

from dashboards.i18n import CATALOGUES, say
from dashboards.i18n.listed_values import EN, listed_value
from dashboards.site import PAGES
from metrics.catalogue import CATALOGUE
from metrics.model.formula import measures_of
from metrics.model.kpi import Cadence, Department, Direction, Rollup
from metrics.result import Note, State
from warehouse.schema import TABLES

ROOM = Path(__file__).resolve().parents[2] / "dashboards"
PLACEHOLDER = re.compile(r"\{(\w+)\}")
# `visit.say("key"` and `say(language, "key"`, wherever the key is a plain text.
SAID = re.compile(r"""(?:visit\.say\(|say\(\w+,\s*|Problem\()\s*"([a-z_.]+)\"""")


def test_both_languages_have_the_same_words() -> None:
    assert list(CATALOGUES["zh"]) == list(CATALOGUES["en"])


@pytest.mark.parametrize("key", list(CATALOGUES["en"]))
def test_a_word_has_text_and_the_same_placeholders(key: str) -> None:
    zh, en = CATALOGUES["zh"][key], CATALOGUES["en"][key]
    assert zh.strip()
    assert en.strip()
    assert set(PLACEHOLDER.findall(zh)) == set(PLACEHOLDER.findall(en))


def test_english_words_are_english() -> None:
    chinese = [k for k, text in CATALOGUES["en"].items() if re.search(r"[一-鿿]", text)]
    assert chinese == []


def test_every_word_that_is_said_is_there() -> None:
    said = {
        key
        for path in [*ROOM.rglob("*.py"), *ROOM.rglob("*.html")]
        for key in SAID.findall(path.read_text(encoding="utf-8"))
    }
    assert len(said) > 60
    assert said - CATALOGUES["en"].keys() == set()


def needed() -> set[str]:
    """Keys that are put together from the names of things."""
    keys = {f"page.{page.key}" for page in PAGES}
    keys |= {f"page.{department.value}" for department in Department}
    keys |= {f"chart.{name}" for page in PAGES for name in page.charts}
    keys |= {f"nav.{page.group}" for page in PAGES}
    keys |= {f"state.{state.value}" for state in State}
    keys |= {f"note.{note.value}" for note in Note}
    keys |= {f"direction.{d.value}" for d in Direction}
    keys |= {f"rollup.{r.name.lower()}" for r in Rollup}
    keys |= {f"cadence.{c.value}" for c in Cadence}
    facts = {m.fact for kpi in CATALOGUE for m in measures_of(kpi.formula)}
    return keys | {f"by.{name}" for fact in facts for name in fact.dimensions}


def test_everything_that_has_a_name_has_words() -> None:
    assert needed() - CATALOGUES["en"].keys() == set()


def test_words_are_filled_in() -> None:
    assert say("en", "compare.rank", rank=2, of=7) == "2 of 7"


def test_every_value_of_a_closed_list_has_an_english_word() -> None:
    listed = {
        value
        for table in TABLES.values()
        for column in table.columns
        for value in column.info["values"]
    }
    assert {v for v in listed if any("一" <= letter <= "鿿" for letter in v)} <= set(EN)
    assert listed_value("配件", "en") == "Parts"
    assert listed_value("配件", "zh") == "配件"
    assert listed_value("本地汽配商", "en") == "本地汽配商"
