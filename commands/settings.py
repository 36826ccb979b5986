"""The settings: read once from an environment mapping, then passed on as a value.

Every field carries its variable and its help in both languages, so that the README's table
can be tested against them. Nothing here reads `os.environ`; the entry point passes it in.
The secret key, which is created on demand, is in `commands.secret_key`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Self

from commands.engine_fields import EngineFields
from commands.errors import UserError
from commands.setting_field import PREFIX, setting
from commands.setting_values import (
    SecretValueError,
    choice,
    mail_server,
    networks,
    switch,
    text,
    web_address,
    whole,
)
from commands.sign_on_fields import SignOnFields
from metrics.health_framework import FRAMEWORKS

_DEBUG = ("DASH_DEBUG", "DASH_HOT_RELOAD", "DASH_UI", "FLASK_DEBUG")
_ON = ("1", "true", "on", "yes")


@dataclass(frozen=True, slots=True)
class SettingRow:
    """One line of the settings table."""

    variable: str
    default: str
    zh: str
    en: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings(EngineFields):
    """All settings of one process; `Settings.from_environ` is the way to make them."""

    home: Path = field(
        metadata=setting(
            "HOME",
            Path,
            "",
            shown="var/",
            zh="数据目录：仓库快照、应用数据库、密钥",
            en="data directory: snapshots, application database, secret key",
        ),
    )
    warehouse_url: str | None = field(
        repr=False,
        metadata=setting(
            "WAREHOUSE_URL",
            text,
            "",
            zh="ClickHouse 数据仓库地址，如 clickhousedb://user:password@host:8123/forecourt；"
            "空则用数据目录中的内嵌引擎",
            en="warehouse on ClickHouse, such as "
            "clickhousedb://user:password@host:8123/forecourt; empty means the embedded engine in "
            "the data directory",
        ),
    )
    database_url: str = field(
        repr=False,
        metadata=setting(
            "DATABASE_URL",
            text,
            "",
            shown="sqlite:///<home>/app.db",
            zh="应用数据库地址（用户、会话、审计）；其他机器上的 PostgreSQL 须加密并出示可信证书，"
            "除非地址写明 sslmode",
            en="application database URL (people, sessions, audit); PostgreSQL on another machine "
            "is encrypted with a certificate that is believed, unless the URL names an sslmode",
        ),
    )
    host: str = field(
        metadata=setting(
            "HOST",
            text,
            "127.0.0.1",
            zh="监听地址",
            en="address to listen on",
        ),
    )
    port: int = field(
        metadata=setting(
            "PORT",
            whole(1, 65535),
            "8050",
            zh="监听端口",
            en="port to listen on",
        ),
    )
    workers: int = field(
        metadata=setting(
            "WORKERS",
            whole(1, 256),
            "2",
            zh="服务进程数",
            en="number of web worker processes",
        ),
    )
    language: str = field(
        metadata=setting(
            "LANGUAGE",
            choice("zh", "en"),
            "zh",
            zh="默认语言：zh 或 en",
            en="language when the address names none: zh or en",
        ),
    )
    secret_key_text: str | None = field(
        repr=False,
        metadata=setting(
            "SECRET_KEY",
            text,
            "",
            shown="<home>/secret-key",
            zh="签名密钥，至少 32 个字符；空则自动生成并保存在数据目录（权限 0600）",
            en="signing key of at least 32 characters; empty means one is made and kept in the "
            "data directory (mode 0600)",
        ),
    )
    https: bool = field(
        metadata=setting(
            "HTTPS",
            switch,
            "off",
            zh="是否经由 HTTPS 访问：on 则 Cookie 只走加密连接",
            en="whether browsers come over HTTPS: on sends cookies over encrypted connections only",
        ),
    )
    production: str = field(
        metadata=setting(
            "PRODUCTION",
            choice("auto", "on", "off"),
            "auto",
            zh="生产模式：不安全的设置拒绝启动，管理员须两步验证；auto 即对外监听或经 HTTPS 时开启",
            en="production: refuse to start with unsafe settings, and ask administrators for a "
            "second step; auto is on where HTTPS is on or other machines can connect",
        ),
    )
    trusted_proxies: tuple[str, ...] = field(
        metadata=setting(
            "TRUSTED_PROXIES",
            networks,
            "",
            zh="可信反向代理的地址或网段，逗号分隔；仅采信它们所报的来源地址",
            en="addresses or networks of reverse proxies, separated by commas, that are believed "
            "whom they speak for",
        ),
    )
    metrics_token: str | None = field(
        repr=False,
        metadata=setting(
            "METRICS_TOKEN",
            text,
            "",
            zh="/metrics 的令牌（Bearer）；空则只有本机可读",
            en="bearer token of /metrics; empty means this machine alone may read it",
        ),
    )
    session_idle_minutes: int = field(
        metadata=setting(
            "SESSION_IDLE_MINUTES",
            whole(1, 1440),
            "30",
            zh="闲置多少分钟后需重新登录",
            en="minutes without a request after which one signs in again",
        ),
    )
    session_absolute_minutes: int = field(
        metadata=setting(
            "SESSION_ABSOLUTE_MINUTES",
            whole(1, 10080),
            "720",
            zh="登录后最长多少分钟有效",
            en="minutes after which a session ends in any case",
        ),
    )
    unmask_daily: int = field(
        metadata=setting(
            "UNMASK_DAILY",
            whole(0, 1000),
            "30",
            zh="每人 24 小时内最多逐条查看多少条完整车架号、车牌；0 则谁都不能",
            en="records that one person sees unmasked (VIN and plate in full) within 24 hours, one "
            "by one; 0 lets nobody",
        ),
    )
    upload_megabytes: int = field(
        metadata=setting(
            "UPLOAD_MEGABYTES",
            whole(1, 100_000),
            "512",
            zh="网页一次上传的上限（MB）；更大的文件用 forecourt load 装载",
            en="most that may be uploaded at once, in MB; load larger files with `forecourt load`",
        ),
    )
    min_trials: int = field(
        metadata=setting(
            "MIN_TRIALS",
            whole(1, 10000),
            "20",
            zh="样本少于此数的比率不亮红绿灯",
            en="ratios over fewer cases than this show no traffic light",
        ),
    )
    fiscal_year_start: int = field(
        metadata=setting(
            "FISCAL_YEAR_START",
            whole(1, 12),
            "1",
            zh="财年从几月开始（1 即自然年）",
            en="month in which the fiscal year begins (1 is the calendar year)",
        ),
    )
    colours: str = field(
        metadata=setting(
            "COLOURS",
            choice("green_good", "red_up"),
            "green_good",
            zh="配色习惯：green_good 绿好红差；red_up 红涨绿跌",
            en="colour convention: green_good, green is good; red_up, red is good as on Chinese "
            "stock boards",
        ),
    )
    health_framework: str | None = field(
        metadata=setting(
            "HEALTH_FRAMEWORK",
            choice(*(framework.name for framework in FRAMEWORKS)),
            "",
            zh="健康度指数的权重框架，如 balanced-v1；空则该指数不适用",
            en="framework of weights of the dealer health index, such as balanced-v1; empty means "
            "the index does not apply",
        ),
    )
    address: str | None = field(
        metadata=setting(
            "ADDRESS",
            web_address,
            "",
            zh="同事在浏览器里打开本系统的地址，写在发出的早报里；空则不写",
            en="address at which browsers reach Forecourt, written into what is sent; empty leaves "
            "it out",
        ),
    )
    sending: bool = field(
        metadata=setting(
            "SENDING",
            switch,
            "on",
            zh="是否发送早报：off 则谁的都不发",
            en="whether morning reports are sent; off sends nobody's",
        ),
    )
    mail_server: str | None = field(
        repr=False,
        metadata=setting(
            "MAIL_SERVER",
            mail_server,
            "",
            zh="发信服务器，如 smtps://账号:密码@smtp.example.com；smtp+starttls://、smtp:// 亦可；"
            "空则不能发邮件",
            en="mail server, such as smtps://account:password@smtp.example.com; smtp+starttls:// "
            "and smtp:// too; empty sends no mail",
        ),
    )
    mail_from: str | None = field(
        metadata=setting(
            "MAIL_FROM",
            text,
            "",
            zh="发件人邮箱",
            en="mail box that mail comes from",
        ),
    )
    mail_domains: str | None = field(
        metadata=setting(
            "MAIL_DOMAINS",
            text,
            "",
            shown="<that of the sender>",
            zh="允许收件的邮箱域名，逗号分隔；空则只有发件人的域名",
            en="domains that mail may go to, with commas between; empty means the sender's only",
        ),
    )
    # Switches of the libraries that must not be on where others come.
    debug_switches: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()

    @classmethod
    def from_environ(cls, environ: Mapping[str, str]) -> Self:
        """Read the settings from `environ`, usually `os.environ` at the entry point.

        A variable set to the empty string counts as not set. Unknown `FORECOURT_*` variables
        end up in `warnings`, for the entry point to print: a misspelt name must not pass in
        silence, nor may another program's variable stop this one.

        Raises:
            UserError: If a value cannot be read; the message names the variable.
        """
        found: dict[str, Any] = {}
        for item in _declared():
            variable = item["variable"]
            given = environ.get(variable, "").strip() or item["default"]
            try:
                found[item["field"]] = item["read"](given) if given else None
            except ValueError as error:
                came = "" if isinstance(error, SecretValueError) else f", got {given!r}"
                raise UserError(
                    f"{variable}: {error}{came}",
                    f"set {variable} to such a value, or remove it for the default "
                    f"({item['shown'] or 'empty'})",
                ) from None
        home = (found["home"] or Path(__file__).resolve().parent.parent / "var").expanduser()
        found["home"] = home if home.is_absolute() else home.absolute()
        found["database_url"] = found["database_url"] or f"sqlite:///{found['home']}/app.db"
        if found["session_idle_minutes"] > found["session_absolute_minutes"]:
            raise UserError(
                f"{PREFIX}SESSION_IDLE_MINUTES ({found['session_idle_minutes']}) is longer than "
                f"{PREFIX}SESSION_ABSOLUTE_MINUTES ({found['session_absolute_minutes']})",
                "make the idle time the shorter of the two",
            )
        found["trusted_proxies"] = found["trusted_proxies"] or ()
        on = tuple(name for name in _DEBUG if environ.get(name, "").lower() in _ON)
        return cls(**found, debug_switches=on, warnings=_unknown(environ))


def setting_rows() -> tuple[SettingRow, ...]:
    """Return the settings table in the order of declaration, one row per variable."""
    return tuple(
        SettingRow(item["variable"], item["shown"], item["zh"], item["en"]) for item in _declared()
    )


def _declared() -> list[dict[str, Any]]:
    # Those of the classes that it rests on come first in Python, and last in tables.
    of_engine, of_sign_on = ({f.name for f in fields(c)} for c in (EngineFields, SignOnFields))
    ordered = sorted(fields(Settings), key=lambda f: (f.name in of_sign_on, f.name in of_engine))
    return [{"field": f.name, **f.metadata} for f in ordered if f.metadata]


def _unknown(environ: Mapping[str, str]) -> tuple[str, ...]:
    known = [item["variable"].removeprefix(PREFIX) for item in _declared()]
    messages = []
    for variable in sorted(environ):
        name = variable.removeprefix(PREFIX)
        if variable.startswith(PREFIX) and name not in known:
            near = get_close_matches(name, known, n=1)
            hint = f"; did you mean {PREFIX}{near[0]}?" if near else ""
            messages.append(f"{variable} is not a setting of Forecourt and has no effect{hint}")
    return tuple(messages)
