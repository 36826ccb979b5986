"""What of the page is arithmetic and rests on no estimate."""

from dataclasses import dataclass

from dashboards.drivers.bridge_asked import Bridged
from metrics.opportunities.listing import Opportunities


@dataclass(frozen=True, slots=True)
class Exact:
    """Changes and gaps.

    Attributes:
        change: of the target.
        gaps: of the one store in view to its peers; None for several stores.
    """

    change: Bridged
    gaps: Opportunities | None = None
