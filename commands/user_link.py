"""`forecourt user link` and `unlink`: whom the provider of single sign-on means."""

import argparse
from typing import TextIO

from sqlalchemy import Engine

from access.audit import Origin
from access.identities import Identity, link, unlink
from commands.errors import UserError
from commands.settings import Settings

_ISSUER = "the provider, where it is not that of FORECOURT_OIDC_ISSUER · 提供方"


def configure(link_parser: argparse.ArgumentParser, unlink_parser: argparse.ArgumentParser) -> None:
    """Declare the options of both verbs."""
    link_parser.add_argument(
        "--subject",
        required=True,
        help="what the provider calls this person (sub), never an address of mail · 提供方的 sub",
    )
    for parser in (link_parser, unlink_parser):
        parser.add_argument("--issuer", help=_ISSUER)


def link_person(
    settings: Settings, engine: Engine, args: argparse.Namespace, origin: Origin, out: TextIO
) -> None:
    """Let a person sign on."""
    identity = Identity(_issuer(settings, args), args.subject)
    user = link(engine, args.name, identity, origin)
    print(f"{user.name} signs on as {identity.subject} of {identity.issuer} from now on", file=out)


def unlink_person(
    settings: Settings, engine: Engine, args: argparse.Namespace, origin: Origin, out: TextIO
) -> None:
    """Let a person sign on no more."""
    issuer = _issuer(settings, args)
    user = unlink(engine, args.name, issuer, origin)
    print(f"{user.name} does not sign on at {issuer} any more; all sessions ended", file=out)


def _issuer(settings: Settings, args: argparse.Namespace) -> str:
    issuer: str | None = args.issuer or settings.oidc_issuer
    if issuer is None:
        raise UserError(
            "no provider is known: FORECOURT_OIDC_ISSUER is not set",
            "set it, or add --issuer; see docs/single-sign-on.md",
        )
    return issuer
