"""Which addresses are taken, and how little of one is shown."""

import pytest

from access.sending import Channel, ChannelError, Kind, read_channel

TOKEN = "0a1b2c3d-4e5f-6789-abcd-ef0123456789"
PLAIN = "a1b2c3d4e5f60718"
DOMAINS = ("dealer.example",)


@pytest.mark.parametrize(
    ("kind", "text", "target"),
    [
        (Kind.WECOM, f"https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key={TOKEN}", TOKEN),
        (Kind.WECOM, f"  {TOKEN}\n", TOKEN),
        (Kind.DINGTALK, f"https://oapi.dingtalk.com/robot/send?access_token={PLAIN}", PLAIN),
        (Kind.FEISHU, f"https://open.feishu.cn/open-apis/bot/v2/hook/{TOKEN}", TOKEN),
        (Kind.FEISHU, f"https://open.feishu.cn/open-apis/bot/v2/hook/{TOKEN}/", TOKEN),
        (Kind.MAIL, "li.wei@dealer.example", "li.wei@dealer.example"),
    ],
)
def test_an_address_of_the_operator_is_taken(kind: Kind, text: str, target: str) -> None:
    assert read_channel(kind, text, "", DOMAINS) == Channel(kind, target)


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        # Elsewhere, however much it looks like it.
        (Kind.WECOM, f"https://evil.example/cgi-bin/webhook/send?key={TOKEN}"),
        (Kind.WECOM, f"https://qyapi.weixin.qq.com.evil.example/cgi-bin/webhook/send?key={TOKEN}"),
        (Kind.WECOM, f"https://qyapi.weixin.qq.com@127.0.0.1/cgi-bin/webhook/send?key={TOKEN}"),
        (Kind.WECOM, f"https://qyapi.weixin.qq.com:8443/cgi-bin/webhook/send?key={TOKEN}"),
        (Kind.WECOM, f"http://qyapi.weixin.qq.com/cgi-bin/webhook/send?key={TOKEN}"),
        (Kind.WECOM, f"https://qyapi.weixin.qq.com/cgi-bin/gettoken?key={TOKEN}"),
        (Kind.WECOM, "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key="),
        (Kind.FEISHU, f"https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key={TOKEN}"),
        (Kind.FEISHU, f"https://open.feishu.cn/open-apis/bot/v2/hook/../../x?{TOKEN}"),
        (Kind.DINGTALK, "http://169.254.169.254/latest/meta-data"),
        (Kind.DINGTALK, "file:///etc/passwd"),
        (Kind.DINGTALK, "https://[::1"),
        (Kind.DINGTALK, "a1b2c3d4?redirect=yes"),
        (Kind.WECOM, ""),
        (Kind.MAIL, "li@dealer.example, other@evil.example"),
        (Kind.MAIL, "li@dealer.example\nBcc: all@evil.example"),
        (Kind.MAIL, "no mail box"),
    ],
)
def test_an_address_that_leads_elsewhere_is_not_taken(kind: Kind, text: str) -> None:
    with pytest.raises(ChannelError) as refused:
        read_channel(kind, text, "", DOMAINS)
    assert refused.value.fault == "address"
    assert TOKEN not in str(refused.value)


def test_mail_goes_to_the_domains_of_the_settings_only() -> None:
    with pytest.raises(ChannelError) as refused:
        read_channel(Kind.MAIL, "li@elsewhere.example", "", DOMAINS)
    assert refused.value.fault == "domain"
    assert read_channel(Kind.MAIL, "li@DEALER.example", "", DOMAINS).target == "li@DEALER.example"


def test_a_secret_is_for_dingtalk_only_and_made_of_letters_and_digits() -> None:
    assert read_channel(Kind.DINGTALK, PLAIN, " SECabc12345 ", ()).secret == "SECabc12345"
    assert read_channel(Kind.WECOM, TOKEN, "SECabc12345", ()).secret == ""
    with pytest.raises(ChannelError) as refused:
        read_channel(Kind.DINGTALK, PLAIN, "SEC/../x", ())
    assert refused.value.fault == "secret"


def test_neither_text_nor_representation_holds_what_is_secret() -> None:
    robot = Channel(Kind.DINGTALK, PLAIN, "SECabc12345")
    box = Channel(Kind.MAIL, "li.wei@dealer.example")
    assert robot.shown == "···0718"
    assert box.shown == "l***@dealer.example"
    for said in (repr(robot), str(robot), f"{robot}", repr([robot])):
        assert PLAIN not in said
        assert "SECabc" not in said
    assert "wei" not in repr(box)
