"""Rows that are taken out: counted for each person over a day, refused beyond the limit."""

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from sqlalchemy import Engine, select

from access.audit import Origin, verify_chain
from access.exporting import DAY, record_export
from access.tables import audit
from tests.access.moments import NOW

LI = Origin("li", NOW)


def test_rows_of_a_day_and_of_one_person_are_counted(engine: Engine) -> None:
    assert record_export(engine, LI, {"kind": "page"}, 60, 100)
    assert not record_export(engine, LI, {"kind": "page"}, 41, 100)
    assert record_export(engine, LI, {"kind": "page"}, 40, 100)
    assert record_export(engine, Origin("wang", NOW), {"kind": "page"}, 100, 100)
    almost = Origin("li", NOW + DAY - timedelta(seconds=1))
    assert not record_export(engine, almost, {"kind": "page"}, 1, 100)
    assert record_export(engine, Origin("li", NOW + DAY), {"kind": "page"}, 100, 100)
    with engine.connect() as connection:
        rows = connection.execute(select(audit.c.what, audit.c.detail).order_by(audit.c.position))
        told = [(row.what, json.loads(row.detail)) for row in rows]
    assert told[0] == ("exported", {"kind": "page", "rows": 60})
    assert told[1] == ("export_refused", {"kind": "page", "rows": 41, "taken": 60})


def test_several_exports_at_once_do_not_slip_past_the_limit(every_engine: Engine) -> None:
    def take(_: int) -> bool:
        return record_export(every_engine, LI, {"kind": "page"}, 40, 100)

    with ThreadPoolExecutor(6) as pool:
        assert sum(pool.map(take, range(6))) == 2
    assert verify_chain(every_engine).problems == ()
