"""An intake that keeps everything in memory and starts nothing, for the tests of the screen."""

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import IO, Any

from dashboards.intake import Confirmed, Unlisted, Upload
from tests.dashboards.network import NOW

KEY = "20261021-003000-00000001"
MAPPED = {
    "sheet": "五月",
    "profile": None,
    "reads_as": "",
    "refusal": {"zh": "没有模板认识", "en": "no profile knows it"},
    "proposal": {
        "table": "repair_orders",
        "confidence": 0.74,
        "tables": [["repair_orders", 0.74]],
        "title_rows": 1,
        "missing": [{"rule": "column_missing", "zh": "缺少工单号", "en": "no order number"}],
        "rows": [["W1", "<script>alert(1)</script>"]],
        "columns": [
            {
                "index": index,
                "heading": heading,
                "column": column,
                "confidence": 0.5,
                "reason": {"rule": "x", "zh": "接近", "en": "close to"},
                "problems": [{"rule": "y", "zh": "不是日期", "en": "not a date"}],
                "others": [],
                "samples": ["W1"],
            }
            for index, heading, column in ((0, "委托书", "ro_no"), (2, "备忘", None))
        ],
    },
}
REPORT = {
    "snapshot": "000001-a",
    "files": [
        {
            "file": "a.xlsx",
            "sheet": "五月",
            "table": "repair_orders",
            "store": "A1",
            "state": "loaded",
            "rows_read": 3,
            "loaded": 2,
            "quarantined": 1,
            "skipped": 0,
            "reasons": [{"row": 6, "column": "结清于", "message": "不是日期", "count": 1}],
            "warnings": [],
        }
    ],
    "plan_problems": [],
}


UPLOAD = Upload(KEY, "五月.xlsx", 2048, "keeper", NOW, "looked", (MAPPED,))


class FakeReceiving:
    def __init__(self, intake: "FakeIntake", name: str) -> None:
        self.stream: IO[bytes] = io.BytesIO()
        self._intake, self._name = intake, name

    def keep(self) -> str:
        key = f"20261021-003000-{len(self._intake.kept) + 1:08x}"
        assert isinstance(self.stream, io.BytesIO)
        self._intake.kept[key] = (self._name, self.stream.getvalue())
        return key

    def discard(self) -> None:
        self._intake.discarded += 1


@dataclass
class FakeIntake:
    """Keeps everything in memory and starts nothing."""

    most_bytes: int = 3 << 20
    room: bool = True
    kept: dict[str, tuple[str, bytes]] = field(default_factory=dict)
    discarded: int = 0
    asked: list[tuple[Any, ...]] = field(default_factory=list)
    shown: Upload = field(default_factory=lambda: UPLOAD)
    wrong: Mapping[str, Sequence[str]] = field(default_factory=dict)
    waiting: Sequence[Unlisted] = ()

    def has_room(self, size: int) -> bool:
        return self.room

    def uploads(self) -> Sequence[Upload]:
        return [self.shown]

    def upload(self, key: str) -> Upload | None:
        if key in self.kept:
            return replace(self.shown, key=key, name=self.kept[key][0])
        return self.shown if key == self.shown.key else None

    def receive(self, name: str, who: str, now: datetime) -> FakeReceiving:
        return FakeReceiving(self, name)

    def look(self, key: str, sheet: str = "", table: str = "") -> None:
        self.asked.append(("look", key, sheet, table))

    def load(self, key: str, language: str, store: str = "") -> None:
        self.asked.append(("load", key, language, store))

    def remove(self, key: str) -> None:
        self.asked.append(("remove", key))

    def confirm(self, confirmed: Confirmed) -> Mapping[str, Sequence[str]]:
        self.asked.append(("confirm", confirmed))
        return self.wrong

    def tables(self) -> Sequence[tuple[str, str, str]]:
        return [
            ("repair_orders", "维修工单", "Repair orders"),
            ("complaints", "投诉", "Complaints"),
        ]

    def columns(self, table: str) -> Sequence[tuple[str, str, str]]:
        return [("ro_no", "工单号", "order number"), ("settled_at", "结算时间", "settled at")]

    def unlisted(self) -> Sequence[Unlisted]:
        return self.waiting

    def decide(self, table: str, column: str, text: str, value: str) -> bool:
        self.asked.append(("decide", table, column, text, value))
        return True

    def reload(self, language: str) -> None:
        self.asked.append(("reload", language))

    def reloading(self) -> tuple[bool, str]:
        return False, ""
