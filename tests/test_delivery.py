"""Delivery in a workspace that is well: what is owed comes once, in order, paced, and stays up to date."""

from itertools import pairwise

import pytest

from bot.delivery import DeliveryLocked, owned, verify
from bot.feedback import Feedback, key_id
from bot.store import posts
from bot.store.database import open_database, reading, writing
from bot.workspace import BOT, FEEDBACK, GENERAL, Workspace
from clock import MONDAY
from outgoing import bot, client, orders_shown, owe, pass_time, quick_bot, states, without_disk

pytest_plugins = ["postgres"]


@pytest.fixture(params=["sqlite", "postgresql"])
def engine(request, tmp_path):
    """An empty database of either kind."""
    if request.param == "postgresql":
        yield request.getfixturevalue("postgres")
        return
    engine = open_database(f"sqlite:///{tmp_path / 'starkeeper.db'}")
    without_disk(engine)
    yield engine
    engine.dispose()


@pytest.fixture
def slack(clock):
    """A workspace on the test's clock."""
    with Workspace(clock=lambda: clock().timestamp()) as workspace:
        yield workspace


def test_an_owed_alert_is_posted_with_its_ids_alone_as_metadata(engine, slack, clock):
    owe(engine, 1)

    bot(engine, slack, clock).step()

    [alert] = slack.posted
    item = key_id("alert", "main", "US", "113-0000001-0000001")
    assert alert.metadata == {
        "event_type": "starkeeper_post",
        "event_payload": {"post": key_id("alert", FEEDBACK, item), "items": [item]},
    }
    assert states(engine) == ["sent"]


def test_links_are_never_unfurled_and_names_never_linked(engine, slack, clock):
    owe(engine, 1)

    bot(engine, slack, clock).step()

    [call] = [call for call in slack.calls if call.method == "chat.postMessage"]
    assert (call.args["unfurl_links"], call.args["unfurl_media"]) == (False, False)
    assert not {"link_names", "parse"} & set(call.args)


def test_twenty_owed_at_once_come_one_by_one_oldest_first(engine, slack, clock):
    owed = owe(engine, *range(20))

    pass_time(bot(engine, slack, clock), clock, 25, step=1)

    assert orders_shown(slack) == owed
    assert set(states(engine)) == {"sent"}


def test_a_channel_gets_one_message_a_second_at_most(engine, slack, clock):
    owe(engine, *range(5))

    pass_time(bot(engine, slack, clock), clock, 10, step=0.1)

    times = slack.pace(FEEDBACK)
    assert len(times) == 5
    assert min(later - earlier for earlier, later in pairwise(times)) >= 1.0


def test_a_second_round_posts_nothing_again(engine, slack, clock):
    owe(engine, 1)
    delivery = bot(engine, slack, clock)

    pass_time(delivery, clock, 120)

    assert len(slack.posted) == 1


def test_owing_the_same_alert_again_is_no_news(engine, slack, clock):
    owe(engine, 1)
    pass_time(bot(engine, slack, clock), clock, 3)

    with writing(engine) as session:
        again = posts.owe_alert(session, session.get_one(Feedback, 1), clock())
    pass_time(bot(engine, slack, clock), clock, 3)

    assert not again
    assert len(slack.posted) == 1


def test_a_touched_post_is_edited_once_however_often_it_was_touched(engine, slack, clock):
    owe(engine, 1)
    delivery = bot(engine, slack, clock)
    pass_time(delivery, clock, 2)

    with writing(engine) as session:
        for _ in range(3):
            posts.touch_alert(session, 1)
    pass_time(delivery, clock, 5)

    [alert] = slack.posted
    assert [edit.text.split()[1] for edit in alert.edits] == ["v3"]


def test_a_post_touched_before_it_is_sent_needs_no_edit(engine, slack, clock):
    owe(engine, 1)
    with writing(engine) as session:
        posts.bind_items(session, lambda _: FEEDBACK, MONDAY)
        posts.touch_alert(session, 1)

    pass_time(bot(engine, slack, clock), clock, 5)

    [alert] = slack.posted
    assert (alert.text.split()[1], alert.edits) == ("v1", [])


def test_a_message_that_somebody_deleted_is_not_edited_for_ever(engine, slack, clock):
    owe(engine, 1)
    delivery = bot(engine, slack, clock)
    pass_time(delivery, clock, 2)
    client(slack).chat_delete(channel=FEEDBACK, ts=slack.posted[0].ts)

    with writing(engine) as session:
        posts.touch_alert(session, 1)
    pass_time(delivery, clock, 30)

    assert [call.method for call in slack.calls].count("chat.update") == 1


def test_a_reply_waits_for_its_parent_and_goes_into_its_thread(engine, slack, clock):
    with writing(engine) as session:
        posts.owe_post(session, "digest", FEEDBACK, "2026-11-23", MONDAY)
        parent = key_id("digest", FEEDBACK, "2026-11-23")
        posts.owe_post(session, "notice", FEEDBACK, "a note", MONDAY, thread_of=parent)

    pass_time(bot(engine, slack, clock), clock, 5)

    digest, note = slack.posted
    assert (digest.text, note.thread_ts) == ("digest v0", digest.ts)


def test_a_post_is_owed_once_per_kind_channel_and_slot(engine):
    with writing(engine) as session:
        first = posts.owe_post(session, "digest", FEEDBACK, "2026-11-23", MONDAY)
        again = posts.owe_post(session, "digest", FEEDBACK, "2026-11-23", MONDAY)

    assert first is not None
    assert again is None


def test_a_skipped_digest_is_known_and_never_sent(engine, slack, clock):
    with writing(engine) as session:
        post = posts.owe_post(session, "digest", FEEDBACK, "2026-11-23", MONDAY)
        post.state, post.error = "skipped", "late"

    pass_time(bot(engine, slack, clock), clock, 3)

    with reading(engine) as session:
        assert posts.known(session, "digest", FEEDBACK, "2026-11-23")
    assert slack.posted == []


def test_draining_ends_when_nothing_waits(engine, slack):
    owe(engine, 1, 2)
    delivery = quick_bot(engine, slack)

    assert delivery.drain(10)

    assert len(slack.posted) == 2


def test_draining_says_when_it_took_too_long(engine, slack):
    owe(engine, 1)
    slack.faults.down(60)

    assert not quick_bot(engine, slack).drain(0.3)


def test_only_one_process_delivers_from_a_sqlite_file(tmp_path):
    engine = open_database(f"sqlite:///{tmp_path / 'one.db'}")
    with owned(engine), pytest.raises(DeliveryLocked, match="Stop it first"), owned(engine):
        pass

    with owned(engine):
        pass


def test_verify_finds_nothing_wrong_where_nothing_is(engine, slack, clock):
    owe(engine, *range(30))
    pass_time(bot(engine, slack, clock), clock, 6)

    verdict = verify(engine, client(slack))

    assert verdict == (3, [], [])


def test_verify_names_what_is_missing_and_what_is_doubled(engine, slack, clock):
    owe(engine, 1, 2)
    pass_time(bot(engine, slack, clock), clock, 6)
    first, second = slack.posted
    caller = client(slack)
    caller.chat_delete(channel=FEEDBACK, ts=first.ts)
    caller.chat_postMessage(channel=FEEDBACK, text="again", metadata=second.metadata)

    verdict = verify(engine, caller)

    gone, doubled = (message.metadata["event_payload"] for message in (first, second))
    assert verdict.missing == [gone["post"], *gone["items"]]
    assert verdict.doubled == [doubled["post"], *doubled["items"]]


def test_each_marketplace_goes_to_its_own_channel(engine, slack, clock):
    owe(engine, 1, marketplace="US")
    owe(engine, 2, marketplace="DE")
    where = {("main", "US"): FEEDBACK, ("main", "DE"): GENERAL}
    slack.state.channels[GENERAL].members.add(BOT)

    pass_time(bot(engine, slack, clock, channel_of=where.__getitem__), clock, 2)

    assert {message.channel: message.text.split()[-1][-1] for message in slack.posted} == {
        FEEDBACK: "1",
        GENERAL: "2",
    }
