"""Callbacks take turns: a few at once, some wait, the others are asked to come again."""

import time
from concurrent.futures import ThreadPoolExecutor

import dash
from flask.testing import FlaskClient

from dashboards.web.turns import AT_ONCE, TURNS, WAITING, Turns
from tests.dashboards.conftest import sign_in
from tests.dashboards.test_gate import ask


def test_who_comes_beyond_those_who_wait_gets_no_turn() -> None:
    turns = Turns(at_once=1, waiting=1, patience=10)
    assert turns.take()
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(turns.take)
        while not turns.is_full:
            time.sleep(0.001)
        assert not turns.take()
        turns.give()
        assert waiting.result(10)
    turns.give()
    assert turns.take()


def test_who_has_waited_too_long_gets_none_and_another_may_wait_again() -> None:
    turns = Turns(at_once=1, waiting=1, patience=0.01)
    assert turns.take()
    assert not turns.take()
    assert not turns.take()
    turns.give()
    assert turns.take()


def test_a_crowd_is_asked_to_come_again_and_pages_are_answered(
    app: dash.Dash, client: FlaskClient
) -> None:
    sign_in(client, "chief")
    turns = app.server.extensions[TURNS] = Turns(waiting=0)
    assert ask(client, "/", "").status_code == 200
    assert all(turns.take() for _ in range(AT_ONCE))
    answer = ask(client, "/", "")
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "2")
    assert client.get("/").status_code == 200
    turns.give()
    for _ in range(AT_ONCE + 1):
        # Each gives back what it took.
        assert ask(client, "/", "").status_code == 200
    assert WAITING > AT_ONCE
