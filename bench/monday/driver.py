"""Sends what the timetable says when it says so, whether or not what went before was answered.

A time is counted from when a request was due, not from when it could be sent, so that a server
that stalls is not measured by the few requests that it lets through (coordinated omission).
"""

import asyncio
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from urllib.parse import urlencode

import httpx

from bench.monday import asking
from bench.monday.asking import Asked
from bench.monday.oracle import Heard, Oracle
from bench.monday.people import PASSWORD, Person
from bench.monday.timetable import DRILL, EXPORT, FILTER, LOGIN, SCROLL, Act, Visit

PATIENCE = 60.0
_SHED = 503
_BROKEN = ("incident number", "Something went wrong", "cannot be read at the moment")
_LANGUAGE = "forecourt_lang=en"
_UNKNOWN = "nobody-of-this-name"


@dataclass(frozen=True, slots=True)
class Sample:
    """A request, or a whole page, as it went.

    Attributes:
        kind: of request; ``page`` for a page from when it was due until it was filled.
        due: seconds after the beginning of the phase.
        late: seconds by which the generator itself was behind.
        seconds: from when it was due to its last byte.
        status: of HTTP; 0 where there was no answer.
        size: bytes of the answer as it is read.
        error: what was wrong, in words; empty for nothing.
        leaks: what it told that is not its reader's.
        own: amounts in it that are sums over the reader's stores.
        snapshot: that it rests on; empty where it names none.
        visit: number of the visit.
    """

    kind: str
    due: float
    late: float
    seconds: float
    status: int = 200
    size: int = 0
    error: str = ""
    leaks: tuple[str, ...] = ()
    own: int = 0
    snapshot: str = ""
    visit: int = -1

    @property
    def is_shed(self) -> bool:
        """Whether the server asked to come again later, and said so."""
        return self.status == _SHED and not self.error


@dataclass(slots=True)
class _Browser:
    """What one person's browser holds during a visit."""

    visit: Visit
    cookies: dict[str, str]
    shown: str = ""
    document: str = ""


@dataclass
class Driver:
    """Plays timetables against a server.

    Attributes:
        address: of the server, without a slash at its end.
        oracle: that listens to every answer.
    """

    address: str
    oracle: Oracle
    samples: list[Sample] = field(default_factory=list)
    _began: float = 0.0

    def play(self, visits: Sequence[Visit]) -> list[Sample]:
        """Play a timetable to its end; every request and every page, in the order of their ends."""
        self.samples = []
        # The caller's thread may have a loop that runs, as one that has driven a browser has.
        with ThreadPoolExecutor(1) as own:
            own.submit(lambda: asyncio.run(self._play(visits))).result()
        return self.samples

    async def _play(self, visits: Sequence[Visit]) -> None:
        limits = httpx.Limits(
            max_connections=None, max_keepalive_connections=64, keepalive_expiry=1
        )
        async with httpx.AsyncClient(
            base_url=self.address, limits=limits, timeout=PATIENCE, trust_env=False
        ) as client:
            self._began = time.perf_counter()
            await asyncio.gather(*(self._visit(client, visit) for visit in visits))

    def _now(self) -> float:
        return time.perf_counter() - self._began

    async def _visit(self, client: httpx.AsyncClient, visit: Visit) -> None:
        browser = _Browser(visit, {"forecourt_session": visit.person.secret})
        for act in visit.acts:
            await asyncio.sleep(max(act.due - self._now(), 0.0))
            await self._act(client, browser, act)

    async def _act(self, client: httpx.AsyncClient, browser: _Browser, act: Act) -> None:
        visit, at = browser.visit, int(act.due * 1000) + 1
        if act.kind == LOGIN:
            await self._sign_in(client, visit, act.due)
        elif act.kind == EXPORT:
            await self._send(client, browser, asking.exported(visit.page), act.due)
        elif act.kind == DRILL:
            await self._send(client, browser, asking.drilled(visit.page, visit.number, at), act.due)
        elif act.kind == SCROLL:
            asked = asking.scrolled(visit.page, browser.shown, at)
            await self._send(client, browser, asked, act.due)
        elif act.kind == FILTER:
            other = visit.person.others_store
            asked = asking.filtered(visit.page, visit.number, at, other)
            await self._send(client, browser, asked, act.due)
        else:
            await self._open(client, browser, act.due)

    async def _open(self, client: httpx.AsyncClient, browser: _Browser, due: float) -> None:
        document, beside, figures = asking.opened(browser.visit.page)
        got = [await self._send(client, browser, document, due)]
        if got[0].status == httpx.codes.OK:
            now = self._now()
            linked = asking.linked(browser.document) if browser.visit.is_cold else ()
            both = (*beside, *linked)
            got += await asyncio.gather(*(self._send(client, browser, a, now) for a in both))
            got.append(await self._send(client, browser, figures, self._now()))
        worst = max(got, key=lambda one: (bool(one.error), one.status))
        page = Sample("page", due, got[0].late, self._now() - due, worst.status, error=worst.error)
        self.samples.append(replace(page, visit=browser.visit.number))

    async def _send(
        self, client: httpx.AsyncClient, browser: _Browser, asked: Asked, due: float
    ) -> Sample:
        """Send a request, listen to its answer, keep what came of it."""
        headers = {"Cookie": _cookies(browser), "Accept-Encoding": "br, gzip"}
        body = asking.sent(asked)
        if body is not None:
            token = browser.cookies.get("forecourt_callback", "")
            headers |= {"Content-Type": "application/json", "X-Forecourt-Callback": token}
            headers |= {"Origin": self.address}
        sent = self._now()
        request = client.build_request(
            "GET" if body is None else "POST", asked.path, content=body, headers=headers
        )
        try:
            answer = await _answer(client, request)
        except httpx.HTTPError as error:
            sample = Sample(asked.kind, due, sent - due, self._now() - due, 0, error=repr(error))
            return self._keep(browser, sample)
        seconds = self._now() - due
        browser.cookies.update(answer.cookies)
        if asked.kind == "html":
            browser.document = answer.text
        sample = Sample(asked.kind, due, sent - due, seconds, answer.status_code)
        return self._keep(browser, self._judged(sample, browser, asked, answer))

    def _judged(
        self, sample: Sample, browser: _Browser, asked: Asked, answer: httpx.Response
    ) -> Sample:
        """With what an answer tells, and what is wrong with it."""
        body = answer.content
        if asked.kind == "static":
            return replace(sample, size=len(body), error=_wrong(answer, ""))
        rights = browser.visit.person.rights
        rights = replace(rights, codes=rights.codes | asked.named)
        heard: Heard = self.oracle.hear(body, rights)
        text = "" if body[:2] == b"PK" else answer.text
        snapshots = asking.snapshots_in(text)
        browser.shown = next(iter(snapshots), browser.shown)
        mixed = f"figures of {len(snapshots)} snapshots" if len(snapshots) > 1 else ""
        return replace(
            sample,
            size=len(body),
            error=_wrong(answer, text) or mixed,
            leaks=tuple(f"{browser.visit.page}: {leak}" for leak in heard.leaks),
            own=heard.own,
            snapshot=next(iter(snapshots), ""),
        )

    def _keep(self, browser: _Browser, sample: Sample) -> Sample:
        kept = replace(sample, visit=browser.visit.number)
        self.samples.append(kept)
        return kept

    async def _sign_in(self, client: httpx.AsyncClient, visit: Visit, due: float) -> None:
        """Sign somebody in from an address of his own; every other one has a wrong password."""
        person, is_right = visit.person, visit.number % 2 == 0
        sent = self._now()
        try:
            status = await self._signed_in(client, person, visit.number, is_right)
        except httpx.HTTPError as error:
            failed = Sample("sign-in", due, sent - due, self._now() - due, 0, error=repr(error))
            self.samples.append(failed)
            return
        wanted = httpx.codes.SEE_OTHER if is_right else httpx.codes.UNAUTHORIZED
        wrong = "" if status in (wanted, _SHED) else f"status {status}, expected {int(wanted)}"
        took = self._now() - due
        self.samples.append(Sample("sign-in", due, sent - due, took, status, error=wrong))

    async def _signed_in(
        self, client: httpx.AsyncClient, person: Person, number: int, is_right: bool
    ) -> int:
        token = f"token-of-{number}"
        form = {
            "name": person.name if is_right else f"{_UNKNOWN}-{number}",
            "password": PASSWORD,
            "token": token,
        }
        headers = {
            "Cookie": f"{_LANGUAGE}; forecourt_token={token}",
            "Content-Type": "application/x-www-form-urlencoded",
            "Origin": self.address,
            "X-Forwarded-For": f"10.{number // 65_536}.{number // 256 % 256}.{number % 256}",
        }
        answer = await client.post("/login", content=urlencode(form), headers=headers)
        return answer.status_code


async def _answer(client: httpx.AsyncClient, request: httpx.Request) -> httpx.Response:
    """Send, and once more where a connection that was kept turns out to be closed: browsers do."""
    try:
        return await client.send(request)
    except (httpx.ReadError, httpx.WriteError, httpx.RemoteProtocolError):
        return await client.send(request)


def _cookies(browser: _Browser) -> str:
    return "; ".join([_LANGUAGE, *(f"{name}={value}" for name, value in browser.cookies.items())])


def _wrong(answer: httpx.Response, text: str) -> str:
    """What is wrong with an answer, in words; a busy server that says when to come again is not."""
    if answer.status_code == _SHED and "Retry-After" in answer.headers:
        return ""
    if answer.status_code != httpx.codes.OK:
        return f"status {answer.status_code}"
    return next((f"the answer says: {words}" for words in _BROKEN if words in text), "")
