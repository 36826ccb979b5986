"""Who is looking at what: everything that a page needs to answer one request."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from access import Scope
from access.notebook import Notebook
from dashboards.drivers.ordering import Statistics
from dashboards.i18n import say
from dashboards.intake import Upload
from dashboards.periods import default_period
from dashboards.query import View
from metrics.catalogue import BESIDE, CATALOGUE
from metrics.completeness import Completeness
from metrics.directory import Store
from metrics.drivers.measurement_changes import MeasurementChange
from metrics.model.kpi import Kpi
from metrics.model.period import Period
from metrics.model.words import Words
from metrics.network_scores import departments_of
from metrics.reader import BusinessCalendar, Reader
from metrics.records import Mark
from metrics.selection import Selection


@dataclass(frozen=True, slots=True)
class Visit:
    """One look at one page, by one reader.

    Attributes:
        path: of the page.
        language: ``zh`` or ``en``.
        scope: built on the server from the session.
        reader: of the snapshot in view.
        view: what the address asks for.
        calendar: business days.
        name: of the person, as shown to himself.
        is_admin: whether he looks after loading.
        names: what members of groupings are called, by dimension.
        arrived: which of the last weeks' documents are there.
        prints: whether pages can be printed as PDF here.
        uploads: of those who look after loading; None for others.
        notebook: what people have written down; None where nothing is kept.
        statistics: works them out in a process of its own; None where nobody does.
        changes: known changes in how KPIs were measured.
        mark: names a record without telling whose it is; None for whoever may not un-mask one.
        patient: whether to wait for what is being worked out, as files do that are taken away.
    """

    path: str
    language: str
    scope: Scope
    reader: Reader
    view: View
    calendar: BusinessCalendar
    name: str = ""
    is_admin: bool = False
    names: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    arrived: Completeness = field(default_factory=Completeness)
    prints: bool = False
    uploads: Callable[[], Sequence[Upload]] | None = None
    notebook: Notebook | None = None
    statistics: Statistics | None = None
    changes: Callable[[], Sequence[MeasurementChange]] = tuple
    mark: Mark | None = None
    patient: bool = False

    def say(self, key: str, **values: object) -> str:
        """A word of the screen."""
        return say(self.language, key, **values)

    def words(self, words: Words) -> str:
        """A text of the catalogue."""
        return words.say(self.language)

    @property
    def as_of(self) -> date:
        """Newest day of the data."""
        return self.reader.as_of

    @property
    def period(self) -> Period:
        """The period in force."""
        return self.view.period or default_period(self.as_of)

    @property
    def open_stores(self) -> tuple[Store, ...]:
        """Every store of the scope."""
        return self.reader.directory(self.scope)

    def stores(self) -> tuple[Store, ...]:
        """The stores in force.

        Raises:
            ScopeError: one is not open to the reader, or none is.
        """
        return self.reader.stores_of(self.scope, Selection(self.period, self.view.stores))

    def select(
        self,
        period: Period | None = None,
        by: tuple[str, ...] = (),
        compare: tuple[str, ...] = (),
    ) -> Selection:
        """A question about the stores in force."""
        return Selection(period or self.period, self.view.stores, by, compare)

    def may_see(self, kpi: Kpi) -> bool:
        """Whether the departments that the KPI tells of are open to the reader."""
        return all(self.scope.allows_department(d.value) for d in departments_of(kpi))

    def kpis(self, names: tuple[str, ...]) -> tuple[Kpi, ...]:
        """Those of the named KPIs that exist and that the reader may see, in this order."""
        known = {kpi.id: kpi for kpi in (*CATALOGUE, *BESIDE)}
        return tuple(known[n] for n in names if n in known and self.may_see(known[n]))
