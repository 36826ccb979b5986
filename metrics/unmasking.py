"""One record with chosen fields as they are, of those that a reader sees masked.

It is looked up anew in the reader's own listing, so that what is not in his scope is not there. Who
may have it unmasked, and what must come first, is for the caller.
"""

from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Any

from access.scope import Masking, Scope
from metrics.document_lines import LINES, list_lines, number_of
from metrics.listings import STORE, ListedColumn, Listing, Wanted, list_rows
from metrics.masking import is_masked, mask
from metrics.model.kpi import Kpi
from metrics.model.words import Words
from metrics.reader import Reader
from metrics.selection import Selection
from warehouse.schema import Personal


@dataclass(frozen=True, slots=True)
class PersonalField:
    """A field of a record that tells of a customer or his car.

    Attributes:
        name: of the column.
        words: its heading.
        privacy: its class of personal data.
        value: as it may be shown; None where there is none.
        masked: whether it is shown otherwise than it is.
    """

    name: str
    words: Words
    privacy: str
    value: str | None
    masked: bool


@dataclass(frozen=True, slots=True)
class Record:
    """A record.

    Attributes:
        fact: name of the fact that it is a row of.
        words: what a row is called.
        store: code of its store.
        number: of the document; empty where that is personal itself.
        fields: those that tell of a customer or his car.
    """

    fact: str
    words: Words
    store: str
    number: str
    fields: tuple[PersonalField, ...]


def can_unmask(listing: Listing, whole: Collection[str]) -> bool:
    """Whether the rows of a listing hold, masked, what un-masking shows.

    Args:
        listing: as a reader sees it.
        whole: classes of personal data whose values un-masking shows.
    """
    return any(column.masked and column.privacy in whole for column in listing.columns)


def find_record(
    reader: Reader,
    scope: Scope,
    question: tuple[Kpi, Selection, Wanted],
    named: str,
    whole: Collection[str] = (),
) -> Record | None:
    """The record of a mark, if it is among the documents that the reader is listed.

    Args:
        reader: of the snapshot in view.
        scope: of the reader.
        question: what the documents are listed by; ``mark`` is given in it.
        named: the mark.
        whole: classes of personal data whose values are told as they are; all others are masked
            as the scope says.

    Raises:
        ScopeError: the department or a store lies outside the scope.
        QuestionError: the KPI has no such documents.
    """
    kpi, selection, wanted = question
    bare = replace(scope, masking=Masking.NONE)
    listing = list_rows(reader, bare, kpi, selection, wanted)
    if named not in listing.marks:
        return None
    row = listing.rows[listing.marks.index(named)]
    found = [(column, row[column.name]) for column in listing.columns]
    found += _of_document(reader, bare, kpi, listing, row)
    fields: dict[str, PersonalField] = {}
    for column, value in found:
        if column.about == "customer" and column.name not in fields:
            masking = Masking.NONE if column.privacy in whole else scope.masking
            fields[column.name] = _field(column, value, masking)
    first = next(column for column in listing.columns if column.name != STORE)
    number = "" if first.about == "customer" else str(row[first.name])
    return Record(listing.fact, listing.words, str(row[STORE]), number, tuple(fields.values()))


def _of_document(
    reader: Reader, bare: Scope, kpi: Kpi, listing: Listing, row: Any
) -> list[tuple[ListedColumn, Any]]:
    """What the document itself holds beside its row: the plate of a repair order."""
    fact = next(m.fact for m in _measures(kpi) if m.fact.name == listing.fact)
    column = number_of(fact)
    if column is None or row.get(column) is None:
        return []
    lines = list_lines(reader, bare, kpi, column, (row[STORE], str(row[column])))
    if not lines or lines[0].table != LINES[column][0]:
        return []
    return [(each, lines[0].rows[0][each.name]) for each in lines[0].columns]


def _measures(kpi: Kpi) -> Any:
    return (*kpi.measures, *kpi.broken_down.measures)


def _field(column: ListedColumn, value: Any, masking: Masking) -> PersonalField:
    class_ = Personal(column.privacy)
    shown = mask(value, class_, masking)
    text = None if shown in (None, "") else str(shown)
    return PersonalField(
        column.name, column.words, column.privacy, text, is_masked(class_, masking)
    )
