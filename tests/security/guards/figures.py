"""Guards of figures and documents: scope and masks in metrics, the engine's lock."""

from tests.security.guards.mutation import Mutation

_MASKING, _TEST_MASKING = "metrics/masking.py", "tests/metrics/test_masking.py"
_ENGINE = "warehouse/engines/duckdb.py"
_LOCKED = "tests/warehouse/test_engines.py::test_a_locked_connection_reaches_only_the_named_files"
FIGURES = (
    Mutation(
        "masking",
        _MASKING,
        "if masking is Masking.HIDDEN and tells_of_a_person(text):",
        "if False:",
        (_TEST_MASKING,),
    ),
    Mutation(
        "masking",
        _MASKING,
        '_LONG_NUMBER.sub(lambda found: f"{found[0][:3]}****", mask_vehicles(text, masking))',
        "mask_vehicles(text, masking)",
        (_TEST_MASKING,),
    ),
    Mutation(
        "masking",
        _MASKING,
        "shown = _VIN.sub(lambda found: str(mask(found[0], Personal.VIN, masking)), text)",
        "shown = text",
        (_TEST_MASKING,),
    ),
    Mutation(
        "masking",
        _MASKING,
        "return _PLATE.sub(lambda found: str(mask(found[0], Personal.PLATE, masking)), shown)",
        "return shown",
        (_TEST_MASKING,),
    ),
    Mutation(
        "read_only",
        _ENGINE,
        '    connection.execute("SET lock_configuration = true")\n',
        "",
        (_LOCKED,),
    ),
    Mutation(
        "read_only",
        _ENGINE,
        "    lock_down(connection, ())\n",
        "",
        ("tests/warehouse/test_engines.py::test_a_served_file_cannot_be_written",),
    ),
    Mutation(
        "read_only",
        _ENGINE,
        'f"SET allowed_directories = [{_quoted(directories)}]"',
        "\"SET allowed_directories = ['/']\"",
        (_LOCKED,),
    ),
)
