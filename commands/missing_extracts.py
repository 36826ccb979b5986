"""Tables that were never loaded, as lines and JSON for those who can load them."""

from collections.abc import Sequence
from typing import Any

from metrics.extracts import extract_of


def never_loaded(tables: Sequence[str], language: str) -> str:
    """Which tables are missing, and which extracts bring them."""
    if language == "en":
        lists = ", ".join(f"{extract_of(t).en} ({extract_of(t).zh}, table {t})" for t in tables)
        return f"never loaded: {lists}; export the list of that name and load it"
    lists = "、".join(f"《{extract_of(t).zh}》({t})" for t in tables)
    return f"从未装载过{lists}；请导出同名清单后装载"


def as_json(tables: Sequence[str]) -> dict[str, Any]:
    """Fields of a row that lacks tables; none where it lacks nothing."""
    if not tables:
        return {}
    extracts = [extract_of(table) for table in tables]
    return {
        "missing_tables": list(tables),
        "missing_extracts": [{"zh": words.zh, "en": words.en} for words in extracts],
    }
