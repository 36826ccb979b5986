"""Orders and the outbox: put out once a day, tried again, given up, and never two at a time."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from threading import Thread

import pytest
from sqlalchemy import Engine, select, text

from access.audit import Origin, verify_chain
from access.notebook import EntryError
from access.sending import (
    Channel,
    Fault,
    Kind,
    NewDelivery,
    State,
    all_deliveries,
    claim,
    deliveries_of,
    due,
    finish,
    is_anything_due,
    keep_delivery,
    let_go,
    log_of,
    put_out,
    put_out_trial,
    remove_delivery,
    switch_delivery,
    take_lease,
)
from access.sending.deliveries import AT_MOST
from access.sending.outbox import LATEST, SENDING, WAITS
from access.tables import audit, deliveries
from tests.access.moments import NOW

TOKEN = "0a1b2c3d-4e5f-6789-abcd-ef0123456789"
ROBOT = NewDelivery(Channel(Kind.WECOM, TOKEN), "08:00", "zh", document=True)
DAY = date(2026, 11, 23)
NIGHT = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
MORNING = datetime(2026, 11, 23, 8, 0, 30, tzinfo=UTC)
LI = Origin("li", NOW)
ADMIN = Origin("admin", NOW)


def audited(engine: Engine) -> list[str]:
    with engine.connect() as connection:
        return list(connection.execute(select(audit.c.what).order_by(audit.c.position)).scalars())


def test_a_day_is_put_out_once_and_the_next_day_again(every_engine: Engine) -> None:
    engine = every_engine
    number = keep_delivery(engine, ROBOT, LI, NIGHT)
    assert not is_anything_due(engine, NOW, NIGHT)
    assert put_out(engine, NOW, NIGHT) == 0
    assert is_anything_due(engine, NOW, MORNING)
    assert [put_out(engine, NOW, MORNING) for _ in range(3)] == [1, 0, 0]
    (message,) = due(engine, NOW)
    assert (message.delivery, message.person, message.day) == (number, "li", DAY)
    assert (message.kind, message.shown, message.is_trial) == ("wecom", "···6789", False)
    assert put_out(engine, NOW, MORNING + timedelta(days=1)) == 1
    assert len(due(engine, NOW)) == 2


def test_an_order_given_after_its_time_begins_on_the_next_day(engine: Engine) -> None:
    keep_delivery(engine, ROBOT, LI, MORNING)
    assert put_out(engine, NOW, MORNING + timedelta(hours=1)) == 0
    assert put_out(engine, NOW, MORNING + timedelta(days=1)) == 1


def test_a_report_of_the_morning_is_not_sent_in_the_evening(engine: Engine) -> None:
    keep_delivery(engine, ROBOT, LI, NIGHT)
    assert put_out(engine, NOW, MORNING + LATEST) == 1
    assert due(engine, NOW) == ()
    (message,) = log_of(engine, "li")
    assert message.state is State.LATE
    assert audited(engine)[-1] == "report_late"
    assert put_out(engine, NOW, MORNING + LATEST) == 0
    assert audited(engine).count("report_late") == 1


def test_a_number_that_was_given_up_is_not_given_again(every_engine: Engine) -> None:
    """Cancelled and ordered anew on the same day, it stops nobody's report."""
    engine = every_engine
    first = keep_delivery(engine, ROBOT, LI, NIGHT)
    put_out(engine, NOW, MORNING)
    (message,) = due(engine, NOW)
    claim(engine, message, NOW)
    finish(engine, message, NOW)
    assert remove_delivery(engine, first, LI)
    second = keep_delivery(engine, replace(ROBOT, at="09:00"), LI, MORNING)
    keep_delivery(engine, replace(ROBOT, at="09:00"), Origin("wang", NOW), MORNING)
    assert second != first
    assert put_out(engine, NOW, MORNING + timedelta(hours=1)) == 2
    assert {each.person for each in due(engine, NOW)} == {"li", "wang"}


def test_a_day_that_is_put_out_already_stops_no_other(every_engine: Engine) -> None:
    engine = every_engine
    number = keep_delivery(engine, ROBOT, LI, NIGHT)
    put_out(engine, NOW, MORNING)
    keep_delivery(engine, ROBOT, Origin("wang", NOW), NIGHT)
    with engine.begin() as connection:
        # As after a database was put back from a copy.
        connection.execute(deliveries.update().values(last_day=DAY - timedelta(days=1)))
    assert put_out(engine, NOW, MORNING) == 1
    assert [each.person for each in due(engine, NOW)] == ["li", "wang"]
    assert deliveries_of(engine, "li")[0].id == number


def test_what_waited_too_long_is_not_sent_any_more(engine: Engine) -> None:
    keep_delivery(engine, ROBOT, LI, NIGHT)
    put_out(engine, MORNING, MORNING)
    (message,) = due(engine, MORNING)
    # The server was down from then on.
    assert claim(engine, message, MORNING + LATEST) is None
    (message,) = log_of(engine)
    assert message.state is State.LATE
    assert due(engine, MORNING + timedelta(days=1)) == ()
    assert audited(engine)[-1] == "report_late"


def test_a_trial_has_a_time_of_its_own(engine: Engine) -> None:
    number = keep_delivery(engine, ROBOT, LI, NIGHT)
    evening = MORNING + timedelta(hours=12)
    assert put_out_trial(engine, number, Origin("li", evening), evening)
    (message,) = due(engine, evening)
    assert claim(engine, message, evening) is not None
    (again,) = due(engine, evening + LATEST + timedelta(minutes=1))
    assert claim(engine, again, evening + LATEST + timedelta(minutes=1)) is None
    assert log_of(engine)[0].state is State.LATE


def test_a_message_that_ends_its_process_each_time_is_given_up(engine: Engine) -> None:
    keep_delivery(engine, ROBOT, LI, NIGHT)
    put_out(engine, MORNING, MORNING)
    now, claimed = MORNING, 0
    while waiting := due(engine, now):
        claimed += claim(engine, waiting[0], now) is not None
        now += SENDING
    assert claimed == len(WAITS) + 1
    (message,) = log_of(engine)
    assert (message.state, message.fault) == (State.GIVEN_UP, Fault.INTERRUPTED)
    assert audited(engine)[-1] == "report_given_up"


def test_a_failure_is_tried_again_later_and_later_and_then_given_up(engine: Engine) -> None:
    keep_delivery(engine, ROBOT, LI, NIGHT)
    put_out(engine, NOW, MORNING)
    now, states = NOW, []
    for wait in (*WAITS, timedelta(0)):
        (message,) = due(engine, now)
        assert claim(engine, message, now) is not None
        states.append(finish(engine, message, now, Fault.DECLINED))
        assert due(engine, now) == ()
        now += wait
    assert states == [State.WAITING] * len(WAITS) + [State.GIVEN_UP]
    (message,) = log_of(engine)
    assert (message.attempts, message.fault) == (len(WAITS) + 1, Fault.DECLINED)
    assert due(engine, now + timedelta(days=1)) == ()


def test_what_cannot_be_sent_at_all_is_not_tried_again(engine: Engine) -> None:
    keep_delivery(engine, ROBOT, LI, NIGHT)
    put_out(engine, NOW, MORNING)
    (message,) = due(engine, NOW)
    claim(engine, message, NOW)
    assert finish(engine, message, NOW, Fault.RIGHTS, is_final=True) is State.REFUSED
    assert due(engine, NOW + timedelta(days=1)) == ()


def test_a_message_is_claimed_by_one_process_only(every_engine: Engine) -> None:
    engine = every_engine
    keep_delivery(engine, ROBOT, LI, NIGHT)
    put_out(engine, NOW, MORNING)
    (message,) = due(engine, NOW)
    found: list[object] = []
    threads = [Thread(target=lambda: found.append(claim(engine, message, NOW))) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len([each for each in found if each is not None]) == 1
    # Whoever claimed it may have died: after a while it is anybody's again.
    assert due(engine, NOW) == ()
    (again,) = due(engine, NOW + SENDING)
    assert again.attempts == 1
    assert claim(engine, again, NOW + SENDING) is not None


def test_one_sees_and_removes_what_is_ones_own(engine: Engine) -> None:
    number = keep_delivery(engine, ROBOT, LI, NIGHT)
    other = replace(
        ROBOT, channel=Channel(Kind.DINGTALK, "a1b2c3d4e5f6", "SECabc12345"), at="07:30"
    )
    keep_delivery(engine, other, Origin("wang", NOW), NIGHT)
    (mine,) = deliveries_of(engine, "li")
    assert (mine.id, mine.order) == (number, ROBOT)
    assert [each.order for each in all_deliveries(engine)] == [other, ROBOT]
    assert not remove_delivery(engine, number, Origin("wang", NOW))
    put_out(engine, NOW, MORNING)
    assert remove_delivery(engine, number, LI)
    assert deliveries_of(engine, "li") == ()
    # What waited is not sent after all.
    assert [message.person for message in due(engine, NOW)] == ["wang"]


def test_an_administrator_switches_an_order_off_and_on(engine: Engine) -> None:
    number = keep_delivery(engine, ROBOT, LI, NIGHT)
    put_out(engine, NOW, MORNING)
    assert switch_delivery(engine, number, on=False, by=ADMIN)
    (message,) = due(engine, NOW)
    assert claim(engine, message, NOW) is None
    assert log_of(engine)[0].state is State.REFUSED
    assert put_out(engine, NOW, MORNING + timedelta(days=1)) == 0
    assert not put_out_trial(engine, number, LI, MORNING)
    assert switch_delivery(engine, number, on=True, by=ADMIN)
    assert audited(engine)[-1] == "delivery_switched"
    assert put_out(engine, NOW, MORNING + timedelta(days=1)) == 1
    assert not switch_delivery(engine, 999, on=False, by=ADMIN)


def test_a_trial_waits_alone(engine: Engine) -> None:
    number = keep_delivery(engine, ROBOT, LI, NIGHT)
    assert not put_out_trial(engine, number, Origin("wang", NOW), NIGHT)
    assert put_out_trial(engine, number, LI, NIGHT)
    assert not put_out_trial(engine, number, LI, NIGHT)
    (message,) = due(engine, NOW)
    assert message.is_trial
    claim(engine, message, NOW)
    assert finish(engine, message, NOW) is State.SENT
    assert put_out_trial(engine, number, Origin("li", NOW + timedelta(seconds=9)), NIGHT)


@pytest.mark.parametrize("at", ["8:00", "24:00", "08:60", "", "08:00\n", "８:00"])
def test_a_time_that_is_none_is_refused(engine: Engine, at: str) -> None:
    with pytest.raises(EntryError) as refused:
        keep_delivery(engine, replace(ROBOT, at=at), LI, NIGHT)
    assert (refused.value.field, refused.value.fault) == ("at", "time")


def test_nobody_orders_more_than_a_few(engine: Engine) -> None:
    for _ in range(AT_MOST):
        keep_delivery(engine, ROBOT, LI, NIGHT)
    with pytest.raises(EntryError) as refused:
        keep_delivery(engine, ROBOT, LI, NIGHT)
    assert refused.value.fault == "many"


def test_the_record_says_what_was_sent_and_holds_no_address(engine: Engine) -> None:
    number = keep_delivery(engine, ROBOT, LI, NIGHT)
    put_out(engine, NOW, MORNING)
    (message,) = due(engine, NOW)
    claim(engine, message, NOW)
    finish(engine, message, NOW)
    remove_delivery(engine, number, LI)
    with engine.connect() as connection:
        rows = connection.execute(select(audit.c.what, audit.c.detail)).all()
        left = connection.execute(text("SELECT * FROM outbox")).all()
    assert [row.what for row in rows] == ["delivery_kept", "report_sent", "delivery_removed"]
    assert TOKEN not in str([*rows, *left])
    assert verify_chain(engine).problems == ()


def test_a_lease_is_held_by_one_renewed_by_it_and_ends_by_itself(every_engine: Engine) -> None:
    engine, long = every_engine, timedelta(minutes=2)
    assert take_lease(engine, "sending", "first", NOW, long)
    assert not take_lease(engine, "sending", "second", NOW + timedelta(seconds=90), long)
    assert take_lease(engine, "sending", "first", NOW + timedelta(seconds=90), long)
    assert not take_lease(engine, "sending", "second", NOW + timedelta(seconds=180), long)
    assert take_lease(engine, "sending", "second", NOW + timedelta(seconds=210), long)
    # Whoever came back too late does not give away what is no longer his.
    let_go(engine, "sending", "first")
    assert not take_lease(engine, "sending", "first", NOW + timedelta(seconds=211), long)
    let_go(engine, "sending", "second")
    assert take_lease(engine, "sending", "first", NOW + timedelta(seconds=212), long)
