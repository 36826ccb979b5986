"""Makes and sends the morning reports that are due, each with the rights of its reader by then."""

import logging
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import Engine

from access import AccessError, Scope, find_user, scope_of_name
from access.notebook import Notebook, preferences_of
from access.sending import (
    Delivery,
    Fault,
    Kind,
    Message,
    State,
    claim,
    due,
    finish,
    let_go,
    put_out,
    take_lease,
)
from commands.errors import UserError
from commands.gateways import Gateways, Post, SendError
from commands.load_report import read_load_report
from commands.printing import find_printer, print_pdf
from commands.reading import calendar_of, open_reader, published, regions_of
from commands.settings import Settings
from dashboards.i18n import say
from dashboards.morning.brief import brief_of
from dashboards.pages.today import PAGE
from dashboards.printing.paper import page_on_paper
from dashboards.query import View
from dashboards.services import LoadReport
from dashboards.visit import Visit
from metrics.members import read_member_names
from metrics.reader import Reader

LEASE = "sending"
LASTING = timedelta(minutes=5)
_LOG = logging.getLogger(__name__)
_FILES = (Kind.WECOM, Kind.MAIL)


class NothingOpenError(Exception):
    """Nothing is open to the person any more, so that nothing is sent."""


@dataclass(frozen=True, slots=True)
class Sender:
    """Sends what is due.

    Attributes:
        settings: whose data directory.
        database: the application database.
        gateways: where the operators are.
        now: aware time in the zone of the server.
        holder: a name of its own among the processes that send.
    """

    settings: Settings
    database: Engine
    gateways: Gateways
    now: Callable[[], datetime]
    holder: str

    def send_due(self) -> list[tuple[Message, State]]:
        """Send everything that is due now; nothing while another process is sending.

        What fails is left in the outbox for later, and does not keep the rest from going out.
        """
        sent: list[tuple[Message, State]] = []
        if not self._may_go_on():
            return sent
        try:
            put_out(self.database, self.now(), self.now())
            waiting = due(self.database, self.now())
            if not waiting:
                return sent
            with _opened(self.settings) as opened:
                for message in waiting:
                    if not self._may_go_on():
                        break
                    state = self._send(message, opened)
                    if state is not None:
                        sent.append((message, state))
        finally:
            let_go(self.database, LEASE, self.holder)
        return sent

    def _may_go_on(self) -> bool:
        return take_lease(self.database, LEASE, self.holder, self.now(), LASTING)

    def _send(self, message: Message, opened: tuple[Reader, LoadReport] | Fault) -> State | None:
        delivery = claim(self.database, message, self.now())
        if delivery is None:
            return None
        fault, is_final = Fault.NONE, False
        try:
            if isinstance(opened, Fault):
                raise SendError(opened, "there are no figures to send")
            self.gateways.send(delivery.order.channel, self._made(message, delivery, *opened))
        except NothingOpenError:
            fault, is_final = Fault.RIGHTS, True
        except SendError as error:
            _LOG.warning("message %d was not sent: %s", message.id, error)
            fault = error.fault
        except Exception:
            # Whatever it was, the messages of others are sent.
            _LOG.exception("message %d could not be made", message.id)
            fault = Fault.UNMADE
        return finish(self.database, message, self.now(), fault, is_final)

    def _made(
        self, message: Message, delivery: Delivery, reader: Reader, report: LoadReport
    ) -> Post:
        order = delivery.order
        scope = self._scope(delivery.person, reader)
        visit = Visit(
            PAGE.path,
            order.language,
            scope,
            reader,
            View(),
            calendar_of(self.settings),
            name=delivery.person,
            names=read_member_names(
                reader.backend, [store.code for store in reader.directory(scope)]
            ),
            arrived=report.arrived,
            notebook=Notebook(self.database),
        )
        if not visit.open_stores:
            raise NothingOpenError
        store = preferences_of(self.database, delivery.person).store
        if scope.allows_store(store) and any(each.code == store for each in visit.open_stores):
            visit = replace(visit, view=View(stores=(store,)))
        brief = brief_of(visit, report)
        told = {"number": message.id, "reader": delivery.person}
        ending = [brief.trust, say(order.language, "brief.number", **told)]
        if self.settings.address:
            ending.append(say(order.language, "brief.open", address=f"{self.settings.address}/"))
        document = None
        if order.document and order.channel.kind in _FILES and find_printer() is not None:
            try:
                document = print_pdf(page_on_paper(visit, PAGE, report, self.now()))
            except UserError as error:
                raise SendError(Fault.UNPRINTED, error.message) from None
        name = f"forecourt-{visit.as_of:%Y-%m-%d}.pdf"
        return Post(brief.title, brief.lines, tuple(ending), document, name)

    def _scope(self, person: str, reader: Reader) -> Scope:
        """What is open to a person now.

        Raises:
            NothingOpenError: he is gone, disabled, or has yet to replace a one-time secret.
        """
        try:
            if find_user(self.database, person).must_change_password:
                raise NothingOpenError
            return scope_of_name(self.database, person, regions_of(reader.backend), self.now())
        except AccessError:
            raise NothingOpenError from None


@contextmanager
def _opened(settings: Settings) -> Iterator[tuple[Reader, LoadReport] | Fault]:
    """The reader of the snapshot and what is loaded; or why there is none."""
    with ExitStack() as held:
        found: tuple[Reader, LoadReport] | Fault
        try:
            reader = held.enter_context(open_reader(settings))
            found = reader, read_load_report(reader)
        except UserError as error:
            _LOG.warning("no morning report can be made: %s", error.message)
            elsewhere = settings.warehouse_url is not None
            found = Fault.UNREADABLE if elsewhere or published(settings) else Fault.NO_DATA
        yield found
