"""What of the page is arithmetic and rests on no estimate."""

from dataclasses import dataclass

from metrics.opportunities.listing import Opportunities

from dashboards.drivers.bridge_asked import Bridged


@dataclass(frozen=True, slots=True)
class Exact:
    """Changes and gaps.

    Attributes:
        change: of the target.
        gaps: of the one store in view to its peers; None for several stores.
    """

    change: Bridged
    gaps: Opportunities | None = None
