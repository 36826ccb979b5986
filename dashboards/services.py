"""What the screen is handed from outside: values and callables, made in the composition root."""

from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import Engine

from access import Limits, Masking, Regions
from access.sign_on import Provider
from dashboards.drivers.ordering import Statistics
from dashboards.intake import Intake
from dashboards.visit_pack.ordering import VisitPacks
from dashboards.web.meter import Meters
from metrics.completeness import Completeness
from metrics.drivers.measurement_changes import MeasurementChange
from metrics.model.words import Words
from metrics.reader import BusinessCalendar, Reader
from metrics.tie_out import Tie


@dataclass(frozen=True, slots=True)
class Sending:
    """How morning reports are sent.

    Attributes:
        mail_domains: of the mail boxes that may be written to; empty where no mail is sent.
        local: an instant on the clock of the server, by which people say when.
    """

    mail_domains: tuple[str, ...] = ()
    local: Callable[[datetime], datetime] = datetime.astimezone


class UnreadableError(Exception):
    """Something was published and no snapshot of it can be read; says why, for the log."""


class UnreadableChangesError(Exception):
    """Declared changes of measurement cannot be read; says where, what was expected, what to do."""


class AwayError(UnreadableError):
    """The warehouse, or a part of it, does not answer now; says why, for the log."""


class PrintError(Exception):
    """A document could not be printed; says why, in words for the log."""


@dataclass(frozen=True, slots=True)
class LoadedFile:
    """One sheet of one file that was read.

    ``state`` is as the loader wrote it; counts add up: read = loaded + quarantined + skipped.
    """

    file: str
    sheet: str
    table: str
    profile: str
    store: str
    state: str
    message: str
    loaded_at: datetime | None
    read: int
    loaded: int
    quarantined: int
    skipped: int


@dataclass(frozen=True, slots=True)
class RejectedRow:
    """One fault of one refused row, with its place.

    ``privacy`` is the class of personal data of the column, empty where its heading is not known.
    """

    file: str
    sheet: str
    row: int | None
    column: str
    rule: str
    value: str
    reason: str
    table: str
    store: str
    privacy: str = ""


@dataclass(frozen=True, slots=True)
class Covered:
    """Rows of a store, a table and a month."""

    store: str
    table: str
    month: date
    rows: int
    last_day: date | None


@dataclass(frozen=True, slots=True)
class LoadReport:
    """What is loaded and what was refused, for a whole snapshot.

    Attributes:
        files: newest first.
        rejected: at most some thousand of the faults, newest file first.
        coverage: every store, table and month that has a row.
        tables: table names to their words.
        refused: number of refused rows by store code and table; ``""`` for what is not known.
        arrived: documents received and expected, by store, table and day.
        ties: documents against the ledger, for each store's newest month.
        fallen_back: whether the newest snapshot is damaged, so that the one before it is shown.
    """

    files: Sequence[LoadedFile] = ()
    rejected: Sequence[RejectedRow] = ()
    coverage: Sequence[Covered] = ()
    tables: Mapping[str, Words] = field(default_factory=dict)
    refused: Mapping[tuple[str, str], int] = field(default_factory=dict)
    arrived: Completeness = field(default_factory=Completeness)
    ties: Sequence[Tie] = ()
    fallen_back: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Services:
    """Everything that the screen cannot make itself.

    Attributes:
        reader: the reader of the served snapshot, held for the length of the ``with`` block;
            None while nothing has been loaded.
        database: the application database: people, sessions, audit.
        regions: the stores of each region, or a function that tells them.
        now: the time, with its zone.
        calendar: business days, for the pace to the end of the month.
        load_report: of a reader's snapshot; made once for each snapshot and kept.
        refused_workbook: the bytes of a workbook of the refused rows of some stores, None for
            all, without what the masking hides.
        secret_key: signs what browsers hold.
        limits: how long a session lasts.
        https: whether browsers come over encrypted connections, and cookies go over such only.
        proxies: addresses and networks of proxies that are believed whom they speak for.
        meters: where this process counts what it does.
        metrics_token: opens ``/metrics`` to other machines; empty for none.
        needs_second_factor: whether roles for which the policy says so must have one.
        sign_on: the provider of single sign-on; None where there is none.
        language: where neither the address nor the browser names one.
        colours: ``green_good`` or ``red_up``.
        intake: uploads, mappings and loads; None where the screen only reads.
        visit_packs: makes them in processes of their own; None where nobody does.
        statistics: works out what goes with profit, in a process of its own; None where nobody
            does.
        changes: known changes in how KPIs were measured, as they are written down now, or
            ``UnreadableChangesError``.
        print_pdf: a PDF of an HTML document, or ``PrintError``; None where nothing prints.
        sending: how morning reports are sent; None where they are not.
        unmask_daily: how many records one person un-masks within 24 hours; none where it is 0.
    """

    reader: Callable[[], AbstractContextManager[Reader | None]]
    database: Engine
    regions: Regions
    now: Callable[[], datetime]
    calendar: BusinessCalendar
    load_report: Callable[[Reader], LoadReport]
    refused_workbook: Callable[
        [Reader, Collection[str] | None, Collection[str] | None, Masking], bytes
    ]
    secret_key: str
    limits: Limits = field(default_factory=Limits)
    https: bool = False
    proxies: Sequence[str] = ()
    needs_second_factor: bool = False
    sign_on: Provider | None = None
    meters: Meters = field(default_factory=Meters.of_one_process)
    metrics_token: str = ""
    language: str = "zh"
    colours: str = "green_good"
    intake: Intake | None = None
    visit_packs: VisitPacks | None = None
    statistics: Statistics | None = None
    changes: Callable[[], Sequence[MeasurementChange]] = tuple
    print_pdf: Callable[[str], bytes] | None = None
    sending: Sending | None = None
    unmask_daily: int = 30
