# ruff: noqa: DTZ001 - local time without zone
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from data_loaders.faults import RefusedError
from data_loaders.reading.columnar import ColumnarSheet


def test_typed_columns_come_back_as_text(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    pq.write_table(
        pa.table(
            {
                "工单号": ["R1", "R2"],
                "行号": pa.array([7, None], pa.float64()),
                "工时费": pa.array([Decimal("1.50"), None], pa.decimal128(18, 2)),
                "日期": [date(2024, 5, 1), None],
                "时间": [datetime(2024, 5, 1, 8, 30), None],
                "是否": [True, None],
                "账类": pa.array(["自费", "保险"]).dictionary_encode(),
            }
        ),
        path,
    )
    sheet = ColumnarSheet(path)
    assert list(sheet.headings or ())[:2] == ["工单号", "行号"]
    (chunk,) = sheet.chunks()
    assert chunk.rows.tolist() == [1, 2]
    first = [column[0].as_py() for column in chunk.text.columns]
    assert first[:4] == ["R1", "7", "1.50", "2024-05-01"]
    assert first[4].startswith("2024-05-01 08:30:00")
    assert first[5:] == ["true", "自费"]
    assert sheet.head()[1][1:6] == [""] * 5


def test_a_broken_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    path.write_bytes(b"PAR1 and nothing else")
    with pytest.raises(RefusedError, match="broken_file"):
        ColumnarSheet(path)
