"""Which profile reads a sheet, and where its headings stand."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import lru_cache

from data_loaders.contract.cells import CellReader
from data_loaders.contract.stores import StoreRegister
from data_loaders.faults import RefusedError
from data_loaders.profiles.headings import normal, take_apart
from data_loaders.profiles.profile import SourceProfile, Target
from data_loaders.reading.sheet import Merged
from warehouse.schema import TABLES

SEARCHED_ROWS = 15
# A named table counts as much as two headings more.
_NAME_BONUS = 2.0
_MARGIN = 0.25
_CONFIRMED_SHARE = 0.6
# More than the columns of any sheet: what a person has confirmed goes before what is guessed.
_CONFIRMED_BONUS = 1000.0
# Columns that number the lines of a print-out; nobody misses them.
_COUNTERS = frozenset({"序号", "no.", "no", "#"})
# Columns that the words around a table may fill instead of a heading.
FROM_SURROUNDINGS = frozenset({"store_code", "snapshot_date", "count_date", "period", "month"})


@dataclass(frozen=True, slots=True)
class Match:
    """A sheet's way into a table.

    Attributes:
        profile: The profile that knows it.
        target: The kind of sheet.
        title_rows: Number of rows above the headings.
        first_data: 0-based index of the first row of data in the head of the sheet.
        headings: Heading of each column as printed, two levels joined.
        columns: (0-based column, field) pairs; a column may fill two fields.
        factors: Multiplier by field name, where a heading names a unit such as 万元.
        unknown: Headings that the profile does not know.
        vat_conflicts: Headings left out because their VAT basis is not the column's.
        score: How well it fits.
        missing: Required fields without a column.
        rivals: (column not read, column read instead) where two columns mean one field.
    """

    profile: SourceProfile
    target: Target
    title_rows: int
    first_data: int
    headings: tuple[str, ...]
    columns: tuple[tuple[int, str], ...]
    factors: dict[str, int]
    unknown: tuple[str, ...]
    vat_conflicts: tuple[str, ...] = ()
    score: float = 0.0
    missing: frozenset[str] = field(default=frozenset())
    rivals: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Headings:
    """One way to read the headings of a sheet: where they stand, what they are at each level."""

    title_rows: int
    first_data: int
    upper: tuple[str, ...]
    lower: tuple[str, ...]

    def joined(self) -> tuple[str, ...]:
        """The headings as printed, two levels joined."""
        return tuple(
            f"{top} {low}" if top and low and top != low else top or low
            for top, low in zip(self.upper, self.lower, strict=True)
        )


def find_match(
    head: Sequence[Sequence[str]],
    given: Sequence[str] | None,
    merged: Sequence[Merged],
    words: str,
    profiles: Iterable[SourceProfile],
) -> Match:
    """Return the best match of a sheet.

    Args:
        head: First rows of the sheet.
        given: Names of its columns where the format carries them.
        merged: Merged ranges.
        words: Title, sheet and file name; a table named in them is preferred.
        profiles: The profiles to ask.

    Raises:
        RefusedError: `heading_unknown`, `heading_incomplete` or `heading_ambiguous`.
    """
    profiles = tuple(profiles)
    known = _known_headings(profiles)
    candidates = _promising(list(heading_candidates(head, given, merged)), known)
    plain = normal(words)
    found: list[Match] = []
    for profile in profiles:
        for target in profile.targets:
            if target.width:
                match = _by_position(head, profile, target)
                found.extend([match] if match else [])
                continue
            options = [
                _fit(each, profile, target, plain)
                for each, texts in candidates
                if not texts.isdisjoint(target.headings)
            ]
            best = max((m for m in options if m), key=lambda m: m.score, default=None)
            found.extend([best] if best else [])
    fitting = sorted((m for m in found if not m.missing), key=lambda m: -m.score)
    if not fitting:
        raise _refusal(found, list(heading_candidates(head, given, merged)))
    best = fitting[0]
    rival = next((m for m in fitting[1:] if m.score > best.score - _MARGIN), None)
    if rival is not None:
        raise RefusedError(
            "heading_ambiguous",
            tables=f"{best.profile.name}:{best.target.table}, "
            f"{rival.profile.name}:{rival.target.table}",
        )
    return best


@lru_cache(maxsize=16)
def _known_headings(profiles: tuple[SourceProfile, ...]) -> frozenset[str]:
    return frozenset(
        text for profile in profiles for target in profile.targets for text in target.headings
    )


def _promising(
    candidates: Sequence[Headings], known: frozenset[str]
) -> list[tuple[Headings, frozenset[str]]]:
    """Keep what some profile may know two of the headings of, with its known texts.

    Most rows are data; of the others, those with less than half of the best row's known headings
    cannot win.
    """
    counted = []
    for headings in candidates:
        texts: set[str] = set()
        hits = 0
        for top, low in zip(headings.upper, headings.lower, strict=True):
            here = {
                form
                for text in {top + low, low or top}
                for heading in (take_apart(text),)
                for form in (heading.full, heading.bare)
                if form and form in known
            }
            hits += bool(here)
            texts |= here
        counted.append((hits, headings, frozenset(texts)))
    most = max((hits for hits, _, _ in counted), default=0)
    return [(h, texts) for hits, h, texts in counted if hits >= 2 and 2 * hits >= most]


def heading_candidates(
    head: Sequence[Sequence[str]], given: Sequence[str] | None, merged: Sequence[Merged]
) -> Iterable[Headings]:
    """Yield every way to read headings from the first rows: each row, alone and with the next."""
    if given is not None:
        yield Headings(0, 0, ("",) * len(given), tuple(given))
        return
    for index in range(min(SEARCHED_ROWS, len(head))):
        row = tuple(_flat(cell) for cell in head[index])
        if sum(1 for cell in row if cell) < 2:
            continue
        yield Headings(index, index + 1, ("",) * len(row), row)
        if index + 1 < len(head):
            below = tuple(_flat(cell) for cell in head[index + 1])
            if any(below):
                yield Headings(index, index + 2, _filled_right(row, below, index, merged), below)


def _flat(text: str) -> str:
    return " ".join(text.split())


def _filled_right(
    row: tuple[str, ...], below: tuple[str, ...], index: int, merged: Sequence[Merged]
) -> tuple[str, ...]:
    """Spread group headings over their columns: by merged ranges, else up to the next group."""
    spans = [(left, right) for top, left, bottom, right in merged if top <= index <= bottom]
    filled = list(row)
    if spans:
        for left, right in spans:
            for column in range(left, min(right + 1, len(row))):
                filled[column] = row[left] if left < len(row) else ""
        return tuple(filled)
    for column in range(1, len(row)):
        if not filled[column] and below[column]:
            filled[column] = filled[column - 1]
    return tuple(filled)


def _fit(headings: Headings, profile: SourceProfile, target: Target, words: str) -> Match | None:
    printed = headings.joined()
    read, conflicts, unknown = _wanted(headings, printed, target)
    # Of two columns for one field the better word wins, then the one further left.
    first: dict[str, _Wanted] = {}
    for each in sorted(read, key=lambda each: (each.rank, each.column)):
        first.setdefault(each.field, each)
    columns = sorted((each.column, each.field) for each in first.values())
    factors = {each.field: each.factor for each in first.values() if each.factor != 1}
    taken = set(first)
    rivals = tuple(
        (each.column, first[each.field].column) for each in read if first[each.field] is not each
    )
    if not columns:
        return None
    filled = sum(1 for text in printed if text)
    missing = frozenset(
        wanted.name
        for wanted in target.fields
        if wanted.required
        and wanted.name not in taken
        and wanted.name not in target.constants
        and wanted.name not in FROM_SURROUNDINGS
    ) | (target.required_headings - taken)
    share = len(columns) / max(filled, len(columns))
    named = any(word and word in words for word in target.words)
    # A person has said what these headings are: of his list most must be there, and then it counts.
    present = len(columns) / len(set(target.headings.values())) if target.confirmed else 0.0
    too_little = present < _CONFIRMED_SHARE if target.confirmed else share < target.share
    if not missing and too_little and (target.confirmed or not named):
        missing = frozenset({""})
    # Of two tables that know the same headings, the one that is filled more fully.
    score = len(columns) + share + len(columns) / len(target.fields)
    if any(headings.upper):
        # Two levels only where they say more than the lower one alone.
        score -= 0.05
    score += present * _CONFIRMED_BONUS
    score += _NAME_BONUS * named + (0.5 if target.reported is not None and not missing else 0.0)
    return Match(
        profile, target, headings.title_rows, headings.first_data, printed, tuple(columns), factors,
        tuple(unknown), tuple(conflicts), score, missing, rivals,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Wanted:
    """A column that a field could be read from; a low rank is a word that says it plainly."""

    column: int
    field: str
    factor: int
    rank: int


def _wanted(
    headings: Headings, printed: Sequence[str], target: Target
) -> tuple[list[_Wanted], list[str], list[str]]:
    """Return the columns that fields could be read from, VAT conflicts, and unknown headings."""
    rank = {text: place for place, text in enumerate(target.headings)}
    read: list[_Wanted] = []
    conflicts: list[str] = []
    unknown: list[str] = []
    for index, (top, low) in enumerate(zip(headings.upper, headings.lower, strict=True)):
        text, factor, conflict = _look_up(target, top, low)
        if text is not None and conflict:
            conflicts.append(printed[index])
        elif text is not None:
            read.append(_Wanted(index, target.headings[text], factor, rank[text]))
        elif printed[index] and normal(printed[index]) not in _COUNTERS | target.left_out:
            unknown.append(printed[index])
    return read, conflicts, unknown


def _look_up(target: Target, top: str, low: str) -> tuple[str | None, int, bool]:
    """Return known text, multiplier and VAT conflict of a heading with an upper level."""
    texts = [top + low, low] if low else [top]
    for text in texts:
        heading = take_apart(text)
        if heading.full in target.headings:
            return heading.full, heading.factor, False
        if heading.bare and heading.bare in target.headings:
            name = target.headings[heading.bare]
            conflict = (heading.includes_vat and name in target.vat_excluded) or (
                heading.excludes_vat and name in target.vat_included
            )
            return heading.bare, heading.factor, conflict
    return None, 1, False


def _by_position(
    head: Sequence[Sequence[str]], profile: SourceProfile, target: Target
) -> Match | None:
    """Match a file without headings: its width, and that required cells can be read."""
    if not head or len(head[0]) != target.width:
        return None
    fields = target.by_name
    reader = CellReader(StoreRegister(), b"")
    for name, column in target.positions:
        if fields[name].required:
            for row in head[:SEARCHED_ROWS]:
                cell = reader.read(fields[name], row[column])
                if cell.rule is not None or cell.value is None:
                    return None
    columns = tuple((column, name) for name, column in target.positions)
    return Match(
        profile, target, 0, 0, ("",) * target.width, columns, {}, (), (), float(target.width)
    )


def _refusal(found: Sequence[Match], candidates: Sequence[Headings]) -> RefusedError:
    closest = max(found, key=lambda m: (m.score, -len(m.missing)), default=None)
    if closest is None or len(closest.columns) < max(2, len(closest.missing)):
        plain = [each.joined() for each in candidates if not any(each.upper)]
        widest = max(plain, key=_filled, default=())
        return RefusedError("heading_unknown", headings=_listed(widest))
    known = [text for text in closest.target.headings if text]
    near = {
        text: hits[0]
        for text in closest.unknown
        if (hits := get_close_matches(normal(text), known, n=1, cutoff=0.6))
    }
    return RefusedError(
        "heading_incomplete" if closest.missing - {""} else "heading_unknown",
        table=closest.target.table,
        missing=", ".join(sorted(_in_words(closest, name) for name in closest.missing - {""})),
        headings=_listed(closest.unknown),
        near="; ".join(f"{text} ~ {hit}" for text, hit in near.items()),
    )


def _in_words(match: Match, name: str) -> str:
    """Return a field as people know it: the heading that a Chinese export carries."""
    declared = TABLES.get(match.target.table)
    if declared is not None and name in declared.c:
        return f"{declared.c[name].info['zh']} ({name})"
    return next((text for text, field in match.target.headings.items() if field == name), name)


def _filled(row: Sequence[str]) -> int:
    return sum(1 for text in row if text)


def _listed(headings: Sequence[str]) -> str:
    shown = [text for text in headings if text][:12]
    return ", ".join(text if len(text) <= 40 else text[:40] + "…" for text in shown)
