"""`forecourt template NAME FILE.xlsx`: a workbook to fill in and load."""

import argparse
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TextIO

import sqlalchemy as sa

from commands.errors import UserError
from commands.identity import configure_identity, identify
from commands.reading import open_reader, published, regions_of
from commands.settings import Settings
from data_loaders.templates.callback_standards import STANDARD, STANDARD_KPIS, TEXTS
from data_loaders.templates.registers import REGISTERS, FedKpi, Register, write_register
from data_loaders.templates.targets import FormMetric, TargetForm, write_target_form
from metrics.catalogue import CATALOGUE
from metrics.catalogue import kpi as kpi_of
from metrics.lineage import source_columns
from metrics.members import read_member_names
from metrics.model.kpi import Department, Kpi, Unit
from metrics.model.period import Period
from metrics.plan_metrics import PLAN_METRICS
from metrics.reader import Reader
from metrics.selection import Selection
from metrics.targets import read_targets
from warehouse.schema import TABLES

NAME = "template"
HELP = "write a workbook to fill in and load · 生成填报模板"

KINDS = ("targets", "callback-standards", *(register.name for register in REGISTERS))
USUAL = (
    "retail_deliveries",
    "net_orders",
    "showroom_visits",
    "test_drive_rate",
    "as_visits",
    "as_revenue",
    "parts_first_fill_rate",
    "finance_penetration",
    "insurance_renewal_rate",
    "callback_satisfaction_rate",
)
DEPARTMENTS = {
    Department.SALES: "销售",
    Department.AFTER_SALES: "售后",
    Department.PARTS: "配件",
    Department.FINANCE_INSURANCE: "金融保险",
    Department.MARKETING: "市场",
    Department.CUSTOMER_SERVICE: "客服",
    Department.PROFIT: "全店",
    Department.NETWORK: "全店",
    Department.PEOPLE: "行政",
}


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument(
        "kind",
        choices=KINDS,
        help="targets and rebate steps, call-back standards, or a register that no DMS holds · "
        "目标与返利、回访标准、需求登记、清库方案、二网盘点、检核、竞品价格",
    )
    parser.add_argument("file", type=Path, metavar="FILE.xlsx", help="a new file · 新文件")
    parser.add_argument(
        "--store",
        action="append",
        default=[],
        metavar="CODE",
        help="a store's code, repeatable; without it, all · 门店代码，可重复",
    )
    parser.add_argument("--year", type=int, metavar="YEAR", help="of the targets · 年度")
    parser.add_argument(
        "--kpi",
        action="append",
        default=[],
        metavar="ID",
        help="prefill these instead of the usual ones, repeatable · 预填的指标",
    )
    parser.add_argument(
        "--filled",
        action="store_true",
        help="start from the targets in force · 预填现行目标",
    )
    configure_identity(parser)


def run(args: argparse.Namespace, settings: Settings, out: TextIO) -> int:
    """Write the workbook and say what to do with it."""
    now = datetime.now(UTC)
    path: Path = args.file
    if path.suffix.lower() != ".xlsx":
        raise UserError(f"{path}: expected a file ending in .xlsx", "name it FILE.xlsx")
    if path.exists():
        raise UserError(f"{path} exists already", "name a new file; nothing is written over")
    if args.year is not None and not 1980 <= args.year <= 2089:
        raise UserError(f"--year: expected a year such as 2027, got {args.year}", "write YYYY")
    register = next((each for each in REGISTERS if each.name == args.kind), None)
    if register is not None:
        return _register(args, settings, register, now, out)
    return _targets(args, settings, now, out)


def _register(
    args: argparse.Namespace, settings: Settings, register: Register, now: datetime, out: TextIO
) -> int:
    given = [f"--{name}" for name in ("year", "kpi", "filled") if getattr(args, name)]
    if given:
        raise UserError(
            f"{args.kind} takes no {', '.join(given)}",
            "these belong to targets and callback-standards",
        )
    known = _known(args, settings, now, [])
    feeds = fed_by(register.table)
    write_register(args.file, register, known.stores, feeds, now.astimezone().date())
    print(f"{args.file}: {len(known.stores)} stores, for {len(feeds)} KPIs:", file=out)
    for kpi in feeds:
        print(f"  {kpi.code}  {kpi.zh} · {kpi.en}", file=out)
    print(f"then: forecourt load {args.file} · 填好后导入", file=out)
    return 0


def fed_by(table: str) -> list[FedKpi]:
    """The KPIs that rest on a table, followed from their definitions."""
    return [
        FedKpi(kpi.id, kpi.name.zh, kpi.name.en)
        for kpi in CATALOGUE
        if any(column.table.name == table for column in source_columns(kpi))
    ]


def _targets(args: argparse.Namespace, settings: Settings, now: datetime, out: TextIO) -> int:
    path: Path = args.file
    of_standard = args.kind == "callback-standards"
    usual = STANDARD_KPIS if of_standard else USUAL
    kpis = [kpi_of(name) for name in dict.fromkeys(args.kpi or usual)]
    plan = [] if args.kpi or of_standard else _of_plan()
    metrics = [*plan, *(_of_kpi(kpi) for kpi in kpis)]
    others = [_of_kpi(kpi) for kpi in CATALOGUE if kpi not in kpis]
    known = _known(args, settings, now, [metric.code for metric in metrics])
    form = TargetForm(
        args.year or known.year,
        known.stores,
        metrics,
        [*others, *known.accounts],
        now.astimezone().date(),
        known.given,
    )
    if of_standard:
        form = replace(form, standard=STANDARD, texts=TEXTS)
    rows = write_target_form(path, form)
    print(f"{path}: {len(form.stores)} stores, {rows:,} rows to fill in", file=out)
    print(f"then: forecourt load {path} · 填好后导入", file=out)
    return 0


@dataclass(frozen=True, slots=True)
class _Known:
    """What the data say: stores, accounts, the year to plan, targets to start from."""

    stores: list[str]
    accounts: list[FormMetric]
    year: int
    given: Mapping[tuple[str, str, str], float]


def _known(
    args: argparse.Namespace, settings: Settings, now: datetime, metrics: Sequence[str]
) -> _Known:
    """Ask the data; before anything is loaded, take what was named."""
    if not published(settings):
        if not args.store:
            raise UserError(
                f"nothing has been loaded into {settings.home} yet, so that no store is known",
                "name stores with --store CODE, or load the register of stores first",
            )
        return _Known(list(dict.fromkeys(args.store)), [], _year_of(now.date()), {})
    with open_reader(settings) as reader:
        scope = identify(args, settings, regions_of(reader.backend), NAME, now)
        today = Period(reader.as_of, reader.as_of)
        found = reader.stores_of(scope, Selection(today, tuple(dict.fromkeys(args.store))))
        stores = [store.code for store in found]
        year = args.year or _year_of(reader.as_of)
        given: Mapping[tuple[str, str, str], float] = {}
        if args.filled:
            period = Period.year(date(year, 1, 1))
            targets = read_targets(reader.backend, metrics, [period], stores)
            given = {key: target.value for key, target in targets.values.items()}
        return _Known(stores, _accounts(reader, stores), year, given)


def _year_of(day: date) -> int:
    """The year whose targets are set at that time: in the last quarter, the next one."""
    return day.year + (1 if day.month >= 10 else 0)


def _accounts(reader: Reader, stores: Collection[str]) -> list[FormMetric]:
    """Accounts of the map with their names, for budgets of expenses."""
    mapped = TABLES["account_map"].c
    names = read_member_names(reader.backend, stores).get("account", {})
    statement = sa.select(mapped.account_code).order_by(mapped.account_code)
    codes = [row["account_code"] for row in reader.backend.rows(statement)]
    return [FormMetric(code, names.get(code, code), "全店") for code in codes]


def _of_kpi(kpi: Kpi) -> FormMetric:
    share = kpi.unit is Unit.PERCENT
    code = kpi.target_metric or kpi.id
    return FormMetric(code, kpi.name.zh, DEPARTMENTS[kpi.department], share)


def _of_plan() -> list[FormMetric]:
    return [
        FormMetric(metric.code, metric.name.zh, DEPARTMENTS[metric.department])
        for metric in PLAN_METRICS
    ]
