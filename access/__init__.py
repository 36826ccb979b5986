"""People: who they are, how they sign in, what they may see, and what was done.

- `scope`         what a reader may see; a leaf that every room imports
- `database`, `tables`, `migrate`   the application database and its versions
- `person`, `people`   who a user is; adding, finding and changing users
- `passwords`, `guessable`   what a password may be, and its hash
- `sign_in`, `throttle`, `second_factor`, `sessions`   from a password to a session, and to its end
- `sign_on`, `identities`, `encrypted`   single sign-on: a provider, and whom it means
- `policy`, `policy_page`   the table of roles, functions and fields, and its page of the docs
- `rights`        from role and grants to a scope
- `notebook`      what people write down beside the figures
- `sending`       the morning report: orders, outbox, who may send
- `recent`        who was here last
- `exporting`     how many rows a person takes out within a day
- `unmasking`     how many records a person sees unmasked within a day, and what for
- `audit`, `audit_reading`, `verification`   what was done, and whether the record still holds
- `demo_people`   the people of the demo network
- `errors`        what all of these refuse, with a remedy
"""

from access.audit import ChainReport, Origin, record_now, verify_chain
from access.database import is_reachable, open_database
from access.demo_people import DemoSignIn, create_demo_people, read_demo_sign_ins
from access.errors import AccessError
from access.exporting import record_export
from access.migrate import migrate
from access.passwords import one_time_secret
from access.people import (
    NewUser,
    add_user,
    disable,
    enable,
    find_user,
    grant,
    list_users,
    revoke,
    set_password,
)
from access.person import GrantKind, Grants, Role, User
from access.policy import policy
from access.recent import recent_people
from access.rights import Regions, scope_of, scope_of_name, scope_of_session
from access.scope import DEPARTMENTS, NOBODY, OPERATOR, Masking, Scope, ScopeError
from access.second_factor import Enrolment, Proof, has_second_factor
from access.sessions import (
    PASSWORD,
    SIGN_ON,
    Limits,
    OpenSession,
    Session,
    Step,
    close_others,
    close_session,
    open_session,
    open_sessions,
    prove_again,
    read_session,
)
from access.sign_in import SignIn, change_password, verify_password
from access.verification import problems

__all__ = (
    "DEPARTMENTS",
    "NOBODY",
    "OPERATOR",
    "PASSWORD",
    "SIGN_ON",
    "AccessError",
    "ChainReport",
    "DemoSignIn",
    "Enrolment",
    "GrantKind",
    "Grants",
    "Limits",
    "Masking",
    "NewUser",
    "OpenSession",
    "Origin",
    "Proof",
    "Regions",
    "Role",
    "Scope",
    "ScopeError",
    "Session",
    "SignIn",
    "Step",
    "User",
    "add_user",
    "change_password",
    "close_others",
    "close_session",
    "create_demo_people",
    "disable",
    "enable",
    "find_user",
    "grant",
    "has_second_factor",
    "is_reachable",
    "list_users",
    "migrate",
    "one_time_secret",
    "open_database",
    "open_session",
    "open_sessions",
    "policy",
    "problems",
    "prove_again",
    "read_demo_sign_ins",
    "read_session",
    "recent_people",
    "record_export",
    "record_now",
    "revoke",
    "scope_of",
    "scope_of_name",
    "scope_of_session",
    "set_password",
    "verify_chain",
    "verify_password",
)
