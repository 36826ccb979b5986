"""Visit packs made at once in this process, with the rights that their owner has now."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from access import Scope
from dashboards.query import View
from dashboards.visit import Visit
from dashboards.visit_pack.content import pack_of
from dashboards.visit_pack.ordering import Order, Ordered
from dashboards.visit_pack.sheet import sheet_of
from metrics.reader import Reader
from tests.dashboards.network import CALENDAR
from tests.dashboards.test_visit_pack import NoAgreements


@dataclass
class PacksAtOnce:
    """Makes sheets for printing, and remembers them by keys that count up."""

    reader: Reader
    scope: Callable[[str], Scope]
    folder: Path
    orders: dict[str, Order] = field(default_factory=dict)
    formats: tuple[str, ...] = ("html",)

    def start(self, order: Order) -> str:
        """Make one."""
        key = f"{len(self.orders) + 1:032x}"
        view = View(stores=order.stores, start=order.start, end=order.end)
        scope = self.scope(order.who)
        visit = Visit(
            "/compare", order.language, scope, self.reader, view, CALENDAR, name=order.who
        )
        pack = pack_of(visit, NoAgreements(), self.reader.as_of)
        self.folder.mkdir(exist_ok=True)
        self._path(key).write_text(sheet_of(pack, order.language), encoding="utf-8")
        self.orders[key] = order
        return key

    def find(self, key: str) -> Ordered | None:
        """An order by its key."""
        order = self.orders.get(key)
        return None if order is None else Ordered(order, "ready", self._path(key))

    def _path(self, key: str) -> Path:
        return self.folder / f"{key}.html"
