"""A small DMS in a database of the tests, and a loader that remembers watermarks."""

import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Protocol

import pyarrow.parquet as pq
import sqlalchemy as sa

from data_loaders.collecting import collect
from data_loaders.sources.database import Databases, Fetched, Known, Mark, Pace
from tests.data_loaders.loads import NOW
from tests.data_loaders.sources import mariadb, postgres

START = datetime(2024, 5, 1, 8)  # noqa: DTZ001 - local time without zone
ORDERS = sa.Table(
    "wx_gd",
    sa.MetaData(),
    sa.Column("任务委托书号", sa.String(20), primary_key=True),
    sa.Column("门店", sa.String(10)),
    sa.Column("送修日期", sa.DateTime()),
    sa.Column("工时金额", sa.Numeric(12, 2)),
    sa.Column("更新时间", sa.DateTime(), nullable=True, index=True),
)
STATED = """
name = "dms"
address = "DMS_ADDRESS"
page_rows = 50
pause_seconds = 0.5
timeout_seconds = 5

[[table]]
name = "wx_gd"
watermark = "更新时间"
overlap = "10m"
"""


class Server(Protocol):
    """What both servers can do."""

    address: str

    def start(self) -> None:
        """Start, and wait until it answers."""

    def stop(self) -> None:
        """Stop as a machine does that loses its power."""


SERVERS: dict[str, Callable[[], AbstractContextManager[Server]]] = {
    "postgresql": postgres.running,
    "mariadb": mariadb.running,
}


def order(number: int, minute: int | None, amount: int = 100) -> dict[str, Any]:
    """A repair order that was changed last so many minutes after the start."""
    changed = None if minute is None else START + timedelta(minutes=minute)
    return dict(zip(ORDERS.c.keys(), (f"RO{number}", "N001", START, amount, changed), strict=True))


@contextmanager
def writing(server: Server) -> Iterator[sa.Connection]:
    """Yield a connection that may write, committed at the end."""
    plain = sa.make_url(server.address)
    driver = {"postgresql": "postgresql+psycopg", "mysql": "mysql+pymysql"}[plain.drivername]
    engine = sa.create_engine(plain.set(drivername=driver), poolclass=sa.NullPool)
    with engine.begin() as connection:
        yield connection
    engine.dispose()


def fill(server: Server, rows: Sequence[dict[str, Any]]) -> None:
    """Make the table of orders anew with these rows."""
    with writing(server) as connection:
        ORDERS.drop(connection, checkfirst=True)
        ORDERS.create(connection)
        if rows:
            connection.execute(sa.insert(ORDERS), rows)


def put(server: Server, *rows: dict[str, Any]) -> None:
    """Add or replace rows."""
    key = ORDERS.c.任务委托书号
    with writing(server) as connection:
        for row in rows:
            connection.execute(sa.delete(ORDERS).where(key == row[key.name]))
            connection.execute(sa.insert(ORDERS), row)


@dataclass
class Loader:
    """Reads one stated source, and remembers what it was told is published."""

    server: Server
    folder: Path
    stated: str = STATED
    now: datetime = NOW
    on_rest: Callable[[float], None] = lambda seconds: None
    marks: dict[tuple[str, str], Mark] = field(default_factory=dict)
    naps: list[float] = field(default_factory=list)
    steps: list[tuple[int, str]] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)

    def read(self, again: bool = False) -> list[Fetched]:
        """Read what is new."""
        self.naps.clear()
        self.steps.clear()
        staging = Path(tempfile.mkdtemp(prefix="turn-", dir=self.folder))
        path = self.folder / "dms.toml"
        path.write_text(self.stated, encoding="utf-8")
        addresses = {"DMS_ADDRESS": self.server.address}
        with Databases(
            Known(self.marks, self.now, addresses, again),
            self.folder / "spools",
            Pace(self._sleep, lambda: 0.0),
            progress=lambda name, rows, reached: self.steps.append((rows, reached)),
        ) as databases:
            _, refused = collect([str(path)], staging, databases)
            self.refused = [
                f"{name}: {error.rule} {dict(error.details)}" for name, error in refused
            ]
            return databases.fetched

    def published(self, fetched: Sequence[Fetched]) -> None:
        """Remember what was read, as a published snapshot does."""
        for each in fetched:
            self.marks[each.source, each.table] = each.mark
            if each.spool is not None:
                each.spool.clear()

    def load(self) -> Fetched:
        """Read and publish the only table."""
        fetched = self.read()
        assert self.refused == []
        (found,) = fetched
        self.published(fetched)
        return found

    def with_table(self, *lines: str) -> "Loader":
        """Return a loader of another table of the same server."""
        head = STATED.partition("[[table]]")[0]
        stated = "\n".join((head, "[[table]]", *lines))
        return replace(self, stated=stated, marks={}, naps=[], steps=[])

    def _sleep(self, seconds: float) -> None:
        self.naps.append(seconds)
        self.on_rest(seconds)


def rows_of(fetched: Fetched) -> list[dict[str, Any]]:
    """The rows of an extract, as texts."""
    assert fetched.extract is not None
    return list(pq.read_table(fetched.extract.path).to_pylist())


def numbers(fetched: Fetched) -> list[str]:
    """The orders of an extract, in its order."""
    return [row["任务委托书号"] for row in rows_of(fetched)]
