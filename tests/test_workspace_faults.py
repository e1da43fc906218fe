"""Faults to order: what the client sees, and what stands in the ledger all the same."""

import http.client
from random import Random

import pytest
from slack_sdk.errors import SlackApiError

from bot.workspace import FEEDBACK, Workspace, faults
from workspace_cast import Listener, client_of


class Hands:
    """A clock that a test moves."""

    now = 1_795_000_000.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Hands()


@pytest.fixture
def slack(clock):
    with Workspace(clock=clock) as workspace:
        yield workspace


@pytest.fixture
def post(slack):
    client = client_of(slack, timeout=1)
    return lambda: client.chat_postMessage(channel=FEEDBACK, text="Hello")


@pytest.mark.parametrize(
    "fault", [faults.rate_limited(1), faults.http(500), faults.http(503), faults.error("fatal_error")]
)
def test_a_refused_post_is_not_in_the_ledger(slack, post, fault):
    slack.faults.add("chat.postMessage", fault)

    with pytest.raises(SlackApiError):
        post()

    assert slack.posted == []
    assert slack.calls[-1].fault == str(fault)


@pytest.mark.parametrize(
    ("fault", "seen"),
    [
        (faults.drop(), http.client.RemoteDisconnected),
        (faults.reset(), ConnectionResetError),
        (faults.hang(3), TimeoutError),
        (faults.truncated(), http.client.IncompleteRead),
        (faults.html(), SlackApiError),
        (faults.http(502, accepted=True), SlackApiError),
        (faults.error("internal_error", accepted=True), SlackApiError),
    ],
    ids=str,
)
def test_an_accepted_post_stands_once_though_its_answer_is_lost(slack, post, fault, seen):
    slack.faults.add("chat.postMessage", fault)

    with pytest.raises(seen):
        post()

    assert len(slack.posted) == 1


def test_a_slow_answer_is_a_good_answer(slack, post):
    slack.faults.add("chat.postMessage", faults.slow(0.05))

    assert post()["ok"]


@pytest.mark.parametrize(
    ("wait", "header"),
    [(30, "30"), (1.5, "1.5"), (0, "0"), ("Mon, 23 Nov 2026 09:00:00 GMT", None), (None, None)],
)
def test_retry_after_is_sent_as_it_was_ordered(slack, post, wait, header):
    slack.faults.add("chat.postMessage", faults.rate_limited(wait))

    with pytest.raises(SlackApiError) as error:
        post()

    assert error.value.response.headers.get("Retry-After") == (header or wait)
    assert error.value.response["error"] == "ratelimited"


def test_a_fault_strikes_as_often_as_it_was_ordered(slack, post):
    slack.faults.add("chat.postMessage", faults.http(500), times=2)

    for _ in range(2):
        with pytest.raises(SlackApiError):
            post()

    assert post()["ok"]


def test_a_fault_can_be_ordered_for_some_calls_only(slack):
    client = client_of(slack)
    slack.faults.add("*", faults.http(500), when=lambda args: args.get("text") == "bad")

    assert client.chat_postMessage(channel=FEEDBACK, text="good")["ok"]
    with pytest.raises(SlackApiError):
        client.chat_postMessage(channel=FEEDBACK, text="bad")


def test_slack_is_down_until_the_time_is_over(slack, clock, post):
    slack.faults.down(30)

    with pytest.raises(ConnectionResetError):
        post()
    clock.now += 30

    assert post()["ok"]
    assert len(slack.posted) == 1


def test_history_shows_a_post_only_after_its_lag(slack, clock, post):
    slack.faults.lag = 5
    client = client_of(slack)
    post()

    before = client.conversations_history(channel=FEEDBACK)["messages"]
    clock.now += 5
    after = client.conversations_history(channel=FEEDBACK)["messages"]

    assert (len(before), len(after)) == (0, 1)


def test_history_can_miss_once_what_is_there(slack, post):
    client = client_of(slack)
    post()
    slack.faults.history_misses()

    looks = [len(client.conversations_history(channel=FEEDBACK)["messages"]) for _ in range(2)]

    assert looks == [0, 1]


def test_random_faults_fall_in_the_shares_ordered(slack):
    slack.faults.at_random(Random(7), {faults.drop(): 0.2, faults.rate_limited(): 0.3})

    struck = [slack.faults.strike("chat.postMessage", {}) for _ in range(1000)]

    assert 150 < struck.count(faults.drop()) < 250
    assert 250 < struck.count(faults.rate_limited()) < 350
    assert slack.faults.strike("auth.test", {}) is None


def test_the_pace_of_a_channel_is_told_by_the_workspaces_clock(slack, clock, post):
    for _ in range(3):
        post()
        clock.now += 1

    assert slack.pace(FEEDBACK) == [1_795_000_000.0, 1_795_000_001.0, 1_795_000_002.0]


def test_a_cut_workspace_takes_its_client_back_when_the_time_is_over(slack, clock):
    with Listener(slack) as app:
        slack.down(30)
        slack.sockets.patience = 0.05
        lost = slack.command("/feedback")

        clock.now += 30
        slack.wait_connected()
        slack.sockets.patience = 3

        assert not lost.acked
        assert slack.command("/feedback").acked
        assert len(app.heard) == 1


def test_a_workspace_starts_again_under_its_address(clock):
    slack = Workspace(clock=clock)
    addresses = []
    for _ in range(2):
        with slack:
            addresses.append(slack.url)
            client_of(slack).chat_postMessage(channel=FEEDBACK, text="Hello")

    assert addresses[0] == addresses[1]
    assert len(slack.posted) == 2


def test_long_runs_can_forget_what_is_long_past(slack, clock, post):
    post()
    clock.now += 100
    post()

    slack.forget(clock.now)

    assert [message.at for message in slack.posted] == [clock.now]
    assert [call.at for call in slack.calls] == [clock.now]
    assert len(client_of(slack).conversations_history(channel=FEEDBACK)["messages"]) == 1
