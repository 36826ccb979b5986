"""What the plans of a snapshot say of themselves: for `verify` and the report of a load."""

from metrics.cascade import read_disagreements, read_unknown_metrics
from metrics.catalogue import CATALOGUE
from warehouse.engines import Backend

SHOWN = 50


def plan_problems(backend: Backend, language: str) -> list[str]:
    """Sums of plans that disagree, each with both sums.

    Args:
        backend: of the snapshot.
        language: ``zh`` or ``en``.
    """
    found = [each.words.say(language) for each in read_disagreements(backend, CATALOGUE)]
    more = len(found) - SHOWN
    if more > 0:
        found = [*found[:SHOWN], f"另有 {more} 处" if language == "zh" else f"{more} more"]
    return found


def plan_notes(backend: Backend, language: str) -> list[str]:
    """Metrics of plans that nothing is set against: worth knowing, no contradiction."""
    return [each.say(language) for each in read_unknown_metrics(backend, CATALOGUE)]
