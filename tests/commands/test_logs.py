"""Lines of the log: one each, whatever people send, and nothing personal in them."""

import io
import json
import logging
import logging.config
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commands.logs import JsonLines, clean, log_configuration


def line(message: str, *args: object, **extra: object) -> str:
    record = logging.LogRecord("forecourt", logging.INFO, "x.py", 1, message, args, None)
    for name, value in extra.items():
        setattr(record, name, value)
    return JsonLines().format(record)


@given(st.text())
def test_a_message_is_one_line_and_comes_back_whole(text: str) -> None:
    made = line("%s", text)
    assert made.isascii()
    assert "\n" not in made
    assert "\r" not in made
    assert json.loads(made)["message"] == clean(text)


def test_a_forged_line_stays_within_its_own() -> None:
    forged = 'x\n{"level": "critical", "message": "all is lost"}\r\n\x1b[31m\u2028'
    told = json.loads(line("refused: %s", forged))
    assert told["level"] == "info"
    assert told["message"].startswith("refused: x\n")


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("call 13812341234 now", "call [telephone] now"),
        ("VIN LSVAB2BR8EN123456.", "VIN [vin]."),
        ("id 11010519491231002X", "id [identity]"),
        ("postgresql://app:S3cret!pw@db/x", "postgresql://app:***@db/x"),
        ("password=hunter22 next", "password=*** next"),
        ("Cookie: forecourt_session=abc", "Cookie: ***"),
        ("token aB3" + "x" * 40, "token ***"),
        ("seen Zk9-" + "a" * 39, "seen [secret]"),
        ("store S001, 2026-11-26, 4515002601 rows", "store S001, 2026-11-26, 4515002601 rows"),
    ],
)
def test_personal_numbers_and_secrets_are_taken_out(text: str, kept: str) -> None:
    assert clean(text) == kept


def test_a_stack_is_in_the_line_and_clean() -> None:
    try:
        raise ValueError("phone 13812341234\nsecond line")
    except ValueError:
        record = logging.LogRecord("x", logging.ERROR, "x.py", 1, "failed", (), sys.exc_info())
    made = JsonLines().format(record)
    assert "\n" not in made
    assert "[telephone]" in json.loads(made)["stack"]


def test_what_a_request_tells_is_told_and_nothing_else() -> None:
    told = json.loads(line("request", status=403, who="anna", incident="ab12", body="secret"))
    assert (told["status"], told["who"], told["incident"]) == (403, "anna", "ab12")
    assert "body" not in told


def test_the_configuration_is_one_that_logging_takes(monkeypatch: pytest.MonkeyPatch) -> None:
    out = io.StringIO()
    monkeypatch.setattr(sys, "stderr", out)
    names = ("", "gunicorn.error", "forecourt.requests")
    before = {n: (logging.getLogger(n).handlers[:], logging.getLogger(n).level) for n in names}
    try:
        logging.config.dictConfig(log_configuration())
        logging.getLogger("forecourt.requests").info("request", extra={"status": 200})
        logging.getLogger("access.rights").info("not this")
        logging.getLogger("access.rights").warning("but this")
    finally:
        for name, (handlers, level) in before.items():
            logging.getLogger(name).handlers[:] = handlers
            logging.getLogger(name).setLevel(level)
            logging.getLogger(name).propagate = True
    told = [json.loads(each) for each in out.getvalue().splitlines()]
    assert [each["message"] for each in told] == ["request", "but this"]
