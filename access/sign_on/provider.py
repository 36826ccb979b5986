"""The conversation with a provider: the authorization code flow with PKCE, and nothing else.

Codes and tokens live as long as one call: none is kept, handed out or written to a log.
"""

import hmac
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Lock
from typing import Any
from urllib.parse import urlencode

import requests
from authlib.common.errors import AuthlibBaseError
from authlib.integrations.requests_client import OAuth2Session
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from access.sign_on.attempt import Secrets
from access.sign_on.discovery import WELL_KNOWN, Metadata, read_metadata
from access.sign_on.faults import ProviderError, RefusedError
from access.sign_on.id_token import Expected, Statement, UnknownKeyError, read_id_token
from access.sign_on.settings import SignOnSettings

# Connecting, and between two pieces of an answer.
_SECONDS = (3, 5)
_KEPT_FOR = timedelta(hours=1)
# Somebody who does not answer is not asked again by everybody at once.
_LEFT_ALONE_FOR = timedelta(seconds=10)
_LOCALES = {"zh": "zh-CN", "en": "en"}
_ERROR = re.compile(r"[a-z_]{1,40}")


@dataclass(frozen=True, slots=True)
class _Known:
    at: datetime
    metadata: Metadata
    keys: KeySet


class Provider:
    """A provider as configured; asks it for its addresses and keys when they are first needed."""

    def __init__(self, settings: SignOnSettings) -> None:
        self.settings = settings
        self._lock = Lock()
        self._known: _Known | None = None
        self._failed_at: datetime | None = None

    def sign_in_address(self, secrets: Secrets, language: str, now: datetime) -> str:
        """Return the address at the provider to which a browser is sent.

        Raises:
            ProviderError: Where it does not answer, or not as configured.
        """
        metadata = self._look(now).metadata
        asked: dict[str, object] = {"ui_locales": _LOCALES[language]}
        if self.settings.max_age is not None:
            asked["max_age"] = int(self.settings.max_age.total_seconds())
            if not asked["max_age"]:
                asked["prompt"] = "login"
        with self._session(metadata) as session:
            address, _ = session.create_authorization_url(
                metadata.authorization,
                state=secrets.state,
                nonce=secrets.nonce,
                code_verifier=secrets.verifier,
                **asked,
            )
        return str(address)

    def redeem(self, answer: Mapping[str, str], secrets: Secrets, now: datetime) -> Statement:
        """Return what the provider states about the person that it sent back.

        Args:
            answer: What the browser brought from the provider.
            secrets: Of the attempt that this browser began.
            now: Aware time.

        Raises:
            RefusedError: Where the answer is a no, or not to be believed.
            ProviderError: Where the provider does not answer.
        """
        if not hmac.compare_digest(answer.get("state", "").encode(), secrets.state.encode()):
            raise RefusedError("state is not that of this browser")
        known = self._look(now)
        self._check_issuer(answer, known.metadata)
        if answer.get("error"):
            raise RefusedError(f"the provider said {_word(answer['error'])}")
        if not answer.get("code"):
            raise RefusedError("no code")
        tokens = self._tokens(known.metadata, answer["code"], secrets.verifier)
        try:
            return read_id_token(tokens, known.keys, self._expected(known, secrets), now)
        except UnknownKeyError:
            renewed = self._look(now, anew=True)
        try:
            return read_id_token(tokens, renewed.keys, self._expected(renewed, secrets), now)
        except UnknownKeyError:
            raise RefusedError("ID token: signed with an unknown key") from None

    def sign_out_address(self) -> str:
        """Return where one signs out of the provider; empty where it has not said yet, or nowhere.

        Nothing is asked for it: nobody is kept from signing out of here.
        """
        known = self._known
        if known is None or not known.metadata.end_session:
            return ""
        after = f"{self.settings.address}/login"
        asked = {"client_id": self.settings.client_id, "post_logout_redirect_uri": after}
        joined = "&" if "?" in known.metadata.end_session else "?"
        return f"{known.metadata.end_session}{joined}{urlencode(asked)}"

    def _check_issuer(self, answer: Mapping[str, str], metadata: Metadata) -> None:
        """An answer that another provider gave is not taken to this one (RFC 9207)."""
        named = answer.get("iss")
        if named is None and metadata.names_itself:
            raise RefusedError("the answer does not name its issuer")
        if named is not None and named != self.settings.issuer:
            raise RefusedError("the answer is of another issuer")

    def _tokens(self, metadata: Metadata, code: str, verifier: str) -> Mapping[str, Any]:
        try:
            with self._session(metadata) as session:
                tokens: Mapping[str, Any] = session.fetch_token(
                    metadata.token,
                    grant_type="authorization_code",
                    code=code,
                    code_verifier=verifier,
                )
                return tokens
        except requests.RequestException as error:
            raise ProviderError(f"token: {type(error).__name__}") from None
        except AuthlibBaseError as error:
            raise RefusedError(f"the provider said {_word(error.error)} to the code") from None
        except ValueError as error:
            raise ProviderError(f"token: {type(error).__name__}") from None

    def _expected(self, known: _Known, secrets: Secrets) -> Expected:
        settings = self.settings
        algorithms = known.metadata.algorithms
        return Expected(
            settings.issuer, settings.client_id, secrets.nonce, algorithms, settings.max_age
        )

    def _look(self, now: datetime, anew: bool = False) -> _Known:
        """What the provider says about itself, asked for once an hour, or anew."""
        with self._lock:
            known = self._known
            if known is not None and now - known.at < _KEPT_FOR and not anew:
                return known
            if self._failed_at is not None and now - self._failed_at < _LEFT_ALONE_FOR:
                raise ProviderError("did not answer just now")
            try:
                self._known = self._ask(now)
            except ProviderError:
                self._failed_at = now
                raise
            self._failed_at = None
            return self._known

    def _ask(self, now: datetime) -> _Known:
        address = self.settings.issuer.removesuffix("/") + WELL_KNOWN
        metadata = read_metadata(self._get(address), self.settings.issuer)
        try:
            keys = KeySet.import_key_set(self._get(metadata.keys))
        except (JoseError, ValueError, TypeError, KeyError, AttributeError) as error:
            raise ProviderError(f"keys: {type(error).__name__}") from None
        return _Known(now, metadata, keys)

    def _get(self, address: str) -> Any:
        try:
            with OAuth2Session(default_timeout=_SECONDS, max_redirects=0) as session:
                answer = session.get(address, withhold_token=True)
                answer.raise_for_status()
                return answer.json()
        except (requests.RequestException, ValueError) as error:
            raise ProviderError(f"{address}: {type(error).__name__}") from None

    def _session(self, metadata: Metadata) -> OAuth2Session:
        way = "client_secret_post" if metadata.posts_secret else "client_secret_basic"
        return OAuth2Session(
            self.settings.client_id,
            self.settings.client_secret,
            token_endpoint_auth_method=way,
            scope="openid",
            redirect_uri=self.settings.callback,
            code_challenge_method="S256",
            default_timeout=_SECONDS,
            max_redirects=0,
        )


def _word(error: object) -> str:
    """An error of the standard as it is; anything else is somebody's own text."""
    return error if isinstance(error, str) and _ERROR.fullmatch(error) else "something else"
