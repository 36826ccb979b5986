"""What people are told while the newest snapshot is damaged: on every page, and by `verify`."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from access import Grants, NewUser, Origin, Role, add_user, migrate, open_database
from app import main
from commands.settings import Settings
from commands.web import services_of
from dashboards.application import create_app
from tests.dashboards.conftest import sign_in
from tests.dashboards.network import PASSWORD
from tests.dashboards.test_gate import ask
from tests.data_loaders.extracts import STORES, write_csv, write_text
from tests.faults.test_surroundings import cut
from warehouse.snapshots import WarehouseHome, current_id

SAID = {
    "zh": ("最新快照已损坏", "重新装载"),
    "en": ("The newest snapshot is damaged", "Ask the administrator to load again"),
}


NAMES = ("chief", "warden")


def orders(folder: Path, number: int) -> Path:
    return write_csv(
        folder / "N001" / f"维修{number}.csv",
        ("工单号", "进厂时间", "结算日期", "维修类别", "工时费"),
        (f"R{number}", "2024-05-01", "2024-05-02", "保养", "1"),
    )


def run(home: Path, *words: str | Path) -> tuple[int, str]:
    out = io.StringIO()
    status = main([str(word) for word in words], {"FORECOURT_HOME": str(home)}, out)
    return status, out.getvalue()


def shown(client: FlaskClient, path: str, language: str) -> str:
    answer = ask(client, path, f"?lang={language}")
    assert answer.status_code == 200
    return str(answer.get_json()["response"])


@contextmanager
def serving(settings: Settings) -> Iterator[dict[str, FlaskClient]]:
    """An app, and the browsers of people who have signed in to it."""
    services = services_of(settings)
    app = create_app(services)
    clients = {name: app.server.test_client() for name in NAMES}
    for name, client in clients.items():
        sign_in(client, name)
    yield clients
    services.database.dispose()


def prepared(tmp_path: Path) -> Path:
    """A data directory with one snapshot and a general manager of its store."""
    home = tmp_path / "home"
    register = write_text(tmp_path / "经销商档案.csv", STORES)
    assert run(home, "load", register, orders(tmp_path, 1))[0] == 0
    database = open_database(Settings.from_environ({"FORECOURT_HOME": str(home)}).database_url)
    migrate(database)
    origin = Origin("operator", datetime.now(UTC))
    chief = NewUser("chief", Role.GM, Grants(stores=frozenset({"N001"})))
    add_user(database, chief, PASSWORD, origin)
    warden = NewUser("warden", Role.REGION, Grants(regions=frozenset({"华东"})))
    add_user(database, warden, PASSWORD, origin)
    database.dispose()
    return home


def test_where_no_snapshot_can_be_read_no_figure_is_shown_and_a_load_mends_it(
    tmp_path: Path,
) -> None:
    home = prepared(tmp_path)
    warehouse = WarehouseHome(home / "warehouse")
    only = current_id(warehouse)
    assert only is not None
    settings = Settings.from_environ({"FORECOURT_HOME": str(home)})
    # Shown once, so that a later snapshot could be remembered; then damaged, and started anew.
    with serving(settings) as before:
        for name in NAMES:
            assert "cannot be read" not in shown(before[name], "/after-sales", "en")
    cut(warehouse.database(only))
    with serving(settings) as readers:
        for name, client in readers.items():
            for language, words in (
                ("zh", "已发布的数据读不出来"),
                ("en", "published data cannot be read"),
            ):
                told = shown(client, "/after-sales", language)
                if name == "chief":
                    assert words in told
                else:
                    # Which stores a region has stands in the data too: the scope is empty.
                    assert "CNY" not in told
                page = client.get(f"/after-sales?lang={language}").get_data(as_text=True)
                assert "Traceback" not in page
                assert str(home) not in page
        assert readers["chief"].get("/readyz").status_code == 503
        assert run(home, "load", orders(tmp_path, 2))[0] == 0
        assert readers["chief"].get("/readyz").status_code == 200
        for client in readers.values():
            assert "cannot be read" not in shown(client, "/after-sales", "en")


def test_pages_and_verify_say_which_snapshot_is_served_and_what_to_do(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    home = prepared(tmp_path)
    settings = Settings.from_environ({"FORECOURT_HOME": str(home)})
    warehouse = WarehouseHome(home / "warehouse")
    first = current_id(warehouse)
    assert first is not None
    services = services_of(settings)
    client = create_app(services).server.test_client()
    sign_in(client, "chief")
    # What is remembered of a sound snapshot must not be shown when it stands in for another.
    for path in ("/data", "/after-sales"):
        assert SAID["zh"][0] not in shown(client, path, "zh")

    assert run(home, "load", orders(tmp_path, 2))[0] == 0
    second = current_id(warehouse)
    assert second is not None
    cut(warehouse.database(second))
    for language, words in SAID.items():
        for path in ("/data", "/after-sales"):
            told = shown(client, path, language)
            assert first in told
            assert second not in told
            assert all(word in told for word in words), path
    assert "forecourt verify" in shown(client, "/data", "en")
    for language, words in SAID.items():
        status, text = run(home, "verify", "--lang", language)
        assert status == 1
        assert words[0] in text
        assert first in text

    assert run(home, "load", orders(tmp_path, 3))[0] == 0
    for path in ("/data", "/after-sales"):
        assert SAID["zh"][0] not in shown(client, path, "zh")
    assert SAID["en"][0] not in run(home, "verify", "--lang", "en")[1]
    services.database.dispose()
