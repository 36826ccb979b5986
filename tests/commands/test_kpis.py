"""The catalogue as scripts read it."""

from commands.kpis import record
from metrics.catalogue import CATALOGUE


def test_the_catalogue_as_json_has_everything_a_reviewer_asks() -> None:
    for entry in CATALOGUE:
        told = record(entry)
        assert all(told[name] for name in ("id", "zh", "en", "department", "unit", "direction"))
        assert told["rollup"]
        for name in ("purpose", "formula", "pitfalls"):
            assert told[name]["zh"]
            assert told[name]["en"]
        listed = {name.partition(".")[0] for name in told["source_columns"]}
        assert set(told["tables"]) <= listed
        benchmark = told["benchmark"]
        assert benchmark is None or benchmark["rule_of_thumb"] == (benchmark["source"] is None)
