"""Sending a message to a robot of a group chat or to a mail box, through the library Apprise.

What its plugins leave out is added here: WeCom's and DingTalk's operators refuse a message with
status 200 and a code in the answer, which the library takes for success; and WeCom's robots take
files, by an upload of their own. DingTalk's and Feishu's robots take none.
"""

import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote, urlsplit

import requests
from apprise import AppriseAsset, AppriseAttachment, NotifyFormat
from apprise.attachment.memory import AttachMemory
from apprise.plugins.base import NotifyBase
from apprise.plugins.dingtalk import NotifyDingTalk
from apprise.plugins.email import NotifyEmail
from apprise.plugins.feishu import NotifyFeishu
from apprise.plugins.wecombot import NotifyWeComBot

from access.sending import Channel, Fault, Kind

# Bytes of a text of WeCom's robots: https://developer.work.weixin.qq.com/document/path/91770
WECOM_BYTES = 2048
_PDF = "application/pdf"
_SECURE = {"smtps": "ssl", "smtp+starttls": "starttls", "smtp": "insecure"}
# No file is written, and no answer may lead anywhere else.
_SHARED: dict[str, Any] = {
    "asset": AppriseAsset(app_id="Forecourt", app_desc="Forecourt", storage_mode="memory"),
    "redirect": False,
    "cto": 10.0,
    "rto": 30.0,
}


class SendError(Exception):
    """A message was not sent.

    Attributes:
        fault: why, as its reader is told; the text is for the log, and without address or token.
    """

    def __init__(self, fault: Fault, message: str) -> None:
        """Keep both."""
        super().__init__(message)
        self.fault = fault


@dataclass(frozen=True, slots=True)
class Post:
    """What is sent.

    Attributes:
        title: one line.
        lines: the most important first; the last of them are left out where there is no room.
        ending: lines that are always there.
        document: a PDF; None where none goes along.
        file_name: of the document, letters and digits that every mail program shows.
    """

    title: str
    lines: tuple[str, ...]
    ending: tuple[str, ...]
    document: bytes | None = None
    file_name: str = "forecourt.pdf"

    def text(self, most_bytes: int | None = None) -> str:
        """Title, lines and ending, in so many bytes of UTF-8."""
        lines = list(self.lines)
        while True:
            made = "\n".join((self.title, *lines, *self.ending))
            if most_bytes is None or len(made.encode()) <= most_bytes:
                return made
            if not lines:
                return made.encode()[:most_bytes].decode("utf-8", "ignore")
            lines.pop()


@dataclass(frozen=True, slots=True)
class Gateways:
    """Where the operators are.

    Attributes:
        mail_server: an address as in the settings; empty where mail cannot be sent.
        mail_from: the mail box that mail comes from.
        wecom, dingtalk, feishu: their hosts; others than these only where a test stands in.
    """

    mail_server: str = ""
    mail_from: str = ""
    wecom: str = "https://qyapi.weixin.qq.com"
    dingtalk: str = "https://oapi.dingtalk.com"
    feishu: str = "https://open.feishu.cn"

    def send(self, channel: Channel, post: Post) -> None:
        """Send a message.

        Raises:
            SendError: it was not sent, or not all of it.
        """
        if channel.kind is Kind.MAIL and not self.mail_server:
            raise SendError(Fault.NO_MAIL_SERVER, "no mail server is set")
        with _heard(channel) as said:
            plugin = self._plugin(channel)
            sent = plugin.notify(
                body=post.text(WECOM_BYTES if channel.kind is Kind.WECOM else None),
                title=post.title if channel.kind is Kind.MAIL else "",
                body_format=NotifyFormat.TEXT,
                attach=_attached(channel, post),
            )
        if not sent:
            raise SendError(Fault.OTHER, " ".join(said)[:160] or "it was not taken")

    def _plugin(self, channel: Channel) -> NotifyBase:
        match channel.kind:
            case Kind.WECOM:
                return _WeCom(self.wecom, channel.target)
            case Kind.DINGTALK:
                return _DingTalk(self.dingtalk, channel.target, channel.secret)
            case Kind.FEISHU:
                return _Feishu(self.feishu, channel.target)
            case Kind.MAIL:
                server = urlsplit(self.mail_server)
                secure = _SECURE[server.scheme]
                return NotifyEmail(
                    host=self.mail_from.partition("@")[2],
                    smtp_host=server.hostname,
                    port=server.port,
                    user=unquote(server.username) if server.username else None,
                    password=unquote(server.password) if server.password else None,
                    secure_mode=secure,
                    secure=secure != "insecure",
                    from_addr=self.mail_from,
                    targets=[channel.target],
                    **_SHARED,
                )


class _WeCom(NotifyWeComBot):
    """WeCom's robot, whose refusals are heard and who takes a file."""

    attachment_support = True

    def __init__(self, host: str, key: str) -> None:
        """Take the key of a robot."""
        super().__init__(key=key, **_SHARED)  # type: ignore[no-untyped-call]  # has no types
        self._host = host

    def send(self, body: str, title: str = "", *_: Any, **more: Any) -> bool:
        """The text, then the file."""
        asked = {"params": {"key": self.key}}
        _post(self, f"{self._host}/cgi-bin/webhook/send", _text(body), **asked)
        files: AppriseAttachment | None = more.get("attach")
        for file in files or ():
            asked = {"params": {"key": self.key, "type": "file"}}
            place = f"{self._host}/cgi-bin/webhook/upload_media"
            with file.open() as stream:
                found = _post(self, place, None, files={"media": (file.name, stream)}, **asked)
            told = {"msgtype": "file", "file": {"media_id": found.get("media_id", "")}}
            _post(self, f"{self._host}/cgi-bin/webhook/send", told, params={"key": self.key})
        return True


class _DingTalk(NotifyDingTalk):
    """DingTalk's robot, whose refusals are heard."""

    def __init__(self, host: str, token: str, secret: str) -> None:
        """Take the token of a robot, and the secret of one that signs."""
        super().__init__(token=token, secret=secret or None, **_SHARED)  # type: ignore[no-untyped-call]  # has no types
        self._host = host

    def send(self, body: str, title: str = "", *_: Any, **_more: Any) -> bool:
        """The text."""
        place = f"{self._host}/robot/send?access_token={self.token}"
        if self.secret:
            # The library has quoted the signature for an address.
            moment, signature = self.get_signature()  # type: ignore[no-untyped-call]  # the same
            place += f"&timestamp={moment}&sign={signature}"
        _post(self, place, _text(body))
        return True


class _Feishu(NotifyFeishu):
    """Feishu's robot at a host of one's choice."""

    def __init__(self, host: str, token: str) -> None:
        """Take the token of a robot."""
        super().__init__(token=token, **_SHARED)  # type: ignore[no-untyped-call]  # has no types
        self.notify_url = f"{host}/open-apis/bot/v2/hook/{{token}}"


def _text(body: str) -> dict[str, Any]:
    return {"msgtype": "text", "text": {"content": body}}


def _post(plugin: NotifyBase, place: str, told: object, **more: Any) -> dict[str, Any]:
    """Post and return the answer.

    Raises:
        SendError: it was refused, with a status or with a code, or did not arrive.
    """
    try:
        answer = requests.post(
            place,
            json=told,
            timeout=plugin.request_timeout,
            verify=plugin.verify_certificate,
            allow_redirects=False,
            headers={"User-Agent": plugin.app_id},
            **more,
        )
        found = json.loads(answer.content)
    except requests.RequestException as error:
        # Its text holds the address.
        raise SendError(Fault.NO_ANSWER, f"no answer ({type(error).__name__})") from None
    except ValueError:
        found = None
    if answer.status_code != requests.codes.ok:
        raise SendError(Fault.DECLINED, f"status {answer.status_code}")
    if not isinstance(found, dict) or "errcode" not in found:
        raise SendError(Fault.DECLINED, "the answer is not one of the operator's")
    if found["errcode"] != 0:
        told = f"{found['errcode']} {found.get('errmsg', '')}"[:160]
        raise SendError(Fault.DECLINED, told)
    return found


def _attached(channel: Channel, post: Post) -> AppriseAttachment | None:
    if post.document is None or channel.kind not in (Kind.WECOM, Kind.MAIL):
        return None
    found = AppriseAttachment()
    found.add(AttachMemory(content=post.document, name=post.file_name, mimetype=_PDF))
    return found


@contextmanager
def _heard(channel: Channel) -> Iterator[list[str]]:
    """What the library warns of, without what is secret; its debug lines hold all of it."""
    said: list[str] = []

    class Ear(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            text = record.getMessage()
            for secret in (channel.target, channel.secret):
                text = text.replace(secret, "***") if secret else text
            said.append(text)

    log, ear = logging.getLogger("apprise"), Ear(logging.WARNING)
    before = log.level, log.propagate, log.disabled
    log.level, log.propagate, log.disabled = logging.WARNING, False, False
    log.addHandler(ear)
    try:
        yield said
    finally:
        log.removeHandler(ear)
        log.level, log.propagate, log.disabled = before
