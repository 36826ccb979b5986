"""Settings that every statement on ClickHouse runs with, so that answers are right or missing."""

from collections.abc import Mapping

from warehouse.engines.backend import EngineError

# Without these ClickHouse answers 0, '' or 1970-01-01 where other engines answer NULL.
_AS_ELSEWHERE = {
    "join_use_nulls": "1",
    "aggregate_functions_null_for_empty": "1",
    "prefer_column_name_to_alias": "1",
    "group_by_use_nulls": "1",
    "cast_keep_nullable": "1",
    "output_format_arrow_date_as_uint16": "0",
}
# Each of these, set otherwise, may give a smaller figure without a word where a part of the
# network does not answer, or an answer grows too large. Here that is an error.
_WHOLE = {
    "skip_unavailable_shards": "0",
    "fallback_to_stale_replicas_for_distributed_queries": "0",
    # A join between tables that lie on several servers reads the right one as a whole.
    "distributed_product_mode": "global",
    "limit": "0",
    "offset": "0",
    **{
        f"{what}_overflow_mode": "throw"
        for what in (
            "timeout", "read", "group_by", "sort", "result", "distinct", "join", "set", "transfer"
        )
    },
}  # fmt: skip
REQUIRED = {**_AS_ELSEWHERE, **_WHOLE}
# All KPIs at once, from details, are a statement of half a megabyte.
ROOM = {
    "max_query_size": "16777216",
    "max_ast_elements": "1000000",
    "max_expanded_ast_elements": "5000000",
}
PREFIX = "ch_"


def required(given: Mapping[str, object]) -> dict[str, str]:
    """Return the settings as parameters of a URL, with the prefix of the dialect.

    Among them is room for long statements, where the URL does not say how much.

    Args:
        given: parameters that a URL has.

    Raises:
        EngineError: the URL sets one of them otherwise.
    """
    for name, value in REQUIRED.items():
        told = given.get(f"{PREFIX}{name}", value)
        if told != value:
            why = "a part of the data could go missing in silence" if name in _WHOLE else (
                "missing values would turn into zeros"
            )  # fmt: skip
            raise EngineError(
                f"Warehouse URL: expected {PREFIX}{name}={value}, got {told}: {why}; remove it."
            )
    room = {f"{PREFIX}{name}": value for name, value in ROOM.items()}
    return {
        **{name: value for name, value in room.items() if name not in given},
        **{f"{PREFIX}{name}": value for name, value in REQUIRED.items()},
    }
