"""`forecourt user`: adds people, lists them, shuts them out, and gives new passwords."""

import argparse
import json
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from getpass import getpass
from typing import TextIO

from sqlalchemy import Engine

from access.audit import Origin
from access.identities import Identity, linked
from access.passwords import one_time_secret
from access.people import (
    ONE_TIME_DAYS,
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
from access.person import Grants, Role, User
from access.rights import decide
from access.scope import DEPARTMENTS, OPERATOR
from access.second_factor import has_second_factor
from access.second_factor import reset as reset_second_factor
from commands import user_link
from commands.application_database import application_database
from commands.errors import UserError
from commands.settings import Settings

NAME = "user"
HELP = (
    "people: add, list, grant, revoke, disable, enable, password, second-factor, link, unlink · "
    "用户管理"
)

Verb = Callable[[Engine, argparse.Namespace, Origin, TextIO], None]


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the verbs and their options."""
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
    added = _named(verbs, "add", "add a person · 新增用户")
    added.add_argument("--role", required=True, choices=[role.value for role in Role])
    _grant_options(added)
    _password_option(added)
    listed = verbs.add_parser("list", help="show everybody · 列出用户")
    listed.add_argument("--json", action="store_true", help="as JSON")
    _grant_options(_named(verbs, "grant", "let a person see more · 授权"))
    _grant_options(_named(verbs, "revoke", "let a person see less · 收回授权"))
    _named(verbs, "disable", "shut a person out at once · 停用")
    _named(verbs, "enable", "let a person in again · 启用")
    _password_option(_named(verbs, "password", "give a new password · 重设密码"))
    factor = _named(verbs, "second-factor", "say whether there is one, or take it away · 两步验证")
    factor.add_argument(
        "--reset", action="store_true", help="take it away, as after a lost telephone · 解除"
    )
    user_link.configure(
        _named(verbs, "link", "let a person sign on at the provider · 关联单点登录"),
        _named(verbs, "unlink", "take that away · 解除关联"),
    )


def run(args: argparse.Namespace, settings: Settings, out: TextIO) -> int:
    """Carry out one verb as the operator; the entry point prints a `UserError`."""
    verbs: dict[str, Verb] = {
        "add": _add,
        "list": _list,
        "grant": _grant,
        "revoke": _revoke,
        "disable": _disable,
        "enable": _enable,
        "password": _password,
        "second-factor": _second_factor,
        "link": partial(user_link.link_person, settings),
        "unlink": partial(user_link.unlink_person, settings),
    }
    with application_database(settings) as engine:
        verbs[args.verb](engine, args, Origin(OPERATOR.subject, datetime.now(UTC)), out)
    return 0


def _add(engine: Engine, args: argparse.Namespace, origin: Origin, out: TextIO) -> None:
    new = NewUser(args.name, Role(args.role), _grants(args))
    password, one_time = _read_password(args)
    user = add_user(engine, new, password, origin, one_time)
    print(f"added {user.name} ({user.role})", file=out)
    _say_secret(password, one_time, out)
    _warn_blind(user, out)


def _list(engine: Engine, args: argparse.Namespace, _origin: Origin, out: TextIO) -> None:
    users, links = list_users(engine), linked(engine)
    if args.json:
        records = [_as_record(user, links.get(user.name, ())) for user in users]
        json.dump(records, out, ensure_ascii=False, indent=2)
        print(file=out)
        return
    for user in users:
        grants = ", ".join(f"{kind} {value}" for kind, value in user.grants.pairs())
        state = f"{_state(user)}, linked" if user.name in links else _state(user)
        print(f"{user.name}  {user.role}  {state}  {grants or '-'}", file=out)
    if not users:
        print("nobody yet; add someone with: forecourt user add NAME --role gm --store S", file=out)


def _grant(engine: Engine, args: argparse.Namespace, origin: Origin, out: TextIO) -> None:
    _warn_blind(grant(engine, args.name, _some_grants(args), origin), out)
    print(f"granted to {args.name}", file=out)


def _revoke(engine: Engine, args: argparse.Namespace, origin: Origin, out: TextIO) -> None:
    _warn_blind(revoke(engine, args.name, _some_grants(args), origin), out)
    print(f"revoked from {args.name}", file=out)


def _disable(engine: Engine, args: argparse.Namespace, origin: Origin, out: TextIO) -> None:
    disable(engine, args.name, origin)
    print(f"disabled {args.name}; all sessions ended", file=out)


def _enable(engine: Engine, args: argparse.Namespace, origin: Origin, out: TextIO) -> None:
    enable(engine, args.name, origin)
    print(f"enabled {args.name}", file=out)


def _password(engine: Engine, args: argparse.Namespace, origin: Origin, out: TextIO) -> None:
    user = find_user(engine, args.name)
    password, one_time = _read_password(args)
    set_password(engine, user.name, password, origin, one_time)
    print(f"new password for {user.name}; all sessions ended", file=out)
    _say_secret(password, one_time, out)


def _second_factor(engine: Engine, args: argparse.Namespace, origin: Origin, out: TextIO) -> None:
    user = find_user(engine, args.name)
    if args.reset:
        reset_second_factor(engine, user.name, origin)
        print(f"{user.name} has no second factor now; all sessions ended", file=out)
    else:
        state = "a" if has_second_factor(engine, user) else "no"
        print(f"{user.name} has {state} second factor", file=out)


def _named(
    verbs: "argparse._SubParsersAction[argparse.ArgumentParser]", verb: str, text: str
) -> argparse.ArgumentParser:
    parser = verbs.add_parser(verb, help=text)
    parser.add_argument("name", metavar="NAME", help="user name · 用户名")
    return parser


def _grant_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--store", action="append", default=[], help="store code, repeatable")
    parser.add_argument("--region", action="append", default=[], help="region name, repeatable")
    parser.add_argument(
        "--department",
        action="append",
        default=[],
        help=f"one of {', '.join(DEPARTMENTS)}, repeatable",
    )


def _password_option(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--password-stdin",
        action="store_true",
        help="read the password from the first line of standard input",
    )


def _grants(args: argparse.Namespace) -> Grants:
    return Grants(
        stores=frozenset(args.store),
        regions=frozenset(args.region),
        # Pages spell departments with a hyphen, and people copy what they see.
        departments=frozenset(d.replace("-", "_") for d in args.department),
    )


def _some_grants(args: argparse.Namespace) -> Grants:
    grants = _grants(args)
    if not grants.pairs():
        raise UserError(
            "expected something to grant or revoke, got nothing",
            "add --store S, --region R or --department D",
        )
    return grants


def _read_password(args: argparse.Namespace) -> tuple[str, bool]:
    """Return the password, and whether it is a one-time secret made here."""
    if args.password_stdin:
        return sys.stdin.readline().rstrip("\r\n"), False
    if sys.stdin.isatty():
        typed = getpass("Password (Enter: make a one-time secret) · 密码（回车则生成一次性密码）: ")
        if typed:
            if getpass("Again · 再次输入: ") != typed:
                raise UserError("the two passwords differ", "run the command again")
            return typed, False
    return one_time_secret(), True


def _say_secret(secret: str, one_time: bool, out: TextIO) -> None:
    if one_time:
        print(
            f"one-time secret: {secret}\n"
            f"to be changed at the first sign-in, within {ONE_TIME_DAYS} days; it is not shown "
            "again",
            file=out,
        )


def _warn_blind(user: User, out: TextIO) -> None:
    # Regions are not looked up here: the warehouse may not know the stores yet.
    if decide(user, lambda region: {region}).refusal or not user.grants.pairs():
        print(
            f"note: {user.name} sees no figures yet; a {user.role} needs "
            f"{_NEEDED[Role(user.role)]}",
            file=out,
        )


_NEEDED = {
    Role.GM: "--store",
    Role.DEPARTMENT: "--store and --department",
    Role.REGION: "--region",
    Role.ADMIN: "--store or --region, if he is to see any",
}


def _as_record(user: User, links: tuple[Identity, ...]) -> dict[str, object]:
    return {
        "name": user.name,
        "role": user.role,
        "state": _state(user),
        "stores": sorted(user.grants.stores),
        "regions": sorted(user.grants.regions),
        "departments": sorted(user.grants.departments),
        "linked": [{"issuer": each.issuer, "subject": each.subject} for each in links],
        "created_at": user.created_at.isoformat(),
    }


def _state(user: User) -> str:
    if user.disabled:
        return "disabled"
    return "one-time secret" if user.must_change_password else "active"
