"""The everyday forms of each kind as expressions of the engine; what they leave empty is odd.

Each gives what `data_loaders.contract.cells` would give for the same text, or NULL; whether a day
is one of business is checked afterwards, by `data_loaders.contract.columns`.
"""

from data_loaders.contract.fields import Field, Kind
from data_loaders.values.codes import SCIENTIFIC

_ODD_CODE = (
    rf"^[''=#]|^{SCIENTIFIC}$|[\x{{FF01}}-\x{{FF5E}}\x{{3000}}\x{{FEFF}}\x{{200B}}]"
    r"|^(-+|—+|－|/|\\|无|空|(?i)n/?a|null|none|nan)$"
)
_ODD_TEXT = r"^#|1[3-9][0-9]{9}|[0-9]{16}|^(-+|—+|/|\\)$"
_MOMENT = (
    r"[0-9]{4}([-/][0-9]{1,2}[-/][0-9]{1,2}|\.[0-9]{1,2}\.[0-9]{1,2}|年[0-9]{1,2}月[0-9]{1,2}日)"
    r"([ T][0-9]{1,2}:[0-9]{2}(:[0-9]{2}(\.[0-9]+)?)?)?"
)
_COMPACT = r"(19|20)[0-9]{6}"
_GROUPED = r"[+-]?[0-9]{1,3}(,[0-9]{3})+(\.[0-9]*)?"
_MONTH = "(19[89]|20[0-8])[0-9](0[1-9]|1[0-2])"
_VIN = "[0-9A-HJ-NPR-Z]{17}"
SQL_TYPES = {
    Kind.DAY: "DATE",
    Kind.MOMENT: "TIMESTAMP",
    Kind.WHOLE: "INTEGER",
    Kind.YES_NO: "BOOLEAN",
}


def sql_type(wanted: Field) -> str:
    """Return the engine's type of a field."""
    if wanted.kind is Kind.DECIMAL:
        return f"DECIMAL(18,{wanted.places})"
    return SQL_TYPES.get(wanted.kind, "VARCHAR")


def literal(text: str) -> str:
    """Return `text` as a string of SQL."""
    return "'" + text.replace("'", "''") + "'"


def everyday(wanted: Field, text: str) -> str:
    """Return the value of an everyday text as an expression, NULL for any other text.

    Args:
        wanted: The field.
        text: Expression of the trimmed text.
    """
    match wanted.kind:
        case Kind.CODE:
            return f"CASE WHEN NOT regexp_matches({text}, '{_ODD_CODE}') THEN {text} END"
        case Kind.TEXT:
            return f"CASE WHEN NOT regexp_matches({text}, '{_ODD_TEXT}') THEN {text} END"
        case Kind.CHOICE if wanted.values:
            listed = ", ".join(map(literal, wanted.values))
            return f"CASE WHEN {text} IN ({listed}) THEN {text} END"
        case Kind.DAY | Kind.MOMENT:
            return _moment(wanted, text)
        case Kind.MONTH | Kind.PERIOD:
            return f"CASE WHEN regexp_full_match({text}, '{_MONTH}') THEN {text} END"
        case Kind.WHOLE:
            number = f"TRY_CAST({text} AS DECIMAL(18,3))"
            return (
                f"CASE WHEN {number} = floor({number}) AND abs({number}) < 2147483648 "
                f"THEN CAST({number} AS INTEGER) END"
            )
        case Kind.DECIMAL if wanted.factor == 1:
            type_ = sql_type(wanted)
            grouped = f"CASE WHEN regexp_full_match({text}, '{_GROUPED}') THEN {text} END"
            return (
                f"coalesce(TRY_CAST({text} AS {type_}), "
                f"TRY_CAST(replace({grouped}, ',', '') AS {type_}))"
            )
        case Kind.VIN:
            vin = f"translate(upper({text}), 'OIQ', '010')"
            return f"CASE WHEN regexp_full_match({vin}, '{_VIN}') THEN {vin} END"
        case _:
            return f"CAST(NULL AS {sql_type(wanted)})"


def _moment(wanted: Field, text: str) -> str:
    # Fractions of a second have a point of their own, so they are left to dashes and slashes.
    dashed = (
        f"CASE WHEN {text}[5] IN ('-', '/') THEN {text} "
        f"ELSE translate({text}, '.年月日', '---') END"
    )
    compact = f"concat({text}[1:4], '-', {text}[5:6], '-', {text}[7:8])"
    return (
        f"CAST(TRY_CAST(CASE WHEN regexp_full_match({text}, '{_MOMENT}') THEN {dashed} "
        f"WHEN regexp_full_match({text}, '{_COMPACT}') THEN {compact} END AS TIMESTAMP) "
        f"AS {sql_type(wanted)})"
    )
