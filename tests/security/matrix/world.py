"""The application over a canary warehouse, with everybody signed in and entries of every store."""

import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path

import dash
import sqlalchemy as sa
from flask.testing import FlaskClient

from access import (
    OPERATOR,
    Limits,
    NewUser,
    Origin,
    Role,
    Scope,
    Step,
    add_user,
    find_user,
    migrate,
    open_database,
    open_session,
    scope_of_name,
)
from access.notebook import (
    About,
    NewAction,
    NewView,
    NoteKind,
    keep_view,
    open_action,
    write_notes,
)
from access.tables import users
from commands.load_report import read_load_report
from commands.refused import refused_workbook
from dashboards.application import create_app
from dashboards.services import LoadReport, Sending, Services
from metrics.catalogue import all_measures
from metrics.reader import Reader
from metrics.rolled_up import build_rolled_up
from tests.dashboards.fake_intake import FakeIntake
from tests.dashboards.network import CALENDAR, NOW, Source
from tests.security.matrix.identities import SIGNED_IN, STRANGER, UNKNOWN_ROLE, Identity
from tests.security.matrix.packs import PacksAtOnce
from tests.security.matrix.rows import AS_OF, rows_of_everything
from tests.security.matrix.stores import STORES
from tests.specs.warehouse import Connected
from tests.warehouse.support import build_file, writing
from warehouse.arrivals import build_arrivals
from warehouse.engines.duckdb import open_file

FIRST = date(2024, 9, 1)
PASSWORD = "morgen früh 早上"
# What entries are about: KPIs and their departments.
ENTRIES = {"retail_deliveries": "sales", "appointment_rate": "after_sales"}


@dataclass
class World:
    """An app, its warehouse, and the secrets of the sessions of those who have signed in."""

    app: dash.Dash
    services: Services
    secrets: Mapping[str, str]
    folder: Path
    clients: dict[str, FlaskClient] = field(default_factory=dict)

    def client(self, who: Identity) -> FlaskClient:
        """The browser of a person; the same one each time."""
        if who.name not in self.clients:
            made: FlaskClient = self.app.server.test_client()
            if who != STRANGER:
                made.set_cookie("forecourt_session", self.secrets[who.name])
                made.set_cookie("forecourt_token", "mine")
                made.get("/")
            self.clients[who.name] = made
        return self.clients[who.name]


def build_people(folder: Path) -> dict[str, str]:
    """An application database with everybody and his entries; returns the secrets of sessions."""
    database = open_database(f"sqlite:///{folder}/people.db")
    migrate(database)
    by = Origin("operator", NOW)
    for who in SIGNED_IN:
        role = Role.GM if who == UNKNOWN_ROLE else Role(who.role)
        add_user(database, NewUser(who.name, role, who.grants), PASSWORD, by)
    _write_entries(database, by)
    is_unknown = users.c.name == UNKNOWN_ROLE.name
    with database.begin() as connection:
        connection.execute(users.update().where(is_unknown).values(role=UNKNOWN_ROLE.role))
    # A second step was asked of everybody, so that nothing is refused for its lack.
    step = Step(vouched=True)
    secrets = {
        who.name: open_session(database, find_user(database, who.name), by, Limits(), step=step)
        for who in SIGNED_IN
    }
    database.dispose()
    return secrets


def _write_entries(database: sa.Engine, by: Origin) -> None:
    """An action, two notes and a shared view for each store: numbers 1, 2, 3... of each kind."""
    days = date(2026, 10, 5), date(2026, 10, 6)
    for store in STORES:
        for kpi, department in ENTRIES.items():
            about = About(store.code, frozenset({department}), kpi, *days)
            action = NewAction(about, f"{store.code}-MEASURE-{department}", f"{store.code}-OWNER")
            open_action(database, OPERATOR, action, AS_OF, by)
            said = NoteKind.OTHER, f"{store.code}-NOTE-{department}"
            write_notes(database, OPERATOR, [about], said, by)
        view = NewView(f"{store.code}-VIEW", "/sales", f"store={store.code}", (store.code,), True)
        keep_view(database, OPERATOR, view, by)


def build_reader(folder: Path, shaken: frozenset[str] = frozenset()) -> Reader:
    """The canary warehouse with its roll-ups, opened."""
    path = build_file(folder, rows_of_everything(shaken))
    with writing(path) as connection:
        connected = Connected(connection)
        held = build_rolled_up(connected, all_measures().values(), FIRST, date(2026, 12, 31))
        build_arrivals(connection, AS_OF)
    backend = open_file(path, threads=1, memory_limit="500MB")
    return Reader(Source(backend, as_of=AS_OF), CALENDAR, held, min_trials=1)


def open_world(folder: Path, reader: Reader, people: Path, secrets: Mapping[str, str]) -> World:
    """An app over a warehouse, with a copy of an application database."""
    folder.mkdir()
    shutil.copyfile(people / "people.db", folder / "people.db")
    database = open_database(f"sqlite:///{folder}/people.db")
    regions = {
        region: tuple(store.code for store in STORES if store.region == region)
        for region in {store.region for store in STORES}
    }

    @contextmanager
    def reading() -> Iterator[Reader | None]:
        yield reader

    @cache
    def report(of: Reader) -> LoadReport:
        return read_load_report(of)

    def scope(name: str) -> Scope:
        return scope_of_name(database, name, regions, NOW)

    services = Services(
        reader=reading,
        database=database,
        regions=regions,
        now=lambda: NOW,
        calendar=CALENDAR,
        load_report=report,
        refused_workbook=refused_workbook,
        secret_key="x" * 48,
        intake=FakeIntake(),
        visit_packs=PacksAtOnce(reader, scope, folder / "packs"),
        print_pdf=lambda document: document.encode(),
        sending=Sending(("zq.example",)),
    )
    return World(create_app(services), services, secrets, folder)
