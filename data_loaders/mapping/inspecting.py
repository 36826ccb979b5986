"""A look at a file before it is loaded: what each sheet is, as far as anything knows it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from data_loaders.contract.stores import StoreRegister
from data_loaders.extract import Extract
from data_loaders.faults import RefusedError
from data_loaders.mapping.profile_file import SheetMapping, column_words
from data_loaders.mapping.proposing import Proposal, propose
from data_loaders.profiles.matching import find_match
from data_loaders.profiles.profile import SourceProfile
from data_loaders.profiles.standard import STANDARD, standard_target
from data_loaders.reading.opening import open_sheets
from data_loaders.reading.sheet import Sheet
from data_loaders.wording import explain
from warehouse.schema import TABLES


@dataclass(frozen=True, slots=True)
class Chosen:
    """A table that a person has chosen.

    Attributes:
        table: Its name; None where nothing is chosen.
        sheet: The sheet that it is chosen for; None for all.
    """

    table: str | None = None
    sheet: str | None = None

    def table_of(self, sheet: str) -> str | None:
        """Return the table that is chosen for a sheet."""
        return self.table if self.sheet in (None, sheet) else None


_NOTHING_CHOSEN = Chosen()


@dataclass(frozen=True, slots=True)
class Looked:
    """What a sheet is.

    Attributes:
        sheet: Its name; empty where the format has none.
        profile: The profile that reads it as it is; None where none does.
        reads_as: What that profile takes it for: a table, or reported figures.
        refusal: Why no profile reads it, in Chinese and English; empty where one does.
        proposal: Its likeliest mapping; None for an empty sheet and where a row is an aggregate.
    """

    sheet: str
    profile: str | None
    reads_as: str
    refusal: tuple[str, str]
    proposal: Proposal | None

    def as_json(self) -> dict[str, Any]:
        """Return it as plain data, words in both languages."""
        return {
            "sheet": self.sheet,
            "profile": self.profile,
            "reads_as": self.reads_as,
            "refusal": {"zh": self.refusal[0], "en": self.refusal[1]},
            "proposal": proposal_json(self.proposal) if self.proposal else None,
        }


def inspect(
    extract: Extract,
    staging: Path,
    profiles: Sequence[SourceProfile],
    stores: StoreRegister,
    chosen: Chosen = _NOTHING_CHOSEN,
    member: str = "",
) -> list[Looked]:
    """Look at every sheet of a file that its author did not hide.

    Args:
        extract: The file.
        staging: Folder for what has to be decoded first.
        profiles: The profiles to ask.
        stores: The stores there are.
        chosen: What a person has said of it.
        member: What the file is called in its archive; it goes before the names of sheets.

    Raises:
        RefusedError: Where the file cannot be opened.
    """
    looked = []
    for sheet in open_sheets(extract, staging):
        if not sheet.hidden:
            name = f"{member} {sheet.name}".strip()
            found = _look(sheet, extract, profiles, stores, chosen.table_of(name))
            looked.append(replace(found, sheet=name))
    return looked


def _look(
    sheet: Sheet,
    extract: Extract,
    profiles: Sequence[SourceProfile],
    stores: StoreRegister,
    table: str | None,
) -> Looked:
    head = sheet.head()
    title = " ".join(cell for cells in head[:3] for cell in cells)
    words = f"{title} {sheet.name} {extract.hint}"
    parts = (head, sheet.headings, sheet.merged, words)
    standard = next((each for each in profiles if each.name == STANDARD.name), STANDARD)
    try:
        if not any(cell.strip() for cells in head for cell in cells):
            raise RefusedError("empty_file")
        match = find_match(*parts, profiles)
    except RefusedError as error:
        return Looked(
            sheet.name, None, "", both(error), propose(*parts, stores, table, None, standard)
        )
    aggregate = match.target.reported is not None or match.target.width > 0
    same = table is None or table == match.target.table
    proposal = (
        None if aggregate else propose(*parts, stores, table, match if same else None, standard)
    )
    return Looked(sheet.name, match.profile.name, match.target.table, ("", ""), proposal)


def both(error: RefusedError) -> tuple[str, str]:
    """Return a refusal in Chinese and in English."""
    return (explain(error.rule, "zh", error.details), explain(error.rule, "en", error.details))


def sheet_mapping(proposal: Proposal) -> SheetMapping:
    """Return a proposal as a person would confirm it unchanged."""
    return SheetMapping(
        proposal.table,
        {each.heading: each.column for each in proposal.columns if each.column is not None},
        tuple(each.heading for each in proposal.columns if each.column is None),
    )


def proposal_json(proposal: Proposal) -> dict[str, Any]:
    """Return a proposal as plain data, words in both languages."""
    return {
        "table": proposal.table,
        "confidence": proposal.confidence,
        "tables": [list(each) for each in proposal.tables],
        "title_rows": proposal.title_rows,
        "missing": [each.as_json() for each in proposal.missing],
        "rows": [list(row) for row in proposal.rows],
        "columns": [
            {
                "index": each.index,
                "heading": each.heading,
                "column": each.column,
                "confidence": each.confidence,
                "reason": each.reason.as_json(),
                "problems": [problem.as_json() for problem in each.problems],
                "others": [list(other) for other in each.others],
                "samples": list(each.samples),
            }
            for each in proposal.columns
        ],
    }


def columns_of(table: str) -> list[tuple[str, str, str]]:
    """Return (column, Chinese, English) of the columns that a sheet may fill."""
    target = standard_target(TABLES[table])
    return [(name, *column_words(table, name)) for name in target.by_name]
