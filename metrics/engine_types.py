"""Types of columns that a snapshot is to hold, by the engine's own names."""

import re

_SCALE_AT_MOST = 7


def compact(kind: str) -> str:
    """A type of eight bytes for one of sixteen; sums come as the widest there is.

    The engine reads wide ones many times more slowly. Values of a row or a day fit, but for slips
    of the pen: where one does not, the wide type has to do.
    """
    if kind == "HUGEINT":
        return "BIGINT"
    wide = re.fullmatch(r"DECIMAL\((\d+),\s*(\d+)\)", kind)
    if wide and int(wide[1]) > _WIDTH and int(wide[2]) <= _SCALE_AT_MOST:
        return f"DECIMAL({_WIDTH},{wide[2]})"
    return kind


_WIDTH = 18
