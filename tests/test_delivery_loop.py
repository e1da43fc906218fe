"""Delivery's own thread, and what it meets on its way: other owners, a database that is away, old threads."""

from datetime import timedelta
from threading import Event, Thread

import pytest
from sqlalchemy.exc import OperationalError

from bot.delivery import owned, verify
from bot.feedback import key_id
from bot.store import posts
from bot.store.database import writing
from bot.workspace import FEEDBACK, Workspace, faults
from clock import MONDAY
from outgoing import bot, client, owe, pass_time, quick_bot, render, states

pytest_plugins = ["postgres"]
pytestmark = pytest.mark.usefixtures("diskless")


@pytest.fixture
def slack(clock):
    """A workspace on the test's clock."""
    with Workspace(clock=lambda: clock().timestamp()) as workspace:
        yield workspace


def test_the_thread_delivers_what_another_process_wrote_and_ends_when_told(engine, slack):
    delivery, stop = quick_bot(engine, slack), Event()
    thread = Thread(target=delivery.run, args=(stop,))
    thread.start()

    owe(engine, 1)
    slack.wait_posted()
    stop.set()
    delivery.wake()
    thread.join(5)

    assert not thread.is_alive()


def test_a_round_that_fails_is_logged_and_the_next_one_comes(engine, slack, monkeypatch, caplog):
    delivery, stop = quick_bot(engine, slack), Event()
    rounds = iter([OperationalError("SELECT", {}, Exception("away")), None])

    def step():
        if error := next(rounds):
            raise error
        stop.set()

    monkeypatch.setattr(delivery, "step", step)
    delivery.run(stop)

    assert "A round of delivery failed" in caplog.text
    assert next(rounds, "all used") == "all used"


def test_a_database_that_goes_away_while_rendering_leaves_the_post_to_be_looked_up(engine, slack, clock):
    owe(engine, 1)
    away = [OperationalError("SELECT", {}, Exception("away"))]

    def rendered(session, post):
        if away:
            raise away.pop()
        return render(session, post)

    delivery = bot(engine, slack, clock, render=rendered)
    with pytest.raises(OperationalError):
        delivery.step()
    between = states(engine)
    pass_time(delivery, clock, 120)

    assert (between, states(engine), len(slack.posted)) == (["sending"], ["sent"], 1)


def test_a_claim_that_was_held_up_too_long_makes_no_call(engine, slack, clock):
    owe(engine, 1)

    def slow(session, post):
        clock.pass_by(seconds=6 if post.epoch == 1 else 0)
        return render(session, post)

    delivery = bot(engine, slack, clock, render=slow)
    delivery.step()
    between = states(engine), len(slack.posted)
    pass_time(delivery, clock, 5)

    assert between == (["pending"], 0)
    assert len(slack.posted) == 1


def test_any_number_of_processes_deliver_from_postgresql(postgres):
    with owned(postgres), owned(postgres):
        pass


def test_what_one_replica_is_binding_another_leaves_alone(postgres):
    owe(postgres, 1)

    with writing(postgres) as first, writing(postgres) as second:
        made = posts.bind_items(first, lambda _: FEEDBACK, MONDAY)
        again = posts.bind_items(second, lambda _: FEEDBACK, MONDAY)

    assert (made, again) == (1, 0)


def test_what_one_replica_looks_up_another_leaves_alone(postgres, slack, clock):
    owe(postgres, 1)
    slack.faults.add("chat.postMessage", faults.drop())
    delivery = bot(postgres, slack, clock)
    delivery.step()
    clock.pass_by(seconds=60)

    with writing(postgres) as other:
        looked = posts.claim_lookup(other, clock(), timedelta(seconds=15))
        did = delivery.step()

    assert (len(looked), did) == (1, False)


def test_a_look_up_that_fails_is_made_again(engine, slack, clock):
    owe(engine, 1)
    slack.faults.add("chat.postMessage", faults.drop())
    pass_time(bot(engine, slack, clock), clock, 2)
    slack.faults.add("conversations.history", faults.http(500), times=2)

    pass_time(bot(engine, slack, clock), clock, 200)

    assert (len(slack.posted), states(engine)) == (1, ["sent"])


def test_a_look_up_in_a_refused_channel_parks_it(engine, slack, clock):
    owe(engine, 1)
    told = []
    slack.faults.add("chat.postMessage", faults.drop())
    delivery = bot(engine, slack, clock, notice=lambda *news: told.append(news))
    pass_time(delivery, clock, 2)
    slack.faults.add("conversations.history", faults.error("is_archived"))

    pass_time(delivery, clock, 200)

    assert told == [(FEEDBACK, "is_archived")]
    assert (len(slack.posted), states(engine)) == (1, ["sent"])


def test_a_reply_lost_with_its_whole_thread_is_sent_into_the_channel(engine, slack, clock):
    with writing(engine) as session:
        posts.owe_post(session, "digest", FEEDBACK, "2026-11-23", MONDAY)
        parent = key_id("digest", FEEDBACK, "2026-11-23")
        posts.owe_post(session, "notice", FEEDBACK, "a note", MONDAY, thread_of=parent)
    delivery = bot(engine, slack, clock)
    delivery.step()
    clock.pass_by(seconds=1)
    slack.faults.add("chat.postMessage", faults.http(503))
    delivery.step()
    client(slack).chat_delete(channel=FEEDBACK, ts=slack.posted[0].ts)

    pass_time(delivery, clock, 200)

    assert [message.text for message in slack.posted][1:] == ["notice v0 plain"]


def test_verify_reads_past_what_others_said_in_our_threads(engine, slack, clock):
    owe(engine, 1)
    delivery = bot(engine, slack, clock)
    pass_time(delivery, clock, 2)
    talker = client(slack)
    alert = slack.posted[0]
    talker.chat_postMessage(channel=FEEDBACK, text="on it", thread_ts=alert.ts)
    chat = talker.chat_postMessage(channel=FEEDBACK, text="lunch?")
    talker.chat_postMessage(channel=FEEDBACK, text="yes", thread_ts=chat["ts"])

    assert verify(engine, talker) == (1, [], [])
