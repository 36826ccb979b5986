"""Takes in files piece by piece, straight into the data directory: no callback, no whole copy."""

from datetime import datetime
from typing import IO

from flask import request
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.formparser import FormDataParser

from dashboards.intake import Intake, Receiving
from dashboards.web.tokens import token_fits

# Besides files a form brings a token and little else; the parser's own buffer, of 64 KB and what is
# left of the piece before, counts too.
_FORM_BYTES = 1 << 20
_PARTS = 64
# What the form says around the files.
_AROUND = 64 * 1024


class UploadError(Exception):
    """An upload that is not taken.

    Attributes:
        word: key of the words that say why.
        status: of the answer.
    """

    def __init__(self, word: str, status: int) -> None:
        super().__init__(word)
        self.word = word
        self.status = status


def take_in(intake: Intake, who: str, now: datetime) -> list[str]:
    """Take in the files of the request in hand and return their keys.

    Raises:
        UploadError: too large, no room, a token that does not fit, or no file. Nothing is kept.
    """
    length = request.content_length
    if length is None:
        raise UploadError("intake.no_length", 411)
    if length > intake.most_bytes + _AROUND:
        raise UploadError("intake.too_large", 413)
    if not intake.has_room(length):
        raise UploadError("intake.no_room", 507)
    # The stream of a server that tells the end by itself counts its limit as one byte too many.
    request.max_content_length = length + 1
    arriving: list[Receiving] = []

    def stream_for(
        total_content_length: int | None,
        content_type: str | None,
        filename: str | None,
        content_length: int | None = None,
    ) -> IO[bytes]:
        found = intake.receive(filename or "", who, now)
        arriving.append(found)
        return found.stream

    parser = FormDataParser(
        stream_factory=stream_for,
        max_form_memory_size=_FORM_BYTES,
        max_content_length=length,
        max_form_parts=_PARTS,
        silent=False,
    )
    try:
        _, form, files = parser.parse(
            request.stream, request.mimetype, length, request.mimetype_params
        )
        if not token_fits(form.get("token", "")):
            raise UploadError("login.expired", 400)
        named = [bool(each.filename) for each in files.getlist("file")]
    except RequestEntityTooLarge:
        _discard(arriving)
        raise UploadError("intake.too_large", 413) from None
    except ValueError:
        _discard(arriving)
        raise UploadError("intake.no_file", 400) from None
    except BaseException:
        # The browser has gone away, the disk is full: whatever it is, nothing half stays.
        _discard(arriving)
        raise
    if len(named) != len(arriving) or not any(named):
        _discard(arriving)
        raise UploadError("intake.no_file", 400)
    return [found.keep() for found, has_name in zip(arriving, named, strict=True) if has_name]


def _discard(arriving: list[Receiving]) -> None:
    for found in arriving:
        found.discard()
