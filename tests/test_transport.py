"""Slack's way in by Socket Mode, which survives what happens to sockets."""

import sys
import time
from statistics import median
from threading import Thread

import pytest
from slack_bolt import App

from bot.slackio import SocketTransport, TransportError
from bot.workspace import APP_TOKEN, BOT_TOKEN
from transport_cast import listening, seconds

pytest_plugins = ["transport_fixtures"]


def test_commands_are_acked_in_milliseconds_also_while_slack_refreshes_the_socket(slack, line, heard):
    refreshing = Thread(target=lambda: [slack.disturb("refresh") for _ in range(3)])
    refreshing.start()
    took = [seconds(lambda number=number: slack.command(f"/echo {number}")) for number in range(60)]
    refreshing.join()

    sys.stdout.write(
        f"acks through 3 refreshes: p50 {median(took) * 1000:.1f} ms, max {max(took) * 1000:.1f} ms\n"
    )
    assert sorted(heard, key=int) == [str(number) for number in range(60)]
    assert median(took) < 0.25
    assert max(took) < 2


@pytest.mark.parametrize("how", ["close", "abort", "down"])
def test_after_an_outage_it_is_back_within_seconds_and_burns_no_core(slack, line, how):
    burnt, begun = time.process_time(), time.monotonic()
    if how == "down":
        slack.faults.down(2)
        slack.disturb("abort")
    else:
        slack.disturb(how)

    slack.wait_for(lambda: slack.sockets.count == 1, 20)
    while not slack.command("/echo again").acked:
        assert time.monotonic() < begun + 20
    away, cpu = time.monotonic() - begun, time.process_time() - burnt

    sys.stdout.write(f"{how}: back after {away:.1f} s, {cpu / away:.0%} of a core\n")
    assert line.connected()
    assert away < 15
    assert cpu < 0.5 * away + 0.2


def test_what_was_taken_is_acked_before_the_socket_closes(slack, heard, go):
    transport = SocketTransport(listening(slack.api_url, heard, go=go), APP_TOKEN, slack.api_url)
    transport.start()
    slack.wait_connected()
    replies = []
    asking = Thread(target=lambda: replies.append(slack.command("/slow please")))
    asking.start()
    slack.wait_for(lambda: heard == ["please"])

    Thread(target=lambda: (time.sleep(0.1), go.set())).start()
    transport.stop()
    asking.join()

    assert replies[0].acked


def test_slow_listeners_do_not_starve_an_ack(slack, line, go):
    waiting = [Thread(target=slack.command, args=(f"/slow {number}",)) for number in range(10)]
    for each in waiting:
        each.start()

    quick = seconds(lambda: slack.command("/echo quick"))
    go.set()
    for each in waiting:
        each.join()

    assert quick < 2


def test_a_refused_token_is_said_in_words(slack):
    transport = SocketTransport(
        App(token=BOT_TOKEN, token_verification_enabled=False), "xapp-no", slack.api_url
    )

    with pytest.raises(TransportError, match="SLACK_APP_TOKEN"):
        transport.start()
    transport.stop()
