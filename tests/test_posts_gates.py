"""When a channel may be written to, and which posts may be looked up: the rows behind it."""

from datetime import timedelta

import pytest

from bot.feedback import Channel
from bot.store import posts
from bot.store.database import writing
from bot.store.posts.gates import gate_of, hold, is_open
from clock import MONDAY
from outgoing import TERMS
from rows import ROOM, SECOND, claimed, do, gate, keep, post, row, sent

HOUR = timedelta(hours=1)
FREE = {"free_at": MONDAY, "parked": "", "probe_at": None}


@pytest.mark.parametrize(
    ("channel", "is_so"),
    [
        ({"free_at": MONDAY}, True),
        ({"free_at": MONDAY + SECOND}, False),
        ({"free_at": MONDAY, "parked": "is_archived"}, False),
        ({"free_at": MONDAY, "parked": "is_archived", "probe_at": MONDAY}, True),
        ({"free_at": MONDAY, "parked": "is_archived", "probe_at": MONDAY + SECOND}, False),
        ({"free_at": MONDAY + SECOND, "parked": "is_archived", "probe_at": MONDAY}, False),
    ],
)
def test_a_channel_is_open_when_it_is_free_and_not_parked_or_due_for_a_try(channel, is_so):
    assert is_open(Channel(name=ROOM, **channel), MONDAY) is is_so


def test_a_channel_nobody_wrote_to_is_open_and_gets_its_row(engine):
    found = do(engine, gate_of, ROOM, MONDAY)

    assert found.name == ROOM
    assert gate(engine) == gate(engine, "") == FREE


def test_a_row_that_is_there_is_left_as_it_is(engine):
    keep(engine, Channel(name="", free_at=MONDAY - HOUR), Channel(name=ROOM, free_at=MONDAY - SECOND))

    do(engine, gate_of, ROOM, MONDAY)

    assert (gate(engine, "")["free_at"], gate(engine)["free_at"]) == (MONDAY - HOUR, MONDAY - SECOND)


@pytest.mark.parametrize("shut", ["", ROOM], ids=["workspace", "channel"])
def test_neither_a_shut_channel_nor_a_shut_workspace_is_written_to(engine, shut):
    keep(engine, Channel(name=shut, free_at=MONDAY + SECOND), post("one"))

    assert do(engine, gate_of, ROOM, MONDAY) is None
    assert claimed(engine) is None


def test_another_channel_that_is_shut_keeps_nobody(engine):
    keep(engine, Channel(name="C0OTHER", free_at=MONDAY + HOUR), post("one"))

    assert claimed(engine) is not None


def test_a_claim_holds_the_channel_for_its_lease(engine):
    keep(engine, post("one"))

    claimed(engine)

    assert gate(engine) == FREE | {"free_at": MONDAY + 15 * SECOND}
    assert gate(engine, "") == FREE


def test_a_try_of_what_is_parked_sets_the_next_one(engine):
    for name in ("", ROOM):
        do(engine, posts.park, name, "is_archived", MONDAY - HOUR, HOUR)

    with writing(engine) as session:
        hold(session, session.get_one(Channel, ROOM), MONDAY + SECOND, MONDAY + HOUR)

    parked = {"parked": "is_archived", "probe_at": MONDAY + HOUR}
    assert gate(engine) == {"free_at": MONDAY + SECOND, **parked}
    assert gate(engine, "") == {"free_at": MONDAY - HOUR, **parked}


def test_a_channel_is_given_back_for_when_it_has_rested(engine):
    keep(engine, post("one"), Channel(name="C0OTHER", free_at=MONDAY + 15 * SECOND))
    claim = claimed(engine)

    do(engine, posts.free, ROOM, claim.held_until, MONDAY + 2 * SECOND)

    assert gate(engine)["free_at"] == MONDAY + 2 * SECOND
    assert gate(engine, "C0OTHER")["free_at"] == MONDAY + 15 * SECOND


def test_waiting_makes_a_row_or_moves_one_that_is_not_later(engine):
    keep(engine, Channel(name="C0OTHER", free_at=MONDAY))

    do(engine, posts.wait, ROOM, MONDAY + SECOND)
    first = gate(engine)
    do(engine, posts.wait, ROOM, MONDAY + HOUR)

    assert first == FREE | {"free_at": MONDAY + SECOND}
    assert gate(engine)["free_at"] == MONDAY + HOUR
    assert gate(engine, "C0OTHER") == FREE


def test_parking_notes_the_error_and_when_to_try_again(engine):
    do(engine, posts.park, ROOM, "is_archived", MONDAY, HOUR)
    made = gate(engine)
    do(engine, posts.park, ROOM, "not_in_channel", MONDAY + SECOND, HOUR)

    assert made == {"free_at": MONDAY, "parked": "is_archived", "probe_at": MONDAY + HOUR}
    assert gate(engine) == {
        "free_at": MONDAY,
        "parked": "not_in_channel",
        "probe_at": MONDAY + SECOND + HOUR,
    }


def test_what_heals_a_channel_heals_the_workspace_and_no_other_channel(engine):
    for name in ("", ROOM, "C0OTHER"):
        do(engine, posts.park, name, "token_revoked", MONDAY, HOUR)

    assert do(engine, posts.unpark, ROOM)
    assert gate(engine) == gate(engine, "") == FREE
    assert gate(engine, "C0OTHER")["parked"] == "token_revoked"


def test_only_what_is_parked_is_tried_at_once(engine):
    do(engine, posts.park, ROOM, "is_archived", MONDAY, HOUR)
    do(engine, posts.wait, "C0OTHER", MONDAY)

    do(engine, posts.probe_now, MONDAY + SECOND)

    assert gate(engine)["probe_at"] == MONDAY + SECOND
    assert gate(engine, "C0OTHER")["probe_at"] is None


def test_a_look_up_says_all_that_reading_needs(engine):
    keep(engine, sent("parent", "1.0"))
    keep(
        engine,
        post(
            "one",
            state="sending",
            thread_of="parent",
            epoch=4,
            attempts=3,
            claimed_at=MONDAY - SECOND,
            absent_at=MONDAY,
        ),
    )

    [looked] = do(engine, posts.claim_lookup, MONDAY, TERMS.lease)

    assert looked == posts.Lookup("one", 4, ROOM, "1.0", MONDAY - SECOND, MONDAY, 3)
    assert row(engine, "one")["not_before"] == MONDAY + TERMS.lease


def test_what_was_tried_outside_its_thread_is_looked_up_outside_of_it(engine):
    keep(engine, sent("parent", "1.0"))
    keep(engine, post("one", state="sending", thread_of="parent", degraded=True))

    [looked] = do(engine, posts.claim_lookup, MONDAY, TERMS.lease)

    assert (looked.thread_ts, looked.claimed_at) == ("", MONDAY)


def test_one_reading_looks_for_all_that_one_channel_or_thread_owes(engine):
    keep(engine, sent("parent", "1.0"))
    early = {"state": "sending", "not_before": MONDAY - SECOND}
    keep(
        engine,
        post("first", **early | {"not_before": MONDAY - HOUR}),
        post("second", **early),
        post("elsewhere", **early, channel="C0OTHER"),
        post("in a thread", **early, thread_of="parent"),
        post("not yet", **early | {"not_before": MONDAY + SECOND}),
        post("not in doubt", **early | {"state": "pending"}),
    )

    rounds = [do(engine, posts.claim_lookup, MONDAY, TERMS.lease) for _ in range(4)]

    assert [sorted(one.post for one in looked) for looked in rounds[:1]] == [["first", "second"]]
    assert sorted(one.post for looked in rounds[1:] for one in looked) == ["elsewhere", "in a thread"]
    assert rounds[3] == []


def test_one_reading_looks_for_a_hundred_posts_at_most(engine):
    keep(engine, *(post(f"{number:03}", state="sending") for number in range(101)))

    assert len(do(engine, posts.claim_lookup, MONDAY, TERMS.lease)) == 100


def test_a_look_up_that_failed_is_put_off_and_no_other(engine):
    keep(engine, post("one", state="sending"), post("two", state="sending", channel="C0OTHER"))
    looked = do(engine, posts.claim_lookup, MONDAY, TERMS.lease)

    do(engine, posts.postpone, looked, MONDAY + HOUR)

    times = {name: row(engine, name)["not_before"] for name in ("one", "two")}
    assert times == {
        **dict.fromkeys(("one", "two"), MONDAY),
        looked[0].post: MONDAY + HOUR,
    }


def test_a_workspace_that_is_open_again_is_read(engine):
    keep(engine, Channel(name="", free_at=MONDAY), post("one", state="sending"))

    assert len(do(engine, posts.claim_lookup, MONDAY, TERMS.lease)) == 1
