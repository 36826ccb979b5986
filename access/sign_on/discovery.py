"""What a provider says about itself, and what of it is not believed."""

from collections.abc import Mapping
from dataclasses import dataclass

from access.encrypted import is_safe, stays_here
from access.sign_on.faults import ProviderError

WELL_KNOWN = "/.well-known/openid-configuration"
# Signatures that only the provider can make: not `none`, nor those of a shared secret.
_ALGORITHMS = (
    *("RS256", "RS384", "RS512", "PS256", "PS384", "PS512"),
    *("ES256", "ES384", "ES512"),
)


@dataclass(frozen=True, slots=True)
class Metadata:
    """What is taken from the discovery document.

    Attributes:
        authorization: where people are sent.
        token: where a code is redeemed.
        keys: where the keys of its signatures are.
        end_session: where people sign out of the provider; empty for nowhere.
        algorithms: with which it may sign.
        posts_secret: whether it takes the client secret in the body only.
        names_itself: whether it says in each answer which issuer it is (RFC 9207).
    """

    authorization: str
    token: str
    keys: str
    end_session: str
    algorithms: tuple[str, ...]
    posts_secret: bool
    names_itself: bool


def read_metadata(document: object, issuer: str) -> Metadata:
    """Return what is needed of a discovery document.

    Args:
        document: As it came.
        issuer: As configured; the document must name this one, letter by letter.

    Raises:
        ProviderError: Where it is not that of the issuer, or the provider lacks what is needed.
    """
    if not isinstance(document, Mapping):
        raise ProviderError(f"discovery: expected an object, got {type(document).__name__}")
    if document.get("issuer") != issuer:
        raise ProviderError(
            f"discovery: expected the issuer {issuer!r}, got {str(document.get('issuer'))[:200]!r}"
        )
    methods = _texts(document, "code_challenge_methods_supported", ("S256",))
    if "S256" not in methods:
        raise ProviderError("discovery: expected PKCE with S256, got none")
    signed = _texts(document, "id_token_signing_alg_values_supported", ("RS256",))
    algorithms = tuple(each for each in _ALGORITHMS if each in signed)
    if not algorithms:
        raise ProviderError("discovery: expected a signature of RSA or elliptic curves, got none")
    ways = _texts(document, "token_endpoint_auth_methods_supported", ("client_secret_basic",))
    return Metadata(
        _address(document, "authorization_endpoint", issuer),
        _address(document, "token_endpoint", issuer),
        _address(document, "jwks_uri", issuer),
        _address(document, "end_session_endpoint", issuer)
        if document.get("end_session_endpoint")
        else "",
        algorithms,
        "client_secret_basic" not in ways and "client_secret_post" in ways,
        document.get("authorization_response_iss_parameter_supported") is True,
    )


def _address(document: Mapping[str, object], name: str, issuer: str) -> str:
    address = document.get(name)
    fits = isinstance(address, str) and is_safe(address)
    # Only a provider on this machine may send people to one without encryption.
    if not fits or (stays_here(str(address)) and not stays_here(issuer)):
        raise ProviderError(f"discovery: {name}: expected https, got {str(address)[:200]!r}")
    return str(address)


def _texts(
    document: Mapping[str, object], name: str, otherwise: tuple[str, ...]
) -> tuple[str, ...]:
    found = document.get(name)
    if not isinstance(found, list):
        return otherwise
    return tuple(each for each in found if isinstance(each, str))
