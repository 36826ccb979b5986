"""A network is loaded with a warehouse on ClickHouse: every answer is that of the embedded engine.

Over HTTP, with the production client. Answers are compared as text: cell by cell and more.
"""

import argparse
import io
import json
import math
from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from pathlib import Path
from typing import Any

import pytest
from plotly.utils import PlotlyJSONEncoder

from access.scope import OPERATOR
from app import main
from commands import renew
from commands.clickhouse import NotSentError
from commands.errors import UserError
from commands.load_report import read_load_report
from commands.reading import calendar_of, open_reader
from commands.renew import renew_if_of_another_version
from commands.settings import Settings
from commands.web import services_of
from dashboards.answering import guarded
from dashboards.query import View
from dashboards.services import AwayError
from dashboards.site import PAGES
from dashboards.visit import Visit
from metrics.catalogue import CATALOGUE
from tests.warehouse.clickhouse_served import answer, new_database
from warehouse.clickhouse import place_of, sending, standing
from warehouse.clickhouse.versions import Pointer
from warehouse.engines import UnreachableError

pytestmark = pytest.mark.engine
EVERY_KPI = [kpi.id for kpi in CATALOGUE]


@dataclass(frozen=True)
class Loaded:
    """A data directory, whose loads were sent to ClickHouse.

    Attributes:
        embedded: settings to read the data directory with.
        there: settings to load with and to read ClickHouse with.
        report: what `load --json` said.
    """

    embedded: dict[str, str]
    there: dict[str, str]
    report: dict[str, Any]


def said(words: list[str], environ: dict[str, str], status: int = 0) -> str:
    out = io.StringIO()
    assert main(words, environ, out) == status, out.getvalue()
    return out.getvalue()


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory, clickhouse_port: int) -> Loaded:
    folder = tmp_path_factory.mktemp("journey")
    url = new_database(clickhouse_port, folder)
    embedded = {"FORECOURT_HOME": str(folder / "home")}
    there = {**embedded, "FORECOURT_WAREHOUSE_URL": url}
    said(["demo", str(folder / "dms"), "--stores", "3", "--months", "5", "--seed", "3"], embedded)
    out = io.StringIO()
    # 1: some rows of the demo network are wrong on purpose.
    assert main(["load", str(folder / "dms"), "--json"], there, out) in (0, 1)
    return Loaded(embedded, there, json.loads(out.getvalue()))


class _Plain(PlotlyJSONEncoder):  # type: ignore[misc]  # plotly has no types
    """Components, figures and our own values as JSON."""

    def default(self, obj: Any) -> Any:
        """Take a value of ours by its fields."""
        if is_dataclass(obj) and not isinstance(obj, type):
            return {each.name: getattr(obj, each.name) for each in fields(obj)}
        try:
            return super().default(obj)
        except TypeError:
            return repr(obj)


def newest(loaded: Loaded) -> Pointer:
    there = standing(place_of(loaded.there["FORECOURT_WAREHOUSE_URL"]))
    assert there is not None
    return there


def both(loaded: Loaded, words: list[str]) -> tuple[str, str]:
    return said(words, loaded.there), said(words, loaded.embedded)


def test_a_load_sends_its_snapshot(loaded: Loaded) -> None:
    # Another test may have published it once more.
    assert newest(loaded).id.partition("-")[2] == loaded.report["snapshot"].partition("-")[2]


@pytest.mark.parametrize(
    "more",
    [
        ["--by", "store", "--compare", "prior"],
        ["--by", "month", "--compare", "year"],
        ["--by", "region", "--compare", "peers"],
        ["--store", "S01", "--compare", "target"],
        ["--store", "S02", "--by", "day"],
    ],
    ids=lambda words: " ".join(words),
)
def test_all_kpis_are_equal(loaded: Loaded, more: list[str]) -> None:
    ends = ["--from", "2026-07-01", "--to", "2026-09-30"] if "day" not in more else (
        ["--from", "2026-09-01", "--to", "2026-09-10"]
    )  # fmt: skip
    remote, local = both(loaded, ["kpi", *EVERY_KPI, *more, *ends, "--json"])
    found, expected = json.loads(remote), json.loads(local)
    assert {row["kpi"] for row in found["rows"]} == set(EVERY_KPI)
    assert found["snapshot"] == expected["snapshot"]
    assert len(found["rows"]) == len(expected["rows"])
    differing = [
        (mine, other)
        for mine, other in zip(found["rows"], expected["rows"], strict=True)
        if not alike(mine, other)
    ]
    assert differing == []


def alike(one: Any, other: Any) -> bool:
    """Equal, floats to the ninth digit: sums of them depend on the order of rows."""
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(alike(one[k], other[k]) for k in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(alike, one, other))
    if isinstance(one, float) and isinstance(other, float):
        return math.isclose(one, other, rel_tol=1e-9, abs_tol=1e-9)
    return bool(one == other)


def test_details_answer_what_roll_ups_do(loaded: Loaded, monkeypatch: pytest.MonkeyPatch) -> None:
    words = ["kpi", *EVERY_KPI, "--by", "store", "--from", "2026-08-01", "--to", "2026-08-31"]
    quick = said([*words, "--json"], loaded.there)
    monkeypatch.setattr("metrics.rolled_up.fingerprint", lambda: "of another version")
    exact = said([*words, "--json"], loaded.there)
    assert alike(json.loads(quick)["rows"], json.loads(exact)["rows"])


@pytest.mark.parametrize(
    "words",
    [
        ["kpis", "--json"],
        ["rows", "parts_first_fill_rate", "--store", "S01", "--from", "2026-09-01",
         "--to", "2026-09-30", "--json"],
        ["drivers", "--target", "gross_new_cars", "--driver", "parts_first_fill_rate", "--json"],
        ["verify"],
        ["pace", "--store", "S01", "--json"],
    ],
    ids=lambda words: words[0],
)  # fmt: skip
def test_commands_say_the_same(loaded: Loaded, words: list[str]) -> None:
    remote, local = both(loaded, words)
    if words[-1] == "--json":
        assert alike(json.loads(remote), json.loads(local))
    else:
        assert remote == local


def test_all_pages_are_the_same(loaded: Loaded) -> None:
    shown: list[dict[str, Any]] = []
    for environ in (loaded.there, loaded.embedded):
        settings = Settings.from_environ(environ)
        with open_reader(settings) as reader:
            report = read_load_report(reader)
            calendar = calendar_of(settings)
            pages = {}
            for page in PAGES:
                visit = Visit(page.path, "zh", OPERATOR, reader, View(), calendar)
                pages[page.path] = json.loads(json.dumps(page.answer(visit, report), cls=_Plain))
            shown.append(pages)
    for path, one in shown[0].items():
        assert alike(one, shown[1][path]), path


def test_the_same_files_again_send_nothing(loaded: Loaded, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = Path(loaded.embedded["FORECOURT_HOME"]).parent / "dms"
    store = next(path for path in sorted(folder.iterdir()) if path.name.startswith("S01"))

    def never(*_: object) -> Iterator[object]:
        raise AssertionError("rows were sent")

    monkeypatch.setattr(sending, "rows_of", never)
    told = json.loads(said(["load", str(store), "--json"], loaded.there))
    assert told["snapshot"] == newest(loaded).id


def test_a_web_server_without_data_of_its_own_serves(
    loaded: Loaded, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere = {**loaded.there, "FORECOURT_HOME": str(tmp_path / "web")}
    settings = Settings.from_environ(elsewhere)
    (tmp_path / "web").mkdir()
    out = io.StringIO()
    renew_if_of_another_version(settings, out)
    assert out.getvalue() == ""
    services = services_of(settings)
    with services.reader() as reader:
        assert reader is not None
        assert reader.snapshot == newest(loaded).id
        assert services.load_report(reader).files
    # Nobody would be forgotten by a list in this directory.
    assert main(["forget", "vin", "LSVAA4182E2000001", "--yes"], elsewhere, io.StringIO()) == 2
    monkeypatch.setattr("commands.renew.fingerprint", lambda: "0" * 64)
    monkeypatch.setattr("metrics.rolled_up.fingerprint", lambda: "0" * 64)
    with pytest.raises(UserError, match=r"other definitions \(\w{12}\) .* \(000000000000\)"):
        renew_if_of_another_version(settings, out)


def test_a_page_says_that_the_warehouse_is_away(loaded: Loaded, tmp_path: Path) -> None:
    gone = {
        "FORECOURT_HOME": str(tmp_path),
        "FORECOURT_WAREHOUSE_URL": "clickhousedb://127.0.0.1:1/x",
    }
    away = services_of(Settings.from_environ(gone))

    def figures() -> str:
        with away.reader():
            return "figures"

    assert guarded(figures, lambda problem: problem.key) == "problem.away"
    # One that was there when the page was begun, and answers a statement no more.
    services = services_of(Settings.from_environ(loaded.there))
    with pytest.raises(AwayError, match="half of the network"), services.reader():
        raise UnreachableError("half of the network does not answer")


def test_what_a_killed_loader_did_not_send_is_sent(
    loaded: Loaded, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The newest snapshot lies in the data directory only; the start of `serve` sends it."""
    settings = Settings.from_environ(loaded.there)
    place = place_of(loaded.there["FORECOURT_WAREHOUSE_URL"])
    before = newest(loaded)
    with monkeypatch.context() as patch:

        def broken(*_: object) -> None:
            raise UnreachableError("the cable was pulled")

        patch.setattr(sending, "write_version", broken)
        with pytest.raises(NotSentError, match=r"snapshot \w+-\w+ is made and could not be sent"):
            renew.run(argparse.Namespace(), settings, io.StringIO())
    assert newest(loaded) == before
    out = io.StringIO()
    renew_if_of_another_version(settings, out)
    assert "clickhouse publish" in out.getvalue()
    now = newest(loaded)
    assert now.number == before.number + 1
    month = ["--from", "2026-09-01", "--to", "2026-09-30"]
    assert now.id in said(["kpi", "retail_deliveries", *month, "--json"], loaded.there)
    port = place.url.port
    assert port is not None
    assert answer(port, "SHOW TABLES LIKE 'forecourt_loader%'", place.database) == ""
