"""What is owed, as rows: binding, counting, parking, and who may take what."""

import pytest
from sqlalchemy import event
from sqlmodel import select

from bot.feedback import AlertItem, Post, key_id
from bot.store import posts
from bot.store.database import reading, writing
from bot.workspace import FEEDBACK
from clock import MONDAY
from outgoing import bind, claim, owe, stored, to_feedback


def test_items_are_bound_when_the_turn_of_their_channel_comes(engine):
    owe(engine, 1, 2)

    first, second = bind(engine), bind(engine)

    assert (first, second) == (1, 0)
    with reading(engine) as session:
        assert posts.by_state(session) == {"pending": 1, "owed": 1}


def test_a_card_is_named_by_its_item(engine):
    owe(engine, 1)

    bind(engine)

    item = key_id("alert", "main", "US", "113-0000001-0000001")
    assert [(post.kind, post.slot, post.id) for post in stored(engine)] == [
        ("alert", item, key_id("alert", FEEDBACK, item))
    ]


@pytest.mark.parametrize(("owed", "made"), [(20, 1), (21, 3), (41, 4), (600, 30)])
def test_more_than_twenty_owed_at_once_are_a_storm_of_thirty_posts_at_most(engine, owed, made):
    owe(engine, *range(owed))

    assert bind(engine) == made


def test_the_size_of_a_storm_can_be_set(engine):
    owe(engine, 1, 2, 3)

    assert bind(engine, storm_at=2) == 2


def test_only_the_channel_asked_for_is_bound(engine):
    owe(engine, 1)

    assert bind(engine, only="C0OTHER") == 0
    assert bind(engine, only=FEEDBACK) == 1


def test_a_summary_shows_what_its_pages_show_in_their_order(engine):
    owe(engine, *range(30))
    bind(engine)
    summary, first, second = stored(engine)

    with reading(engine) as session:
        shown = [posts.items_of(session, post.id) for post in (summary, first, second)]

    assert shown[0] == shown[1] + shown[2] == list(range(1, 31))
    assert [len(part) for part in shown] == [30, 20, 10]


def test_a_rating_knows_the_post_that_shows_it(engine):
    owe(engine, 1)

    with reading(engine) as session:
        before = posts.post_of(session, 1)
    bind(engine)

    with reading(engine) as session:
        assert posts.post_of(session, 1).kind == "alert"
    assert before is None


def test_a_page_whose_alerts_the_channel_shows_otherwise_is_dropped_with_its_summary(engine):
    owed = owe(engine, *range(21))
    bind(engine)
    items = [key_id("alert", "main", "US", order) for order in owed]
    seen = [
        posts.Seen(key_id("alert", FEEDBACK, item), (item,), f"179542440{n % 10}.{n:06}", "")
        for n, item in enumerate(items)
    ]

    with writing(engine) as session:
        strange = posts.adopt(session, FEEDBACK, seen)

    with reading(engine) as session:
        assert {post.state for post in session.exec(select(Post))} == {"sent"}
        assert {item.post_id for item in session.exec(select(AlertItem))} == {one.post for one in seen}
    assert strange == 21


def test_a_storm_that_only_the_channel_knows_is_taken_over_as_one(engine):
    storm, page = key_id("storm", FEEDBACK, "x"), key_id("page", FEEDBACK, "a")

    with writing(engine) as session:
        posts.adopt(
            session,
            FEEDBACK,
            [
                posts.Seen(page, ("a", "b"), "1795424402.000000", "1795424401.000000"),
                posts.Seen(storm, (), "1795424401.000000", "1795424401.000000"),
            ],
        )

    assert [(post.kind, post.thread_of) for post in stored(engine)] == [("storm", None), ("page", storm)]


def test_alerts_stay_where_they_are_while_their_channel_is_right(engine):
    owe(engine, 1)
    bind(engine)
    claimed = claim(engine)
    with writing(engine) as session:
        posts.blocked(session, claimed, "is_archived", MONDAY)

    with writing(engine) as session:
        moved = posts.rehome(session, to_feedback), posts.rehome(session, lambda _: "C0NEW")

    assert moved == (0, 1)
    assert stored(engine) == []


def test_alerts_move_by_their_own_account_and_marketplace_and_stay_where_none_is_set(engine):
    owe(engine, 1)
    bind(engine)
    claimed, asked = claim(engine), []
    with writing(engine) as session:
        posts.blocked(session, claimed, "is_archived", MONDAY)

    def nowhere(place):
        asked.append(place)
        return ""

    with writing(engine) as session:
        assert posts.rehome(session, nowhere) == 0
    assert asked == [("main", "US")]


def test_looking_for_work_goes_by_indexes_however_much_was_sent(engine):
    asked = []

    with reading(engine) as session:
        event.listen(engine, "before_cursor_execute", lambda *call: asked.append(call[2:4]))
        posts.due(session, to_feedback, MONDAY)
        plans = [
            step.detail
            for words, values in tuple(asked)
            for step in session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {words}", values)
        ]

    assert "SCAN post USING INDEX ix_post_edit" in plans
    assert not [step for step in plans if step.startswith("SCAN") and "ix_post_edit" not in step]
