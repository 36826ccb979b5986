"""The guards of the gate: where each stands, what is left without it, and the tests that notice."""

from tests.security.guards.access import ACCESS
from tests.security.guards.figures import FIGURES
from tests.security.guards.mutation import Mutation
from tests.security.guards.people import PEOPLE
from tests.security.guards.screen import SCREEN

__all__ = ["MUTATIONS", "Mutation"]

_SCOPE, _RIGHTS, _GATE = "access/scope.py", "access/rights.py", "dashboards/web/gate.py"
_TEST_SCOPE, _TEST_RIGHTS = "tests/access/test_scope.py", "tests/access/test_rights.py"
_TEST_GATE, _WATCHING = "tests/dashboards/test_gate.py", "tests/dashboards/test_watching.py"
_READER, _TEST_READER = "metrics/reader.py", "tests/metrics/test_reader.py"
_UNMASK, _TEST_UNMASK = "dashboards/web/unmask.py", "tests/dashboards/test_unmask.py"
_UNMASKING, _TEST_UNMASKING = "access/unmasking.py", "tests/access/test_unmasking.py"
_NOTES, _PERSONAL = "access/notebook/notes.py", "access/notebook/personal.py"
_UNKNOWN_PATH = """    if function is None or lacks_packs:
        return not_found(services)
"""
_NO_SESSION = """    if session is None:
        return mishap(401) if path.startswith(DASH) else _to_sign_in()
"""
MUTATIONS = (
    Mutation(
        "scope",
        _SCOPE,
        "return self.stores is None or code in self.stores",
        "return True",
        (_TEST_SCOPE,),
        is_quick=True,
    ),
    Mutation(
        "scope",
        _SCOPE,
        "return self.departments is None or d in self.departments",
        "return True",
        (_TEST_SCOPE,),
    ),
    Mutation("scope", _SCOPE, " if self.allows_store(code)}", "}", (_TEST_SCOPE,)),
    Mutation(
        "key",
        _SCOPE,
        '                "stores": None if self.stores is None else sorted(self.stores),\n',
        "",
        (_TEST_SCOPE,),
        is_quick=True,
    ),
    Mutation("key", _SCOPE, '                "masking": self.masking.value,\n', "", (_TEST_SCOPE,)),
    Mutation("key", _SCOPE, '                "subject": self.subject,\n', "", (_TEST_SCOPE,)),
    Mutation(
        "key",
        "dashboards/answering.py",
        "who = (visit.scope.key, visit.is_admin)",
        "who = (visit.is_admin,)",
        (f"{_TEST_GATE}::test_what_was_worked_out_for_one_is_not_given_to_another",),
    ),
    Mutation(
        "key",
        "dashboards/web/visit_packs.py",
        "(found.order.who, found.order.rights) != (who.name, who.scope.key)",
        "found.order.who != who.name",
        ("tests/dashboards/test_visit_packs.py",),
    ),
    Mutation("scope", _RIGHTS, "    if user.disabled:", "    if False:", (_TEST_RIGHTS,)),
    Mutation(
        "scope",
        _RIGHTS,
        "policy().roles.get(user.role)",
        'policy().roles.get(user.role, policy().roles["gm"])',
        (_TEST_RIGHTS,),
        is_quick=True,
    ),
    Mutation(
        "scope",
        _RIGHTS,
        "grants.stores if GrantKind.STORE in rule.grants else frozenset()",
        "grants.stores",
        (_TEST_RIGHTS,),
    ),
    Mutation(
        "scope",
        _RIGHTS,
        "opened = None if rule.departments == ALL else departments or None",
        "opened = None",
        (_TEST_RIGHTS,),
    ),
    Mutation(
        "scope",
        _RIGHTS,
        "    if session.user.must_change_password:",
        "    if False:",
        (_TEST_RIGHTS,),
    ),
    Mutation("audit", _RIGHTS, "    if decision.refusal:", "    if False:", (_TEST_RIGHTS,)),
    Mutation(
        "function",
        "access/policy.py",
        "return role in self.roles and role in self.functions[function].roles",
        "return role in self.roles",
        ("tests/access/test_policy.py",),
    ),
    Mutation(
        "function",
        _GATE,
        "    if not g.visitor.may(function):",
        "    if False:",
        (f"{_WATCHING}::test_nobody_else_does_and_trying_is_audited",),
    ),
    Mutation(
        "audit",
        _GATE,
        "        deny(function)\n",
        "",
        (f"{_WATCHING}::test_nobody_else_does_and_trying_is_audited",),
    ),
    Mutation(
        "audit",
        _GATE,
        '            deny("other_site")\n',
        "",
        (f"{_WATCHING}::test_forged_requests_are_audited",),
    ),
    Mutation(
        "forgery",
        _GATE,
        "not is_same_origin(request)",
        "False",
        (f"{_TEST_GATE}::test_a_sign_in_sent_by_another_site_is_refused",),
    ),
    Mutation(
        "forgery",
        _GATE,
        "    if not callback_fits(request, services.secret_key):",
        "    if False:",
        (f"{_WATCHING}::test_forged_requests_are_audited",),
    ),
    Mutation(
        "order",
        _GATE,
        _UNKNOWN_PATH + _NO_SESSION,
        _NO_SESSION + _UNKNOWN_PATH,
        (f"{_TEST_GATE}::test_unknown_paths_are_not_found",),
    ),
    Mutation(
        "audit",
        "dashboards/web/audit_page.py",
        '        record_once(services.database, origin, "audit_read", {}, AUDITED_EVERY)\n',
        "",
        (f"{_WATCHING}::test_an_administrator_reads_the_audit",),
    ),
    Mutation(
        "scope",
        "dashboards/answering.py",
        "    if not page.is_open(visit.scope.allows_department):",
        "    if False:",
        (f"{_TEST_GATE}::test_a_department_of_others_is_refused",),
    ),
    Mutation(
        "scope",
        _READER,
        "allowed = set(scope.limit([store.code for store in stores]))",
        "allowed = {store.code for store in stores}",
        (_TEST_READER,),
    ),
    Mutation(
        "scope",
        _READER,
        "if not all(scope.allows_department(d.value) for d in departments_of(kpi)):",
        "if False:",
        (_TEST_READER,),
    ),
    Mutation(
        "scope",
        "metrics/document_lines.py",
        "    (found,) = reader.stores_of(scope, wanted)\n",
        "    (found,) = [s for s in reader._index.stores if s.code in wanted.stores]\n",
        ("tests/metrics/test_document_lines.py",),
    ),
    Mutation(
        "masking",
        "metrics/document_lines.py",
        "mask(row[name], classes[name], scope.masking)",
        "row[name]",
        ("tests/metrics/test_document_lines.py",),
    ),
    Mutation(
        "masking",
        "metrics/masking.py",
        "    if masking is Masking.HIDDEN:\n",
        "    if False:\n",
        ("tests/metrics/test_masking.py",),
        is_quick=True,
    ),
    Mutation(
        "masking",
        "metrics/masking.py",
        "    if is_masked(class_, masking):\n",
        "    if False:\n",
        ("tests/metrics/test_masking.py",),
    ),
    Mutation(
        "audit",
        "access/exporting.py",
        '        record(connection, origin, "exported", {**detail, "rows": rows})\n',
        "",
        ("tests/dashboards/test_exports.py",),
    ),
    Mutation(
        "scope",
        "dashboards/web/refused_rows.py",
        "            if asked - open_stores:",
        "            if False:",
        ("tests/dashboards/test_refused_rows.py",),
    ),
    Mutation(
        "scope",
        "access/notebook/entries.py",
        "return scope.allows_store(about.store) and all(",
        "return all(",
        ("tests/access/test_actions.py", "tests/access/test_notes.py"),
    ),
    Mutation(
        "audit",
        _NOTES,
        '        record(connection, by, "note_removed", detail)\n',
        "",
        ("tests/access/test_notes.py",),
        is_quick=True,
    ),
    Mutation(
        "scope",
        _NOTES,
        "return is_open(scope, note.about) and (is_own or scope.departments is None)",
        "return is_open(scope, note.about)",
        ("tests/access/test_notes.py",),
    ),
    Mutation(
        "scope",
        _PERSONAL,
        "own = (saved_views.c.id == number, saved_views.c.person == by.who)",
        "own = (saved_views.c.id == number,)",
        ("tests/access/test_personal.py",),
    ),
    Mutation(
        "scope",
        _PERSONAL,
        "is_his = row.person == scope.subject or (row.shared and _is_offered(scope, row))",
        "is_his = True",
        ("tests/access/test_personal.py",),
    ),
    Mutation(
        "function",
        "dashboards/answering.py",
        'if not self.services.unmask_daily or not who.may("unmask"):',
        "if False:",
        (_TEST_UNMASK,),
    ),
    Mutation(
        "function",
        "dashboards/web/places.py",
        '    (UNMASK, "unmask"),\n',
        '    (UNMASK, "figures"),\n',
        (_TEST_UNMASK,),
    ),
    Mutation(
        "function",
        _UNMASK,
        "None if is_proven(services) else _prove(answering)",
        "None",
        (_TEST_UNMASK,),
    ),
    Mutation(
        "function",
        "access/sessions.py",
        "return self.is_fresh(now) and given is not None and now - given < FRESH",
        "return self.is_fresh(now)",
        (_TEST_UNMASK,),
    ),
    Mutation(
        "function",
        "dashboards/web/proving.py",
        "    if not given.right:\n",
        "    if False:\n",
        (_TEST_UNMASK,),
    ),
    Mutation(
        "function", _UNMASK, "    fault = _fault_of(reason)\n", '    fault = ""\n', (_TEST_UNMASK,)
    ),
    Mutation(
        "function", _UNMASKING, "        if seen >= most:", "        if False:", (_TEST_UNMASKING,)
    ),
    Mutation(
        "audit",
        _UNMASK,
        "    if record_unmasking(services.database, by, detail, reason, most):",
        "    if True:",
        (_TEST_UNMASK,),
    ),
    Mutation(
        "audit",
        _UNMASK,
        '                _record_refusal(answering, {"reason": error.reason})\n',
        "",
        (_TEST_UNMASK,),
    ),
    Mutation(
        "audit",
        _UNMASK,
        '        _record_refusal(answering, {**told, "reason": fault})\n',
        "",
        (_TEST_UNMASK,),
    ),
    Mutation(
        "audit",
        _UNMASKING,
        '            record(connection, origin, "unmask_refused", {**told, "reason": "quota"})\n',
        "",
        (_TEST_UNMASKING,),
    ),
    Mutation(
        "scope",
        "metrics/unmasking.py",
        "bare = replace(scope, masking=Masking.NONE)",
        'bare = Scope("anybody", None, None, Masking.NONE)',
        ("tests/metrics/test_unmasking.py",),
    ),
    Mutation(
        "masking",
        "metrics/unmasking.py",
        "Masking.NONE if column.privacy in whole else scope.masking",
        "Masking.NONE",
        ("tests/metrics/test_unmasking.py",),
    ),
    Mutation(
        "read_only",
        "warehouse/engines/duckdb.py",
        "            read_only=True,\n",
        "",
        ("tests/warehouse/test_engines.py::test_a_served_file_cannot_be_written",),
        is_quick=True,
    ),
    Mutation(
        "read_only",
        "warehouse/engines/duckdb.py",
        '    connection.execute("SET enable_external_access = false")\n',
        "",
        ("tests/warehouse/test_engines.py::test_a_locked_connection_reaches_only_the_named_files",),
    ),
    *ACCESS,
    *PEOPLE,
    *SCREEN,
    *FIGURES,
)
