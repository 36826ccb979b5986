"""From a request to a page: opens the snapshot, builds the visit, and says what went wrong."""

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import cache, partial
from typing import TypeVar

from dash import html
from flask import has_request_context

from access import Scope, ScopeError
from access.notebook import Notebook
from dashboards.i18n import say
from dashboards.intake import Upload
from dashboards.page import Answer, Page
from dashboards.problems import Problem, unknown_name, unknown_store
from dashboards.query import View
from dashboards.remembering import Remembered
from dashboards.services import AwayError, LoadReport, Services, UnreadableError
from dashboards.shell.frame import frame, notice
from dashboards.shell.sent import Sent, nothing_but, parts_of, whole_of
from dashboards.shell.trust import trust_line
from dashboards.visit import Visit
from dashboards.wanted import EVERYTHING, Wanted
from dashboards.web.denials import deny
from dashboards.web.gate import Visitor
from dashboards.web.mishaps import incident
from dashboards.web.tokens import mark_of_record
from metrics.directory import UnknownStoreError
from metrics.members import read_member_names
from metrics.reader import Reader
from metrics.records import Mark
from metrics.selection import QuestionError, UnknownNameError

_LOG = logging.getLogger(__name__)
T = TypeVar("T")


class NothingLoadedError(Exception):
    """There is no snapshot yet."""


class Answering:
    """Answers the requests of one app.

    Args:
        services: everything from outside.
    """

    def __init__(self, services: Services) -> None:
        self.services = services
        self._remembered: Remembered[Answer] = Remembered()
        self._notebook = Notebook(services.database)
        self._names: Remembered[Mapping[str, Mapping[str, str]]] = Remembered()

    @contextmanager
    def open_visit(
        self, who: Visitor, path: str, view: View, language: str
    ) -> Iterator[tuple[Visit, LoadReport]]:
        """Hold the snapshot in view for as long as a request needs it.

        Raises:
            NothingLoadedError: nothing has been published.
        """
        with self.services.reader() as reader:
            if reader is None:
                raise NothingLoadedError
            report = self.services.load_report(reader)
            visit = Visit(
                path,
                language,
                who.scope,
                reader,
                view,
                self.services.calendar,
                name=who.name,
                is_admin=who.is_admin,
                uploads=self._uploads(who),
                names=self._names_for(reader, who.scope),
                arrived=report.arrived,
                notebook=self._notebook,
                statistics=self.services.statistics,
                # Read once for a request, which then rests on one content.
                changes=cache(self.services.changes),
                prints=self.services.print_pdf is not None,
                mark=self._mark(who),
            )
            yield visit, report

    def _names_for(self, reader: Reader, scope: Scope) -> Mapping[str, Mapping[str, str]]:
        stores = tuple(store.code for store in reader.directory(scope))
        return self._names.get(
            reader.snapshot, stores, lambda: read_member_names(reader.backend, stores)
        )

    def _mark(self, who: Visitor) -> Mark | None:
        if not self.services.unmask_daily or not who.may("unmask"):
            return None
        return partial(mark_of_record, self.services.secret_key)

    def _uploads(self, who: Visitor) -> Callable[[], Sequence[Upload]] | None:
        intake = self.services.intake
        return intake.uploads if who.is_admin and intake is not None else None

    def _way_to_load(self, who: Visitor, problem: Problem, language: str) -> html.A | None:
        if problem.key != "problem.nothing_loaded" or self._uploads(who) is None:
            return None
        return html.A(say(language, "intake.open"), href=f"/data/intake?lang={language}")

    def whole_page(self, who: Visitor, page: Page, view: View, language: str) -> html.Main:
        """A page in its frame, or a notice in its place."""

        def make() -> html.Main:
            with self.open_visit(who, page.path, view, language) as (visit, report):
                return frame(page, visit, self.answer(page, visit, report), report)

        def sorry(problem: Problem) -> html.Main:
            title = say(language, f"page.{page.key}")
            way = way_on(problem, page, view, language) or self._way_to_load(who, problem, language)
            return notice(title, problem.say(language), way)

        return guarded(make, sorry)

    def new_parts(
        self, who: Visitor, page: Page, view: View, language: str, wanted: Wanted = EVERYTHING
    ) -> Sent:
        """What is asked for of a page; all that is in view where the data are newer by now."""

        def make() -> Sent:
            with self.open_visit(who, page.path, view, language) as (visit, report):
                answer = self.answer(page, visit, report)
                asked = wanted if page.comes_later else EVERYTHING
                if not asked.anew and asked.snapshot != visit.reader.snapshot:
                    asked = replace(asked, anew=True, parts=asked.parts | asked.near)
                if not asked.anew:
                    return parts_of(visit, page, answer, asked)
                trust = trust_line(visit, report, answer.missing, page.department)
                return whole_of(visit, page, answer, asked, trust)

        def sorry(problem: Problem) -> Sent:
            said = [problem.say(language), " ", way_on(problem, page, view, language)]
            text = html.P(said, className="fc-panel fc-notice", role="status")
            return nothing_but(text, wanted)

        return guarded(make, sorry)

    def answer(self, page: Page, visit: Visit, report: LoadReport) -> Answer:
        """What a page shows, from memory where the same rights asked the same before."""
        who = (visit.scope.key, visit.is_admin)
        written = self._notebook.revision()
        beside = page.rests_on(visit) if page.rests_on else ()
        key = (*who, page.path, visit.language, visit.view, report.fallen_back, written, beside)
        return self._remembered.get(
            visit.reader.snapshot,
            key,
            lambda: answer_of(page, visit, report),
            lasts=lambda answer: answer.lasting,
        )


def answer_of(page: Page, visit: Visit, report: LoadReport) -> Answer:
    """What a page shows.

    Raises:
        ScopeError: the page or a store is not open to the reader.
    """
    if not page.is_open(visit.scope.allows_department):
        raise ScopeError(f"{page.path} shows a department that is not open to you")
    if page.needs_stores:
        visit.stores()
    return page.answer(visit, report)


def way_on(problem: Problem, page: Page, view: View, language: str) -> html.A | None:
    """A link to the same view of all stores, where that helps."""
    if not problem.all_stores:
        return None
    return html.A(say(language, "problem.all_stores"), href=view.address(page.path, stores=()))


def guarded(make: Callable[[], T], sorry: Callable[[Problem], T]) -> T:
    """Do something for a reader; where it fails, say so in his words and not in ours.

    Args:
        make: what is to be done.
        sorry: takes what went wrong.
    """
    try:
        return make()
    except NothingLoadedError:
        return sorry(Problem("problem.nothing_loaded"))
    except AwayError as error:
        _LOG.error("the warehouse does not answer: %s", error)
        return sorry(Problem("problem.away"))
    except UnreadableError as error:
        _LOG.error("no snapshot can be read: %s", error)
        return sorry(Problem("problem.unreadable"))
    except UnknownStoreError as error:
        _LOG.info("refused: %s", error)
        deny("store")
        return sorry(unknown_store(error))
    except ScopeError as error:
        _LOG.info("refused: %s", error)
        deny("scope")
        return sorry(Problem("problem.scope"))
    except UnknownNameError as error:
        _LOG.info("not answered: %s", error)
        return sorry(unknown_name(error))
    except QuestionError as error:
        _LOG.info("not answered: %s", error)
        return sorry(Problem("problem.question"))
    except Exception:
        # A callback that fails would leave the figures of before on screen as if they were new.
        number = incident() if has_request_context() else "-"
        _LOG.exception("incident %s: a page could not be answered", number)
        return sorry(Problem("problem.broken", lambda _: {"incident": number}))
