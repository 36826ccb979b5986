"""The second step of a sign-in: typing its code, and setting it up."""

import io

import flask
import segno
from flask import Flask, Response, redirect, request
from werkzeug.wrappers import Response as BaseResponse

from access import AccessError, Origin, Session, Step, policy
from access.second_factor import begin, confirm, prove
from dashboards.services import Services
from dashboards.web.browser import (
    SESSION_COOKIE,
    TOKEN_COOKIE,
    address_of,
    keep_cookie,
    language_of,
    read_cookie,
)
from dashboards.web.gate import not_found, visitor
from dashboards.web.home import home_of
from dashboards.web.plain_page import plain_page
from dashboards.web.proving import hand_secret, has_signed_on, is_fresh
from dashboards.web.proving import prove as prove_password
from dashboards.web.sign_in import enter
from dashboards.web.tokens import token_fits, token_for_form

Answer = Response | BaseResponse | tuple[Response, int]


def install_second_step(server: Flask, services: Services) -> None:
    """Add `/code` and `/second-factor`."""
    _install_code(server, services)
    _install_enrolment(server, services)


def _install_code(server: Flask, services: Services) -> None:
    @server.get("/code")
    def code_form() -> Answer:
        session = visitor().session
        if session is None or not session.awaits_code:
            return redirect("/", 303)
        return _form(services, "code.html")

    @server.post("/code")
    def code() -> Answer:
        session = visitor().session
        if session is None or not session.awaits_code:
            return redirect("/", 303)
        if not token_fits(request.form.get("token", "")):
            return _form(services, "code.html", "login.expired"), 400
        typed = request.form.get("code", "")[:100]
        proof = prove(
            services.database, session.user, typed, services.secret_key, _origin(services, session)
        )
        if proof.wait_seconds:
            return _form(services, "code.html", "login.wait", seconds=proof.wait_seconds), 429
        if not proof.right:
            return _form(services, "code.html", "code.wrong"), 401
        return enter(services, session.user, _after())


def _install_enrolment(server: Flask, services: Services) -> None:
    @server.get("/second-factor")
    def factor_form() -> Answer:
        session = visitor().session
        if session is None:
            return not_found(services)
        # The secret that is shown is for the person himself, not for whoever finds his screen.
        return _enrolment(services, session) if is_fresh(services) else _password(services)

    @server.post("/second-factor")
    def factor() -> Answer:
        session = visitor().session
        if session is None:
            return not_found(services)
        if not token_fits(request.form.get("token", "")):
            if not is_fresh(services):
                return _password(services, "login.expired"), 400
            return _again(services, session, "login.expired", 400)
        if not is_fresh(services):
            return _prove(services)
        typed = request.form.get("code", "")[:100]
        origin = _origin(services, session)
        key, database = services.secret_key, services.database
        codes = confirm(database, session.user, typed, key, origin)
        if codes is None:
            return _again(services, session, "code.wrong", 401)
        # The code was given just now: the session goes on as a new one that has it.
        entered = enter(services, session.user, _after())
        home = home_of(services, session.user).address
        shown = plain_page("recovery_codes.html", _language(services), codes=codes, home=home)
        for value in entered.headers.getlist("Set-Cookie"):
            shown.headers.add("Set-Cookie", value)
        return shown


def _password(services: Services, problem: str = "", **values: object) -> Response:
    told: dict[str, object] = {"name": visitor().name, "place": "/second-factor"}
    return _form(services, "prove.html", problem, signed_on=has_signed_on(), **told, **values)


def _prove(services: Services) -> Answer:
    proved = prove_password(services)
    if proved.wait_seconds:
        return _password(services, "login.wait", seconds=proved.wait_seconds), 429
    if not proved.secret:
        return _password(services, "login.wrong"), 401
    response = flask.make_response(redirect(f"/second-factor?lang={_language(services)}", 303))
    hand_secret(services, response, proved.secret)
    return response


def _enrolment(services: Services, session: Session, problem: str = "") -> Answer:
    try:
        made = begin(services.database, session.user, services.secret_key, services.now())
    except AccessError:
        return redirect(f"/me/security?lang={_language(services)}", 303)
    required = services.needs_second_factor and policy().needs_second_factor(session.user.role)
    return _form(
        services,
        "second_factor.html",
        problem,
        name=session.user.name,
        required=required,
        secret=" ".join(made.secret[at : at + 4] for at in range(0, len(made.secret), 4)),
        picture=_picture(made.address),
    )


def _again(services: Services, session: Session, problem: str, status: int) -> Answer:
    answer = flask.make_response(_enrolment(services, session, problem))
    if answer.status_code == 200:
        answer.status_code = status
    return answer


def _picture(address: str) -> str:
    """A QR code as SVG of this page: nothing is asked of anybody else."""
    out = io.BytesIO()
    segno.make(address, error="m").save(
        out, kind="svg", xmldecl=False, svgns=False, scale=5, border=4, light="#fff", dark="#000"
    )
    return out.getvalue().decode("ascii")


def _form(services: Services, template: str, problem: str = "", **values: object) -> Response:
    token = token_for_form()
    response = plain_page(template, _language(services), problem=problem, token=token, **values)
    keep_cookie(response, TOKEN_COOKIE, token)
    return response


def _after() -> Step:
    """The code was given, in the session of this browser."""
    return Step(after=read_cookie(request, SESSION_COOKIE))


def _origin(services: Services, session: Session) -> Origin:
    return Origin(session.user.name, services.now(), address_of(request))


def _language(services: Services) -> str:
    return language_of(request, services.language)
