"""A mapping for an unknown sheet: table, headings, columns, each with confidence and reason.

It is a proposal; nothing is loaded by it until a person has confirmed it as a profile.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from data_loaders.contract.cells import CellReader, hides_people, shown
from data_loaders.contract.fields import Field, Kind
from data_loaders.contract.stores import StoreRegister
from data_loaders.mapping.heading_rows import headings_of_match, likely_headings
from data_loaders.mapping.likeness import Fit, fit, likeness, weight
from data_loaders.mapping.profile_file import column_words, required_columns
from data_loaders.mapping.wording import Saying, saying
from data_loaders.profiles.headings import normal, take_apart
from data_loaders.profiles.matching import Headings, Match
from data_loaders.profiles.profile import SourceProfile, Target
from data_loaders.profiles.standard import STANDARD
from data_loaders.reading.sheet import Merged
from data_loaders.values.personal import mask_within

# Below it a guess is not worth correcting.
LEAST = 0.45
_SAMPLES = 40
_SHOWN_ROWS = 8
_ALTERNATIVES = 4
_SHOWN_VALUES = 6
_NAMED_BONUS = 2.0
# An amount with VAT is never proposed for a column without; it stays among the alternatives.
_VAT_DOUBT = 0.4


@dataclass(frozen=True, slots=True)
class ColumnProposal:
    """One column of the sheet.

    Attributes:
        index: 0-based column.
        heading: As printed, two levels joined.
        column: Column of the table that is proposed; None for none.
        confidence: 0 to 1.
        reason: Why it is proposed.
        problems: What does not fit.
        others: Other columns it may be, likeliest first, with confidence.
        samples: First texts, personal data hidden.
    """

    index: int
    heading: str
    column: str | None
    confidence: float
    reason: Saying
    problems: tuple[Saying, ...] = ()
    others: tuple[tuple[str, float], ...] = ()
    samples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a sheet may be.

    Attributes:
        table: The table that is proposed.
        confidence: 0 to 1: the mean of its columns, less what is missing.
        tables: Tables it may be, likeliest first, with confidence.
        title_rows: Rows above the headings.
        first_data: 0-based index of the first row of data.
        columns: One for each heading.
        missing: Required columns that nothing fills.
        rows: The first rows of data as they may be shown, each as wide as `columns`.
    """

    table: str
    confidence: float
    tables: tuple[tuple[str, float], ...]
    title_rows: int
    first_data: int
    columns: tuple[ColumnProposal, ...]
    missing: tuple[Saying, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(slots=True)
class _Columns:
    """The columns of a sheet below one way to read its headings."""

    headings: tuple[str, ...]
    samples: list[list[tuple[int, str]]]
    reader: CellReader
    fits: dict[tuple[int, Field], Fit] = field(default_factory=dict)

    def fit(self, index: int, wanted: Field) -> Fit:
        place = (index, wanted)
        if place not in self.fits:
            self.fits[place] = fit(wanted, self.samples[index], self.reader)
        return self.fits[place]


def propose(  # noqa: PLR0913 - what is known of a sheet
    head: Sequence[Sequence[str]],
    given: Sequence[str] | None,
    merged: Sequence[Merged],
    words: str,
    stores: StoreRegister,
    table: str | None = None,
    match: Match | None = None,
    standard: SourceProfile = STANDARD,
) -> Proposal | None:
    """Return the likeliest mapping of a sheet, or None where no row can be its headings.

    Args:
        head: First rows of the sheet.
        given: Names of its columns where the format carries them.
        merged: Merged ranges.
        words: Title, sheet and file name.
        stores: The stores there are.
        table: The table, where a person has chosen it.
        match: The way a profile reads it already; its columns are taken as they are.
        standard: The standard profile, with what has been decided about values.
    """
    headings = headings_of_match(match) if match else likely_headings(head, given, merged)
    if headings is None:
        return None
    columns = _Columns(
        headings.joined(), _samples(head, headings), CellReader(stores, b"mapping", None)
    )
    if match is not None:
        table = match.target.table
    targets = [each for each in standard.targets if table is None or each.table == table]
    ranked = sorted(
        (_assigned(each, columns, normal(words)) for each in standard.targets),
        key=lambda found: -found[0],
    )
    best = next(found for found in ranked if any(found[1] is target for target in targets))
    chosen = best[2]
    if match is not None:
        chosen = {index: (name, 1.0) for index, name in match.columns}
    return _told(best[1], chosen, columns, head, headings, ranked, match)


def _told(  # noqa: PLR0913 - the parts of the answer
    target: Target,
    chosen: Mapping[int, tuple[str, float]],
    columns: _Columns,
    head: Sequence[Sequence[str]],
    headings: Headings,
    ranked: Sequence[tuple[float, Target, Mapping[int, tuple[str, float]]]],
    match: Match | None,
) -> Proposal:
    told = tuple(
        _column(target, index, chosen.get(index), columns, match)
        for index in range(len(columns.headings))
        if columns.headings[index]
    )
    taken = {name for name, _ in chosen.values()}
    missing = tuple(
        saying("column_missing", column=column_words(target.table, name))
        for name in sorted(required_columns(target.table) - taken)
    )
    fields = target.by_name
    rows = tuple(
        tuple(
            shown_cell(fields.get(each.column or ""), each.heading, _cell(row, each.index))
            for each in told
        )
        for row in head[headings.first_data : headings.first_data + _SHOWN_ROWS]
    )
    return Proposal(
        table=target.table,
        confidence=_confidence(target, chosen),
        tables=tuple((each.table, _confidence(each, found)) for _, each, found in ranked[:5]),
        title_rows=headings.title_rows,
        first_data=headings.first_data,
        columns=told,
        missing=missing,
        rows=rows,
    )


def _column(
    target: Target,
    index: int,
    chosen: tuple[str, float] | None,
    columns: _Columns,
    match: Match | None,
) -> ColumnProposal:
    heading = columns.headings[index]
    weights = _weights(target, index, columns)
    name, confidence = chosen if chosen else (None, 0.0)
    wanted = target.by_name.get(name or "")
    samples = tuple(shown_cell(wanted, heading, text) for _, text in columns.samples[index][:3])
    others = sorted(
        ((n, round(w, 2)) for n, w in weights.items() if n != name and w >= LEAST / 2),
        key=lambda each: -each[1],
    )
    if wanted is None:
        vat = take_apart(heading).includes_vat and any(n in target.vat_excluded for n in weights)
        reason = saying("vat_left_out" if vat else "nothing_fits")
        problems: tuple[Saying, ...] = ()
    else:
        reason = (
            saying("profile", profile=match.profile.name)
            if match is not None
            else _reason(target, heading, wanted)
        )
        problems = tuple(_problems(target, index, wanted, columns))
    return ColumnProposal(
        index, heading, name, round(confidence, 2), reason, problems,
        tuple(others[:_ALTERNATIVES]), samples,
    )  # fmt: skip


def _reason(target: Target, heading: str, wanted: Field) -> Saying:
    near = max(_words(target)[wanted.name], key=lambda word: likeness(heading, word))
    alike = likeness(heading, near)
    words = column_words(target.table, wanted.name)
    if alike >= 0.95:
        return saying("same_heading", column=words)
    if alike >= LEAST:
        return saying("similar_heading", word=near)
    return saying("contents", column=words)


def _problems(target: Target, index: int, wanted: Field, columns: _Columns) -> Collection[Saying]:
    heading, found = columns.headings[index], columns.fit(index, wanted)
    words = column_words(target.table, wanted.name)
    problems = []
    if take_apart(heading).includes_vat and wanted.name in target.vat_excluded:
        problems.append(saying("includes_vat", heading=heading, column=words))
    if found.first_bad is not None:
        row, text = found.first_bad
        value = shown_cell(wanted, heading, text)
        told = {"count": found.count, "bad": found.bad, "row": row, "value": value}
        problems.append(saying("unreadable_values", column=words, **told))
    if found.unlisted:
        values = ", ".join(mask_within(text)[:30] for text in found.unlisted[:_SHOWN_VALUES])
        problems.append(saying("unlisted_values", column=words, values=values))
    return problems


def _assigned(
    target: Target, columns: _Columns, words: str
) -> tuple[float, Target, dict[int, tuple[str, float]]]:
    """Give each field the likeliest column that is still free; return the score, too."""
    pairs = [
        (confidence, -index, name)
        for index in range(len(columns.headings))
        for name, confidence in _weights(target, index, columns).items()
        if confidence >= LEAST
    ]
    chosen: dict[int, tuple[str, float]] = {}
    taken: set[str] = set()
    for confidence, minus, name in sorted(pairs, reverse=True):
        if -minus not in chosen and name not in taken:
            chosen[-minus] = (name, confidence)
            taken.add(name)
    named = any(word and word in words for word in target.words)
    sure = sum(confidence for _, confidence in chosen.values())
    missing = len(required_columns(target.table) - taken)
    score = sure + len(taken) / len(target.fields) + _NAMED_BONUS * named - missing
    return score, target, chosen


def _weights(target: Target, index: int, columns: _Columns) -> dict[str, float]:
    heading = columns.headings[index]
    if not heading:
        return {}
    found = {}
    for name, words in _words(target).items():
        wanted = target.by_name[name]
        named = max((likeness(heading, word) for word in words), default=0.0)
        typed = wanted.kind in (Kind.VIN, Kind.CHOICE)
        if named >= LEAST or typed:
            confidence = weight(wanted, named, columns.fit(index, wanted))
            if take_apart(heading).includes_vat and name in target.vat_excluded:
                confidence *= _VAT_DOUBT
            if confidence > 0:
                found[name] = confidence
    return found


_KNOWN: dict[str, dict[str, tuple[str, ...]]] = {}


def _words(target: Target) -> dict[str, tuple[str, ...]]:
    """The words by which a column of the standard profile is known."""
    if target.table not in _KNOWN:
        found: dict[str, list[str]] = {wanted.name: [] for wanted in target.fields}
        for word, name in target.headings.items():
            found[name].append(word)
        _KNOWN[target.table] = {name: tuple(words) for name, words in found.items() if words}
    return _KNOWN[target.table]


def _confidence(target: Target, chosen: Mapping[int, tuple[str, float]]) -> float:
    if not chosen:
        return 0.0
    needed = required_columns(target.table)
    taken = {name for name, _ in chosen.values()}
    mean = sum(confidence for _, confidence in chosen.values()) / len(chosen)
    present = len(needed & taken) / len(needed) if needed else 1.0
    return round(mean * (0.4 + 0.6 * present), 2)


def _samples(head: Sequence[Sequence[str]], headings: Headings) -> list[list[tuple[int, str]]]:
    below = head[headings.first_data : headings.first_data + _SAMPLES]
    return [
        [
            (headings.first_data + number, text)
            for number, row in enumerate(below, start=1)
            if (text := _cell(row, index).strip())
        ]
        for index in range(len(headings.lower))
    ]


def _cell(row: Sequence[str], index: int) -> str:
    return row[index] if index < len(row) else ""


def shown_cell(wanted: Field | None, heading: str, text: str) -> str:
    """Return a cell as an administrator may see it: nobody's name, phone, identity or car."""
    plain = text.strip()
    if not plain:
        return ""
    if hides_people(heading):
        return "***"
    if (wanted is not None and wanted.kind is Kind.VIN) or (
        len(plain) == 17 and plain.isalnum() and not plain.isdigit() and plain.isascii()
    ):
        return f"{plain[:3]}***{plain[-4:]}" if len(plain) > 8 else "***"
    return shown(wanted, plain)[:80]
