"""How much is owed and how much doesn't get through, as counted for whoever waits and whoever looks."""

from datetime import timedelta

from bot.feedback import AlertItem
from bot.store import posts
from bot.store.database import reading, writing
from clock import MONDAY
from rows import keep, post, sent

STATES = ("pending", "sending", "sent", "blocked", "dead", "skipped")


def test_what_is_parked_or_given_up_is_trouble_the_last_tried_first(engine):
    minutes = [MONDAY + timedelta(minutes=minute) for minute in range(3)]
    keep(
        engine,
        post("old", state="dead", error="msg_too_long", claimed_at=minutes[0]),
        post("new", state="blocked", error="is_archived", claimed_at=minutes[2]),
        post("between", state="blocked", error="not_in_channel", claimed_at=minutes[1]),
        *(post(state, state=state, claimed_at=minutes[2]) for state in ("pending", "sending", "sent")),
    )

    with reading(engine) as session:
        trouble = posts.trouble(session, latest=2)

    assert (trouble.blocked, trouble.dead) == (2, 1)
    assert [(one.id, one.error) for one in trouble.newest] == [
        ("new", "is_archived"),
        ("between", "not_in_channel"),
    ]


def test_of_much_trouble_the_five_last_tried_are_given_those_of_one_moment_by_id(engine):
    keep(engine, *(post(name, state="dead", claimed_at=MONDAY) for name in "gbdfcae"))

    with reading(engine) as session:
        trouble = posts.trouble(session)

    assert (trouble.dead, [one.id for one in trouble.newest]) == (7, ["a", "b", "c", "d", "e"])


def test_where_all_gets_through_there_is_no_trouble(engine):
    keep(engine, post("one", state="sent"))

    with reading(engine) as session:
        assert posts.trouble(session) == (0, 0, [])


def test_posts_are_counted_by_state_and_alerts_without_a_post_as_owed(engine):
    keep(engine, *(post(state, state=state) for state in STATES), AlertItem(id="item", owed_at=MONDAY))

    with reading(engine) as session:
        assert posts.by_state(session) == dict.fromkeys((*STATES, "owed"), 1)


def test_unsent_posts_owed_edits_and_unbound_alerts_are_waited_for_and_nothing_else(engine):
    keep(
        engine,
        *(post(state, state=state) for state in STATES),
        sent("stale", "1.0", wanted=2, shown=1),
        sent("shown", "2.0", wanted=2, shown=2),
    )
    keep(engine, AlertItem(id="bound", post_id="shown", owed_at=MONDAY), AlertItem(id="not", owed_at=MONDAY))

    with reading(engine) as session:
        assert posts.waiting(session) == len(("pending", "sending", "stale", "alert not bound"))


def test_parked_channels_are_listed_by_name_with_slacks_error(engine):
    with writing(engine) as session:
        posts.park(session, "C2", "is_archived", MONDAY, timedelta(hours=1))
        posts.park(session, "", "token_revoked", MONDAY, timedelta(hours=1))
        posts.wait(session, "C3", MONDAY)

    with reading(engine) as session:
        assert [(gate.name, gate.parked) for gate in posts.parked(session)] == [
            ("", "token_revoked"),
            ("C2", "is_archived"),
        ]
