"""Which refused rows are still on the list.

Every reading of a row leaves its faults; the newest reading counts. A row that was corrected and
loaded again has a record with the rule `CORRECTED` and is off the list, whatever the order in
which files came.
"""

import sqlalchemy as sa

from warehouse.schema import RECORDS

CORRECTED = "corrected"


def refused_rows() -> sa.Subquery:
    """Return the records of `rejected_rows` of rows that nobody has put right yet."""
    record = RECORDS["rejected_rows"]
    row = [record.c.file_sha256, record.c.sheet, record.c.row]
    read = sa.select(
        *record.c,
        sa.func.max(record.c.seen_at).over(partition_by=row).label("newest"),
        sa.func.max(sa.case((record.c.rule == CORRECTED, 1), else_=0))
        .over(partition_by=row)
        .label("put_right"),
    ).subquery("read_rows")
    return (
        sa.select(*(read.c[column.name] for column in record.c))
        .where(
            read.c.put_right == 0,
            # Records of earlier versions have no time.
            sa.or_(read.c.newest.is_(None), read.c.seen_at == read.c.newest),
        )
        .subquery("refused_rows")
    )
