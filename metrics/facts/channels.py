"""Which channels reach a store from afar; all others bring people through the door."""

import sqlalchemy as sa

from metrics.facts.columns import Column, flag

# Parts of the free text that exports carry; a channel without any of them is a walk-in's.
REMOTE_PARTS = (
    "线索", "电话", "来电", "网络", "网站", "官网", "垂直媒体", "垂媒", "新媒体", "短视频", "直播",
    "抖音", "快手", "小红书", "懂车帝", "汽车之家", "易车", "微信", "小程序", "APP",
)  # fmt: skip


def is_remote(channel: Column) -> Column:
    """1 where a channel is a web, phone or brand lead, else 0 (also where it is not told)."""
    return flag(sa.or_(*(channel.like(f"%{part}%") for part in REMOTE_PARTS)))
