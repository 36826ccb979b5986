"""The address of a view: what the query of a URL says, read without trust and written back.

Whatever is not understood is left out and reported in ``odd``; whether somebody may see a store is
decided where figures are read, never here.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import parse_qs, urlencode

from metrics.model.period import Period

COMPARISONS = ("prior", "year", "peers", "band")
DEFAULT_COMPARISONS = ("prior", "year")
LANGUAGES = ("zh", "en")
Step = tuple[str, str]
_NONE = "none"
_LONGEST = 200
_MOST = 2000


@dataclass(frozen=True, slots=True)
class View:
    """What somebody asks to see.

    Attributes:
        stores: codes; empty for all that are open to him.
        start: first day, None for the default period.
        end: last day, None for the default period.
        compare: comparisons on the cards.
        by: grouping of the grid; empty for the page's own.
        kpis: KPIs chosen on the comparison page, or the one that is drilled into.
        fact: which of the documents behind it.
        drill: the KPI that is drilled into, where ``kpis`` are those of the page itself.
        at: the way down from its figure, pairs of a grouping and its member, in order.
        document: the document whose lines are shown: its store and number.
        peer: what peers are to have in common, on the comparison page; empty for the closest.
        show: which of the views of the comparison page; empty for the first.
        turned: whether its rows and columns change places.
        target: the profit figure of the driver analysis; empty for the first.
        driver: the KPI beside it that is looked at; empty for the first.
        language: None where the address names none.
        odd: parameters that were not understood.
    """

    stores: tuple[str, ...] = ()
    start: date | None = None
    end: date | None = None
    compare: tuple[str, ...] = DEFAULT_COMPARISONS
    by: str = ""
    kpis: tuple[str, ...] = ()
    fact: str = ""
    drill: str = ""
    at: tuple[Step, ...] = ()
    document: Step | None = None
    peer: str = ""
    show: str = ""
    turned: bool = False
    target: str = ""
    driver: str = ""
    language: str | None = None
    odd: tuple[str, ...] = ()

    @property
    def drilled(self) -> str:
        """Id of the KPI that is drilled into; empty for none."""
        return self.drill or next(iter(self.kpis), "")

    @property
    def named_stores(self) -> tuple[str, ...]:
        """Codes of all stores that it names: as such, on the way down, or with a document."""
        steps = [member for name, member in self.at if name == "store"]
        of_document = [self.document[0]] if self.document else []
        return tuple(dict.fromkeys((*self.stores, *steps, *of_document)))

    @property
    def period(self) -> Period | None:
        """The period that the address names."""
        if self.start is None or self.end is None:
            return None
        return Period(self.start, self.end)

    def address(self, path: str, **changes: object) -> str:
        """The link to this view on a page, with some fields changed."""
        view = replace(self, **changes)  # type: ignore[arg-type]  # names are checked by replace
        pairs: list[tuple[str, str]] = [("store", code) for code in view.stores]
        if view.period is not None:
            pairs += [("from", view.period.start.isoformat()), ("to", view.period.end.isoformat())]
        if view.compare != DEFAULT_COMPARISONS:
            pairs += [("compare", name) for name in view.compare or (_NONE,)]
        pairs += [("by", view.by)] if view.by else []
        pairs += [("kpi", name) for name in view.kpis]
        pairs += [("fact", view.fact)] if view.fact else []
        pairs += [("drill", view.drill)] if view.drill else []
        pairs += [("at", ":".join(step)) for step in view.at]
        pairs += [("doc", ":".join(view.document))] if view.document else []
        pairs += [("peer", view.peer)] if view.peer else []
        pairs += [("show", view.show)] if view.show else []
        pairs += [("turn", "yes")] if view.turned else []
        pairs += [("target", view.target)] if view.target else []
        pairs += [("driver", view.driver)] if view.driver else []
        pairs += [("lang", view.language)] if view.language else []
        return f"{path}?{urlencode(pairs)}" if pairs else path


def read_query(query: str) -> View:
    """Read the text after the question mark."""
    text = query.removeprefix("?")[: _LONGEST * _MOST]
    return read_view(parse_qs(text, max_num_fields=_MOST) if text.count("&") < _MOST else {})


def read_view(query: Mapping[str, object]) -> View:
    """Read parameters: each a text or a list of texts, anything else counts as odd."""
    texts = {key: _texts(value) for key, value in query.items()}
    odd = [key for key, found in texts.items() if found is None]
    given = {key: found for key, found in texts.items() if found is not None}
    start, end = _day(given.get("from")), _day(given.get("to"))
    if start is None or end is None or end < start:
        odd += [key for key in ("from", "to") if key in given]
        start = end = None
    for key, known in (("compare", (*COMPARISONS, _NONE)), ("lang", LANGUAGES)):
        odd += [key] if set(given.get(key, ())) - set(known) else []
    for key in ("at", "doc"):
        odd += [key] if not all(map(_step, given.get(key, ()))) else []
    compare = _among(given.get("compare", DEFAULT_COMPARISONS), COMPARISONS)
    language = next(iter(_among(given.get("lang", ()), LANGUAGES)), None)
    return View(
        stores=tuple(dict.fromkeys(given.get("store", ()))),
        start=start,
        end=end,
        compare=compare,
        by=next(iter(given.get("by", ())), ""),
        kpis=tuple(dict.fromkeys(given.get("kpi", ()))),
        fact=next(iter(given.get("fact", ())), ""),
        drill=next(iter(given.get("drill", ())), ""),
        at=tuple(step for step in map(_step, given.get("at", ())) if step),
        document=next(iter(map(_step, given.get("doc", ()))), None),
        peer=next(iter(given.get("peer", ())), ""),
        show=next(iter(given.get("show", ())), ""),
        turned="yes" in given.get("turn", ()),
        target=next(iter(given.get("target", ())), ""),
        driver=next(iter(given.get("driver", ())), ""),
        language=language,
        odd=tuple(odd),
    )


def _step(text: str) -> Step | None:
    """A grouping and its member; the member may be empty, and may hold colons of its own."""
    name, colon, member = text.partition(":")
    return (name, member) if name and colon else None


def _texts(value: object) -> Sequence[str] | None:
    found = value if isinstance(value, list | tuple) else [value]
    if all(isinstance(item, str) and len(item) <= _LONGEST for item in found):
        return list(found)
    return None


def _day(found: Sequence[str] | None) -> date | None:
    try:
        day = date.fromisoformat(found[0]) if found else None
    except ValueError:
        return None
    return day if day is not None and 1990 <= day.year <= 2100 else None


def _among(found: Iterable[str], known: Sequence[str]) -> tuple[str, ...]:
    chosen = set(found)
    return tuple(name for name in known if name in chosen)
