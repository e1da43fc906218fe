"""What is owed becomes rows: posts, alerts, edits, and dead letters taken up again."""

from datetime import timedelta

import pytest
from sqlmodel import select

from bot.feedback import AlertItem, Feedback, Post, key_id
from bot.store import posts
from bot.store.database import reading, writing
from clock import MONDAY
from outgoing import negative, owe
from rows import ROOM, THREAD, TS, WITHOUT_MORE, changes, do, keep, post, row, sent

LATER = MONDAY + timedelta(hours=1)


def test_an_owed_post_is_a_row_named_by_its_key(engine):
    keep(engine, sent("parent", THREAD))

    owed = do(engine, posts.owe_post, "notice", ROOM, "monday", MONDAY, {"text": "x"}, "parent")

    assert row(engine, owed.id) == WITHOUT_MORE | {
        "id": key_id("notice", ROOM, "monday"),
        "kind": "notice",
        "channel": ROOM,
        "slot": "monday",
        "thread_of": "parent",
        "payload": {"text": "x"},
        "state": "pending",
        "not_before": MONDAY,
        "created_at": MONDAY,
        "ts": "",
        "sent_at": None,
    }


def test_a_post_that_was_ever_owed_is_not_owed_again(engine):
    do(engine, posts.owe_post, "notice", ROOM, "monday", MONDAY, {"text": "x"})

    again = do(engine, posts.owe_post, "notice", ROOM, "monday", LATER, {"text": "y"})

    assert again is None
    assert row(engine, key_id("notice", ROOM, "monday"))["payload"] == {"text": "x"}


def test_a_message_found_in_the_channel_becomes_what_is_owed_under_its_id(engine):
    name = key_id("notice", ROOM, "monday")
    keep(engine, sent("parent", THREAD), sent(name, TS, kind="", slot=""))

    changed = changes(
        engine,
        name,
        lambda session: posts.owe_post(session, "notice", ROOM, "monday", LATER, {"text": "x"}, "parent"),
    )

    assert changed == {
        "kind": "notice",
        "slot": "monday",
        "payload": {"text": "x"},
        "thread_of": "parent",
    }


def test_what_is_owed_under_a_found_message_is_not_handed_out_as_pending(engine):
    keep(engine, sent(key_id("notice", ROOM, "monday"), TS, kind="", slot=""))

    assert do(engine, posts.owe_post, "notice", ROOM, "monday", LATER) is None


def test_a_post_is_known_once_somebody_owed_it(engine):
    name = key_id("notice", ROOM, "monday")
    keep(engine, sent(name, TS, kind=""), post(key_id("notice", ROOM, "tuesday")))

    known = [do(engine, posts.known, "notice", ROOM, day) for day in ("monday", "tuesday", "wednesday")]

    assert known == [False, True, False]


def test_an_alert_is_owed_once_by_its_orders_key(engine):
    owe(engine, 1)

    with writing(engine) as session:
        again = posts.owe_alert(session, session.get_one(Feedback, 1), LATER)
        [item] = session.exec(select(AlertItem))

    assert not again
    assert (item.id, item.feedback_id, item.post_id, item.owed_at) == (
        key_id("alert", "main", "US", "113-0000001-0000001"),
        1,
        None,
        MONDAY,
    )


def test_an_alert_that_a_channel_already_shows_is_brought_up_to_date(engine):
    item = key_id("alert", "main", "US", "113-0000001-0000001")
    keep(
        engine,
        sent("card", TS, kind="alert"),
        sent("other", THREAD),
        negative("113-0000001-0000001", "US", MONDAY),
    )
    keep(engine, AlertItem(id=item, post_id="card", owed_at=MONDAY))

    with writing(engine) as session:
        news = posts.owe_alert(session, session.get_one(Feedback, 1), LATER)

    assert news
    assert (row(engine, "card")["wanted"], row(engine, "other")["wanted"]) == (1, 0)


def test_a_touch_owes_one_version_more_of_what_is_known(engine):
    keep(engine, sent("one", "1.0"), sent("two", "2.0"), sent("unknown", "3.0", kind=""))

    for name in ("one", "one", "unknown"):
        do(engine, posts.touch, name)

    assert [row(engine, name)["wanted"] for name in ("one", "two", "unknown")] == [2, 0, 0]


def test_a_touched_rating_touches_the_message_that_shows_it(engine):
    owe(engine, 1, 2)
    keep(engine, sent("card", "1.0"), sent("other", "2.0"))
    with writing(engine) as session:
        first, second = session.exec(select(AlertItem).order_by(AlertItem.feedback_id))
        first.post_id, second.post_id = "card", "other"

    do(engine, posts.touch_alert, 1)

    assert [row(engine, name)["wanted"] for name in ("card", "other")] == [1, 0]


def test_a_dead_letter_taken_up_again_starts_afresh(engine):
    keep(engine, post("one", state="dead", degraded=True, attempts=4, error="no_text", epoch=5))

    changed = changes(engine, "one", lambda session: posts.retry(session, "one", LATER))

    assert changed == {
        "state": "pending",
        "degraded": False,
        "attempts": 0,
        "not_before": LATER,
        "error": "",
    }


def test_a_discarded_dead_letter_says_why(engine):
    keep(engine, post("one", state="dead", error="no_text"))

    changed = changes(engine, "one", lambda session: posts.discard(session, "one", "said by phone"))

    assert changed == {"state": "skipped", "error": "said by phone"}


@pytest.mark.parametrize("state", ["pending", "sending", "sent", "blocked", "skipped"])
def test_only_a_dead_letter_is_retried_or_discarded(engine, state):
    keep(engine, post("one", state=state), post("other", state="dead"))

    did = do(engine, posts.retry, "one", LATER), do(engine, posts.discard, "one", "x")

    assert did == (False, False)
    assert (row(engine, "one")["state"], row(engine, "other")["state"]) == (state, "dead")


def test_a_post_knows_its_orders_even_where_it_is_one_of_two(engine):
    owe(engine, 1, 2)
    keep(engine, post("one"), post("two"))
    with writing(engine) as session:
        first, second = session.exec(select(AlertItem).order_by(AlertItem.feedback_id))
        first.post_id, second.post_id = "one", "two"

    with reading(engine) as session:
        assert (posts.items_of(session, "one"), posts.items_of(session, "two")) == ([1], [2])
        assert isinstance(found := posts.post_of(session, 2), Post)
        assert found.id == "two"


def test_a_page_lists_its_orders_by_marketplace_problem_and_cause_and_then_as_they_came(engine):
    said = [("US", "b", ""), ("US", "a", "z"), ("US", "a", "y"), ("DE", "c", ""), ("US", "a", "y")]
    keep(engine, post("page", kind="page"))
    for number, (market, problem, cause) in enumerate(said):
        rating = negative(f"113-{number}", market, MONDAY)
        rating.problem, rating.cause = problem, cause
        keep(engine, rating)
        keep(engine, AlertItem(id=f"{9 - number}", feedback_id=number + 1, post_id="page", owed_at=MONDAY))

    with reading(engine) as session:
        assert posts.items_of(session, "page") == [4, 3, 5, 2, 1]
