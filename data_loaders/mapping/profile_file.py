"""Source profiles that a person made: a file to be read, reviewed, edited and shipped.

JSON: name, words in both languages, for each kind of sheet its table, its columns by heading, the
headings left out, and values of closed lists. Nothing in it is guessed when it is used.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from typing import Any

from data_loaders.mapping.wording import Saying, saying
from data_loaders.profiles import SHIPPED
from data_loaders.profiles.headings import normal, take_apart
from data_loaders.profiles.matching import FROM_SURROUNDINGS
from data_loaders.profiles.profile import SourceProfile, StatedStore, Target
from data_loaders.profiles.standard import standard_target
from data_loaders.values.choices import normal_choice
from data_loaders.wording import Language
from warehouse.schema import TABLES

FORMAT = 1
_NAME = re.compile(r"[a-z][a-z0-9-]{1,39}")
_KEYS = ("format", "name", "zh", "en", "store", "sheets")
_SHEET_KEYS = ("table", "columns", "left_out", "values")


class ProfileFileError(Exception):
    """A profile that cannot be used.

    Attributes:
        problems: Everything that is wrong with it.
    """

    def __init__(self, problems: list[Saying]) -> None:
        super().__init__("; ".join(problem.text("en") for problem in problems))
        self.problems = tuple(problems)

    def text(self, language: Language) -> str:
        """Return all problems, a line each."""
        return "\n".join(problem.text(language) for problem in self.problems)


@dataclass(frozen=True, slots=True)
class SheetMapping:
    """What a person says of one kind of sheet.

    Attributes:
        table: Table that its rows fill.
        columns: Column of the table by heading as printed, two levels joined by a blank.
        left_out: Headings that are not loaded.
        values: By column, what words of closed lists stand for.
    """

    table: str
    columns: Mapping[str, str]
    left_out: tuple[str, ...] = ()
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class OwnProfile:
    """A profile as its file says it.

    Attributes:
        name: What `--profile` takes; the file is called so too.
        sheets: The kinds of sheets it knows.
        zh: What it is for, in Chinese.
        en: What it is for, in English.
        store: The store of sheets that name none.
    """

    name: str
    sheets: tuple[SheetMapping, ...]
    zh: str = ""
    en: str = ""
    store: StatedStore | None = None

    def text(self) -> str:
        """Return the file."""
        told: dict[str, Any] = {"format": FORMAT, "name": self.name, "zh": self.zh, "en": self.en}
        if self.store is not None:
            told["store"] = {"code": self.store.code, "name": self.store.name}
        told["sheets"] = [
            {
                "table": sheet.table,
                "columns": dict(sheet.columns),
                "left_out": list(sheet.left_out),
                "values": {name: dict(words) for name, words in sheet.values.items()},
            }
            for sheet in self.sheets
        ]
        return json.dumps(told, ensure_ascii=False, indent=1) + "\n"

    def with_sheet(self, sheet: SheetMapping) -> "OwnProfile":
        """Return the profile with one sheet more, in place of one with the same headings."""
        same = {normal(text) for text in sheet.columns}
        others = tuple(
            each for each in self.sheets if {normal(text) for text in each.columns} != same
        )
        return replace(self, sheets=(*others, sheet))


def read_profile(text: str) -> OwnProfile:
    """Return the profile that a file holds, its columns under their canonical names.

    Raises:
        ProfileFileError: With everything that is wrong.
    """
    try:
        told = json.loads(text)
    except json.JSONDecodeError as error:
        raise ProfileFileError([saying("not_json", row=error.lineno, detail=error.msg)]) from None
    problems: list[Saying] = []
    if not _is_mapping(told, "{…}", problems):
        raise ProfileFileError(problems)
    _check_keys(told, _KEYS, problems)
    if told.get("format") != FORMAT:
        problems.append(_expected(f'"format": {FORMAT}', told.get("format")))
    store = told.get("store")
    if store is not None and not (
        isinstance(store, dict) and all(isinstance(store.get(n), str) for n in ("code", "name"))
    ):
        problems.append(_expected('"store": {"code": "…", "name": "…"}', store))
        store = None
    sheets = told.get("sheets")
    if not isinstance(sheets, list) or not sheets:
        problems.append(_expected('"sheets": [{…}]', sheets))
        sheets = []
    read = [found for each in sheets if (found := _sheet(each, problems)) is not None]
    profile = OwnProfile(
        name=str(told.get("name", "")),
        sheets=tuple(read),
        zh=str(told.get("zh", "")),
        en=str(told.get("en", "")),
        store=StatedStore(store["code"], store["name"]) if store else None,
    )
    if problems:
        raise ProfileFileError(problems)
    return checked(profile)


def checked(profile: OwnProfile) -> OwnProfile:
    """Return the profile with canonical column names.

    Raises:
        ProfileFileError: With everything that is wrong.
    """
    problems: list[Saying] = []
    if not _NAME.fullmatch(profile.name):
        problems.append(saying("bad_name", name=profile.name))
    if any(shipped.name == profile.name for shipped in SHIPPED):
        problems.append(saying("name_taken", name=profile.name))
    sheets = tuple(_checked_sheet(sheet, profile.store, problems) for sheet in profile.sheets)
    if problems:
        raise ProfileFileError(problems)
    return replace(profile, sheets=sheets)


def source_profile(profile: OwnProfile) -> SourceProfile:
    """Return what the loader asks; give it a profile that was checked."""
    return SourceProfile(
        name=profile.name,
        zh=profile.zh,
        en=profile.en,
        targets=tuple(_target(sheet) for sheet in profile.sheets),
        store=profile.store,
    )


def column_words(table: str, column: str) -> tuple[str, str]:
    """Return what a column is called in Chinese and in English."""
    info = TABLES[table].c[column].info
    return (f"{info['zh']} ({column})", f"{info['en']} ({column})")


def required_columns(table: str) -> frozenset[str]:
    """Return the columns that a sheet must bring, which nothing around it can stand in for."""
    target = standard_target(TABLES[table])
    needed = {wanted.name for wanted in target.fields if wanted.required}
    return frozenset((needed - FROM_SURROUNDINGS) | target.required_headings)


def _target(sheet: SheetMapping) -> Target:
    standard = standard_target(TABLES[sheet.table])
    fields = tuple(
        replace(
            wanted,
            aliases={
                **wanted.aliases,
                **{normal_choice(word): value for word, value in sheet.values[wanted.name].items()},
            },
        )
        if wanted.name in sheet.values
        else wanted
        for wanted in standard.fields
    )
    return replace(
        standard,
        fields=fields,
        headings={normal(heading): column for heading, column in sheet.columns.items()},
        required_headings=required_columns(sheet.table),
        left_out=frozenset(normal(heading) for heading in sheet.left_out),
        confirmed=True,
    )


def _sheet(told: object, problems: list[Saying]) -> SheetMapping | None:
    if not _is_mapping(told, '{"table": "…", "columns": {…}}', problems):
        return None
    assert isinstance(told, dict)
    _check_keys(told, _SHEET_KEYS, problems)
    columns, left_out = told.get("columns", {}), told.get("left_out", [])
    values = told.get("values", {})
    if not _texts_by_text(columns):
        problems.append(_expected('"columns": {"…": "…"}', columns))
        return None
    if not isinstance(left_out, list) or not all(isinstance(each, str) for each in left_out):
        problems.append(_expected('"left_out": ["…"]', left_out))
        return None
    if not isinstance(values, dict) or not all(map(_texts_by_text, values.values())):
        problems.append(_expected('"values": {"…": {"…": "…"}}', values))
        return None
    return SheetMapping(str(told.get("table", "")), dict(columns), tuple(left_out), values)


def _checked_sheet(
    sheet: SheetMapping, store: StatedStore | None, problems: list[Saying]
) -> SheetMapping:
    if sheet.table not in TABLES:
        near = _near(sheet.table, TABLES)
        problems.append(saying("unknown_table", table=sheet.table, near=near))
        return sheet
    target = standard_target(TABLES[sheet.table])
    by_word = {TABLES[sheet.table].c[name].info["zh"]: name for name in target.by_name}
    columns: dict[str, str] = {}
    by_column: dict[str, str] = {}
    for heading, named in sheet.columns.items():
        column = by_word.get(named, named)
        if column not in target.by_name:
            near = _near(named, [*target.by_name, *by_word])
            details = {"table": sheet.table, "column": named, "near": near}
            problems.append(saying("unknown_column", **details))
            continue
        if column in by_column:
            words = column_words(sheet.table, column)
            first = by_column[column]
            problems.append(saying("column_twice", first=first, second=heading, column=words))
        if take_apart(heading).includes_vat and column in target.vat_excluded:
            words = column_words(sheet.table, column)
            problems.append(saying("includes_vat", heading=heading, column=words))
        by_column[column] = heading
        columns[heading] = column
    if len(sheet.columns) < 2:
        problems.append(saying("too_few_columns", table=sheet.table))
    missing = required_columns(sheet.table) - set(by_column)
    for column in sorted(missing - ({"store_code"} if store else set())):
        words = column_words(sheet.table, column)
        problems.append(saying("column_missing", column=words))
    _check_values(sheet, target, problems)
    return replace(sheet, columns=columns)


def _check_values(sheet: SheetMapping, target: Target, problems: list[Saying]) -> None:
    for column, words in sheet.values.items():
        wanted = target.by_name.get(column)
        if wanted is None or not wanted.values:
            problems.append(saying("no_list", column=column))
            continue
        listed = ", ".join(wanted.values)
        problems.extend(
            saying(
                "unlisted_target",
                value=value,
                column=column_words(sheet.table, column),
                listed=listed,
            )
            for value in words.values()
            if value not in wanted.values
        )


def _texts_by_text(told: object) -> bool:
    return isinstance(told, dict) and all(isinstance(each, str) for each in told.values())


def _is_mapping(told: object, expected: str, problems: list[Saying]) -> bool:
    if isinstance(told, dict):
        return True
    problems.append(_expected(expected, told))
    return False


def _check_keys(told: Mapping[str, object], known: tuple[str, ...], problems: list[Saying]) -> None:
    problems.extend(
        saying("unknown_key", key=key, known=", ".join(known)) for key in told if key not in known
    )


def _expected(expected: str, found: object) -> Saying:
    text = json.dumps(found, ensure_ascii=False)
    return saying("not_a_profile", expected=expected, found=text[:60])


def _near(word: str, known: Any) -> tuple[str, str]:
    hits = get_close_matches(word, list(known), n=1, cutoff=0.5)
    return (f"，是否指 {hits[0]}", f"; did you mean {hits[0]}") if hits else ("", "")
