"""The page of the morning, made ready for those who come, before they ask for it.

When data have been published, everything that was remembered is of the snapshot before. Whoever
asked first would wait for his page to be worked out; it is worked out for those who were here last
before that, off the way of any request, and remembered for each with his own rights.
"""

import logging
from collections.abc import Callable, Sequence
from urllib.parse import urlsplit

from access import ScopeError, Session, User, scope_of
from dashboards.answering import Answering, NothingLoadedError
from dashboards.query import read_query
from dashboards.services import UnreadableError
from dashboards.site import page_of
from dashboards.web.gate import Visitor
from dashboards.web.home import home_of

_LOG = logging.getLogger(__name__)


class Warming:
    """Makes pages ready once for each snapshot.

    Args:
        answering: what answers the requests of this process.
        people: those to whom it is worth it, the most likely first; asked once for a snapshot.
        pause: waits between two of them, so that requests go before.
    """

    def __init__(
        self,
        answering: Answering,
        people: Callable[[], Sequence[User]],
        pause: Callable[[], None] = lambda: None,
    ) -> None:
        self._answering = answering
        self._people = people
        self._pause = pause
        self._done = ""

    def look_once(self) -> int:
        """Make ready what is served now, unless that was done; return for how many people."""
        snapshot = self._served()
        if snapshot in ("", self._done):
            return 0
        made = 0
        for user in self._people():
            made += self._make_ready(user)
            self._pause()
            if self._served() != snapshot:
                # What comes now is made ready at the next look.
                return made
        self._done = snapshot
        return made

    def _served(self) -> str:
        """The snapshot that is served; opened here where it is new, instead of in a request."""
        try:
            with self._answering.services.reader() as reader:
                return "" if reader is None else reader.snapshot
        except UnreadableError:
            return ""

    def _make_ready(self, user: User) -> bool:
        services = self._answering.services
        home = home_of(services, user)
        address = urlsplit(home.address)
        page = page_of(address.path)
        now = services.now()
        who = Visitor(Session(user, now, now, now), scope_of(user, services.regions))
        view = read_query(address.query)
        language = home.chosen.language or services.language
        if page is None:
            return False
        try:
            with self._answering.open_visit(who, page.path, view, language) as (visit, report):
                self._answering.answer(page, visit, report)
        except (ScopeError, NothingLoadedError, UnreadableError) as error:
            _LOG.info("no page was made ready for %s: %s", user.name, error)
            return False
        except Exception:
            # He is told when he asks; the pages of others are made ready.
            _LOG.exception("no page could be made ready for %s", user.name)
            return False
        return True
