"""Stores in a sentence: the first few by name, the others as a count."""

from collections.abc import Sequence

from dashboards.visit import Visit

_NAMED = 3


def named_stores(visit: Visit, codes: Sequence[str]) -> str:
    """Names of the first three stores, and how many more there are."""
    names = {store.code: store.name for store in visit.open_stores}
    shown = [names.get(code, code) for code in codes[:_NAMED]]
    text = ("、" if visit.language == "zh" else ", ").join(shown)
    more = len(codes) - _NAMED
    return text + (visit.say("trust.more", count=more) if more > 0 else "")
