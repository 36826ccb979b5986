"""Guards of signing in: sessions, passwords, second steps, providers."""

from tests.security.guards.mutation import Mutation

_SESSIONS, _TEST_SESSIONS = "access/sessions.py", "tests/access/test_sessions.py"
_TEST_SIGN_IN = "tests/access/test_sign_in.py"
_TEST_FACTOR = "tests/access/test_second_factor.py"
_TEST_PEOPLE = "tests/access/test_people.py"
PEOPLE = (
    Mutation(
        "session",
        _SESSIONS,
        "if user.disabled or now >= ends:",
        "if now >= ends:",
        (f"{_TEST_SESSIONS}::test_rights_are_read_anew_with_every_request", _TEST_PEOPLE),
    ),
    Mutation("session", _SESSIONS, ", row.last_seen_at + limits.idle)", ")", (_TEST_SESSIONS,)),
    Mutation("session", _SESSIONS, " row.opened_at + limits.absolute,", "", (_TEST_SESSIONS,)),
    Mutation(
        "session",
        _SESSIONS,
        'return sha256(token.encode("utf-8", "surrogatepass")).hexdigest()',
        "return token[:64]",
        (f"{_TEST_SESSIONS}::test_the_database_holds_no_secret",),
    ),
    Mutation(
        "audit",
        _SESSIONS,
        '            record(connection, Origin(name, now, address), "signed_out", {})\n',
        "",
        (_TEST_SESSIONS,),
    ),
    Mutation(
        "audit",
        _SESSIONS,
        '        record(connection, by, what, {"second_factor": given, "way": way})\n',
        "",
        (_TEST_SESSIONS, _TEST_SIGN_IN),
    ),
    Mutation(
        "session",
        _SESSIONS,
        "        awaits_code = not given and",
        "        awaits_code = False and",
        (f"{_TEST_FACTOR}::test_the_password_alone_opens_a_short_session_that_the_code_replaces",),
    ),
)
