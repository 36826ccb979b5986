"""The Content-Security-Policy: what a browser may load, run and send, response by response.

Scripts come from this host, or are one of the few inline ones of Dash, named by their hash; no
script is made from text. docs/security.md says what remains open and why.
"""

from collections.abc import Sequence

from flask import g

_NOTHING = ("default-src 'none'", "base-uri 'none'", "object-src 'none'", "frame-ancestors 'none'")
# Plain pages: forms, and the script that chooses the theme.
_PLAIN = (
    *_NOTHING,
    "script-src 'self'",
    "style-src 'self'",
    # Arrows of selections are pictures within the style sheet.
    "img-src 'self' data:",
    "font-src 'self'",
    "form-action 'self'",
)
_SCREEN = (
    *_NOTHING,
    "script-src 'self' {hashes}",
    # The grid, the date picker and the charts write style elements while they work.
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "form-action 'self'",
)
# A file that is opened by its address, and an answer to a script, load nothing.
_FILE = (*_NOTHING, "sandbox")
_ALLOWED = "allowed_scripts"


def allow_scripts(hashes: Sequence[str]) -> None:
    """Make the answer to the request in hand a page of Dash with these inline scripts.

    Args:
        hashes: sources as they stand in the policy, such as ``'sha256-...'``.
    """
    setattr(g, _ALLOWED, tuple(hashes))


def content_policy(mimetype: str) -> str:
    """The policy of the response to the request in hand.

    Args:
        mimetype: of the response.
    """
    hashes: tuple[str, ...] | None = g.get(_ALLOWED)
    if mimetype != "text/html":
        return "; ".join(_FILE)
    if hashes is None:
        return "; ".join(_PLAIN)
    return "; ".join(_SCREEN).format(hashes=" ".join(hashes))
