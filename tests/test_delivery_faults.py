"""Delivery in a workspace that is not well: nothing is lost, nothing is doubled, nothing is hammered."""

import pytest

from bot.delivery import Pace, verify
from bot.feedback import Post, key_id
from bot.store import posts
from bot.store.database import reading, writing
from bot.workspace import FEEDBACK, Workspace, faults
from clock import MONDAY
from outgoing import (
    bot,
    client,
    owe,
    pass_time,
    states,
    stored,
)

pytestmark = pytest.mark.usefixtures("diskless")

GONE = "C0NOWHERE"


@pytest.fixture
def slack(clock):
    """A workspace on the test's clock."""
    with Workspace(clock=lambda: clock().timestamp()) as workspace:
        yield workspace


def posts_of(slack):
    return [call for call in slack.calls if call.method == "chat.postMessage"]


LOST_ANSWERS = [
    faults.drop(),
    faults.reset(),
    faults.truncated(),
    faults.html(),
    faults.http(500, accepted=True),
    faults.http(502, accepted=True),
    faults.error("internal_error", accepted=True),
    faults.error("fatal_error", accepted=True),
]


@pytest.mark.parametrize("fault", LOST_ANSWERS, ids=str)
def test_a_message_whose_answer_was_lost_is_found_and_not_sent_again(engine, slack, clock, fault):
    owe(engine, 1)
    slack.faults.add("chat.postMessage", fault)

    pass_time(bot(engine, slack, clock), clock, 120)

    assert len(posts_of(slack)) == 1
    assert states(engine) == ["sent"]


def test_a_message_whose_answer_never_comes_is_found_and_not_sent_again(engine, slack, clock):
    owe(engine, 1)
    slack.faults.add("chat.postMessage", faults.hang(1))

    pass_time(bot(engine, slack, clock, pace=Pace(http_timeout=0.2)), clock, 120)

    assert len(posts_of(slack)) == 1
    assert (states(engine), stored(engine)[0].attempts) == (["sent"], 1)


NOT_TAKEN = [faults.http(503), faults.reset(accepted=False), faults.error("service_unavailable")]


@pytest.mark.parametrize("fault", NOT_TAKEN, ids=str)
def test_a_message_that_was_never_taken_is_sent_after_two_looks(engine, slack, clock, fault):
    owe(engine, 1)
    slack.faults.add("chat.postMessage", fault)

    pass_time(bot(engine, slack, clock), clock, 120)

    lost, sent = posts_of(slack)
    assert 50 <= sent.at - lost.at <= 70
    assert len(slack.posted) == 1


def test_a_history_that_lags_is_waited_for(engine, slack, clock):
    owe(engine, 1)
    slack.faults.lag = 35
    slack.faults.add("chat.postMessage", faults.drop())

    pass_time(bot(engine, slack, clock), clock, 120)

    assert len(slack.posted) == 1


def test_a_history_that_misses_a_message_once_is_read_twice(engine, slack, clock):
    owe(engine, 1)
    slack.faults.add("chat.postMessage", faults.drop())
    delivery = bot(engine, slack, clock)
    pass_time(delivery, clock, 10)
    slack.faults.history_misses()

    pass_time(delivery, clock, 110)

    assert len(slack.posted) == 1


@pytest.mark.parametrize("minutes", [-10, 10])
def test_a_clock_that_is_wrong_by_minutes_finds_its_messages(engine, clock, minutes):
    owe(engine, 1)
    with Workspace(clock=lambda: clock().timestamp() + minutes * 60) as slack:
        slack.faults.add("chat.postMessage", faults.drop())

        pass_time(bot(engine, slack, clock), clock, 120)

        assert len(slack.posted) == 1


@pytest.mark.parametrize(
    ("advice", "seconds"),
    [(30, 30), ("1.5", 1.5), ("Mon, 23 Nov 2026 09:02:00 GMT", 120), (None, 10), (0, 0), (10**9, 3600)],
)
def test_a_limit_is_waited_out_and_costs_no_attempt(engine, slack, clock, advice, seconds):
    owe(engine, 1)
    slack.faults.add("chat.postMessage", faults.rate_limited(advice))

    delivery = bot(engine, slack, clock)
    delivery.step()
    clock.pass_by(seconds=max(seconds, 1) - 0.1)
    delivery.step()
    early = len(posts_of(slack))
    clock.pass_by(seconds=0.2)
    delivery.step()

    assert (early, len(posts_of(slack))) == (1, 2)
    assert [(post.state, post.attempts) for post in stored(engine)] == [("sent", 1)]


def test_a_limit_on_one_channel_is_heeded_in_all(engine, slack, clock):
    owe(engine, 1)
    slack.faults.add("chat.postMessage", faults.rate_limited(30))
    delivery = bot(engine, slack, clock)
    delivery.step()

    with writing(engine) as session:
        posts.owe_post(session, "digest", "C0GENERAL", "2026-11-23", MONDAY)
    pass_time(delivery, clock, 29)

    assert len(posts_of(slack)) == 1


def test_a_limit_on_reading_the_history_is_waited_out_too(engine, slack, clock):
    owe(engine, 1)
    slack.faults.add("conversations.history", faults.rate_limited(30))

    delivery = bot(engine, slack, clock)
    pass_time(delivery, clock, 29)
    early = [call.method for call in slack.calls]
    pass_time(delivery, clock, 3)

    assert early == ["conversations.history"]
    assert len(slack.posted) == 1


def test_an_outage_of_the_network_costs_nothing(engine, slack, clock):
    owe(engine, 1)
    away = client(slack)
    away.base_url = "http://127.0.0.1:9/api/"

    delivery = bot(engine, slack, clock, client=away)
    pass_time(delivery, clock, 20)
    before = states(engine)
    pass_time(bot(engine, slack, clock), clock, 20)

    assert before in ([], ["pending"])
    assert len(slack.posted) == 1


def test_a_click_settles_a_message_whose_answer_was_lost(engine, slack, clock):
    owe(engine, 1)
    slack.faults.add("chat.postMessage", faults.drop())
    delivery = bot(engine, slack, clock)
    pass_time(delivery, clock, 2)
    [alert], [post] = slack.posted, stored(engine)

    news = delivery.settle(post.id, alert.ts), delivery.settle(post.id, alert.ts)

    assert (news, states(engine)) == ((True, False), ["sent"])


def test_a_lost_answer_holds_up_no_other_message(engine, slack, clock):
    owe(engine, 1, 2)
    slack.faults.add("chat.postMessage", faults.drop())

    pass_time(bot(engine, slack, clock), clock, 8)

    assert len(slack.posted) == 2


def test_a_thread_whose_parent_was_deleted_gets_its_reply_into_the_channel(engine, slack, clock):
    with writing(engine) as session:
        posts.owe_post(session, "digest", FEEDBACK, "2026-11-23", MONDAY)
    delivery = bot(engine, slack, clock)
    pass_time(delivery, clock, 2)
    client(slack).chat_delete(channel=FEEDBACK, ts=slack.posted[0].ts)

    with writing(engine) as session:
        parent = key_id("digest", FEEDBACK, "2026-11-23")
        posts.owe_post(session, "notice", FEEDBACK, "a note", clock(), thread_of=parent)
    pass_time(delivery, clock, 5)

    assert [(message.text, message.thread_ts) for message in slack.posted[1:]] == [("notice v0 plain", "")]


def test_the_sdk_would_have_posted_twice(engine, slack, clock):
    """Why delivery takes the SDK's own retry away."""
    slack.faults.add("chat.postMessage", faults.reset())
    caller = client(slack)

    caller.chat_postMessage(channel=FEEDBACK, text="hello")

    assert len(slack.posted) == 2
    assert bot(engine, slack, clock, client=caller)._client.retry_handlers == []


def test_verify_agrees_after_every_fault(engine, slack, clock):
    owe(engine, *range(10))
    for fault in LOST_ANSWERS:
        slack.faults.add("chat.postMessage", fault)

    pass_time(bot(engine, slack, clock), clock, 200)

    assert verify(engine, client(slack)) == (10, [], [])
    with reading(engine) as session:
        assert posts.waiting(session) == 0
        assert session.get(Post, stored(engine)[0].id).error == ""
