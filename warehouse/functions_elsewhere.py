"""Texts of the portable functions for engines on which no statement was ever run.

They are a beginning for whoever adds such an engine (docs/other-engines.md): that a text compiles
says nothing of what it answers. By dialect, then by the name of the class in `warehouse.functions`;
`{0}`, `{1}` stand for arguments, `{share}` for that of a percentile. StarRocks' own dialect is that
of MySQL with another name.
"""

_MONTH = "^(19|20)[0-9][0-9](0[1-9]|1[0-2])$"
_QUARTER = "^(19|20)[0-9][0-9]Q[1-4]$"
_LEAST = "CASE WHEN {0} <= {1} THEN {0} WHEN {1} < {0} THEN {1} END"
_GREATEST = "CASE WHEN {0} >= {1} THEN {0} WHEN {1} > {0} THEN {1} END"

_POSTGRESQL = {
    "_AsDay": "CAST({0} AS DATE)",
    "_AsMoment": "CAST({0} AS TIMESTAMP)",
    "_DaysBetween": "(CAST({1} AS DATE) - CAST({0} AS DATE))",
    "_AddDays": "(CAST({0} AS DATE) + CAST({1} AS INTEGER))",
    "_SecondsBetween": "CAST(EXTRACT(EPOCH FROM date_trunc('second', CAST({1} AS TIMESTAMP)) - "
    "date_trunc('second', CAST({0} AS TIMESTAMP))) AS BIGINT)",
    "_MonthStart": "CAST(date_trunc('month', CAST({0} AS DATE)) AS DATE)",
    "_HourOf": "to_char(CAST({0} AS TIMESTAMP), 'HH24:00')",
    "_WeekStart": "CAST(date_trunc('week', CAST({0} AS DATE)) AS DATE)",
    "_MonthOfText": f"CASE WHEN {{0}} ~ '{_MONTH}' THEN make_date(CAST(substr({{0}}, 1, 4) AS "
    "INTEGER), CAST(substr({0}, 5, 2) AS INTEGER), 1) END",
    "_QuarterOfText": f"CASE WHEN {{0}} ~ '{_QUARTER}' THEN make_date(CAST(substr({{0}}, 1, 4) AS "
    "INTEGER), CAST(substr({0}, 6, 1) AS INTEGER) * 3 - 2, 1) END",
    "_Least": _LEAST,
    "_Greatest": _GREATEST,
    "_Concat": "(CAST({0} AS VARCHAR) || CAST({1} AS VARCHAR))",
    "_Percentile": "percentile_cont({share}) WITHIN GROUP (ORDER BY CAST({0} AS DOUBLE PRECISION))",
}
# Trino has approximate percentiles only, which are other figures; hence none here.
_TRINO = {
    "_AsDay": "CAST({0} AS DATE)",
    "_AsMoment": "CAST({0} AS TIMESTAMP(6))",
    "_DaysBetween": "date_diff('day', CAST({0} AS DATE), CAST({1} AS DATE))",
    "_AddDays": "date_add('day', {1}, CAST({0} AS DATE))",
    "_SecondsBetween": "date_diff('second', date_trunc('second', CAST({0} AS TIMESTAMP(6))), "
    "date_trunc('second', CAST({1} AS TIMESTAMP(6))))",
    "_MonthStart": "date_trunc('month', CAST({0} AS DATE))",
    "_HourOf": "(lpad(CAST(hour(CAST({0} AS TIMESTAMP(6))) AS VARCHAR), 2, '0') || ':00')",
    "_WeekStart": "date_trunc('week', CAST({0} AS DATE))",
    "_MonthOfText": f"CASE WHEN regexp_like({{0}}, '{_MONTH}') THEN CAST(substr({{0}}, 1, 4) || "
    "'-' || substr({0}, 5, 2) || '-01' AS DATE) END",
    "_QuarterOfText": f"CASE WHEN regexp_like({{0}}, '{_QUARTER}') THEN date_add('month', "
    "CAST(substr({0}, 6, 1) AS INTEGER) * 3 - 3, CAST(substr({0}, 1, 4) || '-01-01' AS DATE)) END",
    "_Least": _LEAST,
    "_Greatest": _GREATEST,
    "_Concat": "(CAST({0} AS VARCHAR) || CAST({1} AS VARCHAR))",
}
_STARROCKS = {
    "_AsDay": "CAST({0} AS DATE)",
    "_AsMoment": "CAST({0} AS DATETIME)",
    "_DaysBetween": "datediff(CAST({1} AS DATE), CAST({0} AS DATE))",
    "_AddDays": "date_add(CAST({0} AS DATE), INTERVAL {1} DAY)",
    "_SecondsBetween": "timestampdiff(SECOND, CAST({0} AS DATETIME), CAST({1} AS DATETIME))",
    "_MonthStart": "CAST(date_trunc('month', CAST({0} AS DATETIME)) AS DATE)",
    "_HourOf": "concat(lpad(CAST(hour(CAST({0} AS DATETIME)) AS VARCHAR), 2, '0'), ':00')",
    "_WeekStart": "CAST(date_trunc('week', CAST({0} AS DATETIME)) AS DATE)",
    "_MonthOfText": f"CASE WHEN {{0}} REGEXP '{_MONTH}' THEN CAST(concat(substr({{0}}, 1, 4), "
    "'-', substr({0}, 5, 2), '-01') AS DATE) END",
    "_QuarterOfText": f"CASE WHEN {{0}} REGEXP '{_QUARTER}' THEN date_add(CAST(concat("
    "substr({0}, 1, 4), '-01-01') AS DATE), INTERVAL CAST(substr({0}, 6, 1) AS INT) * 3 - 3 "
    "MONTH) END",
    "_Least": _LEAST,
    "_Greatest": _GREATEST,
    "_Concat": "concat(CAST({0} AS VARCHAR), CAST({1} AS VARCHAR))",
    "_Percentile": "percentile_cont(CAST({0} AS DOUBLE), {share})",
}
ELSEWHERE = {"postgresql": _POSTGRESQL, "trino": _TRINO, "starrocks": _STARROCKS}
"""Text by dialect and by class."""
