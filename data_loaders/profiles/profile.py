"""The shape of a source profile: frozen values, no behaviour beyond looking up a heading."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from data_loaders.contract.fields import Field


@dataclass(frozen=True, slots=True)
class Figure:
    """A column of reported figures.

    Attributes:
        field: Name of the field that holds it.
        metric: What it measures, as `reported_figures.metric`.
        unit: Unit of the value; for money, the currency says more.
        currency: ISO 4217 code, empty where it is no money.
        month: For sheets with a column for each month: 0 for the first month, and so on.
    """

    field: str
    metric: str
    unit: str
    currency: str = ""
    month: int | None = None


@dataclass(frozen=True, slots=True)
class Reported:
    """How one row of an aggregate becomes rows of `reported_figures`.

    Attributes:
        origin: Name of the source, kept with every figure.
        figures: Its value columns.
        dimensions: (dimension, field) pairs that say what a row is about.
        period: Field that holds the period; None where the headings hold it.
    """

    origin: str
    figures: tuple[Figure, ...]
    dimensions: tuple[tuple[str, str], ...] = ()
    period: str | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Target:
    """Where the rows of one kind of sheet go, and which heading fills which field.

    Attributes:
        table: Table of the warehouse that receives the rows.
        fields: The fields a row is read into.
        headings: Field name by heading in normal form (`reading.headings.normal`).
        words: Names that title, sheet or file may carry; they help where headings are few.
        constants: Text of fields that no heading fills.
        reported: How to turn the row into reported figures; None for a table of its own.
        vat_excluded: Fields in money without VAT: a heading that says otherwise is not mapped.
        vat_included: Fields in money with VAT, likewise.
        required_headings: Fields without which the sheet is not of this kind, besides the key.
        sheets: Names of the sheets it may stand in; empty for any.
        width: Number of columns of files without headings; 0 where there are headings.
        positions: (field, 0-based column) pairs of files without headings.
        share: Least share of a sheet's headings that must be known.
        full_by: The date column of whose period such a sheet always holds every row, so that rows
            that it lacks have ended; empty text where it holds all rows of its store; None where
            only the condition row of a sheet can say that it is full.
        left_out: Headings in normal form that nobody needs to be told of.
        confirmed: Whether a person has said for every heading what it is.
    """

    table: str
    fields: tuple[Field, ...]
    headings: Mapping[str, str]
    words: tuple[str, ...] = ()
    constants: Mapping[str, str] = field(default_factory=dict)
    reported: Reported | None = None
    vat_excluded: frozenset[str] = frozenset()
    vat_included: frozenset[str] = frozenset()
    required_headings: frozenset[str] = frozenset()
    sheets: frozenset[str] = frozenset()
    width: int = 0
    positions: tuple[tuple[str, int], ...] = ()
    share: float = 0.4
    full_by: str | None = None
    left_out: frozenset[str] = frozenset()
    confirmed: bool = False

    @property
    def by_name(self) -> dict[str, Field]:
        """The fields by name."""
        return {wanted.name: wanted for wanted in self.fields}


@dataclass(frozen=True, slots=True)
class StatedStore:
    """A store that a source does not name, stated by its profile instead.

    Attributes:
        code: Code under which its figures stand when `--store` gives none.
        name: Name for the register.
    """

    code: str
    name: str


@dataclass(frozen=True, slots=True, eq=False)
class SourceProfile:
    """How one source names tables and columns.

    Attributes:
        name: What `--profile` takes.
        zh: What it is for, in Chinese.
        en: What it is for, in English.
        targets: The kinds of sheets it knows.
        store: The store of sources that name none.
        first_month: YYYY-MM of the first month where a source only counts months.
    """

    name: str
    zh: str
    en: str
    targets: tuple[Target, ...]
    store: StatedStore | None = None
    first_month: str | None = None

    def limited_to(self, table: str) -> "SourceProfile":
        """Return the profile with the targets of one table only."""
        return replace(self, targets=tuple(t for t in self.targets if t.table == table))
