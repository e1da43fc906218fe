"""Who may write what, and when: claims, look-ups, channels that rest, wait or are parked."""

from datetime import timedelta

from bot.feedback import Post
from bot.store import posts
from bot.store.database import writing
from bot.workspace import FEEDBACK
from clock import MONDAY
from outgoing import TERMS, bind, claim, owe, stored, to_feedback

SECOND = timedelta(seconds=1)


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
    owe(engine, 1, 2, 3)
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
