"""What Slack refuses, for its content, its channel or its token: nothing is lost, and nobody is nagged."""

import pytest

from bot.store import posts
from bot.store.database import writing
from bot.workspace import BOT, FEEDBACK, Workspace, faults
from clock import MONDAY
from outgoing import (
    bot,
    in_channel,
    orders_shown,
    owe,
    pass_time,
    render,
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
    where = {("main", "US"): FEEDBACK, ("main", "DE"): GONE}

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
