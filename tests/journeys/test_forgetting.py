"""A person leaves every file of the data directory, and no extract brings him back."""

import io
import json
import shutil
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from app import main
from commands import publishing
from commands.phone_key import read_phone_key
from commands.roll_ups import prepare
from data_loaders.values.personal import hash_phone
from tests.data_loaders.extracts import STORES, write_csv, write_text, write_xlsx
from tests.journeys.byte_search import traces
from warehouse.coverage import build_coverage
from warehouse.schema import TABLES
from warehouse.snapshots import (
    Options,
    SnapshotReader,
    WarehouseHome,
    check_deeply,
    read_forgotten,
)

VIN, OTHER_VIN = "LSVAA49J132047371", "LSVAA49J132047372"
PHONE = "13812341234"
PLATE = "鲁A12345"
REPAIRS = ("工单号", "进厂时间", "结算日期", "维修类别", "工时费", "车架号", "车牌号", "客户编号")


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """No reader is at work; what is made of the details is the matter of one test only."""
    monkeypatch.setattr(publishing, "prepare", lambda build: build_coverage(build.connection))
    monkeypatch.setattr(publishing, "disagreements", lambda database, settings: [])
    usual = Options
    monkeypatch.setattr(publishing, "Options", lambda **more: usual(grace=0.0, **more))


@pytest.fixture
def extracts(tmp_path: Path) -> Path:
    """Extracts in which C7 is known as prospect, customer, phone, plate, vehicle, refused row."""
    folder = tmp_path / "in"
    write_text(folder / "经销商档案.csv", STORES)
    store = folder / "N001"
    write_csv(
        store / "客户档案.csv",
        ("客户编号", "车架号", "客户姓名", "联系电话", "购车日期"),
        ("CUST-7", VIN, "张小明", PHONE, "2024-05-01"),
        ("CUST-8", OTHER_VIN, "李四光", "13900005678", "2021-01-01"),
    )
    write_csv(
        store / "线索.csv",
        ("线索编号", "线索下发时间", "线索渠道", "联系电话", "潜客编号", "无效原因"),
        ("L1", "2024-04-01", "抖音", PHONE, "PROS-7", "客户要求退出"),
        ("L2", "2021-04-02", "官网", "13900005678", "PROS-8", ""),
    )
    write_csv(
        store / "维修.csv",
        REPAIRS,
        ("R1", "2024-05-01", "2024-05-02", "保养", "100", VIN, PLATE, "CUST-7"),
        ("R2", "2021-05-01", "2021-05-02", "保养", "50", OTHER_VIN, "鲁B54321", "CUST-8"),
        ("R3", "1899-12-30", "2024-05-02", "保养", "9", VIN, PLATE, "CUST-7"),
    )
    return folder


def run(home: Path, *words: str | Path) -> tuple[int, str]:
    out = io.StringIO()
    status = main([str(word) for word in words], {"FORECOURT_HOME": str(home)}, out)
    return status, out.getvalue()


def secrets_of(home: Path) -> list[str]:
    """Everything by which C7 can be told."""
    hashed = hash_phone(PHONE, read_phone_key(home, lambda: ""))
    assert hashed is not None
    return [VIN, PHONE, "138****1234", PLATE, "CUST-7", "PROS-7", "张**", "退出", hashed]


def served(home: Path, table: str, *names: str) -> list[tuple[Any, ...]]:
    columns = TABLES[table].c
    snapshot = SnapshotReader(WarehouseHome(home / "warehouse"), threads=1).current()
    with closing(snapshot.backend):
        rows = snapshot.backend.rows(sa.select(*(columns[name] for name in names)))
    return sorted(tuple(row[name] for name in names) for row in rows)


def test_before_anybody_is_forgotten_the_search_finds_every_trace(
    home: Path, extracts: Path
) -> None:
    run(home, "load", extracts)
    found = traces(home, secrets_of(home))
    for secret in secrets_of(home):
        if secret != PHONE:
            assert any(line.endswith(f": {secret}") for line in found), secret


def test_a_person_leaves_no_trace_and_no_extract_brings_him_back(
    home: Path, extracts: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(home, "load", extracts)
    write_csv(
        tmp_path / "more" / "N001" / "订单.csv",
        ("订单号", "订单日期", "车型代码", "潜客编号", "退订原因"),
        ("O1", "2024-04-20", "M1", "PROS-7", "随便"),
    )
    write_csv(
        tmp_path / "more" / "N001" / "交车.csv",
        ("销售单号", "交车日期", "订单号", "车架号", "客户编号", "车型代码"),
        ("D1", "2024-05-01", "O1", VIN, "CUST-7", "M1"),
    )
    status, told = run(home, "load", tmp_path / "more")
    assert status == 0, told
    before = served(home, "repair_orders", "store_code", "ro_no", "labour_sales")
    # A workbook of a store that nobody has registered is kept as it came.
    waiting = write_xlsx(
        tmp_path / "N009" / "维修.xlsx",
        {"单": [REPAIRS, ("R9", "2024-05-01", "2024-05-02", "保养", "1", VIN, PLATE, "CUST-7")]},
    )
    run(home, "load", waiting)
    assert list((home / "warehouse" / "raw").glob("*.json"))

    status, told = run(home, "forget", "customer", "CUST-7", "--store", "N001")
    assert status == 1
    assert "1 customer, 1 prospect, 1 vin, 1 phone" in told
    assert traces(home, [VIN])
    with monkeypatch.context() as patched:
        patched.setattr(publishing, "prepare", prepare)
        status, told = run(home, "forget", "customer", "CUST-7", "--store", "N001", "--yes")
    assert status == 0
    assert "维修.xlsx" in told
    assert traces(home, secrets_of(home)) == []

    # Figures stay, and documents of one vehicle still meet.
    assert served(home, "repair_orders", "store_code", "ro_no", "labour_sales") == before
    (alias,) = {vin for (vin,) in served(home, "customers", "vin")} - {OTHER_VIN}
    assert alias in {vin for (vin,) in served(home, "repair_orders", "vin")}
    assert served(home, "customers", "customer_id", "customer_name", "phone")[0] == (
        "CUST-8",
        "李**",
        "139****5678",
    )
    (mode,) = {(home / "warehouse" / "forgotten.json").stat().st_mode & 0o777}
    assert mode == 0o600

    # The same extracts, another reading of them, and a new one of the same days.
    assert run(home, "load", extracts)[0] in (0, 1)
    run(home, "load", extracts / "N001", "--store", "N001")
    old = extracts / "N001" / "客户档案.csv"
    later = tmp_path / "later" / "N001" / "客户档案 20240601.csv"
    later.parent.mkdir(parents=True)
    shutil.copyfile(old, later)
    with later.open("a", encoding="utf-8") as file:
        file.write("CUST-9,LSVAA49J132047379,王五,13700000000,2024-05-03\n")
    assert run(home, "load", later)[0] == 0
    assert len(served(home, "customers", "vin")) == 3
    status, report = run(home, "load", waiting, "--json", "--lang", "en")
    rules = [each["rule"] for file in json.loads(report)["files"] for each in file["warnings"]]
    assert "forgotten_person" in rules
    assert traces(home, secrets_of(home)) == []
    snapshot = SnapshotReader(WarehouseHome(home / "warehouse"), threads=1).current()
    assert check_deeply(home / "warehouse", snapshot) == []


@pytest.mark.parametrize("way", [0, 1])
def test_prospect_and_phone_lead_to_each_other(home: Path, extracts: Path, way: int) -> None:
    run(home, "load", extracts)
    words = (("prospect", "PROS-7", "--store", "N001"), ("phone", PHONE))[way]
    assert run(home, "forget", *words, "--yes")[0] == 0
    hashed = hash_phone(PHONE, read_phone_key(home, lambda: ""))
    assert hashed is not None
    assert traces(home, ["PROS-7", hashed, "退出"]) == []
    # Nothing in these extracts says that the customer is the same person.
    assert traces(home, [VIN])


def test_uploads_and_pages_on_their_way_go_too(home: Path, extracts: Path) -> None:
    run(home, "load", extracts)
    upload = home / "uploads" / "20261122-080000-0a1b2c3d" / "file" / "客户.csv"
    page = home / "warehouse" / "staging" / "source-0123456789abcdef" / "1.parquet"
    for path in (upload, page):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(VIN, encoding="utf-8")
    assert run(home, "forget", "customer", "CUST-7", "--store", "N001", "--yes")[0] == 0
    assert not upload.exists()
    assert not page.exists()


def test_a_vehicle_leads_to_its_owner(home: Path, extracts: Path) -> None:
    run(home, "load", extracts)
    assert run(home, "forget", "vin", VIN.lower(), "--yes")[0] == 0
    assert traces(home, [VIN, "CUST-7", PLATE, "张**"]) == []
    assert traces(home, [OTHER_VIN])


def test_retention_forgets_those_who_have_not_come_since(home: Path, extracts: Path) -> None:
    run(home, "load", extracts)
    assert run(home, "retain", "--months", "24")[0] == 1
    status, told = run(home, "retain", "--months", "24", "--yes")
    assert status == 0
    assert "4 identifiers" in told
    gone = [OTHER_VIN, "CUST-8", "PROS-8", "李**", "139****5678", "鲁B54321"]
    assert traces(home, gone) == []
    assert traces(home, [VIN])
    run(home, "load", extracts / "N001", "--store", "N001")
    assert traces(home, gone) == []
    assert traces(home, [VIN])


def test_a_kill_on_the_way_is_made_good_by_the_next_load(
    home: Path, extracts: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(home, "load", extracts)
    with monkeypatch.context() as patched:

        def killed(*given: Any) -> None:
            raise KeyboardInterrupt

        patched.setattr("commands.forgetting.build_anew", killed)
        assert run(home, "forget", "vin", VIN, "--yes")[0] == 130
    assert traces(home, [VIN])
    # Files known already are no news; what is pending is.
    run(home, "load", extracts)
    assert traces(home, [VIN, "CUST-7", PLATE]) == []
    forgotten = read_forgotten(WarehouseHome(home / "warehouse"))
    assert forgotten is not None
    assert not forgotten.pending


def test_an_unreadable_list_stops_loads_instead_of_bringing_people_back(
    home: Path, extracts: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(home, "load", extracts)
    (home / "warehouse" / "forgotten.json").write_text("{", encoding="utf-8")
    write_csv(
        extracts / "N001" / "x.csv", REPAIRS[:5], ("R5", "2024-05-01", "2024-05-02", "保养", "1")
    )
    assert run(home, "load", extracts)[0] == 2
    assert "restore it from a backup" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("forget", "customer", "C1"), "add --store"),
        (("forget", "vin", "123"), "17 characters"),
        (("forget", "phone", "138****1234"), "in full"),
        (("retain", "--months", "0"), "1 to 600"),
        (("retain", "--months", "12"), "nothing has been loaded"),
    ],
)
def test_slips_are_told(
    home: Path, words: tuple[str, ...], expected: str, capsys: pytest.CaptureFixture[str]
) -> None:
    home.mkdir()
    assert run(home, *words)[0] == 2
    assert expected in capsys.readouterr().err
