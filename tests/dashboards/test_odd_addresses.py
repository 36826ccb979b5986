"""An address that names what there is not: words with near matches, within the scope."""

import json

import pytest

from access import Masking, Scope
from dashboards.problems import unknown_name, unknown_store
from dashboards.query import read_query
from dashboards.shell.trust import trust_line
from metrics.catalogue import kpi
from metrics.directory import UnknownStoreError
from metrics.selection import UnknownNameError
from tests.dashboards.network import Network
from tests.dashboards.test_pages import texts

AREA = Scope("area", frozenset({"A1", "B2"}), None, Masking.PARTIAL)


def trust(network: Network, query: str, language: str = "zh") -> str:
    visit = network.visit("/compare", language, AREA, read_query(query))
    return texts(trust_line(visit, network.report, ()))


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("kpi=net_order", "没有指标“net_order”。是不是要找：净订单量 (net_orders)"),
        ("by=advise", "不能按“advise”分组。是不是要找：服务顾问 (adviser)"),
        ("from=2026-10-99&to=2026-10-02", "日期看不懂，已改看默认期间"),
        ("compare=priors", "地址中有看不懂的条件：compare"),
        ("lang=fr", "地址中有看不懂的条件：lang"),
    ],
)
def test_what_was_left_out_of_account_is_said(network: Network, query: str, said: str) -> None:
    assert said in trust(network, query)


def test_a_sound_address_has_no_such_words(network: Network) -> None:
    query = "kpi=net_orders&by=region&from=2026-10-01&to=2026-10-02&compare=none&lang=zh"
    assert "is-warning" not in str(trust(network, query))
    for words in ("没有指标", "分组", "看不懂"):
        assert words not in trust(network, query)


def test_thousands_of_names_make_a_short_sentence(network: Network) -> None:
    query = "&".join(f"kpi={'x' * 150}{n}" for n in range(500))
    assert len(trust(network, query, "en")) < 500


def test_a_store_that_is_not_open_is_said_with_stores_that_are(network: Network) -> None:
    with pytest.raises(UnknownStoreError) as told:
        network.visit(scope=AREA, view=read_query("store=a1")).stores()
    problem = unknown_store(told.value)
    assert problem.all_stores
    assert problem.say("zh") == "对您开放的门店里没有“a1”。是不是要找：晨光店 (A1)？"
    assert problem.say("en") == "No store “a1” is open to you. Did you mean 晨光店 (A1)?"
    with pytest.raises(UnknownStoreError) as told:
        network.visit(scope=AREA, view=read_query("store=C3&store=云岭店")).stores()
    assert unknown_store(told.value).say("en") == "No store “C3, 云岭店” is open to you. "


def test_an_unknown_kpi_is_said_in_both_languages() -> None:
    with pytest.raises(UnknownNameError) as told:
        kpi("as_visit")
    assert "As visits" not in json.dumps(unknown_name(told.value).say("zh"))
    assert "(as_visits)" in unknown_name(told.value).say("en")
