"""A provider of the tests: conforming, strict about PKCE, and bent where a test asks for it."""

import base64
import hmac
import json
import secrets
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import flask
import flask.typing
from joserfc import jwt
from joserfc.jwk import RSAKey
from werkzeug.serving import make_server

from tests.dashboards.network import NOW

CLIENT_ID, CLIENT_SECRET = "forecourt", "a secret of the tests"
Token = Callable[[dict[str, Any]], str]


@dataclass
class OwnProvider:
    """What it is, and how it is bent.

    Attributes:
        issuer: its address.
        now: the time on its clock.
        claims: what replaces claims of its statements; None leaves one out.
        document: what replaces fields of its discovery document.
        sign: how it signs instead of honestly.
        tells: whether the answer to a code has an ID token.
        asked: how often each of its addresses was asked.
    """

    issuer: str
    now: datetime = NOW
    claims: dict[str, Any] = field(default_factory=dict)
    document: dict[str, Any] = field(default_factory=dict)
    sign: Token | None = None
    tells: bool = True
    asked: dict[str, int] = field(default_factory=dict)
    key: RSAKey = field(default_factory=lambda: RSAKey.generate_key(2048, {"kid": "one"}))
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    given: list[str] = field(default_factory=list)

    def straighten(self) -> None:
        """Be honest again, with a key of its own."""
        self.claims, self.document, self.sign, self.tells = {}, {}, None, True
        self.now = NOW

    def approve(self, address: str, subject: str, **more: str) -> str:
        """Let somebody in who was sent to an address; return the way back, as path and query."""
        asked = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
        code = secrets.token_urlsafe(16)
        self.codes[code] = {**asked, "sub": subject}
        self.given.append(code)
        query = urlencode({"code": code, "state": asked["state"], **more})
        return f"{urlsplit(asked['redirect_uri']).path}?{query}"

    def statement(self, asked: dict[str, str], access_token: str) -> str:
        """An ID token, bent as the test asks for it."""
        seconds = int(self.now.timestamp())
        half = sha256(access_token.encode()).digest()[:16]
        claims = {
            "iss": self.issuer,
            "sub": asked["sub"],
            "aud": CLIENT_ID,
            "exp": seconds + 300,
            "iat": seconds,
            "nonce": asked["nonce"],
            "at_hash": base64.urlsafe_b64encode(half).decode().rstrip("="),
        } | self.claims
        told = {name: value for name, value in claims.items() if value is not None}
        return self.sign(told) if self.sign else signed_with(self.key)(told)


def signed_with(key: RSAKey) -> Token:
    """Sign with a key."""
    return lambda claims: jwt.encode({"alg": "RS256", "kid": key.kid}, claims, key)


def unsigned(claims: dict[str, Any]) -> str:
    """Sign with nothing."""
    return f"{_part({'alg': 'none'})}.{_part(claims)}."


def signed_with_what_everybody_knows(key: RSAKey) -> Token:
    """Sign with the public key as a shared secret."""

    def sign(claims: dict[str, Any]) -> str:
        text = f"{_part({'alg': 'HS256', 'kid': key.kid})}.{_part(claims)}"
        made = hmac.new(key.as_pem(private=False), text.encode(), sha256).digest()
        return f"{text}.{base64.urlsafe_b64encode(made).decode().rstrip('=')}"

    return sign


@contextmanager
def own_provider(tls: ssl.SSLContext | None = None) -> Iterator[OwnProvider]:
    """Serve one on this machine, encrypted where a certificate is given."""
    app = flask.Flask("own_provider")
    server = make_server("127.0.0.1", 0, app, threaded=True, ssl_context=tls)
    provider = OwnProvider(f"{'http' if tls is None else 'https'}://127.0.0.1:{server.port}")
    _install(app, provider)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def _install(app: flask.Flask, provider: OwnProvider) -> None:
    @app.before_request
    def note() -> None:
        path = flask.request.path
        provider.asked[path] = provider.asked.get(path, 0) + 1

    @app.get("/.well-known/openid-configuration")
    def discovery() -> dict[str, Any]:
        return {
            "issuer": provider.issuer,
            "authorization_endpoint": f"{provider.issuer}/authorize",
            "token_endpoint": f"{provider.issuer}/token",
            "jwks_uri": f"{provider.issuer}/keys",
            "end_session_endpoint": f"{provider.issuer}/leave",
            "id_token_signing_alg_values_supported": ["RS256", "HS256", "none"],
            "code_challenge_methods_supported": ["S256"],
        } | provider.document

    @app.get("/moved/.well-known/openid-configuration")
    def moved() -> flask.typing.ResponseReturnValue:
        return flask.redirect("/there")

    @app.get("/there")
    def there() -> dict[str, Any]:
        return discovery() | {"issuer": f"{provider.issuer}/moved"}

    @app.get("/keys")
    def keys() -> dict[str, Any]:
        return {"keys": [provider.key.as_dict(private=False)]}

    @app.post("/token")
    def token() -> tuple[dict[str, Any], int]:
        form, sent = flask.request.form, flask.request.authorization
        asked = provider.codes.pop(form.get("code", ""), None)
        known = sent is not None and (sent.username, sent.password) == (CLIENT_ID, CLIENT_SECRET)
        if not known:
            return {"error": "invalid_client"}, 401
        if asked is None or not _fits(asked, form):
            return {"error": "invalid_grant"}, 400
        access_token = secrets.token_urlsafe(16)
        answer = {"access_token": access_token, "token_type": "Bearer", "expires_in": 60}
        if provider.tells:
            answer["id_token"] = provider.statement(asked, access_token)
        provider.given += [str(value) for name, value in answer.items() if name.endswith("_token")]
        return answer, 200


def _fits(asked: dict[str, str], form: Any) -> bool:
    made = base64.urlsafe_b64encode(sha256(form.get("code_verifier", "").encode()).digest())
    return (
        asked.get("code_challenge_method") == "S256"
        and asked.get("code_challenge") == made.decode().rstrip("=")
        and asked.get("redirect_uri") == form.get("redirect_uri")
        and form.get("grant_type") == "authorization_code"
    )


def _part(content: dict[str, Any]) -> str:
    return base64.urlsafe_b64encode(json.dumps(content).encode()).decode().rstrip("=")
