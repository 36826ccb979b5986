"""Uploads, mappings and unknown values: plain pages for those who look after loading.

Who may come here is decided in the gate.
"""

import re
from collections.abc import Callable, Mapping
from typing import Any

from flask import Flask, Response, redirect, request
from werkzeug.wrappers import Response as BaseResponse

from access import Origin, record_now
from dashboards.intake import Confirmed, Intake, Upload
from dashboards.services import Services
from dashboards.web.browser import TOKEN_COOKIE, address_of, keep_cookie, language_of
from dashboards.web.gate import not_found, visitor
from dashboards.web.plain_page import plain_page
from dashboards.web.tokens import token_fits, token_for_form
from dashboards.web.uploading import UploadError, take_in

Answer = Response | BaseResponse | tuple[Response, int]
UNMAPPED = "未映射"
_UNFIT = re.compile(r"[^a-z0-9]+")


def install_intake(server: Flask, services: Services) -> None:
    """Add `/data/intake` and what belongs to it; nothing where the screen only reads."""
    intake = services.intake
    if intake is not None:
        _install_uploads(server, services, intake)
        _install_mapping(server, services, intake)
        _install_values(server, services, intake)


def _install_uploads(server: Flask, services: Services, intake: Intake) -> None:
    @server.get("/data/intake")
    def intake_page() -> Answer:
        return _list(services, intake)

    @server.post("/data/upload")
    def upload() -> Answer:
        who = visitor().name
        try:
            keys = take_in(intake, who, services.now())
        except UploadError as error:
            return _list(services, intake, error.word), error.status
        for key in keys:
            found = intake.upload(key)
            if found is not None:
                told = {"key": key, "file": found.name, "bytes": found.size}
                _audit(services, "extract_uploaded", told)
        return _to(services, f"/data/intake/{keys[0]}" if len(keys) == 1 else "/data/intake")

    @server.post("/data/intake/<key>/load")
    def load(key: str) -> Answer:
        def start(found: Upload) -> Answer:
            store = request.form.get("store", "").strip()[:64]
            intake.load(key, _language(services), store)
            _audit(services, "load_started", {"key": key, "file": found.name, "store": store})
            return _to(services, f"/data/intake/{key}")

        return _about(services, intake, key, start)

    @server.post("/data/intake/<key>/remove")
    def remove(key: str) -> Answer:
        def forget(found: Upload) -> Answer:
            intake.remove(key)
            _audit(services, "upload_removed", {"key": key, "file": found.name})
            return _to(services, "/data/intake")

        return _about(services, intake, key, forget)


def _install_mapping(server: Flask, services: Services, intake: Intake) -> None:
    @server.get("/data/intake/<key>")
    def one(key: str) -> Answer:
        found = intake.upload(key)
        return not_found(services) if found is None else _one(services, intake, found)

    @server.post("/data/intake/<key>/look")
    def look(key: str) -> Answer:
        def again(_found: Upload) -> Answer:
            table = request.form.get("table", "")
            if table in {name for name, _, _ in intake.tables()}:
                intake.look(key, request.form.get("sheet", ""), table)
            return _to(services, f"/data/intake/{key}")

        return _about(services, intake, key, again)

    @server.post("/data/intake/<key>/confirm")
    def confirm(key: str) -> Answer:
        return _about(services, intake, key, lambda found: _confirm(services, intake, found))


def _confirm(services: Services, intake: Intake, found: Upload) -> Answer:
    confirmed = read_confirmed(found, request.form)
    if confirmed is None:
        return not_found(services)
    problems = intake.confirm(confirmed)
    if problems:
        wrong = problems[_language(services)]
        return _one(services, intake, found, wrong=wrong, confirmed=confirmed), 400
    told = {"profile": confirmed.name, "table": confirmed.table, "file": found.name}
    _audit(services, "profile_saved", told)
    intake.look(found.key)
    return _to(services, f"/data/intake/{found.key}")


def _about(services: Services, intake: Intake, key: str, act: Callable[[Upload], Answer]) -> Answer:
    """Do something about an upload that is there, for a form that is ours."""
    found = intake.upload(key)
    if found is None:
        return not_found(services)
    if not token_fits(request.form.get("token", "")):
        return _one(services, intake, found, "login.expired"), 400
    return act(found)


def _install_values(server: Flask, services: Services, intake: Intake) -> None:
    @server.post("/data/values")
    def values() -> Answer:
        if not token_fits(request.form.get("token", "")):
            return _list(services, intake, "login.expired"), 400
        waiting = {f"v{n}": each for n, each in enumerate(intake.unlisted())}
        for name, each in waiting.items():
            value = request.form.get(name, "")
            # The list may have changed since the form was drawn: the text itself decides.
            meant = value and request.form.get(f"{name}-text") == each.text
            if meant and intake.decide(each.table, each.column, each.text, value):
                told = {"column": f"{each.table}.{each.column}", "text": each.text, "value": value}
                _audit(services, "value_decided", told)
        intake.reload(_language(services))
        return _to(services, "/data/intake")


def read_confirmed(upload: Upload, form: Mapping[str, str]) -> Confirmed | None:
    """Return what a form says of a sheet; None where it is of no sheet of the upload."""
    sheet = next((each for each in upload.sheets if each["sheet"] == form.get("sheet")), None)
    if sheet is None or sheet["proposal"] is None:
        return None
    headings = {f"c{each['index']}": each["heading"] for each in sheet["proposal"]["columns"]}
    columns = {heading: form[name] for name, heading in headings.items() if form.get(name)}
    return Confirmed(
        sheet=sheet["sheet"],
        table=sheet["proposal"]["table"],
        columns=columns,
        left_out=tuple(text for text in headings.values() if text not in columns),
        name=form.get("name", "").strip().lower(),
        words=form.get("words", "").strip()[:200],
        store=form.get("store", "").strip()[:64],
    )


def suggested_name(file: str) -> str:
    """Return a name for a profile that a file gives cause to."""
    plain = _UNFIT.sub("-", file.rpartition(".")[0].lower()).strip("-")[:30]
    return plain if len(plain) > 1 and plain[0].isalpha() else "own-profile"


def shown_size(size: int) -> str:
    """Return a number of bytes as people read it."""
    return f"{size / (1 << 20):,.1f} MB" if size >= 1 << 20 else f"{max(size / 1024, 0.1):,.1f} KB"


def _list(services: Services, intake: Intake, problem: str = "") -> Response:
    uploads = intake.uploads()
    reloading, fault = intake.reloading()
    return _page(
        services,
        "intake.html",
        problem,
        uploads=uploads,
        unlisted=intake.unlisted(),
        unmapped=UNMAPPED,
        reloading=reloading,
        fault=fault,
        most=intake.most_bytes >> 20,
        most_bytes=intake.most_bytes,
        busy=reloading or any(each.busy for each in uploads),
    )


def _one(
    services: Services,
    intake: Intake,
    upload: Upload,
    problem: str = "",
    wrong: Any = (),
    confirmed: Confirmed | None = None,
) -> Response:
    tables = [each["proposal"]["table"] for each in upload.sheets if each["proposal"]]
    return _page(
        services,
        "upload.html",
        problem,
        upload=upload,
        tables=intake.tables(),
        columns={name: intake.columns(name) for name in tables},
        wrong=wrong,
        confirmed=confirmed,
        name=suggested_name(upload.name),
        busy=upload.busy,
    )


def _page(services: Services, template: str, problem: str, **values: Any) -> Response:
    language = _language(services)
    place = 1 if language == "zh" else 2
    token = token_for_form()
    response = plain_page(
        template,
        language,
        problem=problem,
        token=token,
        place=place,
        shown_size=shown_size,
        **values,
    )
    keep_cookie(response, TOKEN_COOKIE, token)
    return response


def _to(services: Services, path: str) -> BaseResponse:
    return redirect(f"{path}?lang={_language(services)}", 303)


def _language(services: Services) -> str:
    return language_of(request, services.language)


def _audit(services: Services, what: str, told: dict[str, Any]) -> None:
    origin = Origin(visitor().name, services.now(), address_of(request))
    record_now(services.database, origin, what, told)
