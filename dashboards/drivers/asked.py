"""From choices to what is told: a question to the statistics, and the answer so far."""

from hashlib import sha256

from dashboards.drivers.choices import Choices
from dashboards.drivers.told import Told
from dashboards.visit import Visit

FIRST_SECONDS = 0.6
"""So long a page waits for what comes at once; the rest is filled in."""
PATIENT_SECONDS = 60.0


def tell(visit: Visit, chosen: Choices) -> tuple[Told, str]:
    """What is known of a question now, and its key."""
    raise NotImplementedError


def key_of(visit: Visit, chosen: Choices) -> str:
    """The question with the snapshot and the rights that it rests on, whole, as one text."""
    parts = (
        visit.reader.snapshot,
        visit.scope.key,
        chosen.target.id,
        tuple(chosen.drivers),
        chosen.months,
        visit.view.stores,
    )
    return sha256(repr(parts).encode()).hexdigest()
