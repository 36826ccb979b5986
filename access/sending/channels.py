"""Where a message can go: robots of group chats by their operators' addresses, and mail boxes.

Only the part of an address that differs from robot to robot is kept. The host is one of three that
this program knows, so that no address given by a person makes the server call another one.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import parse_qs, urlsplit

from access.errors import AccessError

LONGEST = 500


class Kind(StrEnum):
    """The ways to send."""

    WECOM = "wecom"
    DINGTALK = "dingtalk"
    FEISHU = "feishu"
    MAIL = "mail"


KINDS = tuple(Kind)

_EXAMPLES = {
    Kind.WECOM: "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=...",
    Kind.DINGTALK: "https://oapi.dingtalk.com/robot/send?access_token=...",
    Kind.FEISHU: "https://open.feishu.cn/open-apis/bot/v2/hook/...",
    Kind.MAIL: "li@example.com",
}
_WORD = re.compile(r"[A-Za-z0-9_-]{8,200}")
# DingTalk's are letters and digits only, as the library that sends takes them.
_PLAIN_WORD = re.compile(r"[A-Za-z0-9]{8,200}")
_MAIL_BOX = re.compile(
    r"[A-Za-z0-9][A-Za-z0-9._+-]{0,63}@(?P<domain>[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+)"
)


class ChannelError(AccessError):
    """An address that is not taken.

    Attributes:
        fault: ``address``, ``secret`` or ``domain``.
    """

    def __init__(self, fault: str, message: str, remedy: str) -> None:
        """Name the fault beside both halves of the message, which never hold the address."""
        super().__init__(message, remedy)
        self.fault = fault


@dataclass(frozen=True, slots=True)
class Channel:
    """One address.

    Attributes:
        kind: what it is an address of.
        target: the token of a robot, or a mail box; whoever has a token can write to the group.
        secret: what DingTalk's robots sign with; empty where they do not.
    """

    kind: Kind
    target: str
    secret: str = ""

    def __repr__(self) -> str:
        """Only what may be shown, so that no log holds the rest."""
        return f"Channel({self.shown})"

    @property
    def shown(self) -> str:
        """As much of it as tells its owner which one it is."""
        if self.kind is Kind.MAIL:
            box, _, domain = self.target.partition("@")
            return f"{box[:1]}***@{domain}"
        return f"···{self.target[-4:]}"


def read_channel(kind: Kind, text: str, secret: str, domains: Collection[str]) -> Channel:
    """Read an address as a person pastes it.

    Args:
        kind: what it is to be an address of.
        text: of a robot the address that its operator shows, or its token alone; a mail box.
        secret: for DingTalk's robots that sign, beginning with ``SEC``.
        domains: of the mail boxes that may be written to, in lower case.

    Raises:
        ChannelError: it is none of this kind, or leads elsewhere.
    """
    given = text.strip()
    if kind is Kind.MAIL:
        found = _MAIL_BOX.fullmatch(given)
        if found is None or len(given) > LONGEST:
            raise _no_address(kind)
        if found["domain"].lower() not in domains:
            raise ChannelError(
                "domain",
                "mail may only be sent to the domains that the settings name",
                "use a mail box of your company, or ask the administrator",
            )
        return Channel(kind, given)
    word = _PLAIN_WORD if kind is Kind.DINGTALK else _WORD
    token = given if word.fullmatch(given) else _token(kind, given)
    if token is None or word.fullmatch(token) is None:
        raise _no_address(kind)
    signs = secret.strip() if kind is Kind.DINGTALK else ""
    if signs and _PLAIN_WORD.fullmatch(signs) is None:
        raise ChannelError(
            "secret",
            "the secret of a robot that signs has letters and digits only",
            "copy it again; it begins with SEC",
        )
    return Channel(kind, token, signs)


def _token(kind: Kind, address: str) -> str | None:
    """The token in an operator's address; None where it is an address of anything else."""
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        return None
    if parts.scheme != "https" or port is not None or "@" in parts.netloc or len(address) > LONGEST:
        return None
    place, query = (parts.netloc.lower(), parts.path.rstrip("/")), parse_qs(parts.query)
    match kind, place:
        case Kind.WECOM, ("qyapi.weixin.qq.com", "/cgi-bin/webhook/send"):
            return query.get("key", [""])[0]
        case Kind.DINGTALK, ("oapi.dingtalk.com", "/robot/send"):
            return query.get("access_token", [""])[0]
        case Kind.FEISHU, ("open.feishu.cn", path) if path.startswith("/open-apis/bot/v2/hook/"):
            return path.rpartition("/")[2]
    return None


def _no_address(kind: Kind) -> ChannelError:
    return ChannelError(
        "address",
        f"this is no address of the kind {kind}",
        f"it looks like {_EXAMPLES[kind]}",
    )
