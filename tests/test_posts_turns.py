"""Whose turn it is: which post is next in a channel, which channel next, and what is bound for it."""

from datetime import timedelta

import pytest
from sqlmodel import col, select

from bot.feedback import AlertItem, Channel, Feedback, Installation, Post, key_id
from bot.store import posts
from bot.store.database import reading, writing
from clock import MONDAY
from outgoing import in_channel, negative
from rows import ROOM, SECOND, claimed, do, keep, post, row, sent

EARLY = MONDAY - timedelta(hours=1)
HOUR = timedelta(hours=1)


def next_of(engine) -> str:
    """Name what is claimed next, and have it settled."""
    claim = claimed(engine)
    if claim is None:
        return ""
    do(engine, posts.sent, claim, f"{claim.epoch}.0", MONDAY)
    do(engine, posts.free, ROOM, claim.held_until, MONDAY)
    return claim.post


def owe_all(engine, *ratings: Feedback) -> None:
    keep(engine, *ratings)
    with writing(engine) as session:
        for rating in session.exec(select(Feedback).order_by(col(Feedback.id))):
            posts.owe_alert(session, rating, MONDAY)


def shown_by(engine) -> dict[str, list[str]]:
    """By post, the orders bound to it; unbound ones under ""."""
    with reading(engine) as session:
        rows = session.exec(select(AlertItem.post_id, Feedback.order_id).join(Feedback).order_by(Feedback.id))
        shown: dict[str, list[str]] = {}
        for bound, order in rows:
            shown.setdefault(bound or "", []).append(order)
        return shown


def test_the_oldest_post_comes_first_and_of_the_same_moment_the_lesser_id(engine):
    keep(
        engine,
        post("b"),
        post("a"),
        post("z", created_at=EARLY),
        post("blocked", state="blocked", created_at=EARLY - HOUR),
        post("later", not_before=MONDAY + SECOND, created_at=EARLY),
        post("elsewhere", channel="C0OTHER", created_at=EARLY),
        *(post(state, state=state, created_at=EARLY) for state in ("sending", "dead", "skipped")),
    )

    turns = [next_of(engine) for _ in range(5)]

    assert turns == ["blocked", "z", "a", "b", ""]


@pytest.mark.parametrize(
    ("state", "goes"),
    [
        ("pending", False),
        ("sending", False),
        ("blocked", False),
        ("sent", True),
        ("dead", True),
        ("skipped", True),
    ],
)
def test_a_reply_waits_for_its_parent(engine, state, goes):
    keep(engine, post("parent", state=state, ts="1.0" if state == "sent" else "", not_before=MONDAY + HOUR))
    keep(engine, post("reply", thread_of="parent"))

    claim = claimed(engine)

    assert (claim is not None) is goes
    assert claim is None or claim.thread_ts == ("1.0" if state == "sent" else "")


def test_what_was_refused_in_a_thread_goes_outside_of_it(engine):
    keep(engine, sent("parent", "1.0"))
    keep(engine, post("reply", thread_of="parent", degraded=True))

    assert claimed(engine).thread_ts == ""


def test_new_posts_come_before_edits_and_older_edits_before_newer(engine):
    stale = {"wanted": 1}
    keep(
        engine,
        sent("new", "1.0", not_before=MONDAY, **stale),
        sent("old", "2.0", not_before=EARLY, **stale),
        sent("fresh", "3.0"),
        sent("later", "4.0", not_before=MONDAY + SECOND, **stale),
        sent("elsewhere", "5.0", channel="C0OTHER", **stale),
        sent("also new", "6.0", **stale),
        post("post"),
    )

    claims = []
    for _ in range(5):
        claims.append(claim := claimed(engine))
        if claim is not None:
            do(engine, posts.edited if claim.edit_of else posts.settle, *_settled(claim))
            do(engine, posts.free, ROOM, claim.held_until, MONDAY)

    assert [claim and (claim.post, claim.edit_of) for claim in claims] == [
        ("post", ""),
        ("old", "2.0"),
        ("also new", "6.0"),
        ("new", "1.0"),
        None,
    ]


def _settled(claim):
    return (claim,) if claim.edit_of else (claim.post, "9.0", MONDAY)


def test_the_ids_of_a_posts_alerts_go_with_its_claim(engine):
    keep(engine, post("page", kind="page"), post("other", kind="page", created_at=MONDAY + SECOND))
    keep(
        engine,
        *(AlertItem(id=name, post_id="page", owed_at=MONDAY) for name in "ba"),
        AlertItem(id="c", post_id="other", owed_at=MONDAY),
    )

    assert claimed(engine).items == ("a", "b")


@pytest.mark.parametrize(
    ("restored_at", "parent_at", "epoch", "looks"),
    [
        (MONDAY, EARLY, 0, True),
        (MONDAY, MONDAY, 0, True),
        (EARLY, MONDAY, 0, False),
        (None, EARLY, 0, False),
        (MONDAY, EARLY, 1, False),
    ],
)
def test_after_a_restore_a_reply_to_an_older_message_is_looked_up_first(
    engine, restored_at, parent_at, epoch, looks
):
    keep(engine, Installation(installed_at=EARLY, restored_at=restored_at))
    keep(engine, sent("parent", "1.0", sent_at=parent_at))
    keep(engine, post("reply", thread_of="parent", epoch=epoch, not_before=EARLY))

    claim = claimed(engine)

    doubted = row(engine, "reply")
    assert (claim is None) is looks
    assert not looks or (doubted["state"], doubted["epoch"]) == ("sending", 1)
    assert not looks or (doubted["claimed_at"], doubted["lease_until"]) == (parent_at, parent_at)
    assert not looks or doubted["not_before"] == MONDAY


def test_after_a_restore_what_stands_by_itself_is_not_in_doubt(engine):
    keep(engine, Installation(installed_at=EARLY, restored_at=MONDAY), post("one"))

    assert claimed(engine).post == "one"


def test_the_channel_that_has_been_free_for_longest_is_due_first(engine):
    keep(
        engine,
        *(post(name, channel=name) for name in ("C2", "C1", "C0NEW", "C4BUSY")),
        sent("edit", "1.0", channel="C3", wanted=1),
        post("later", channel="C5", not_before=MONDAY + SECOND),
        Channel(name="C1", free_at=MONDAY - SECOND),
        Channel(name="C2", free_at=EARLY),
        Channel(name="C3", free_at=EARLY - HOUR),
        Channel(name="C4BUSY", free_at=MONDAY + SECOND),
    )

    assert do(engine, posts.due, in_channel(ROOM), MONDAY) == (False, ["C3", "C2", "C1", "C0NEW"])


def test_what_is_sending_puts_the_outcome_in_doubt_and_no_channel_on_the_list(engine):
    keep(engine, post("one", state="sending"))

    assert do(engine, posts.due, in_channel(ROOM), MONDAY) == (True, [])


def test_an_owed_alert_makes_its_channel_due(engine):
    rooms = {"US": ROOM, "DE": ""}
    owe_all(engine, negative("113-1", "US", MONDAY), negative("113-2", "DE", MONDAY))

    assert do(engine, posts.due, lambda place: rooms[place[1]], MONDAY) == (False, [ROOM])


def test_alerts_of_places_that_share_a_channel_are_bound_together_and_others_not(engine):
    markets = ("US", "CA", "DE")
    owe_all(engine, *(negative(f"113-{market}", market, MONDAY) for market in markets))
    rooms = {"US": ROOM, "CA": ROOM, "DE": "C0OTHER"}

    made = do(engine, posts.bind_items, lambda place: rooms[place[1]], MONDAY, storm_at=1)

    assert made == 3
    assert sorted(map(sorted, shown_by(engine).values())) == [["113-CA", "113-US"], ["113-DE"]]


def test_a_storm_is_a_summary_and_pages_in_the_order_of_place_and_cause(engine):
    ratings = [negative(f"113-{number:02}", "US", MONDAY) for number in range(22)]
    ratings[21].problem, ratings[0].problem = "", "shipping"
    ratings[3].cause = "late"
    owe_all(engine, *ratings)

    made = do(engine, posts.bind_items, in_channel(ROOM), MONDAY)

    with reading(engine) as session:
        summary, first, second = session.exec(select(Post).order_by(col(Post.created_at))).all()
    plain = [f"113-{number:02}" for number in range(22) if number not in (0, 3)]
    slot = key_id("alert", "main", "US", "113-01")
    assert made == 3
    assert (summary.id, summary.payload) == (key_id("storm", ROOM, slot), {"pages": 2, "items": 22})
    assert [page.payload for page in (first, second)] == [
        {"page": 1, "pages": 2},
        {"page": 2, "pages": 2},
    ]
    assert {page.thread_of for page in (first, second)} == {summary.id}
    assert [page.created_at - MONDAY for page in (first, second)] == [
        timedelta(microseconds=1),
        timedelta(microseconds=2),
    ]
    assert shown_by(engine) == {first.id: plain, second.id: ["113-00", "113-03"]}


@pytest.mark.parametrize(
    ("waiting", "binds"),
    [
        ({"kind": "alert"}, False),
        ({"kind": "storm"}, False),
        ({"kind": "page"}, False),
        ({"kind": "alert", "state": "blocked", "not_before": MONDAY + HOUR}, False),
        ({"kind": "alert", "not_before": MONDAY + SECOND}, True),
        ({"kind": "alert", "state": "sending"}, True),
        ({"kind": "digest"}, True),
        ({"kind": "alert", "channel": "C0OTHER"}, True),
    ],
)
def test_alerts_are_bound_when_no_card_waits_before_them(engine, waiting, binds):
    keep(engine, post("waiting", **waiting))
    owe_all(engine, negative("113-1", "US", MONDAY))

    assert do(engine, posts.bind_items, in_channel(ROOM), MONDAY) == int(binds)
