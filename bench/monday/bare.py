"""A bare page of Dash opened as often as ours, as the reference of the same run."""

import asyncio
import random
import time
from collections.abc import Mapping

import httpx

from bench.monday.tally import percentile

_BESIDE = ("/_dash-layout", "/_dash-dependencies")


def bare_opens(address: str, per_second: float, seconds: float, seed: int) -> Mapping[str, float]:
    """Open it in an open loop.

    Args:
        address: of its server.
        per_second: opens, in the mean.
        seconds: for how long.
        seed: of chance.

    Returns:
        Milliseconds from when an open was due until its layout was there: p50 and p95.
    """
    times = asyncio.run(_play(address, per_second, seconds, random.Random(seed)))
    return {word: percentile(times, int(word[1:]) / 100) for word in ("p50", "p95")}


async def _play(
    address: str, per_second: float, seconds: float, chance: random.Random
) -> list[float]:
    due = [0.0]
    while due[-1] < seconds:
        due.append(due[-1] + chance.expovariate(per_second))
    async with httpx.AsyncClient(base_url=address, timeout=60, trust_env=False) as client:
        began = time.perf_counter()

        async def opened(at: float) -> float:
            await asyncio.sleep(max(at - (time.perf_counter() - began), 0.0))
            await client.get("/")
            await asyncio.gather(*(client.get(path) for path in _BESIDE))
            return 1000 * (time.perf_counter() - began - at)

        return await asyncio.gather(*map(opened, due))
