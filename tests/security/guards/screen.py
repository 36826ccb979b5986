"""Guards of the web side: the gate's other steps, forms, downloads, headers."""

from tests.security.guards.mutation import Mutation

_GATE, _TEST_GATE = "dashboards/web/gate.py", "tests/dashboards/test_gate.py"
_STEPS = "tests/dashboards/test_second_step.py"
_WATCHING = "tests/dashboards/test_watching.py"
_BROWSER_SIDE = "tests/dashboards/test_browser_side.py"
_PACKS, _TEST_PACKS = "dashboards/web/visit_packs.py", "tests/dashboards/test_visit_packs.py"
_EXPORTS, _TEST_EXPORTS = "dashboards/web/exports.py", "tests/dashboards/test_exports.py"
_REFUSED, _TEST_REFUSED = "dashboards/web/refused_rows.py", "tests/dashboards/test_refused_rows.py"
_INTAKE, _TEST_INTAKE = "dashboards/web/intake.py", "tests/dashboards/test_intake.py"
SCREEN = (
    Mutation(
        "session",
        _GATE,
        "    if session.awaits_code:",
        "    if False:",
        (f"{_STEPS}::test_whoever_has_one_is_asked_for_its_code",),
    ),
    Mutation(
        "session",
        _GATE,
        "    if required and not has_one:",
        "    if False:",
        (f"{_STEPS}::test_an_administrator_sets_it_up_before_anything_else",),
    ),
    Mutation(
        "session",
        _GATE,
        '    if step and path not in (step, "/logout"):',
        "    if False:",
        (_STEPS,),
    ),
    Mutation(
        "forgery",
        _GATE,
        '    if request.mimetype != "application/json" or request.headers.get("Content-Encoding"):',
        "    if False:",
        (f"{_TEST_GATE}::test_callbacks_take_plain_json_only",),
    ),
    Mutation(
        "forgery",
        _GATE,
        '        if request.method not in ("GET", "HEAD", "POST"):',
        "        if False:",
        (f"{_BROWSER_SIDE}::test_other_methods_are_refused",),
    ),
    Mutation(
        "audit",
        "dashboards/web/denials.py",
        '                record_once(services.database, origin, "refused", detail, AUDITED_EVERY)',
        "                pass",
        (f"{_WATCHING}::test_nobody_else_does_and_trying_is_audited",),
    ),
    Mutation(
        "audit",
        "dashboards/answering.py",
        '        deny("scope")\n',
        "",
        (f"{_WATCHING}::test_what_is_outside_of_a_scope_is_audited",),
    ),
    Mutation(
        "key",
        "dashboards/remembering.py",
        "            if snapshot != self._snapshot:\n                self._kept.clear()\n",
        "            if snapshot != self._snapshot:\n",
        ("tests/dashboards/test_remembering.py",),
    ),
    Mutation(
        "forgery",
        "dashboards/web/tokens.py",
        "return bool(kept) and secrets.compare_digest(kept.encode(), sent.encode())",
        "return secrets.compare_digest(kept.encode(), sent.encode())",
        (
            f"{_STEPS}::test_forms_without_their_token_are_refused",
            f"{_TEST_GATE}::test_a_sign_in_sent_by_another_site_is_refused",
        ),
    ),
    Mutation(
        "forgery",
        "dashboards/web/tokens.py",
        'message = f"callbacks\\n{session}".encode("utf-8", "surrogatepass")',
        'message = b"callbacks"',
        (f"{_BROWSER_SIDE}::test_the_token_of_another_session_does_not_fit",),
    ),
    Mutation(
        "forgery",
        "dashboards/web/browser.py",
        "return parts.netloc == request.host and not is_plain",
        "return not is_plain",
        (
            f"{_TEST_GATE}::test_a_sign_in_sent_by_another_site_is_refused",
            f"{_TEST_GATE}::test_a_callback_from_another_site_is_refused",
        ),
    ),
    Mutation(
        "forgery",
        "dashboards/web/browser.py",
        "    if not _is_within(peer, proxies):\n        return peer\n",
        "",
        (f"{_WATCHING}::test_only_known_proxies_speak_for_others",),
    ),
    Mutation(
        "forgery",
        "dashboards/web/headers.py",
        '            response.headers["Cache-Control"] = "no-store"',
        "            pass",
        (f"{_BROWSER_SIDE}::test_every_response_is_protected",),
    ),
    Mutation(
        "forgery",
        "dashboards/web/headers.py",
        '        response.headers["Content-Security-Policy"] = '
        'content_policy(response.mimetype or "")\n',
        "",
        (f"{_BROWSER_SIDE}::test_what_is_no_page_loads_nothing",),
    ),
    Mutation(
        "function",
        "dashboards/web/metering.py",
        "        if not _may_read(services):",
        "        if False:",
        (f"{_WATCHING}::test_counts_are_for_this_machine_or_for_the_token",),
    ),
    Mutation(
        "scope",
        _PACKS,
        "known = bool(wanted) and all(code in open_ for code in wanted)",
        "known = bool(wanted)",
        (f"{_TEST_PACKS}::test_another_store_is_as_if_it_did_not_exist",),
    ),
    Mutation(
        "forgery",
        _PACKS,
        '    if not token_fits(form.get("token", "")):',
        "    if False:",
        (f"{_TEST_PACKS}::test_a_form_without_its_token_or_of_another_format_orders_nothing",),
    ),
    Mutation(
        "audit",
        _EXPORTS,
        '            deny("export")\n',
        "            pass\n",
        (
            f"{_TEST_EXPORTS}::test_a_department_takes_its_own_pages_only",
            f"{_WATCHING}::test_what_is_outside_of_a_scope_is_audited",
        ),
    ),
    Mutation(
        "scope",
        _EXPORTS,
        "    if not may_take_out(services, detail, made):",
        "    if False:",
        (f"{_TEST_EXPORTS}::test_rows_are_taken_out_up_to_the_limit_of_a_day",),
    ),
    Mutation(
        "scope",
        _REFUSED,
        "tables = None if everything else policy().open_tables(who.scope)",
        "tables = None",
        (_TEST_REFUSED,),
    ),
    Mutation(
        "masking",
        _REFUSED,
        "services.refused_workbook(reader, stores, tables, who.scope.masking)",
        'services.refused_workbook(reader, stores, tables, type(who.scope.masking)("none"))',
        (_TEST_REFUSED,),
    ),
    Mutation(
        "forgery",
        _INTAKE,
        '    if not token_fits(request.form.get("token", "")):\n'
        '        return _one(services, intake, found, "login.expired"), 400\n',
        "",
        (f"{_TEST_INTAKE}::test_a_form_without_its_token_does_nothing",),
    ),
    Mutation(
        "audit",
        _INTAKE,
        '            _audit(services, "load_started", {"key": key, "file": found.name, '
        '"store": store})\n',
        "",
        (_TEST_INTAKE,),
    ),
    Mutation(
        "audit",
        _INTAKE,
        '                _audit(services, "extract_uploaded", told)\n',
        "",
        (_TEST_INTAKE,),
    ),
)
