"""The guide to source profiles names what reported figures really feed."""

import re
from pathlib import Path

from data_loaders.profiles import SHIPPED
from metrics.catalogue import CATALOGUE
from metrics.model.formula import measures_of
from metrics.model.measures import Flow

ROOT = Path(__file__).parents[2]
GUIDE = (ROOT / "docs" / "own-source-profile.md").read_text(encoding="utf-8")


def answerable() -> dict[str, set[str]]:
    """Metric to the KPIs of which every measure but those of the calendar has a stand-in."""
    found: dict[str, set[str]] = {}
    for kpi in CATALOGUE:
        contained = kpi.within_reported | {"dim_calendar"}
        needed = [m for m in measures_of(kpi.formula) if not contained.issuperset(m.fact.tables)]
        names = [m.reported for m in needed if isinstance(m, Flow) and m.reported]
        if names and len(names) == len(needed):
            for name in names:
                found.setdefault(name, set()).add(kpi.id)
    return found


def told() -> dict[str, set[str]]:
    """The same, as the table of the guide says it."""
    found: dict[str, set[str]] = {}
    for line in GUIDE.split("| metric | KPIs |")[1].split("\n\n")[0].splitlines():
        if line.startswith("| `"):
            metrics, kpis = (set(re.findall(r"`(\w+)`", cell)) for cell in line.split("|")[1:3])
            found.update(dict.fromkeys(metrics, kpis))
    return found


def test_the_guide_says_which_kpis_a_metric_feeds() -> None:
    assert told() == answerable()


def test_the_shipped_profiles_feed_every_one_of_them() -> None:
    shipped = {
        figure.metric
        for profile in SHIPPED
        for target in profile.targets
        if target.reported
        for figure in target.reported.figures
    }
    assert set(answerable()) <= shipped


def test_files_that_the_guide_names_are_there() -> None:
    named = re.findall(r"`((?:data_loaders|tests)/[\w/]+\.py)`", GUIDE)
    assert named
    assert [name for name in named if not (ROOT / name).is_file()] == []
