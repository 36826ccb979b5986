"""The glossary: every term once, complete in both languages, found by the search."""

import pytest

from dashboards.components.glossary import glossary
from dashboards.glossary import SECTIONS
from dashboards.site import page_of
from tests.dashboards.network import Network
from tests.dashboards.test_pages import answer, texts

TERMS = [term for _, terms in SECTIONS for term in terms]


def test_every_term_is_there_once_and_in_both_languages() -> None:
    assert len({term.code for term in TERMS}) == len(TERMS)
    for language in ("zh", "en"):
        names = [term.name.say(language) for term in TERMS]
        assert len(set(names)) == len(names)
        assert all(term.meaning.say(language) for term in TERMS)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_handbook_explains_its_terms(network: Network, language: str) -> None:
    page = page_of("/handbook")
    assert page is not None
    shown = texts(answer(network, page, language, stores=("A1",)).more)
    for term in TERMS:
        # The other language's name stands beside it.
        assert term.name.zh in shown
        assert term.name.en in shown
        assert term.meaning.say(language) in shown


def test_the_search_looks_for_a_term_in_both_languages(network: Network) -> None:
    entries = {}
    for section in glossary(network.visit("/handbook")):
        for entry in section.children[1].children:
            entries[entry.id] = getattr(entry, "data-search")
            # What the script of the handbook hides and shows.
            assert "fc-entry" in entry.className.split()
    assert set(entries) == {f"term-{term.code}" for term in TERMS}
    assert "裸车毛利" in entries["term-front_gross"]
    assert "front gross" in entries["term-front_gross"]
    assert "elr" in entries["term-effective_labour_rate"]
