"""As whom a command reads: the operator of the data directory, or `--as NAME`."""

import argparse
from datetime import datetime
from getpass import getuser

from access.audit import Origin, record_now
from access.rights import Regions, scope_of_name
from access.scope import OPERATOR, Scope
from commands.application_database import application_database
from commands.settings import Settings


def configure_identity(parser: argparse.ArgumentParser) -> None:
    """Add `--as NAME` to a command that reads figures or documents."""
    parser.add_argument(
        "--as",
        dest="as_user",
        metavar="NAME",
        help="see what this user may see; without it, everything · 以该用户的权限查看",
    )


def identify(
    args: argparse.Namespace, settings: Settings, regions: Regions, command: str, now: datetime
) -> Scope:
    """Return the scope a command reads with, and audit that it was used.

    Args:
        args: As parsed by a parser that went through `configure_identity`.
        settings: Where the application database is.
        regions: The stores of each region, from dim_store.
        command: The verb, such as `kpi`, for the audit.
        now: Aware time.

    Raises:
        UserError: If there is no such user or the application database cannot be opened.
    """
    name: str | None = args.as_user
    with application_database(settings) as engine:
        scope = OPERATOR if name is None else scope_of_name(engine, name, regions, now)
        detail = {"command": command, "as": name, "account": _account()}
        record_now(engine, Origin(OPERATOR.subject, now), "command", detail)
        return scope


def _account() -> str:
    try:
        return getuser()
    except (KeyError, OSError):
        # A container may run under a number that has no name.
        return ""
