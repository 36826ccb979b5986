"""How one setting is described beside the field that holds it."""

from collections.abc import Callable
from typing import Any

PREFIX = "FORECOURT_"


def setting(
    name: str, read: Callable[[str], Any], default: str, *, zh: str, en: str, shown: str = ""
) -> dict[str, Any]:
    """Describe one setting; `shown` replaces `default` in tables where it is computed."""
    return {
        "variable": PREFIX + name,
        "read": read,
        "default": default,
        "shown": shown or default,
        "zh": zh,
        "en": en,
    }
