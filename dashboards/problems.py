"""What went wrong, as words of the reader's language and never as ours."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from dashboards.i18n import CATALOGUES, say
from metrics.catalogue import CATALOGUE
from metrics.directory import UnknownStoreError
from metrics.selection import UnknownNameError

# An address may name thousands of things; a sentence names the first of them, and not at length.
_NAMED, _LONGEST = 3, 40


@dataclass(frozen=True, slots=True)
class Problem:
    """A sentence in whichever language.

    Attributes:
        key: of its words.
        fill: makes the values of its placeholders for a language.
        all_stores: whether it helps to look at all stores instead.
    """

    key: str
    fill: Callable[[str], Mapping[str, str]] = field(default=lambda _: {})
    all_stores: bool = False

    def say(self, language: str) -> str:
        """The sentence."""
        return say(language, self.key, **self.fill(language))


def unknown_store(error: UnknownStoreError) -> Problem:
    """No such store is open to the reader; only stores that are open to him are named."""

    def fill(language: str) -> Mapping[str, str]:
        near = [f"{store.name} ({store.code})" for store in error.near]
        return {"given": quoted(language, error.given), "near": _meant(language, near)}

    return Problem("problem.unknown_store", fill, all_stores=True)


def unknown_name(error: UnknownNameError) -> Problem:
    """No such KPI, or no such grouping."""
    if error.kind not in ("KPI", "grouping"):
        return Problem("problem.question")
    kind = error.kind.lower()

    def fill(language: str) -> Mapping[str, str]:
        near = [_named(language, kind, name) for name in error.near]
        return {"given": quoted(language, [error.given]), "near": _meant(language, near)}

    return Problem(f"problem.unknown_{kind}", fill)


def quoted(language: str, names: Sequence[str]) -> str:
    """Names as somebody wrote them, the first few, cut where they are very long."""
    short = [n if len(n) <= _LONGEST else f"{n[:_LONGEST]}…" for n in names[:_NAMED]]
    more = "…" if len(names) > _NAMED else ""
    return say(language, "note.separator").join(short) + more


def _meant(language: str, near: Sequence[str]) -> str:
    if not near:
        return ""
    return say(language, "problem.near", names=say(language, "note.separator").join(near))


def _named(language: str, kind: str, name: str) -> str:
    if kind == "kpi":
        words = next((kpi.name for kpi in CATALOGUE if kpi.id == name), None)
        return name if words is None else f"{words.say(language)} ({name})"
    key = f"by.{name}"
    return f"{say(language, key)} ({name})" if key in CATALOGUES[language] else name
