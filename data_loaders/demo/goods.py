"""What the invented brand sells: models, accessories, parts, operations; all stores alike.

Nobody else makes a car by these names.
"""

from dataclasses import dataclass

import numpy as np

from data_loaders.demo.arrays import Floats, Ints


@dataclass(frozen=True)
class Model:
    """A model: ``share`` of demand, ``slow`` multiplies the days that it stands in stock."""

    code: str
    series: str
    msrp: float
    share: float
    slow: float


MODELS = (
    Model("QM15A", "启明", 109800.0, 0.20, 0.85),
    Model("QM15B", "启明", 124800.0, 0.17, 0.9),
    Model("QM20S", "启明", 146800.0, 0.07, 1.25),
    Model("YS18A", "远山", 158800.0, 0.16, 0.9),
    Model("YS20B", "远山", 179800.0, 0.16, 1.0),
    Model("YS20T", "远山", 206800.0, 0.06, 1.5),
    Model("XY20A", "星野", 219800.0, 0.08, 1.0),
    Model("XY20E", "星野", 246800.0, 0.07, 0.95),
    Model("XY25T", "星野", 289800.0, 0.03, 1.8),
)
SERIES = ("启明", "远山", "星野")
RIVALS = ("云岭牌 海棠", "云岭牌 白桦", "长河牌 飞渡", "长河牌 山岚", "新域牌 E7")

# Accessory: code, price ex VAT, cost share.
ACCESSORIES = (
    ("JP-FILM", 1850.0, 0.42),
    ("JP-MAT", 420.0, 0.45),
    ("JP-DVR", 980.0, 0.55),
    ("JP-COAT", 1600.0, 0.38),
    ("JP-STEP", 2300.0, 0.58),
    ("JP-SEAT", 3100.0, 0.6),
)

# Operations: code, name, standard hours. The number is the operation in the workshop's tables.
OPERATIONS = (
    ("OP0101", "首次保养检查", 0.8),
    ("OP0201", "更换机油及机滤", 0.9),
    ("OP0202", "更换空气滤芯", 0.4),
    ("OP0203", "更换制动片", 1.9),
    ("OP0204", "四轮定位", 1.6),
    ("OP0301", "底盘异响检修", 2.4),
    ("OP0302", "空调检修", 2.2),
    ("OP0303", "电路检修", 2.7),
    ("OP0304", "冷却系统检修", 2.3),
    ("OP0401", "前保险杠拆装喷漆", 5.7),
    ("OP0402", "车门钣金喷漆", 6.8),
    ("OP0403", "翼子板修复", 4.9),
    ("OP0404", "大灯更换", 1.5),
    ("OP0501", "索赔更换零件", 2.0),
    ("OP0502", "召回作业", 1.1),
    ("OP0601", "新车交付前检查", 1.4),
    ("OP0602", "内部车辆整备", 2.7),
    ("OP0701", "返修检查", 1.4),
)

# Families of parts: name, how many, mean cost, pieces a line, share of demand by kind of job:
# maintenance, general repair, accident, warranty.
FAMILIES = (
    ("机油滤清器", 14, 59.0, 1, (0.30, 0.04, 0.0, 0.05)),
    ("机油(升)", 8, 70.0, 4, (0.30, 0.04, 0.0, 0.04)),
    ("空气滤清器", 14, 83.0, 1, (0.12, 0.03, 0.0, 0.0)),
    ("空调滤清器", 14, 96.0, 1, (0.13, 0.04, 0.0, 0.0)),
    ("火花塞", 16, 107.0, 4, (0.04, 0.06, 0.0, 0.03)),
    ("制动片", 22, 388.0, 1, (0.08, 0.14, 0.02, 0.03)),
    ("蓄电池", 10, 796.0, 1, (0.02, 0.12, 0.0, 0.10)),
    ("雨刮片", 12, 85.0, 1, (0.01, 0.06, 0.01, 0.0)),
    ("减振器", 26, 722.0, 1, (0.0, 0.13, 0.07, 0.15)),
    ("传感器", 34, 333.0, 1, (0.0, 0.14, 0.04, 0.25)),
    ("水泵及管路", 28, 481.0, 1, (0.0, 0.12, 0.05, 0.2)),
    ("电器开关", 34, 278.0, 1, (0.0, 0.08, 0.03, 0.15)),
    ("保险杠", 22, 1147.0, 1, (0.0, 0.0, 0.26, 0.0)),
    ("大灯总成", 20, 2312.0, 1, (0.0, 0.0, 0.14, 0.0)),
    ("翼子板", 18, 888.0, 1, (0.0, 0.0, 0.18, 0.0)),
    ("车门及饰条", 28, 1036.0, 1, (0.0, 0.0, 0.2, 0.0)),
)
# Numbers that a store stocks although nobody asks for them any more.
DEAD_NUMBERS = 40


@dataclass(frozen=True)
class Parts:
    """The part numbers: ``kind_shares[k]`` are cumulative shares of demand in jobs of kind k."""

    names: tuple[str, ...]
    codes: tuple[str, ...]
    cost: Floats
    pieces: Ints
    kind_shares: Floats
    slowness: Floats

    @property
    def live(self) -> int:
        """How many numbers have demand; those after them are dead."""
        return int(self.kind_shares.shape[1])


def make_parts() -> Parts:
    """Return the catalogue; it is the same for every seed and store."""
    names: list[str] = []
    cost: list[float] = []
    pieces: list[int] = []
    shares: list[list[float]] = []
    slowness: list[float] = []
    for name, count, mean, lot, kinds in FAMILIES:
        rank = np.arange(count)
        popularity = 1.0 / (rank + 1.0) ** 0.9
        popularity /= popularity.sum()
        for number in range(count):
            names.append(name)
            # Spread around the mean without chance, so that the list is a fact of the brand.
            cost.append(round(mean * (0.7 + 0.6 * ((number * 7) % count) / count), 2))
            pieces.append(lot)
            shares.append([kind * float(popularity[number]) for kind in kinds])
            slowness.append(number / count)
    live = len(names)
    for number in range(DEAD_NUMBERS):
        names.append("停产车型" + FAMILIES[(number * 5) % len(FAMILIES)][0])
        cost.append(round(90.0 + 37.0 * ((number * 11) % 23), 2))
        pieces.append(1)
    table = np.array(shares).T
    return Parts(
        names=tuple(names),
        codes=tuple(f"DP{10000 + 37 * n}-{n % 10}" for n in range(live + DEAD_NUMBERS)),
        cost=np.array(cost),
        pieces=np.array(pieces, dtype=np.int64),
        kind_shares=np.cumsum(table / table.sum(axis=1, keepdims=True), axis=1),
        slowness=np.array(slowness),
    )


def draw(rng: np.random.Generator, shares: Floats, count: int) -> Ints:
    """Return ``count`` places, drawn with the given shares (they need not sum to one)."""
    edges = np.cumsum(shares)
    found = np.searchsorted(edges, rng.random(count) * edges[-1], side="right")
    return np.asarray(np.minimum(found, len(shares) - 1), dtype=np.int64)
