"""Columns of a form taken from the declaration of its table, so that the two cannot drift apart."""

from collections.abc import Mapping, Sequence

import sqlalchemy as sa

from data_loaders.contract.fields import Field, Kind, fields_of
from data_loaders.templates.cells import Column
from warehouse.schema import TABLES, Vat

STORES = "门店"
YES_NO = "是否"
_UNITS = {
    "CNY": ("元", "CNY"),
    "days": ("天", "days"),
    "hours": ("小时", "hours"),
    "km": ("公里", "km"),
    "vehicles": ("台", "vehicles"),
}
_VAT = {Vat.EXCLUDED: ("不含税", "without VAT"), Vat.INCLUDED: ("含税", "with VAT")}
_KINDS = {
    Kind.STORE: ("从列表选门店代码", "a store's code from the list"),
    Kind.CHOICE: ("从列表选", "from the list"),
    Kind.YES_NO: ("填 是 或 否", "是 for yes, 否 for no"),
    Kind.DAY: ("日期，如 2026-11-05", "a day such as 2026-11-05"),
    Kind.MOMENT: ("日期和时间，如 2026-11-05 14:30", "a time such as 2026-11-05 14:30"),
    Kind.MONTH: ("月份，如 202611", "a month such as 202611"),
    Kind.PERIOD: ("期间，如 202611", "a period such as 202611"),
    Kind.WHOLE: ("整数", "a whole number"),
    Kind.DECIMAL: ("数字", "a number"),
    Kind.VIN: ("17 位车架号", "the 17 characters of the VIN"),
    Kind.CODE: ("编号，原样填写", "a code, exactly as it is"),
}
_TAKES = {
    Kind.DAY: "day",
    Kind.MOMENT: "moment",
    Kind.WHOLE: "whole",
    Kind.DECIMAL: "number",
    Kind.VIN: "vin",
    Kind.CODE: "code",
    Kind.STORE: "code",
}


def declared_columns(table: str, *, one_store: bool = False) -> list[Column]:
    """Return the columns of a table as a form prints them, the store first.

    Args:
        table: Name of a member of `warehouse.schema.TABLES`.
        one_store: Whether the form's title names the store, so that rows need not.
    """
    declared = TABLES[table]
    made = [_column(declared, wanted, one_store) for wanted in fields_of(declared, {})]
    return sorted(made, key=lambda column: column.name != "store_code")


def lists_of(table: str, stores: Sequence[str]) -> Mapping[str, Sequence[str]]:
    """Return the texts of every list that the columns of `declared_columns` name."""
    declared = TABLES[table]
    closed = {
        _list_name(table, column.name): list(column.info["values"])
        for column in declared.columns
        if column.info.get("values")
    }
    return {STORES: list(stores), YES_NO: ["是", "否"], **closed}


def described(table: str, column: Column) -> str:
    """Return one line of the instructions: heading in both languages, what goes into its cells."""
    info = TABLES[table].c[column.name].info
    must = "必填 / required: " if column.required else ""
    note = f" ({info['note']})" if info["note"] else ""
    return f"{info['zh']} / {info['en']}: {must}{column.hint}{note}"


def _column(table: sa.Table, wanted: Field, one_store: bool) -> Column:
    info = table.c[wanted.name].info
    options = {
        Kind.STORE: STORES,
        Kind.YES_NO: YES_NO,
        Kind.CHOICE: _list_name(table.name, wanted.name),
    }.get(wanted.kind, "")
    told = one_store and wanted.kind is Kind.STORE
    return Column(
        name=wanted.name,
        heading=info["zh"],
        width=20 if wanted.kind in (Kind.VIN, Kind.MOMENT) else max(12, 2 * len(info["zh"]) + 4),
        hint=_hint(table, wanted),
        takes="share" if wanted.percent else _TAKES.get(wanted.kind, "text"),
        options=options,
        strict=bool(options),
        required=wanted.required and not told,
        key=wanted.name in table.info["key"],
    )


def _hint(table: sa.Table, wanted: Field) -> str:
    info = table.c[wanted.name].info
    zh, en = _KINDS.get(wanted.kind, ("文字", "words"))
    if wanted.kind is Kind.CHOICE:
        listed = "、".join(wanted.values)
        zh, en = f"{zh}：{listed}", en
    extras = [pair for pair in (_UNITS.get(info["unit"]), _VAT.get(info["vat"])) if pair]
    if extras:
        zh += f"（{'，'.join(pair[0] for pair in extras)}）"
        en += f" ({', '.join(pair[1] for pair in extras)})"
    return f"{zh} / {en}"


def _list_name(table: str, column: str) -> str:
    return str(TABLES[table].c[column].info["zh"])
