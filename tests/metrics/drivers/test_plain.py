"""Results survive a way through JSON, and nothing else comes back."""

import json

import pytest

from metrics.drivers.plain import from_plain, to_plain
from metrics.drivers.result import Analysis, Refusal
from tests.dashboards.drivers.analyses import ANALYSIS, REFUSED


@pytest.mark.parametrize("analysis", [ANALYSIS, REFUSED])
def test_an_analysis_comes_back_as_it_was(analysis: Analysis) -> None:
    data = json.loads(json.dumps(to_plain(analysis)))
    assert from_plain(Analysis, data) == analysis


def test_whatever_is_no_plain_value_is_refused() -> None:
    with pytest.raises(TypeError, match="no plain value"):
        to_plain({"a": object()})
    with pytest.raises(TypeError, match="expected str"):
        from_plain(Analysis, {**to_plain(ANALYSIS), "target": 5})
    with pytest.raises(KeyError):
        from_plain(Refusal, {"reason": "constant"})
    with pytest.raises(ValueError, match="no such"):
        from_plain(Refusal, {"reason": "no such reason", "subjects": [], "numbers": {}})
