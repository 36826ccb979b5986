"""What forms of the notebook share: where they came from, and what they say."""

import re
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from datetime import date

import flask
from flask import Response, request
from werkzeug.wrappers import Response as BaseResponse

from access import Origin, ScopeError
from access.notebook import EntryError
from dashboards.answering import Answering, NothingLoadedError
from dashboards.query import View, read_query
from dashboards.site import page_of
from dashboards.visit import Visit
from dashboards.web.browser import TOKEN_COOKIE, address_of, keep_cookie, language_of
from dashboards.web.denials import deny
from dashboards.web.gate import not_found, visitor
from dashboards.web.plain_page import plain_page
from dashboards.web.tokens import token_fits, token_for_form
from metrics.directory import UnknownStoreError

Answer = Response | BaseResponse | tuple[Response, int]
_NUMBER = re.compile(r"[-+−]?\d{1,13}(\.\d{1,6})?")


def origin_of(answering: Answering) -> Origin:
    """By whom, when and from where the request in hand writes."""
    return Origin(visitor().name, answering.services.now(), address_of(request))


def view_of(text: str) -> View:
    """The view that a form was opened from."""
    return read_query(text)


@contextmanager
def looking(answering: Answering, view: View) -> Iterator[Visit | None]:
    """A visit of whoever sent the request; None where a store is not open to him or unknown.

    Both have the same answer, so that nobody can tell which stores of others there are.
    """
    language = language_of(request, answering.services.language, view.language)
    with ExitStack() as held:
        try:
            opened = answering.open_visit(visitor(), request.path, view, language)
            visit, _ = held.enter_context(opened)
            visit.stores()
        except NothingLoadedError:
            yield None
            return
        except (ScopeError, UnknownStoreError):
            deny("store")
            yield None
            return
        yield visit


def form_page(answering: Answering, template: str, language: str, **values: object) -> Response:
    """A form with its token."""
    token = token_for_form()
    response = plain_page(template, language, token=token, **values)
    keep_cookie(response, TOKEN_COOKIE, token)
    return response


def is_ours() -> bool:
    """Whether the form in hand brought its token back."""
    return token_fits(request.form.get("token", ""))


def way_back(view: View, at: str) -> str:
    """The address of the page that a form was opened from; that of a page of ours in any case."""
    page = page_of(at)
    return view.address(page.path if page is not None else "/")


def day_of(form: Mapping[str, str], name: str) -> date | None:
    """The day in a field; None where it is empty.

    Raises:
        EntryError: it is no day of this century.
    """
    text = form.get(name, "").strip()
    if not text:
        return None
    try:
        day = date.fromisoformat(text) if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text) else None
    except ValueError:
        day = None
    if day is None or not 2000 <= day.year <= 2100:
        raise EntryError(name, "days", f"{name}: expected a day, got {text[:20]!r}", "2026-11-30")
    return day


def number_of(form: Mapping[str, str], name: str) -> float | None:
    """The number in a field, thousands separators allowed; None where it is empty.

    Raises:
        EntryError: it is no number.
    """
    text = re.sub(r"[,，\s]", "", form.get(name, ""))
    if not text:
        return None
    if not _NUMBER.fullmatch(text):
        raise EntryError(name, "number", f"{name}: expected a number, got {text[:20]!r}", "120000")
    return float(text.replace("−", "-"))


def refused(answering: Answering) -> tuple[Response, int]:
    """The answer to what is not there or not for whoever asks."""
    return not_found(answering.services)


def at_fault(answer: Answer) -> Answer:
    """A form again, as the answer to one that was not taken."""
    return answer if isinstance(answer, tuple) else (flask.make_response(answer), 400)
