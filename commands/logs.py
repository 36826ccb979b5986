"""The log of the server: one JSON object a line, which nothing that people send can forge.

Line breaks and control characters of a message are escaped as JSON does; what looks like a
telephone number, a VIN, an identity card, a password in an address or a secret of a session is
taken out before anything is written.
"""

import json
import logging
import re
from datetime import UTC, datetime
from typing import Any

# What a line may carry besides its message.
FIELDS = ("incident", "method", "place", "status", "milliseconds", "who", "address")
_TAKEN_OUT = (
    (re.compile(r"(?<=://)([^\s:/@]+):[^\s@]+@"), r"\1:***@"),
    (re.compile(r"(?i)\b(password|token|secret|authorization|cookie)(\W{1,3})\S+"), r"\1\2***"),
    # Personal numbers: identity cards, telephones, vehicles.
    (re.compile(r"(?<![0-9A-Za-z])[1-9][0-9]{16}[0-9Xx](?![0-9A-Za-z])"), "[identity]"),
    (re.compile(r"(?<![0-9A-Za-z])1[3-9][0-9]{9}(?![0-9A-Za-z])"), "[telephone]"),
    (re.compile(r"\b(?=[A-Z0-9]*[0-9])(?=[A-Z0-9]*[A-Z])[A-HJ-NPR-Z0-9]{17}\b"), "[vin]"),
    # Secrets of sessions and forms.
    (re.compile(r"(?<![\w-])(?=[\w-]*[0-9])(?=[\w-]*[A-Z])[A-Za-z0-9_-]{43}(?![\w-])"), "[secret]"),
)


class JsonLines(logging.Formatter):
    """Makes a line of a record."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the record as JSON on one line, in ASCII."""
        told: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": clean(record.getMessage()),
        }
        told |= {name: _value(getattr(record, name)) for name in FIELDS if hasattr(record, name)}
        if record.exc_info:
            told["stack"] = clean(self.formatException(record.exc_info))
        return json.dumps(told, ensure_ascii=True)


def clean(text: str) -> str:
    """Return a text without what should not be in a log."""
    for pattern, instead in _TAKEN_OUT:
        text = pattern.sub(instead, text)
    return text


def log_configuration() -> dict[str, Any]:
    """The configuration of all loggers of a server process, as `logging.config` takes it."""
    handler = {"class": "logging.StreamHandler", "formatter": "json", "stream": "ext://sys.stderr"}
    ours = {"level": "INFO", "handlers": ["lines"], "propagate": False}
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"json": {"()": "commands.logs.JsonLines"}},
        "handlers": {"lines": handler},
        "root": {"level": "WARNING", "handlers": ["lines"]},
        "loggers": {
            "gunicorn.error": {"level": "WARNING", "handlers": ["lines"], "propagate": False},
            "forecourt.requests": ours,
        },
    }


def _value(value: object) -> object:
    return clean(value) if isinstance(value, str) else value
