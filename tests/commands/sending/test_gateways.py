"""Messages as they arrive at robots and mail boxes, and what is not taken for sent."""

import email
import logging
import random
from collections.abc import Iterator
from dataclasses import replace
from email.message import Message as Mail
from email.policy import default

import pytest

from access.sending import Channel, Kind
from commands.gateways import WECOM_BYTES, Gateways, Post, SendError
from tests.commands.sending.receivers import MailBox, Robots, mail_server, robots

TOKEN = "0a1b2c3d-4e5f-6789-abcd-ef0123456789"
PLAIN = "a1b2c3d4e5f60718"
SECRET = "SEC0123456789abcdef"
WECOM = Channel(Kind.WECOM, TOKEN)
DINGTALK = Channel(Kind.DINGTALK, PLAIN)
FEISHU = Channel(Kind.FEISHU, TOKEN)
MAIL = Channel(Kind.MAIL, "li.wei@dealer.example")
PDF = b"%PDF-1.7 \x00\xff figures"
POST = Post(
    "晨光店 经营早报 2026-10-20",
    ("毛利本期至今 33.7 万元", "需行动：新车 −8.4万"),
    ("数据截至 2026-10-20", "第 17 号 · li"),
    PDF,
    "forecourt-2026-10-20.pdf",
)
WHOLE = "\n".join((POST.title, *POST.lines, *POST.ending))


@pytest.fixture
def operators() -> Iterator[Robots]:
    with robots() as found:
        yield found


@pytest.fixture
def post_office() -> Iterator[MailBox]:
    # The parts of a mail are parted by words that the standard library draws.
    before = random.getstate()
    with mail_server() as found:
        yield found
    random.setstate(before)


def at(operators: Robots) -> Gateways:
    there = operators.address
    return Gateways(wecom=there, dingtalk=there, feishu=there)


def test_wecom_gets_the_text_and_then_the_file(operators: Robots) -> None:
    at(operators).send(WECOM, POST)
    paths = [path for path, _, _ in operators.came]
    send, upload = "/cgi-bin/webhook/send", "/cgi-bin/webhook/upload_media"
    assert paths == [send, upload, send]
    assert [query["key"] for _, query, _ in operators.came] == [[TOKEN]] * 3
    assert operators.texts() == [WHOLE]
    uploaded = operators.came[1][2]
    assert PDF in uploaded
    assert b'filename="forecourt-2026-10-20.pdf"' in uploaded
    assert b'"media_id": "M1"' in operators.came[2][2]


@pytest.mark.parametrize(
    ("channel", "path"),
    [(DINGTALK, "/robot/send"), (FEISHU, f"/open-apis/bot/v2/hook/{TOKEN}")],
)
def test_dingtalk_and_feishu_get_the_text(operators: Robots, channel: Channel, path: str) -> None:
    at(operators).send(channel, POST)
    ((came, query, _),) = operators.came
    assert came.rstrip("/") == path
    assert operators.texts() == [WHOLE]
    if channel.kind is Kind.DINGTALK:
        assert query == {"access_token": [PLAIN]}


def test_dingtalk_is_signed_where_it_has_a_secret(operators: Robots) -> None:
    at(operators).send(Channel(Kind.DINGTALK, PLAIN, SECRET), POST)
    ((_, query, _),) = operators.came
    assert set(query) == {"access_token", "timestamp", "sign"}
    # A signature of SHA-256 in base 64, quoted once.
    assert len(query["sign"][0]) == 44


@pytest.mark.parametrize("channel", [WECOM, DINGTALK, FEISHU])
@pytest.mark.parametrize(
    "answer",
    [
        (200, {"errcode": 93000, "code": 19001, "errmsg": "invalid webhook url", "msg": "no"}),
        (500, {}),
        (429, {}),
        (302, {}),
    ],
)
def test_a_refusal_is_not_taken_for_sent(
    operators: Robots, channel: Channel, answer: tuple[int, object]
) -> None:
    operators.answers.append(answer)
    with pytest.raises(SendError) as refused:
        at(operators).send(channel, POST)
    assert len(operators.came) == 1
    assert TOKEN not in str(refused.value)
    assert PLAIN not in str(refused.value)


@pytest.mark.parametrize("channel", [WECOM, DINGTALK])
def test_an_answer_of_somebody_else_is_not_taken_for_sent(
    operators: Robots, channel: Channel
) -> None:
    # A portal of a hotel, for instance, answers 200 to everything.
    operators.answers.append((200, "please sign in"))
    with pytest.raises(SendError, match="not one of the operator's"):
        at(operators).send(channel, POST)


def test_a_file_that_is_refused_leaves_the_message_unsent(operators: Robots) -> None:
    operators.answers += [(200, {"errcode": 0}), (200, {"errcode": 40009, "errmsg": "too large"})]
    with pytest.raises(SendError, match="40009 too large"):
        at(operators).send(WECOM, POST)


def test_an_operator_that_cannot_be_reached_is_told_without_the_address() -> None:
    nowhere = "http://127.0.0.1:9"
    for channel in (WECOM, DINGTALK, FEISHU):
        with pytest.raises(SendError) as refused:
            Gateways(wecom=nowhere, dingtalk=nowhere, feishu=nowhere).send(channel, POST)
        assert "127.0.0.1" not in str(refused.value)
        assert channel.target not in str(refused.value)


def test_what_is_logged_holds_no_token(
    operators: Robots, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG, logger="apprise")
    at(operators).send(Channel(Kind.DINGTALK, PLAIN, SECRET), POST)
    at(operators).send(FEISHU, POST)
    said = [record.getMessage() for record in caplog.records if record.name == "apprise"]
    said += capfd.readouterr()
    assert [text for text in said if TOKEN in text or PLAIN in text or SECRET in text] == []


def test_mail_has_subject_text_and_document(post_office: MailBox) -> None:
    gateways = Gateways(post_office.address, "report@dealer.example")
    gateways.send(MAIL, POST)
    ((sender, recipient, body),) = post_office.came
    assert (sender, recipient) == ("report@dealer.example", MAIL.target)
    mail: Mail = email.message_from_bytes(body, policy=default)
    assert mail["Subject"] == POST.title
    parts = list(mail.walk())
    texts = [_payload(part).decode() for part in parts if part.get_content_maintype() == "text"]
    assert [WHOLE in text.replace("\r\n", "\n") for text in texts] == [True]
    (file,) = [part for part in parts if part.get_content_type() == "application/pdf"]
    assert file.get_filename() == "forecourt-2026-10-20.pdf"
    assert _payload(file) == PDF


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r", "\u2028", "\x85", "\x00\n"])
def test_a_subject_adds_no_header_and_no_recipient(post_office: MailBox, ending: str) -> None:
    """Names of stores stand in it, which come from extracts."""
    title = f"晨光店{ending}Bcc: others@elsewhere.example{ending}{ending}text"
    gateways = Gateways(post_office.address, "report@dealer.example")
    gateways.send(MAIL, replace(POST, title=title, document=None))
    ((_, recipient, body),) = post_office.came
    mail: Mail = email.message_from_bytes(body, policy=default)
    assert recipient == MAIL.target
    assert mail["Bcc"] is None
    assert [str(mail[name]) for name in mail if "elsewhere.example" in str(mail[name])] == [
        mail["Subject"]
    ]


def _payload(part: Mail) -> bytes:
    found = part.get_payload(decode=True)
    assert isinstance(found, bytes)
    return found


def test_a_mail_box_that_is_refused_is_told_without_its_name(post_office: MailBox) -> None:
    post_office.refuses = True
    with pytest.raises(SendError) as refused:
        Gateways(post_office.address, "report@dealer.example").send(MAIL, POST)
    assert str(refused.value)
    assert "li.wei" not in str(refused.value)
    with pytest.raises(SendError, match="no mail server"):
        Gateways().send(MAIL, POST)


def test_a_long_text_keeps_its_beginning_and_its_ending() -> None:
    lines = tuple(f"{number} 落后：新车 −8.4万" for number in range(200))
    text = Post(POST.title, lines, POST.ending).text(WECOM_BYTES)
    assert len(text.encode()) <= WECOM_BYTES
    assert text.startswith(f"{POST.title}\n0 落后")
    assert text.endswith("\n".join(POST.ending))
    assert len(Post("长" * 2000, (), ()).text(WECOM_BYTES).encode()) <= WECOM_BYTES
