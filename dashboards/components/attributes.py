"""Attributes that Python cannot spell: ``data-...`` and ``aria-...``."""

from collections.abc import Mapping
from typing import Any


def extra(attributes: Mapping[str, str]) -> dict[str, Any]:
    """Attributes for ``**``: Dash takes any name that begins with ``data-`` or ``aria-``."""
    return dict(attributes)
