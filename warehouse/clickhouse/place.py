"""Where snapshots are published: what the URL of the warehouse says, and a backend there."""

import re
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.engine import URL, make_url

from warehouse.engines.backend import EngineError
from warehouse.engines.clickhouse import ClickHouseBackend

EXPECTED = "expected clickhousedb://user:password@host:8123/database[?cluster=NAME&replicated=on]"
OLDEST = 26
"""Releases before it were not run."""
_CLUSTER = re.compile(r"\w[\w.-]*")


@dataclass(frozen=True, slots=True)
class Place:
    """A database of a ClickHouse server, or of a cluster of them.

    Attributes:
        url: of a server, without what is told of the cluster.
        cluster: name in the servers' configuration; empty for one server.
        replicated: whether tables are replicated within each shard.
    """

    url: URL
    cluster: str = ""
    replicated: bool = False

    @property
    def database(self) -> str:
        """Its name."""
        return str(self.url.database)

    @property
    def shown(self) -> str:
        """The address without its password, for messages."""
        return self.url.set(query={}).render_as_string(hide_password=True)

    def backend(self, timeout: float) -> ClickHouseBackend:
        """Return a backend there; nothing is opened before the first use."""
        return ClickHouseBackend(self.url, timeout=timeout)


def place_of(text: str) -> Place:
    """Read the URL of a warehouse on ClickHouse.

    Raises:
        EngineError: it is none, or has a setting with which a figure could be wrong.
    """
    try:
        url = make_url(text)
    except (sa.exc.ArgumentError, ValueError):
        raise EngineError(f"Warehouse URL: {EXPECTED}, got a text that is no URL.") from None
    if url.get_backend_name() != "clickhousedb":
        raise EngineError(f"Warehouse URL: {EXPECTED}, got the scheme {url.drivername}.")
    if not url.host or not url.database:
        raise EngineError(f"Warehouse URL: {EXPECTED}, got one without a host or a database.")
    told = {name: str(value) for name, value in url.query.items()}
    cluster, replicated = told.pop("cluster", ""), told.pop("replicated", "off")
    if cluster and not _CLUSTER.fullmatch(cluster):
        raise EngineError(
            "Warehouse URL: expected cluster=NAME with a name of the servers' configuration, got "
            f"{cluster!r}."
        )
    if replicated not in ("on", "off"):
        raise EngineError(f"Warehouse URL: expected replicated=on or off, got {replicated!r}.")
    place = Place(url.set(query=told), cluster, replicated == "on")
    place.backend(1.0).close()
    return place
