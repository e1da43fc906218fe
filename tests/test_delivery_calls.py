"""What delivery makes of each answer, and what it leaves unasked."""

from datetime import timedelta

import pytest

from bot.messages.message import Message
from bot.store import posts
from clock import MONDAY
from line import Line, delivery, refused
from rows import ROOM, SECOND, claimed, do, gate, keep, post, row, sent

MESSAGE = Message("said", [{"type": "divider"}])
MARK = {"event_type": "starkeeper_post", "event_payload": {"post": "one", "items": []}}
NOW = MONDAY.timestamp()
HOUR = timedelta(hours=1)


def test_what_was_taken_is_sent_and_its_channel_rests(engine, clock):
    keep(engine, post("one"))

    assert delivery(engine, Line(), clock).step()

    assert (row(engine, "one")["state"], row(engine, "one")["ts"]) == ("sent", "7.0")
    assert gate(engine)["free_at"] == MONDAY + SECOND


@pytest.mark.parametrize(
    ("answer", "name", "until"),
    [
        (refused("ratelimited", 429, Retry_After="30"), "", MONDAY + 30 * SECOND),
        (refused("ratelimited", 429, Retry_After="999999"), "", MONDAY + HOUR),
        (TimeoutError(), ROOM, MONDAY + 5 * SECOND),
        (refused("internal_error"), ROOM, MONDAY + 5 * SECOND),
    ],
    ids=["limited", "limited for days", "no answer", "perhaps"],
)
def test_a_failure_shuts_what_it_is_about_for_as_long_as_it_says(engine, clock, answer, name, until):
    keep(engine, post("one"))

    delivery(engine, Line(post=[answer]), clock).step()

    assert gate(engine, name)["free_at"] == until


@pytest.mark.parametrize(("error", "name"), [("is_archived", ROOM), ("token_revoked", "")])
def test_a_refusal_parks_what_it_is_about_tells_once_and_tells_when_it_is_over(engine, clock, error, name):
    told = []
    keep(engine, post("one"), post("two", created_at=MONDAY + SECOND))
    bot = delivery(engine, Line(post=[refused(error)] * 2), clock, notice=lambda *news: told.append(news))

    for _ in range(3):
        bot.step()
        clock.pass_by(hours=1)

    assert told == [(name, error), (ROOM, "")]
    assert row(engine, "one")["state"] == "sent"


def test_an_unread_channel_gets_nothing_and_is_left_alone_for_a_while(engine, clock):
    keep(engine, post("one"))
    line = Line(history=[refused("internal_error")])

    assert not delivery(engine, line, clock).step()

    assert [method for method, _ in line.asked] == ["history"]
    assert gate(engine)["free_at"] == MONDAY + 5 * SECOND


def test_a_channel_is_read_once_from_a_little_before_the_newest_message_known(engine, clock):
    keep(engine, sent("old", f"{NOW - 600:.6f}"), post("one"), post("two"))
    line = Line()
    bot = delivery(engine, line, clock)

    bot.step()
    clock.pass_by(seconds=2)
    bot.step()

    assert [given["oldest"] for given in line.of("history")] == [f"{NOW - 640:.6f}"]


def test_a_channel_in_which_nothing_is_known_is_read_eight_days_back(engine, clock):
    keep(engine, post("one"))
    line = Line()

    delivery(engine, line, clock).step()

    assert [given["oldest"] for given in line.of("history")] == [f"{NOW - 8 * 86_400:.6f}"]


def test_threads_under_our_own_messages_are_read_too(engine, clock):
    keep(engine, post("other"))
    ours = {"ts": "5.000000", "metadata": MARK, "reply_count": 2}
    answers = [ours, {"ts": "6.0", "reply_count": 1}, {"ts": "8.0", "metadata": MARK}]
    line = Line(history=[{"messages": answers}])

    delivery(engine, line, clock).step()

    [asked] = line.of("replies")
    assert (asked["channel"], asked["ts"], asked["oldest"]) == (ROOM, "5.000000", f"{NOW - 8 * 86_400:.6f}")


def test_a_lost_answer_is_looked_up_from_well_before_its_claim(engine, clock):
    keep(engine, post("one"))
    line = Line(post=[TimeoutError()])
    bot = delivery(engine, line, clock)
    bot.step()
    clock.pass_by(seconds=40)

    assert bot.step()

    assert line.of("history")[1]["oldest"] == f"{NOW - 900:.6f}"
    assert row(engine, "one")["absent_at"] == MONDAY + 40 * SECOND
    assert row(engine, "one")["not_before"] == MONDAY + 50 * SECOND


def test_what_a_look_up_finds_besides_becomes_a_row_of_its_channel(engine, clock):
    keep(engine, post("one"))
    line = Line(post=[TimeoutError()])
    bot = delivery(engine, line, clock)
    bot.step()
    stranger = {"event_type": "starkeeper_post", "event_payload": {"post": "stranger", "items": []}}
    line.answers["history"] = [{"messages": [{"ts": f"{NOW:.6f}", "metadata": stranger}]}]
    clock.pass_by(seconds=40)

    bot.step()

    assert (row(engine, "stranger")["channel"], row(engine, "stranger")["state"]) == (ROOM, "sent")


def test_a_look_up_that_failed_is_made_again_after_a_pause(engine, clock):
    keep(engine, post("one"))
    line = Line(post=[TimeoutError()])
    bot = delivery(engine, line, clock)
    bot.step()
    line.answers["history"] = [refused("internal_error")]
    clock.pass_by(seconds=40)

    assert not bot.step()

    assert row(engine, "one")["not_before"] == MONDAY + 80 * SECOND
    assert row(engine, "one")["absent_at"] is None


def test_what_two_looks_missed_is_owed_again_after_a_pause_by_its_attempts(engine, clock):
    keep(engine, post("one", attempts=2))
    bot = delivery(engine, Line(post=[TimeoutError()]), clock)
    bot.step()
    for seconds in (40, 10):
        clock.pass_by(seconds=seconds)
        bot.step()

    again = row(engine, "one")
    assert (again["state"], again["not_before"]) == ("pending", MONDAY + 90 * SECOND)


@pytest.mark.parametrize(("seconds", "state"), [(5, "sent"), (5.1, "pending")])
def test_no_call_begins_that_could_outlast_its_claim(engine, clock, seconds, state):
    keep(engine, post("one"))

    def slow(_session, _post):
        clock.pass_by(seconds=seconds)
        return MESSAGE

    delivery(engine, Line(), clock, render=slow).step()

    assert row(engine, "one")["state"] == state


def test_an_edit_that_may_not_have_been_made_is_made_again_after_a_pause(engine, clock):
    keep(engine, sent("one", "1.0", wanted=1))
    line = Line(edit=[TimeoutError()])

    delivery(engine, line, clock).step()

    assert row(engine, "one")["not_before"] == MONDAY + 5 * SECOND
    assert claimed(engine, MONDAY + 15 * SECOND) is not None


@pytest.mark.parametrize("error", ["message_not_found", "thread_not_found"])
def test_a_reply_whose_thread_is_gone_is_sent_outside_of_it(engine, clock, error):
    keep(engine, sent("parent", "1.0"))
    keep(engine, post("one", thread_of="parent"))
    line = Line(post=[refused(error)])
    bot = delivery(engine, line, clock)

    bot.step()
    clock.pass_by(seconds=2)
    bot.step()

    assert [given["thread_ts"] for given in line.of("post")] == ["1.0", None]


def test_an_edit_of_a_message_that_is_gone_is_owed_no_more(engine, clock):
    keep(engine, sent("one", "1.0", wanted=1))

    delivery(engine, Line(edit=[refused("message_not_found")]), clock).step()

    assert do(engine, posts.waiting) == 0
