"""The provider's statement about a person (ID token), and what must be true of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.errors import InvalidKeyIdError, JoseError
from joserfc.jwk import KeySet
from joserfc.jws import JWSRegistry

from access.identities import LONGEST_SUBJECT, Identity
from access.sign_on.faults import RefusedError

# Clocks of two servers differ a little.
LEEWAY = timedelta(seconds=60)


@dataclass(frozen=True, slots=True)
class Expected:
    """What a statement must say.

    Attributes:
        issuer: whose it is.
        client_id: for whom alone it is.
        nonce: of the attempt.
        algorithms: with which it may be signed.
        max_age: how long ago the person may have proven himself.
    """

    issuer: str
    client_id: str
    nonce: str
    algorithms: tuple[str, ...]
    max_age: timedelta | None


@dataclass(frozen=True, slots=True)
class Statement:
    """Who it is, and how he has proven himself to the provider (values of `amr` and `acr`)."""

    identity: Identity
    methods: frozenset[str]


class UnknownKeyError(Exception):
    """Signed with a key that is not among those at hand; the provider may have new ones."""


def read_id_token(
    tokens: Mapping[str, Any], keys: KeySet, expected: Expected, now: datetime
) -> Statement:
    """Return what the provider states, once all of it has been checked.

    Args:
        tokens: The answer to a code.
        keys: The provider's.
        expected: What it must say.
        now: Aware time.

    Raises:
        RefusedError: Where anything of it is not as it must be; names the claim.
        UnknownKeyError: See there.
    """
    token = tokens.get("id_token")
    if not isinstance(token, str):
        raise RefusedError("no ID token")
    registry = JWSRegistry(algorithms=list(expected.algorithms), strict_check_header=False)
    try:
        signed = jwt.decode(token, keys, registry=registry)
        options = {
            "iss": {"essential": True, "value": expected.issuer},
            "aud": {"essential": True, "value": expected.client_id},
            "nonce": {"essential": True, "value": expected.nonce},
        }
        given = {
            "nonce": expected.nonce,
            "client_id": expected.client_id,
            "access_token": tokens.get("access_token"),
        }
        claims = CodeIDToken(signed.claims, signed.header, options, given)
        claims.validate(now=int(now.timestamp()), leeway=int(LEEWAY.total_seconds()))
    except InvalidKeyIdError as error:
        raise UnknownKeyError from error
    except JoseError as error:
        raise RefusedError(f"ID token: {error.error}") from error
    except (ValueError, TypeError, AttributeError, KeyError) as error:
        raise RefusedError(f"ID token: {type(error).__name__}") from error
    _check_audience(claims, expected.client_id)
    _check_age(claims, expected.max_age, now)
    subject = claims["sub"]
    if not isinstance(subject, str) or not 0 < len(subject) <= LONGEST_SUBJECT:
        raise RefusedError("ID token: no subject")
    return Statement(Identity(expected.issuer, subject), _methods(claims))


def _check_audience(claims: Mapping[str, Any], client_id: str) -> None:
    """For us, and for nobody else: others who hold it could pass it on."""
    if claims["aud"] not in (client_id, [client_id]):
        raise RefusedError("ID token: is for others too")


def _check_age(claims: Mapping[str, Any], max_age: timedelta | None, now: datetime) -> None:
    if max_age is None:
        return
    proven = claims.get("auth_time")
    if isinstance(proven, bool) or not isinstance(proven, int):
        raise RefusedError("ID token: no auth_time")
    age = now.timestamp() - proven
    if not -LEEWAY.total_seconds() <= age <= (max_age + LEEWAY).total_seconds():
        raise RefusedError("ID token: proven too long ago")


def _methods(claims: Mapping[str, Any]) -> frozenset[str]:
    methods = [*(claims.get("amr") or ()), claims.get("acr")]
    return frozenset(each for each in methods if isinstance(each, str))
