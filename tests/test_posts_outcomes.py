"""What each outcome of a call writes into the row of its post, column by column, and nothing else."""

from datetime import timedelta

import pytest

from bot.store import posts
from clock import MONDAY
from outgoing import TERMS
from rows import ROOM, SECOND, changes, claimed, do, keep, post, row, sent

LATER = MONDAY + timedelta(minutes=5)
MINUTE = timedelta(minutes=1)


@pytest.fixture
def claim(engine):
    """The claim of a new post."""
    keep(engine, post("one"))
    return claimed(engine)


@pytest.fixture
def edit(engine):
    """The claim of an edit."""
    keep(engine, sent("one", "1.0", wanted=3, shown=1))
    return claimed(engine)


def test_a_claim_says_all_that_the_call_needs(claim):
    assert claim == posts.Claim(
        post="one",
        epoch=1,
        channel=ROOM,
        held_until=MONDAY + 15 * SECOND,
        version=0,
        edit_of="",
        thread_ts="",
        items=(),
        attempts=1,
    )


def test_a_claim_is_written_down_before_the_call(engine):
    keep(engine, post("one", wanted=2, absent_at=MONDAY))

    assert changes(engine, "one", lambda session: posts.claim(session, ROOM, MONDAY, TERMS)) == {
        "state": "sending",
        "epoch": 1,
        "attempts": 1,
        "absent_at": None,
        "claimed_at": MONDAY,
        "lease_until": MONDAY + 15 * SECOND,
        "not_before": MONDAY + 40 * SECOND,
        "shown": 2,
    }


def test_the_claim_of_an_edit_changes_its_epoch_alone(engine):
    keep(engine, sent("one", "1.0", wanted=3, shown=1))

    changed = changes(engine, "one", lambda session: posts.claim(session, ROOM, MONDAY, TERMS))

    assert changed == {"epoch": 2}


def test_the_claim_of_an_edit_says_which_message_and_which_version(edit):
    assert (edit.edit_of, edit.version, edit.epoch, edit.attempts) == ("1.0", 3, 2, 1)


def test_what_stands_is_sent(engine, claim):
    assert changes(engine, "one", lambda session: posts.sent(session, claim, "7.0", LATER)) == {
        "state": "sent",
        "ts": "7.0",
        "sent_at": LATER,
        "not_before": LATER,
    }


def test_what_was_limited_is_pending_as_if_not_tried(engine, claim):
    assert changes(engine, "one", lambda session: posts.later(session, claim, LATER, "ratelimited")) == {
        "state": "pending",
        "not_before": LATER,
        "attempts": 0,
        "error": "ratelimited",
    }


def test_what_is_unknown_stays_sending_until_its_grace_is_over(engine, claim):
    changed = changes(
        engine, "one", lambda session: posts.unknown(session, claim, "TimeoutError", LATER, MINUTE)
    )

    assert changed == {"lease_until": LATER, "error": "TimeoutError"}


def test_an_edit_of_unknown_outcome_is_made_again_after_a_pause(engine, edit):
    changed = changes(
        engine, "one", lambda session: posts.unknown(session, edit, "TimeoutError", LATER, MINUTE)
    )

    assert changed == {"lease_until": LATER, "error": "TimeoutError", "not_before": LATER + MINUTE}


def test_what_its_channel_was_refused_for_is_blocked(engine, claim):
    changed = changes(engine, "one", lambda session: posts.blocked(session, claim, "is_archived", LATER))

    assert changed == {"state": "blocked", "not_before": LATER, "error": "is_archived"}


@pytest.mark.parametrize(
    ("degraded", "changed", "gave_up"),
    [
        (False, {"degraded": True, "state": "pending", "not_before": LATER, "error": "no_text"}, False),
        (True, {"state": "dead", "error": "no_text"}, True),
    ],
    ids=["once", "twice"],
)
def test_refused_content_is_tried_once_more_then_given_up(engine, claim, degraded, changed, gave_up):
    gave = []

    def refuse(session):
        gave.append(posts.refused(session, claim, "no_text", LATER, degraded=degraded))

    assert changes(engine, "one", refuse) == changed
    assert gave == [gave_up]


@pytest.mark.parametrize(
    ("degraded", "changed", "gave_up"),
    [
        (False, {"degraded": True, "error": "no_text"}, False),
        (True, {"shown": 3, "error": "no_text"}, True),
    ],
    ids=["once", "twice"],
)
def test_a_refused_edit_leaves_the_message_as_it_was(engine, edit, degraded, changed, gave_up):
    gave = []

    def refuse(session):
        gave.append(posts.refused(session, edit, "no_text", LATER, degraded=degraded))

    assert changes(engine, "one", refuse) == changed
    assert gave == [gave_up]


def test_an_edit_that_was_made_is_shown_and_its_error_forgotten(engine):
    keep(engine, sent("one", "1.0", wanted=3, shown=1, error="TimeoutError"))
    edit = claimed(engine)

    changed = changes(engine, "one", lambda session: posts.edited(session, edit))

    assert changed == {"shown": 3, "error": ""}


def test_an_edit_by_who_lost_its_claim_owes_one_more_of_its_own_post_alone(engine, edit):
    keep(engine, sent("other", "2.0"))
    claimed(engine, MONDAY + MINUTE)

    assert changes(engine, "one", lambda session: posts.edited(session, edit)) == {"wanted": 4}
    assert row(engine, "other")["wanted"] == 0


def test_a_message_that_is_gone_is_owed_no_edit(engine, edit):
    changed = changes(engine, "one", lambda session: posts.gone(session, edit, "message_not_found"))

    assert changed == {"shown": 3, "error": "message_not_found"}


def test_a_click_settles_a_post_once(engine, claim):
    first = do(engine, posts.settle, "one", "7.0", LATER)
    again = do(engine, posts.settle, "one", "8.0", MONDAY)

    assert (first, again, row(engine, "one")["ts"], row(engine, "one")["sent_at"]) == (
        True,
        False,
        "7.0",
        LATER,
    )


def test_settling_one_post_settles_no_other(engine):
    keep(engine, post("one", error="TimeoutError"), post("two"))

    do(engine, posts.settle, "one", "7.0", LATER)

    assert (row(engine, "one")["error"], row(engine, "two")["state"]) == ("", "pending")


@pytest.mark.parametrize("outcome", ["later", "blocked", "unknown", "refused"])
def test_an_outcome_touches_no_other_post(engine, claim, outcome):
    keep(engine, post("other", state="sending", epoch=1))
    given = {
        "later": (LATER, "x"),
        "blocked": ("x", LATER),
        "unknown": ("x", LATER, MINUTE),
        "refused": ("x", LATER),
    }[outcome]
    named = {"degraded": True} if outcome == "refused" else {}

    changed = changes(
        engine, "other", lambda session: getattr(posts, outcome)(session, claim, *given, **named)
    )

    assert changed == {}


def test_the_first_look_that_misses_a_post_is_noted_and_the_second_owes_it_again(engine, claim):
    now = MONDAY + MINUTE
    [looked] = do(engine, posts.claim_lookup, now, 15 * SECOND)

    first = changes(
        engine, "one", lambda session: posts.absent(session, looked, now, 10 * SECOND, 5 * SECOND)
    )
    [again] = do(engine, posts.claim_lookup, now + 10 * SECOND, 15 * SECOND)
    second = changes(
        engine,
        "one",
        lambda session: posts.absent(session, again, now + 10 * SECOND, 10 * SECOND, 5 * SECOND),
    )

    assert first == {"absent_at": now, "not_before": now + 10 * SECOND}
    assert second == {"state": "pending", "not_before": now + 15 * SECOND}
