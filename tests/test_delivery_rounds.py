"""What a round of delivery does besides its calls: rules of ours, broken renders, notices, draining."""

from datetime import timedelta
from itertools import count

import pytest

from bot.delivery import Pace
from bot.delivery.outbox import log_notice
from bot.store import posts
from clock import MONDAY
from line import Line, delivery, refused
from rows import ROOM, do, gate, keep, post, row

HOUR = timedelta(hours=1)


def test_a_channel_that_a_rule_of_ours_bars_gets_nothing_and_is_told_of(engine, clock):
    keep(engine, post("one"))
    told = []
    line = Line()

    delivery(engine, line, clock, bars=lambda _: "shared", notice=lambda *news: told.append(news)).step()

    assert (line.of("post"), told) == ([], [(ROOM, "shared")])
    assert (row(engine, "one")["state"], row(engine, "one")["error"]) == ("blocked", "shared")


@pytest.mark.parametrize(
    ("error", "state"),
    [
        (refused("ratelimited", 429, Retry_After="7"), "pending"),
        (TimeoutError(), "pending"),
        (refused("channel_not_found"), "blocked"),
        (refused("token_revoked"), "blocked"),
    ],
    ids=["limited", "no answer", "no channel", "no token"],
)
def test_where_a_rule_cannot_be_read_nothing_is_sent(engine, clock, error, state):
    keep(engine, post("one"))
    line = Line()

    def bars(_channel):
        raise error

    delivery(engine, line, clock, bars=bars).step()

    assert (line.of("post"), row(engine, "one")["state"]) == ([], state)


def test_a_channel_that_another_replica_took_meanwhile_is_left_to_it(engine, clock):
    keep(engine, post("one"))
    line = Line()

    def bars(_channel):
        do(engine, posts.wait, ROOM, MONDAY + HOUR)
        return ""

    assert not delivery(engine, line, clock, bars=bars).step()

    assert (line.of("post"), row(engine, "one")["state"]) == ([], "pending")


def test_a_render_that_fails_twice_is_a_dead_letter(engine, clock, caplog):
    keep(engine, post("one"))

    def broken(_session, _post):
        raise KeyError("words")

    bot = delivery(engine, Line(), clock, render=broken)
    bot.step()
    clock.pass_by(seconds=2)
    bot.step()

    assert (row(engine, "one")["state"], row(engine, "one")["error"]) == ("dead", "not rendered")
    assert "Post one cannot be rendered" in caplog.text


def test_a_notice_in_the_log_names_channel_or_workspace_and_slacks_error(caplog):
    log_notice("C1", "is_archived")
    log_notice("", "token_revoked")
    log_notice("C1", "")

    assert [(record.levelname, record.getMessage()) for record in caplog.records] == [
        ("ERROR", "Slack refuses channel C1 (is_archived): its messages wait, nothing is lost"),
        ("ERROR", "Slack refuses the workspace (token_revoked): its messages wait, nothing is lost"),
        ("WARNING", "Slack takes messages for channel C1 again"),
    ]


def test_draining_ends_when_nothing_waits_and_gives_up_in_time(engine, clock):
    keep(engine, post("one"), post("later", not_before=MONDAY + HOUR))
    bot = delivery(engine, Line(), clock, monotonic=count().__next__, pace=Pace(look=0.001))

    assert not bot.drain(30)
    assert row(engine, "one")["state"] == "sent"
    clock.pass_by(hours=2)
    assert bot.drain(30)


def test_starting_tries_parked_channels_and_moves_alerts_to_the_channel_set_now(engine, clock):
    do(engine, posts.park, ROOM, "is_archived", MONDAY, HOUR)
    bot = delivery(engine, Line(), clock)

    bot.start()

    assert gate(engine)["probe_at"] == MONDAY


def test_a_click_settles_what_is_in_doubt(engine, clock):
    keep(engine, post("one", state="sending", epoch=1))
    bot = delivery(engine, Line(), clock)

    assert (bot.settle("one", "7.0"), bot.settle("one", "7.0")) == (True, False)
    assert (row(engine, "one")["ts"], row(engine, "one")["sent_at"]) == ("7.0", MONDAY)
