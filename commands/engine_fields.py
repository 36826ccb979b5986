"""The settings of the embedded engine: what one worker process may take, and what it keeps."""

from dataclasses import dataclass, field

from commands.setting_field import setting
from commands.setting_values import memory, whole
from commands.sign_on_fields import SignOnFields


@dataclass(frozen=True, slots=True, kw_only=True)
class EngineFields(SignOnFields):
    """What `commands.settings.Settings` holds of the engine, beside what it holds of sign-on.

    One rests on the other, since classes with slots have one base.
    """

    engine_threads: int = field(
        metadata=setting(
            "ENGINE_THREADS",
            whole(1, 256),
            "2",
            zh="每个进程的查询线程数",
            en="query threads of the embedded engine, per process",
        ),
    )
    engine_memory: str = field(
        metadata=setting(
            "ENGINE_MEMORY",
            memory,
            "1GB",
            zh="每个进程的查询内存上限，如 1GB；门店多时装载需要更多",
            en="memory limit of the embedded engine, per process, such as 1GB; loads of large "
            "networks need more",
        ),
    )
    query_seconds: int = field(
        metadata=setting(
            "QUERY_SECONDS",
            whole(1, 3600),
            "60",
            zh="一条查询最多多少秒，超过即中断",
            en="seconds after which a query is interrupted",
        ),
    )
    cache_memory: str = field(
        metadata=setting(
            "CACHE_MEMORY",
            memory,
            "64MB",
            zh="每个进程记住查询结果的内存上限，如 64MB",
            en="memory for remembered answers to queries, per process, such as 64MB",
        ),
    )
    warmed_people: int = field(
        metadata=setting(
            "WARMED_PEOPLE",
            whole(0, 1000),
            "24",
            zh="新快照发布后，预先为最近来过的多少人备好今日页；0 则不预备",
            en="for how many of those who were here last the page of today is made ready after "
            "data have been published; 0 for nobody",
        ),
    )
