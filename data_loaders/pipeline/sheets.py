"""One sheet from its first to its last row: every row accepted, quarantined or skipped."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from data_loaders.contract.cells import CellReader
from data_loaders.contract.conversion import Converter
from data_loaders.contract.converted import Bound
from data_loaders.contract.undeclared import Undeclared
from data_loaders.extract import Extract
from data_loaders.faults import RefusedError
from data_loaders.pipeline.ahead import read_ahead
from data_loaders.pipeline.context import SMALL_CHUNK, LoadContext, PartFile
from data_loaders.pipeline.corrections import OWN_HEADINGS, Corrections, accepted_places, origin_of
from data_loaders.pipeline.derived import DerivedColumns
from data_loaders.pipeline.figures import turn
from data_loaders.pipeline.fullness import what_ends
from data_loaders.pipeline.ledger import ClosedLedger
from data_loaders.pipeline.parts import PartWriter
from data_loaders.pipeline.placing import Placing, bind, place, words_of
from data_loaders.pipeline.plausibility import Doubts
from data_loaders.pipeline.records import UNDATED, corrected_rows, rejected_rows
from data_loaders.pipeline.rivals import refuse_contradiction
from data_loaders.pipeline.tallies import Tally
from data_loaders.pipeline.widths import sort_by_width
from data_loaders.profiles.matching import Match
from data_loaders.profiles.profile import StatedStore
from data_loaders.reading import limits
from data_loaders.reading.sheet import Chunk, Merged, Sheet
from data_loaders.reading.surroundings import Surroundings, read_surroundings
from data_loaders.report import FileReport

# Group labels that people merge over the rows of the group; amounts are never filled down.
FILLED_DOWN = frozenset(
    {
        "store_code", "date", "department", "warehouse", "sa_id", "sc_id", "technician_id",
        "employee_id", "channel", "series", "model_code", "ro_no", "order_no", "policy_code",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class SheetOutcome:
    """What a sheet gave.

    Attributes:
        report: Its report.
        parts: Its accepted rows; empty where it has none.
        unknown_stores: Stores named in it that no register knows.
    """

    report: FileReport
    parts: tuple[PartFile, ...]
    unknown_stores: frozenset[str] = frozenset()


def load_sheet(
    sheet: Sheet, match: Match, extract: Extract, number: int, context: LoadContext
) -> SheetOutcome:
    """Read, check and write one sheet.

    Args:
        sheet: The sheet.
        match: Where its headings stand and which table it fills.
        extract: Its file.
        number: Number of the sheet in its file, for the names of parts.
        context: The load.

    Raises:
        RefusedError: Where the sheet as a whole cannot be placed.
    """
    title = words_of(sheet.head()[: match.title_rows])
    around = read_surroundings(title, f"{extract.hint} {sheet.name}")
    hint = f"{extract.hint}/{sheet.name}"
    placing = place(match, around, hint, context.stores, context.options)
    first_month = _first_month(match, context)
    refuse_contradiction(sheet, match)
    bounds = bind(match, around, placing.store)
    if placing.introduced is not None:
        context.stores.add([(placing.introduced.code, placing.introduced.name)])
    report = FileReport(
        file=extract.name,
        sheet=sheet.name,
        table=match.target.table,
        profile=match.profile.name,
        store=placing.store,
        sha256=extract.sha256,
        mapping={bound.heading: bound.field.name for bound in bounds if bound.column is not None},
    )
    run = _Run(sheet, match, bounds, placing, first_month, context, report, number)
    run.read(around.year)
    run.end(around, extract.is_full)
    report.extracted_at = (
        extract.extracted_at
        or around.printed_at
        or run.tally.printed
        or (datetime.combine(around.range_end, time()) if around.range_end else None)
        or run.tally.newest
        or UNDATED
    )
    return SheetOutcome(report, run.finish(), frozenset(run.tally.unknown_stores))


class _Run:
    """The reading of one sheet."""

    def __init__(  # noqa: PLR0913 - what a sheet's reading needs, once
        self,
        sheet: Sheet,
        match: Match,
        bounds: list[Bound],
        placing: Placing,
        first_month: date | None,
        context: LoadContext,
        report: FileReport,
        number: int,
    ) -> None:
        self.tally = Tally(report)
        self._sheet = sheet
        self._match = match
        self._bounds = bounds
        self._placing = placing
        self._first_month = first_month
        self._context = context
        self._report = report
        self._corrections = Corrections(origin_of(sheet.head()), match.headings)
        name = f"{report.sha256}-{number}"
        staging, sha256 = context.staging, report.sha256
        self._accepted = PartWriter(match.target.table, staging, name, sha256, sheet.name)
        self._rejected = PartWriter("rejected_rows", staging, name, sha256, sheet.name)
        self._register = PartWriter("dim_store", staging, name, sha256, sheet.name)
        self._full = PartWriter("full_extracts", staging, name, sha256, sheet.name)
        self._stores: set[str] = set()

    def read(self, year: int | None) -> None:
        """Read the sheet to its end; on a fault of the file what was spooled is let go."""
        context = self._context
        forced = context.options.store and self._placing.store
        reader = CellReader(context.stores, context.phone_key, year, forced)
        above = self._sheet.head()[: self._match.first_data]
        large, quick = (
            Converter(connection, self._bounds, self._match.headings, reader, above)
            for connection in (context.connection, context.quick)
        )
        ledger = ClosedLedger()
        doubts = Doubts(self._bounds)
        width = _heading_width(self._sheet, self._match)
        declared = {bound.column for bound in self._bounds if bound.column is not None}
        undeclared = Undeclared(self._match.headings, declared)
        table, headings = self._match.target.table, self._match.headings
        read = {bound.field.name for bound in self._bounds}
        derived = DerivedColumns(table, headings, declared, read)
        count = 0
        try:
            for chunk in read_ahead(self._data(), lambda each: len(each.rows) >= SMALL_CHUNK):
                count += len(chunk.rows)
                if count > limits.SHEET_ROWS:
                    raise RefusedError("too_many_rows", limit=f"{limits.SHEET_ROWS:,}")
                sorted_ = sort_by_width(chunk, width)
                engine = quick if len(chunk.rows) < SMALL_CHUNK else large
                converted = engine.convert(sorted_.chunk, sorted_.apart)
                self.tally.add(converted)
                undeclared.add(chunk)
                self.tally.add_short(sorted_.short, converted.accepted)
                rows = converted.accepted
                doubts.add(rows)
                derived.add(sorted_.chunk, rows)
                if self._match.target.reported is not None:
                    store = self._placing.store or ""
                    rows = turn(
                        context.connection, rows, self._match.target, store, self._first_month
                    )
                elif self._match.target.table == "dim_store":
                    self._register_stores(rows)
                elif self._match.target.table == "gl_monthly":
                    ledger.add(rows)
                if "store_code" in rows.column_names:
                    self._stores.update(pc.unique(rows.column("store_code")).to_pylist())
                self._accepted.add(rows)
                places = self._corrections.places(chunk)
                self._rejected.add(
                    rejected_rows(
                        self._report, converted.refused, context.now, context.stores, places
                    )
                )
                put_right = accepted_places(places, converted)
                self._rejected.add(corrected_rows(self._report, put_right, context.now))
        except BaseException:
            self._accepted.discard()
            self._rejected.discard()
            raise
        self._note_notices()
        self.tally.doubt(doubts)
        self.tally.derived(derived)
        secret = undeclared.secret
        unknown = [
            text for text in self._match.unknown if text not in OWN_HEADINGS and text not in secret
        ]
        self.tally.note("unknown_heading", unknown)
        self.tally.note("identity_column", secret)
        for column, instead in self._match.rivals:
            self.tally.left_out(headings[column], headings[instead])
        self.tally.note("closed_ledger", [""] if ledger.closed else [])
        self.tally.note("vat_conflict", self._match.vat_conflicts)
        self.tally.finish(self._bounds)

    def end(self, around: Surroundings, is_full: bool) -> None:
        """Where the sheet holds every row, or every one of a period, put that on record."""
        match = self._match
        if is_full:
            match = replace(match, target=replace(match.target, full_by=""))
        stores = self._stores | ({self._placing.store} if self._placing.store else set())
        said = what_ends(match, around, self._report, stores, self.tally)
        self._full.add(said)
        self.tally.settle()

    def finish(self) -> tuple[PartFile, ...]:
        """Write the parts and settle the report."""
        report = self._report
        report.written = self._accepted.rows
        if report.quarantined and not report.loaded:
            report.state = "quarantined"
        stamp = report.extracted_at or UNDATED
        self._introduce(self._placing.introduced)
        made = (
            self._accepted.finish(stamp),
            self._rejected.finish(self._context.now),
            self._register.finish(UNDATED),
            self._full.finish(stamp),
        )
        return tuple(part for part in made if part is not None)

    def _data(self) -> Iterator[Chunk]:
        """The chunks below the headings, with vertically merged labels filled in."""
        above = self._match.first_data
        fills = _vertical(self._sheet.merged, self._match)
        marked = self._marked()
        labels: dict[tuple[int, int], str] = {}
        for chunk in self._sheet.chunks():
            below = int(np.searchsorted(chunk.rows, above, side="right"))
            text = _filled_down(chunk, fills, labels) if fills else chunk.text
            text = _marked_text(chunk.rows, text, marked) if marked else text
            overlong = [each for each in chunk.overlong if each[0] > above]
            if below < len(chunk.rows) or overlong:
                short = [each for each in chunk.short if each[0] > above]
                yield Chunk(chunk.rows[below:], text.slice(below), overlong, short)

    def _marked(self) -> dict[int, dict[int, str]]:
        """By column and row, what to read instead of a blank or a bare number."""
        found: dict[int, dict[int, str]] = {}
        for bound in self._bounds:
            if bound.column is None:
                continue
            shares = self._sheet.shares if bound.field.percent else {}
            for cells in (shares, self._sheet.flaws):
                for (row, column), text in cells.items():
                    if column == bound.column:
                        found.setdefault(column, {})[row] = text
        return found

    def _note_notices(self) -> None:
        """Tell what is not told row by row: hidden rows, errors outside the columns read."""
        for notice in self._sheet.notices:
            self.tally.notice(notice)
        read = {bound.column for bound in self._bounds}
        above = self._match.first_data
        elsewhere = [
            text.rpartition("@")[2] + " " + text.partition(" ")[0]
            for (row, column), text in self._sheet.flaws.items()
            if column not in read or row <= above
        ]
        if elsewhere:
            self.tally.addresses("cell_without_value", elsewhere)

    def _register_stores(self, rows: pa.Table) -> None:
        codes = rows.column("store_code").to_pylist()
        names = rows.column("store_name").to_pylist()
        self._context.stores.add(zip(codes, names, strict=True))

    def _introduce(self, store: StatedStore | None) -> None:
        if store is not None:
            row = {"store_code": store.code, "store_name": store.name, "source_row": 0}
            self._register.add(pa.Table.from_pylist([row]))


def _heading_width(sheet: Sheet, match: Match) -> int | None:
    widths = sheet.widths[match.title_rows : match.first_data] if sheet.widths else ()
    return max(widths, default=None)


def _first_month(match: Match, context: LoadContext) -> date | None:
    reported = match.target.reported
    if reported is None or not any(figure.month is not None for figure in reported.figures):
        return None
    text = context.options.first_month or match.profile.first_month
    if text is None:
        raise RefusedError("first_month_missing")
    return date(int(text[:4]), int(text[5:7]), 1)


def _vertical(merged: Sequence[Merged], match: Match) -> list[Merged]:
    labels = {column for column, name in match.columns if name in FILLED_DOWN}
    return [
        each
        for each in merged
        if each[2] > each[0] and each[1] in labels and each[0] >= match.first_data
    ]


def _filled_down(
    chunk: Chunk, fills: Sequence[Merged], labels: dict[tuple[int, int], str]
) -> pa.Table:
    """Fill in merged labels; `labels` carries those that reach into the next chunk."""
    text = chunk.text
    position = {int(row): i for i, row in enumerate(chunk.rows.tolist())}
    for column in {left for _, left, _, _ in fills}:
        cells = text.column(column).to_pylist()
        for top, left, bottom, _ in fills:
            if left != column:
                continue
            if top + 1 in position:
                labels[top, left] = cells[position[top + 1]]
            label = labels.get((top, left))
            if label is not None:
                for row in range(top + 2, bottom + 2):
                    if row in position:
                        cells[position[row]] = label
        text = text.set_column(column, f"c{column}", pa.array(cells, pa.string()))
    return text


def _marked_text(
    rows: npt.NDArray[np.int64], text: pa.Table, marked: Mapping[int, Mapping[int, str]]
) -> pa.Table:
    """Put what is known of single cells in the place of what the reader gave."""
    for column, found in marked.items():
        at = np.flatnonzero(np.isin(rows, np.fromiter(found, np.int64, len(found))))
        if len(at):
            cells = text.column(column).to_pylist()
            for place in at.tolist():
                cells[place] = found[int(rows[place])]
            text = text.set_column(column, f"c{column}", pa.array(cells, pa.string()))
    return text


def count_rows(sheet: Sheet) -> int:
    """Return how many rows a sheet has that nobody reads further."""
    return sum(len(chunk.rows) + len(chunk.overlong) for chunk in sheet.chunks())
