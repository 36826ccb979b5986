"""The settings of single sign-on; `commands.sign_on` says what must be there together."""

from dataclasses import dataclass, field
from pathlib import Path

from commands.setting_field import setting
from commands.setting_values import issuer, switch, text, whole, words


@dataclass(frozen=True, slots=True, kw_only=True)
class SignOnFields:
    """What `commands.settings.Settings` holds of a provider; without an issuer there is none."""

    oidc_issuer: str | None = field(
        metadata=setting(
            "OIDC_ISSUER",
            issuer,
            "",
            zh="单点登录（OpenID Connect）提供方的 issuer，逐字符与其所报一致；空则不启用",
            en="issuer of the provider of single sign-on (OpenID Connect), letter by letter as it "
            "names itself; empty means none",
        ),
    )
    oidc_client_id: str | None = field(
        metadata=setting(
            "OIDC_CLIENT_ID",
            text,
            "",
            zh="本系统在提供方登记的 client_id",
            en="client_id that the provider has given to Forecourt",
        ),
    )
    oidc_client_secret: str | None = field(
        repr=False,
        metadata=setting(
            "OIDC_CLIENT_SECRET",
            text,
            "",
            zh="client_secret；宜改用文件",
            en="client_secret; better kept in a file",
        ),
    )
    oidc_client_secret_file: Path | None = field(
        metadata=setting(
            "OIDC_CLIENT_SECRET_FILE",
            Path,
            "",
            zh="存放 client_secret 的文件，其他账号不可读",
            en="file that holds the client_secret, which other accounts may not read",
        ),
    )
    oidc_name: str | None = field(
        metadata=setting(
            "OIDC_NAME",
            text,
            "",
            shown="<host of the issuer>",
            zh="登录按钮上提供方的名称，如 集团账号",
            en="name of the provider on the button of the sign-in page",
        ),
    )
    oidc_passwords: bool = field(
        metadata=setting(
            "OIDC_PASSWORDS",
            switch,
            "on",
            zh="已关联单点登录的用户可否仍用密码：off 则只有管理员可以，以备提供方故障",
            en="whether people who are linked to the provider may use a password too; off leaves "
            "it to administrators, for when the provider fails",
        ),
    )
    oidc_second_factor: tuple[str, ...] | None = field(
        metadata=setting(
            "OIDC_SECOND_FACTOR",
            words,
            "",
            zh="提供方 amr 或 acr 中视同两步验证的值，逗号分隔，如 mfa；空则仍须本系统的验证码",
            en="values of amr or acr, separated by commas, such as mfa, that count as a second "
            "step; empty means that the code of Forecourt is asked for all the same",
        ),
    )
    oidc_max_age_minutes: int | None = field(
        metadata=setting(
            "OIDC_MAX_AGE_MINUTES",
            whole(0, 10080),
            "",
            zh="在提供方输入凭据距今最多多少分钟；0 则每次都须输入（多人共用电脑）；"
            "空则由提供方决定",
            en="minutes since people have proven themselves to the provider, at most; 0 asks them "
            "each time, as on shared machines; empty leaves it to the provider",
        ),
    )
