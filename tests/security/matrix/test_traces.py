"""What is left behind: lines of the log, counts, the audit, files, and what browsers keep."""

import json
import logging
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import select

from access.tables import audit, metadata
from tests.security.matrix.asking import drill, figures, get
from tests.security.matrix.channels import CHANNELS
from tests.security.matrix.identities import IDENTITIES, SIGNED_IN, STRANGER, Identity
from tests.security.matrix.leaks import NAMES_OF_ALL, leaks, sums
from tests.security.matrix.oracle import NOTHING, rights_of
from tests.security.matrix.reply import Reply
from tests.security.matrix.stores import CODES
from tests.security.matrix.world import World

# Each leaves a line in the log, a row in the audit, or a file for a moment.
BUSY = (
    *("documents", "refused rows", "prints", "visit packs", "errors", "entries", "forms"),
    "unmasking",
)
ASKING = [who for who in IDENTITIES if who.name in ("", "chief", "north", "keeper")]


@dataclass
class Left:
    """What asking has left behind."""

    lines: list[str]
    folder: Path
    world: World


class _Kept(logging.Handler):
    """Keeps every line of the log, whatever its level, with what came along."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        extra = {k: str(v) for k, v in vars(record).items() if k not in ("msg", "args")}
        self.lines.append(f"{record.getMessage()} {json.dumps(extra, ensure_ascii=False)}")


@pytest.fixture(scope="module")
def left(written: World, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Left]:
    """Ask for much, with the log and the folder for temporary files watched."""
    kept, root = _Kept(), logging.getLogger()
    folder, before = tmp_path_factory.mktemp("temporary"), (root.level, tempfile.tempdir)
    root.addHandler(kept)
    root.setLevel(logging.INFO)
    tempfile.tempdir = str(folder)
    try:
        for channel in CHANNELS:
            if channel.name in BUSY:
                for who in ASKING:
                    list(channel.ask(written, who))
        for who in ASKING:
            figures(written, who, "/sales", "?store=ZK04&lang=zh")
            drill(written, who, "/sales", "?kpi=retail_deliveries&doc=ZK01:CANARY-ZK01-1")
        yield Left(kept.lines, folder, written)
    finally:
        root.removeHandler(kept)
        root.setLevel(before[0])
        tempfile.tempdir = before[1]


def found_in(text: str) -> list[str]:
    """Persons and sums in a text; codes of stores may stand in it."""
    return leaks(Reply("left", 200, text.encode()), NOTHING, NAMES_OF_ALL)


def test_the_log_tells_of_no_person_and_no_sum(left: Left) -> None:
    assert len(left.lines) > 100
    assert found_in("\n".join(left.lines)) == []


def test_the_log_holds_no_query_and_no_secret(left: Left) -> None:
    told = "\n".join(left.lines)
    assert "kpi=retail" not in told
    assert [name for name, secret in left.world.secrets.items() if secret in told] == []


def test_the_counts_tell_of_nobody(left: Left) -> None:
    reply = get(left.world, STRANGER, "/metrics")
    assert reply.status == 200
    assert found_in(reply.text) == []
    assert not [each for each in (*CODES, *left.world.secrets) if each in reply.text]


def test_no_file_is_left(left: Left) -> None:
    assert list(left.folder.rglob("*")) == []


def test_the_audit_tells_of_no_person_and_no_sum(left: Left) -> None:
    with left.world.services.database.connect() as connection:
        rows = [tuple(row) for row in connection.execute(select(audit.c.who, audit.c.detail))]
    assert len(rows) > 20
    assert found_in(str(rows)) == []


def test_the_application_database_holds_nothing_of_the_warehouse(left: Left) -> None:
    with left.world.services.database.connect() as connection:
        rows = [
            str(tuple(row))
            for table in metadata.sorted_tables
            for row in connection.execute(select(table))
        ]
    persons = [each for each in found_in("\n".join(rows)) if "sum" not in each]
    # What was said of an action is an entry of its author, not of the warehouse.
    assert [each for each in persons if "entry of" not in each] == []


@pytest.mark.parametrize("who", SIGNED_IN, ids=lambda who: who.name)
def test_cookies_hold_secrets_and_choices_only(left: Left, who: Identity) -> None:
    client = left.world.client(who)
    values = {cookie.key: cookie.value for cookie in (client._cookies or {}).values()}
    assert set(values) <= {
        *("forecourt_session", "forecourt_token", "forecourt_callback"),
        *("forecourt_lang", "forecourt_theme"),
    }
    assert found_in(" ".join(values.values())) == []


def test_the_layout_holds_no_figures_and_no_names(left: Left) -> None:
    """The browser keeps the layout of the shell: stores and figures come with callbacks only."""
    for who in ASKING:
        layout = get(left.world, who, "/_dash-layout")
        assert list(sums(layout)) == []
        assert leaks(layout, rights_of(who)) == []
