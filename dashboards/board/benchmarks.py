"""A benchmark in words: its range, and where it comes from."""

from dashboards.format import show
from dashboards.visit import Visit
from metrics.model.kpi import Kpi


def benchmark_text(visit: Visit, kpi: Kpi) -> str:
    """Range and source; without a source it is a rule of thumb, and says so."""
    found = kpi.benchmark
    if found is None:
        return visit.say("benchmark.none")
    low, high = (show(edge, kpi.unit, visit.language).text for edge in (found.low, found.high))
    if found.low is not None and found.high is not None and found.low != found.high:
        text = visit.say("benchmark.between", low=low, high=high)
    elif found.low is not None:
        text = visit.say("benchmark.at_least", value=low)
    elif found.high is not None:
        text = visit.say("benchmark.at_most", value=high)
    else:
        text = ""
    said = visit.words(found.words) if found.words is not None else ""
    source = found.source or visit.say("benchmark.thumb")
    joint = "; " if visit.language == "en" else "；"
    return joint.join(part for part in (text, said, source) if part)
