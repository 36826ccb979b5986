"""What is said about the simulation holds: every effect is used, the document names them all."""

from pathlib import Path

import pytest

from data_loaders.demo import EFFECTS, WEAKNESSES
from data_loaders.demo.faults import MONTH_MISSING, OLDER_EXPORT, ORPHAN, WRONG_CELLS
from data_loaders.demo.truth import reference, strength

ROOT = Path(__file__).resolve().parents[3]
PACKAGE = ROOT / "data_loaders" / "demo"
DOCUMENT = (ROOT / "docs" / "demo-network.md").read_text(encoding="utf-8")


def simulation() -> str:
    """Return the source of the package without the list of effects itself."""
    modules = sorted(path for path in PACKAGE.glob("*.py") if path.name != "truth.py")
    return "\n".join(path.read_text(encoding="utf-8") for path in modules)


def test_effects_are_told_apart() -> None:
    assert len({(e.outcome, e.driver) for e in EFFECTS}) == len(EFFECTS)
    for effect in EFFECTS:
        assert strength(effect.outcome, effect.driver) == effect.strength != 0
        assert reference(effect.outcome, effect.driver) == effect.reference


def test_an_effect_that_is_not_planted_has_no_strength() -> None:
    with pytest.raises(KeyError):
        strength("close_logit", "weather")


def test_the_simulation_reads_every_effect() -> None:
    source = simulation()
    unread = [e for e in EFFECTS if f'"{e.driver}"' not in source]
    assert unread == []


def test_the_document_names_every_effect_with_its_strength() -> None:
    lines = [line for line in DOCUMENT.splitlines() if line.startswith("|")]
    for effect in EFFECTS:
        mine = [ln for ln in lines if f"`{effect.outcome}`" in ln and f"`{effect.driver}`" in ln]
        assert len(mine) == 1, effect
        assert f"| {effect.strength:g} |" in mine[0], effect
        assert f"| {effect.lag_months} |" in mine[0], effect


def test_the_document_names_weak_stores_and_faults() -> None:
    for weakness in WEAKNESSES:
        assert f"`{weakness.name}`" in DOCUMENT
        assert f"S{weakness.place:02d}" in DOCUMENT
    for cell in WRONG_CELLS:
        assert f"S{cell.store:02d}" in DOCUMENT
        assert f"`{cell.text}`" in DOCUMENT
    for told in (ORPHAN, f"S{MONTH_MISSING:02d}", f"S{OLDER_EXPORT:02d}"):
        assert told in DOCUMENT
