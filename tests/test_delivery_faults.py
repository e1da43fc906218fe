"""Delivery in a workspace that is not well: nothing is lost, nothing is doubled, nothing is hammered."""

import pytest

from bot.delivery import verify
from bot.feedback import Post, key_id
from bot.store import posts
from bot.store.database import reading, writing
from bot.workspace import BOT, FEEDBACK, Workspace, faults
from clock import MONDAY
from outgoing import (
    bot,
    client,
    in_channel,
    orders_shown,
    owe,
    pass_time,
    render,
    states,
    stored,
    without_disk,
)

GONE = "C0NOWHERE"


@pytest.fixture
def engine(engine):
    """The usual database, waiting for no disk."""
    without_disk(engine)
    return engine


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


def test_refused_content_is_sent_once_more_plain_and_short(engine, slack, clock):
    owe(engine, 1)
    slack.faults.add("chat.postMessage", faults.error("invalid_blocks"))

    pass_time(bot(engine, slack, clock), clock, 10)

    [alert] = slack.posted
    assert alert.text.endswith("plain")


def test_content_refused_twice_is_a_dead_letter_until_a_person_retries_it(engine, slack, clock):
    owe(engine, 1)
    slack.faults.add("chat.postMessage", faults.error("msg_too_long"), times=2)
    delivery = bot(engine, slack, clock)
    pass_time(delivery, clock, 100)
    [dead] = stored(engine)

    with writing(engine) as session:
        assert posts.retry(session, dead.id, clock())
    pass_time(delivery, clock, 10)

    assert (dead.state, dead.error) == ("dead", "msg_too_long")
    assert [message.metadata["event_payload"]["post"] for message in slack.posted] == [dead.id]


def test_a_discarded_dead_letter_stays_unsent(engine, slack, clock):
    owe(engine, 1)
    slack.faults.add("chat.postMessage", faults.error("msg_too_long"), times=2)
    delivery = bot(engine, slack, clock)
    pass_time(delivery, clock, 10)
    [dead] = stored(engine)

    with writing(engine) as session:
        assert posts.discard(session, dead.id, "said by phone")
        assert not posts.retry(session, dead.id, clock())
    pass_time(delivery, clock, 10)

    assert (slack.posted, states(engine)) == ([], ["skipped"])


def test_what_cannot_be_rendered_becomes_a_dead_letter_and_holds_up_nobody(engine, slack, clock):
    owe(engine, 1, 2)

    def broken(session, post):
        if posts.items_of(session, post.id) == [1]:
            raise RuntimeError
        return render(session, post)

    pass_time(bot(engine, slack, clock, render=broken), clock, 10)

    assert [message.text.split()[-1] for message in slack.posted] == ["113-0000002-0000002"]
    assert states(engine) == ["dead", "sent"]


def test_an_edit_that_is_refused_is_tried_plain_and_then_given_up(engine, slack, clock):
    owe(engine, 1)
    delivery = bot(engine, slack, clock)
    pass_time(delivery, clock, 2)
    slack.faults.add("chat.update", faults.error("invalid_blocks"), times=2)

    with writing(engine) as session:
        posts.touch_alert(session, 1)
    pass_time(delivery, clock, 60)

    assert [call.method for call in slack.calls].count("chat.update") == 2
    assert states(engine) == ["sent"]


def test_an_edit_whose_answer_was_lost_is_made_again(engine, slack, clock):
    owe(engine, 1)
    delivery = bot(engine, slack, clock)
    pass_time(delivery, clock, 2)
    slack.faults.add("chat.update", faults.drop())

    with writing(engine) as session:
        posts.touch_alert(session, 1)
    pass_time(delivery, clock, 30)

    [alert] = slack.posted
    assert {edit.text for edit in alert.edits} == {"alert v1 113-0000001-0000001"}
    assert stored(engine)[0].shown == 1


@pytest.mark.parametrize(("error", "where"), [("is_archived", FEEDBACK), ("token_revoked", "")])
def test_what_slack_refuses_is_parked_told_once_and_tried_hourly(engine, slack, clock, error, where):
    owe(engine, *range(5))
    told = []
    delivery = bot(engine, slack, clock, notice=lambda *news: told.append(news))
    slack.faults.add("chat.postMessage", faults.error(error), times=3)

    pass_time(delivery, clock, 3.5 * 3600, step=60)

    assert told == [(where, error), (FEEDBACK, "")]
    assert len(orders_shown(slack)) == 5
    assert [round((call.at - MONDAY.timestamp()) / 3600, 1) for call in posts_of(slack)[:4]] == [0, 1, 2, 3]


def test_a_parked_channel_is_tried_at_once_after_a_restart(engine, slack, clock):
    owe(engine, 1)
    slack.faults.add("chat.postMessage", faults.error("not_in_channel"))
    pass_time(bot(engine, slack, clock), clock, 5)

    again = bot(engine, slack, clock)
    again.start()
    pass_time(again, clock, 2)

    assert len(slack.posted) == 1


def test_alerts_refused_by_a_mistaken_channel_go_to_the_one_set_after_it(engine, slack, clock):
    owe(engine, *range(3))
    pass_time(bot(engine, slack, clock, channel_of=in_channel(GONE)), clock, 5)

    mended = bot(engine, slack, clock)
    mended.start()
    pass_time(mended, clock, 5)

    assert {message.channel for message in slack.posted} == {FEEDBACK}
    assert len(orders_shown(slack)) == 3


def test_a_mistaken_channel_holds_up_no_other(engine, slack, clock):
    owe(engine, 1, marketplace="DE")
    owe(engine, 2, marketplace="US")
    where = {"US": FEEDBACK, "DE": GONE}

    pass_time(bot(engine, slack, clock, channel_of=where.__getitem__), clock, 3)

    assert [message.channel for message in slack.posted] == [FEEDBACK]


def test_seven_days_parked_lose_nothing_and_come_as_a_storm(engine, slack, clock):
    slack.state.channels[FEEDBACK].members.remove(BOT)
    delivery = bot(engine, slack, clock)
    for day in range(7):
        owe(engine, *range(day * 10, day * 10 + 10), now=clock())
        pass_time(delivery, clock, 86_400, step=1800)

    slack.state.channels[FEEDBACK].members.add(BOT)
    clock.pass_by(hours=1)
    pass_time(delivery, clock, 90)

    assert len(orders_shown(slack)) == len(set(orders_shown(slack))) == 70
    assert "dead" not in states(engine)


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
