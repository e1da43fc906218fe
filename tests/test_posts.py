"""What is owed, as rows: binding, counting, parking, and who may take what."""

from datetime import timedelta

import pytest
from sqlmodel import select

from bot.feedback import AlertItem, Post, key_id
from bot.store import posts
from bot.store.database import reading, writing
from bot.workspace import FEEDBACK
from clock import MONDAY
from outgoing import owe, stored

TERMS = posts.Terms(*(timedelta(seconds=each) for each in (15, 40, 3600)))
SECOND = timedelta(seconds=1)


def to_feedback(_marketplace):
    return FEEDBACK


def bind(engine, now=MONDAY, **given):
    with writing(engine) as session:
        return posts.bind_items(session, to_feedback, now, **given)


def claim(engine, now=MONDAY, channel=FEEDBACK):
    with writing(engine) as session:
        return posts.claim(session, channel, now, TERMS)


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


@pytest.mark.parametrize(("owed", "made"), [(20, 1), (21, 3), (41, 4), (580, 30)])
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


def test_one_claims_and_nobody_else_while_the_claim_holds(engine):
    owe(engine, 1)
    bind(engine)

    first, second = claim(engine), claim(engine, MONDAY + 14 * SECOND)

    assert (first.epoch, first.thread_ts, first.edit_of) == (1, "", "")
    assert second is None


def test_there_is_nothing_to_claim_where_nothing_is_owed(engine):
    assert claim(engine) is None


def test_a_claim_that_ran_out_is_looked_up_after_the_grace_and_not_before(engine):
    owe(engine, 1)
    bind(engine)
    claim(engine)

    with writing(engine) as session:
        early = posts.claim_lookup(session, MONDAY + 39 * SECOND, TERMS.lease)
    with writing(engine) as session:
        looked = posts.claim_lookup(session, MONDAY + 40 * SECOND, TERMS.lease)
    with writing(engine) as session:
        again = posts.claim_lookup(session, MONDAY + 41 * SECOND, TERMS.lease)

    assert (early, len(looked), again) == ([], 1, [])


def test_a_second_look_that_came_too_soon_decides_nothing(engine):
    owe(engine, 1)
    bind(engine)
    claim(engine)
    now = MONDAY + 40 * SECOND
    with writing(engine) as session:
        [looked] = posts.claim_lookup(session, now, TERMS.lease)
        missing_for_a_second = looked._replace(absent_at=now - SECOND)

        again = posts.absent(session, missing_for_a_second, now, 10 * SECOND, SECOND)

    assert not again
    [post] = stored(engine)
    assert (post.state, post.not_before) == ("sending", now + 9 * SECOND)


def test_an_absence_seen_before_the_post_changed_hands_decides_nothing(engine):
    owe(engine, 1)
    bind(engine)
    claimed = claim(engine)
    now = MONDAY + 40 * SECOND
    with writing(engine) as session:
        [looked] = posts.claim_lookup(session, now, TERMS.lease)
        posts.settle(session, claimed.post, "1.0", now)

        assert not posts.absent(session, looked._replace(absent_at=MONDAY), now, SECOND, SECOND)


def test_who_lost_a_claim_frees_nobody_elses(engine):
    owe(engine, 1, 2)
    bind(engine)
    late = claim(engine)
    with writing(engine) as session:
        posts.settle(session, late.post, "1.0", MONDAY)
    bind(engine, MONDAY + 15 * SECOND)
    holder = claim(engine, MONDAY + 15 * SECOND)

    with writing(engine) as session:
        posts.free(session, late.channel, late.held_until, MONDAY + 16 * SECOND)

    assert holder is not None
    bind(engine, MONDAY + 17 * SECOND)
    assert claim(engine, MONDAY + 17 * SECOND) is None


def test_who_lost_a_claim_changes_nothing_but_for_a_success(engine):
    owe(engine, 1)
    bind(engine)
    late = claim(engine)
    with writing(engine) as session:
        post = session.get_one(Post, late.post)
        post.epoch, post.state = 2, "sending"

    with writing(engine) as session:
        posts.later(session, late, MONDAY, "ratelimited")
        posts.blocked(session, late, "is_archived", MONDAY)
        gave_up = posts.refused(session, late, "no_text", MONDAY, degraded=True)
    before = stored(engine)[0].state
    with writing(engine) as session:
        posts.sent(session, late, "1.0", MONDAY)

    assert (before, gave_up, stored(engine)[0].state) == ("sending", False, "sent")


def test_an_edit_by_who_lost_its_claim_owes_one_more(engine):
    owe(engine, 1)
    bind(engine)
    first = claim(engine)
    with writing(engine) as session:
        posts.sent(session, first, "1.0", MONDAY)
        posts.touch(session, first.post)
    late = claim(engine, MONDAY + 20 * SECOND)
    claim(engine, MONDAY + 40 * SECOND)

    with writing(engine) as session:
        posts.edited(session, late)

    [post] = stored(engine)
    assert (late.edit_of, post.shown, post.wanted) == ("1.0", 0, 2)


def test_a_limit_or_a_refused_channel_leaves_an_edit_owed(engine):
    owe(engine, 1)
    bind(engine)
    first = claim(engine)
    with writing(engine) as session:
        posts.sent(session, first, "1.0", MONDAY)
        posts.touch(session, first.post)
    edit = claim(engine, MONDAY + 20 * SECOND)

    with writing(engine) as session:
        posts.later(session, edit, MONDAY, "ratelimited")
        posts.blocked(session, edit, "is_archived", MONDAY)
        assert posts.waiting(session) == 1

    assert stored(engine)[0].state == "sent"


def test_a_workspace_that_waits_is_neither_written_to_nor_read(engine):
    owe(engine, 1)
    bind(engine)
    claim(engine)
    owe(engine, 2)
    now = MONDAY + 60 * SECOND
    with writing(engine) as session:
        posts.wait(session, "", now + SECOND)

    with writing(engine) as session:
        due = posts.due(session, to_feedback, now)
        looked = posts.claim_lookup(session, now, TERMS.lease)
        claimed = posts.claim(session, FEEDBACK, now, TERMS)

    assert (due, looked, claimed) == ((True, []), [], None)


def test_waiting_shorter_does_not_shorten_a_longer_wait(engine):
    with writing(engine) as session:
        posts.wait(session, FEEDBACK, MONDAY + 60 * SECOND)
        posts.wait(session, FEEDBACK, MONDAY + SECOND)
    owe(engine, 1)
    bind(engine)

    assert claim(engine, MONDAY + 59 * SECOND) is None
    assert claim(engine, MONDAY + 60 * SECOND) is not None


def test_parking_is_news_once_per_error(engine):
    with writing(engine) as session:
        news = [
            posts.park(session, FEEDBACK, error, MONDAY, TERMS.probe)
            for error in ("is_archived", "is_archived", "not_in_channel")
        ]
        listed = [(channel.name, channel.parked) for channel in posts.parked(session)]
        healed = [posts.unpark(session, FEEDBACK), posts.unpark(session, FEEDBACK)]

    assert (news, healed) == ([True, False, True], [True, False])
    assert listed == [(FEEDBACK, "not_in_channel")]


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
