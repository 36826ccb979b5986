"""Who the stores are: names, places, size, strengths and weaknesses.

A store's traits depend on the seed and its own number only, never on how many stores there are.
"""

from dataclasses import dataclass, replace

import numpy as np

from data_loaders.demo.plan import Plan
from data_loaders.demo.truth import WEAKNESSES

BRAND = "示范牌"

# Region, province, city, city tier; the first twelve are the default network.
PLACES = (
    ("华北", "北京市", "北京", "一线"),
    ("华东", "上海市", "上海", "一线"),
    ("华南", "广东省", "广州", "一线"),
    ("华北", "天津市", "天津", "新一线"),
    ("华东", "江苏省", "苏州", "新一线"),
    ("华南", "广东省", "东莞", "新一线"),
    ("华北", "河北省", "石家庄", "二线"),
    ("华东", "浙江省", "宁波", "新一线"),
    ("华南", "福建省", "厦门", "二线"),
    ("华北", "山西省", "太原", "二线"),
    ("华东", "安徽省", "合肥", "新一线"),
    ("华南", "广西壮族自治区", "南宁", "二线"),
    ("华北", "山东省", "济南", "二线"),
    ("华东", "江苏省", "无锡", "二线"),
    ("华南", "海南省", "海口", "三线"),
    ("华北", "河北省", "保定", "三线"),
    ("华东", "浙江省", "温州", "二线"),
    ("华南", "广东省", "佛山", "二线"),
    ("华北", "山东省", "潍坊", "三线"),
    ("华东", "江西省", "南昌", "二线"),
    ("华南", "广东省", "惠州", "三线"),
    ("华北", "内蒙古自治区", "包头", "三线"),
    ("华东", "江苏省", "南通", "二线"),
    ("华南", "福建省", "泉州", "二线"),
)
_FIRST = [
    "北辰",
    "东岳",
    "南溪",
    "天衡",
    "平江",
    "松湖",
    "太行",
    "明海",
    "鹭岛",
    "汾河",
    "巢湖",
    "邕江",
]
_MORE = [
    "远航",
    "宏图",
    "新程",
    "长风",
    "晨光",
    "云帆",
    "金桥",
    "绿洲",
    "安顺",
    "广源",
    "嘉禾",
    "润泽",
]


@dataclass(frozen=True)
class Traits:
    """One store. Shares are between 0 and 1, ``stock_days`` is the mean age of stock cars."""

    number: int
    code: str
    name: str
    region: str
    province: str
    city: str
    city_tier: str
    size: float
    outlets: int
    posted_rate: float
    weakness: str | None
    first_pick: float = 0.885
    dead_parts: float = 0.04
    courtesy: float = 0.0
    followup: float = 0.925
    test_drive: float = 0.67
    fast_answer: float = 0.72
    capture: float = 0.87
    stock_days: float = 52.0
    own_funds: float = 0.24
    appointments: float = 0.46
    renewal_calls: float = 0.8
    claims_pass: float = 0.95
    price_gap: float = 0.0
    skill: float = 1.0

    @property
    def size_class(self) -> str:
        """A, B or C by size, for peer groups."""
        return "A" if self.size >= 1.15 else "B" if self.size >= 0.9 else "C"

    @property
    def folder(self) -> str:
        """Name of the folder of the store's extracts."""
        return f"{self.code}_{self.name}"

    def outlet_codes(self) -> list[str]:
        """Codes of the second-tier outlets."""
        return [f"{self.code}-E{number + 1}" for number in range(self.outlets)]


def make_traits(plan: Plan, number: int) -> Traits:
    """Return the traits of store ``number`` (from 1)."""
    rng = plan.rng(number, "traits")
    region, province, city, tier = PLACES[(number - 1) % len(PLACES)]
    if number <= len(_FIRST):
        name = f"{_FIRST[number - 1]}示范店"
    else:
        name = f"{city}{_MORE[(number // len(PLACES)) % len(_MORE)]}{number}示范店"
    rate = {"一线": 235.0, "新一线": 205.0, "二线": 185.0, "三线": 165.0}[tier]
    traits = Traits(
        number=number,
        code=f"S{number:02d}",
        name=name,
        region=region,
        province=province,
        city=city,
        city_tier=tier,
        size=float(np.clip(np.exp(rng.normal(0.0, 0.22)), 0.72, 1.5)),
        outlets=int(rng.integers(1, 3)),
        posted_rate=rate + 5.0 * float(rng.integers(-3, 4)),
        weakness=None,
    )
    spread = (
        ("first_pick", 0.018), ("dead_parts", 0.012), ("courtesy", 0.12), ("followup", 0.014),
        ("test_drive", 0.03), ("fast_answer", 0.05), ("capture", 0.02), ("stock_days", 5.0),
        ("own_funds", 0.05), ("appointments", 0.06), ("renewal_calls", 0.06),
        ("claims_pass", 0.012), ("price_gap", 0.006), ("skill", 0.05),
    )  # fmt: skip
    drawn = {name: getattr(traits, name) + float(rng.normal(0.0, sd)) for name, sd in spread}
    drawn["dead_parts"] = max(drawn["dead_parts"], 0.01)
    weakness = next((w for w in WEAKNESSES if (number - 1) % 12 + 1 == w.place), None)
    if weakness is not None:
        # A weakness sets a trait; courtesy is the one that it lowers.
        drawn.update(weakness.changes)
        traits = replace(traits, weakness=weakness.name)
    return replace(traits, **drawn)
