"""Guards of what is kept for people: policy, audit, exports, notes, actions, reports to send."""

from tests.security.guards.mutation import Mutation

_POLICY, _TEST_POLICY = "access/policy.py", "tests/access/test_policy.py"
_AUDIT, _TEST_AUDIT = "access/audit.py", "tests/access/test_audit.py"
_EXPORTING, _TEST_EXPORTING = "access/exporting.py", "tests/access/test_exporting.py"
_ENTRIES = "access/notebook/entries.py"
_ACTIONS, _TEST_ACTIONS = "access/notebook/actions.py", "tests/access/test_actions.py"
_NOTES, _TEST_NOTES = "access/notebook/notes.py", "tests/access/test_notes.py"
_PERSONAL, _TEST_PERSONAL = "access/notebook/personal.py", "tests/access/test_personal.py"
_DELIVERIES, _TEST_OUTBOX = "access/sending/deliveries.py", "tests/access/sending/test_outbox.py"
_CHANNELS, _TEST_CHANNELS = "access/sending/channels.py", "tests/access/sending/test_channels.py"
_OUTWARDS = "tests/security/test_outwards.py"
_TEST_DELIVERIES = "tests/dashboards/test_deliveries.py"
ACCESS = (
    Mutation(
        "function",
        _POLICY,
        "return rule is None or rule.second_factor == REQUIRED",
        "return rule is not None and rule.second_factor == REQUIRED",
        (_TEST_POLICY,),
    ),
    Mutation(
        "function",
        _POLICY,
        "return 0 if rule is None else rule.exported_rows",
        "return 10**9 if rule is None else rule.exported_rows",
        (_TEST_POLICY,),
    ),
    Mutation(
        "scope",
        _POLICY,
        " if owners & scope.departments)",
        ")",
        (f"{_TEST_POLICY}::test_rows_are_open_to_whoever_looks_after_one_of_their_departments",),
    ),
    Mutation("audit", _AUDIT, "if row.previous_hash != newest:", "if False:", (_TEST_AUDIT,)),
    Mutation("audit", _AUDIT, "if row.hash != _hash(row._asdict()):", "if False:", (_TEST_AUDIT,)),
    Mutation("audit", _AUDIT, "if row.position != rows:", "if False:", (_TEST_AUDIT,)),
    Mutation(
        "audit",
        _AUDIT,
        '"".join(c if c.isprintable() else ascii(c)[1:-1] for c in value)[:64]',
        "value[:64]",
        (f"{_TEST_AUDIT}::test_no_text_breaks_out_of_its_row",),
    ),
    Mutation(
        "key",
        _EXPORTING,
        "        audit.c.who == stored_text(origin.who),\n",
        "",
        (_TEST_EXPORTING,),
    ),
    Mutation(
        "scope",
        _EXPORTING,
        "        if taken + rows > most:",
        "        if False:",
        (_TEST_EXPORTING,),
    ),
    Mutation(
        "audit",
        _EXPORTING,
        '            record(connection, origin, "export_refused", '
        '{**detail, "rows": rows, "taken": taken})\n',
        "",
        (_TEST_EXPORTING, "tests/dashboards/test_exports.py"),
    ),
    Mutation(
        "scope",
        _ENTRIES,
        "    if not is_open(scope, about):",
        "    if False:",
        (_TEST_ACTIONS, _TEST_NOTES),
    ),
    Mutation(
        "scope",
        _ENTRIES,
        " and all(\n        scope.allows_department(name) for name in about.departments\n    )",
        "",
        (_TEST_ACTIONS, _TEST_NOTES),
    ),
    Mutation(
        "scope",
        _ENTRIES,
        "codes = scope.limit(stores) if stores is not None else sorted(scope.stores or ())",
        "codes = sorted(stores if stores is not None else scope.stores or ())",
        (_TEST_ACTIONS,),
    ),
    Mutation(
        "scope",
        _ACTIONS,
        "return found if found is not None and is_open(scope, found.about) else None",
        "return found",
        (_TEST_ACTIONS,),
    ),
    Mutation(
        "audit",
        _ACTIONS,
        '        record(connection, origin, "action_opened", detail)\n',
        "",
        (_TEST_ACTIONS,),
    ),
    Mutation(
        "audit",
        _ACTIONS,
        '        record(connection, origin, "action_changed", detail)\n',
        "",
        (_TEST_ACTIONS,),
    ),
    Mutation(
        "order",
        _ACTIONS,
        "        if change.seen not in (None, found.revision):",
        "        if False:",
        (f"{_TEST_ACTIONS}::test_what_somebody_else_wrote_meanwhile_is_not_overwritten",),
    ),
    Mutation(
        "audit",
        _NOTES,
        '            record(connection, by, "note_written", detail)\n',
        "",
        (_TEST_NOTES,),
    ),
    Mutation(
        "scope",
        _NOTES,
        "        if row is None or not may_remove(scope, _note(row)):",
        "        if row is None:",
        (_TEST_NOTES,),
    ),
    Mutation(
        "scope",
        _NOTES,
        "for note in reversed(found) if is_open(scope, note.about))",
        "for note in reversed(found))",
        (_TEST_NOTES,),
    ),
    Mutation(
        "scope",
        _NOTES,
        "table.c.store.in_(scope.limit(stores))",
        "table.c.store.in_(stores)",
        (_TEST_NOTES,),
    ),
    Mutation(
        "scope",
        _PERSONAL,
        'return len(seen) == len(stores) > 0 if about["named"] else bool(seen)',
        "return bool(seen)",
        (_TEST_PERSONAL,),
    ),
    Mutation(
        "audit",
        _PERSONAL,
        '        record(connection, by, "view_removed", {"view": number})\n',
        "",
        (_TEST_PERSONAL,),
    ),
    Mutation(
        "audit",
        _PERSONAL,
        '        record(connection, by, "view_kept", {"name": name, "shared": new.shared})\n',
        "",
        (_TEST_PERSONAL,),
    ),
    Mutation(
        "scope",
        _DELIVERIES,
        "own = (deliveries.c.id == number, deliveries.c.person == by.who)",
        "own = (deliveries.c.id == number,)",
        (f"{_TEST_DELIVERIES}::test_one_changes_what_is_ones_own",),
    ),
    Mutation(
        "audit",
        _DELIVERIES,
        '        record(connection, by, "delivery_switched", detail)\n',
        "",
        (_TEST_OUTBOX, _TEST_DELIVERIES),
    ),
    Mutation(
        "audit",
        _DELIVERIES,
        '        _record(connection, by, "delivery_kept", new)\n',
        "",
        (_TEST_OUTBOX, _TEST_DELIVERIES),
    ),
    Mutation(
        "forgery",
        _CHANNELS,
        'parts.scheme != "https" or port is not None or "@" in parts.netloc or ',
        "",
        (_TEST_CHANNELS,),
    ),
    Mutation(
        "forgery",
        _CHANNELS,
        '        if found["domain"].lower() not in domains:',
        "        if False:",
        (_TEST_CHANNELS,),
    ),
    Mutation(
        "masking",
        _CHANNELS,
        'return f"Channel({self.shown})"',
        'return f"Channel({self.target})"',
        (_TEST_CHANNELS,),
    ),
    Mutation(
        "transport",
        "access/database.py",
        "create_engine(proven(parsed), pool_pre_ping=True)",
        "create_engine(parsed, pool_pre_ping=True)",
        (_OUTWARDS,),
    ),
    Mutation(
        "transport",
        "access/database.py",
        '    if "sslmode" in url.query or all(_is_here(host) for host in _hosts(url)):',
        "    if True:",
        (_OUTWARDS,),
    ),
    Mutation(
        "transport",
        "commands/gateways.py",
        "verify=plugin.verify_certificate,",
        "verify=False,",
        (_OUTWARDS,),
    ),
    Mutation(
        "audit",
        "access/sending/outbox.py",
        "        _record_end(connection, message_of(row), State.LATE, Fault.NONE, now)\n",
        "",
        (_TEST_OUTBOX,),
    ),
)
