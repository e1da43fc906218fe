"""Channels that another company reads: nothing of ours is said to them, and nothing is lost."""

import pytest

from bot.channels import Rule
from bot.config import settings_from
from bot.slackio.directory import Directory
from bot.store import events, posts
from bot.store.database import reading
from bot.workspace import ANA, FEEDBACK, SHARED, faults
from cast import line, order
from clock import Clock, RunningClock
from shop import open_shop
from slack_cast import FakeSlack


@pytest.fixture(scope="module")
def shop(tmp_path_factory):
    """One shop for this file; the tests leave the alerts' channel as they found it."""
    with open_shop(tmp_path_factory.mktemp("shop"), RunningClock()) as shop:
        yield shop


def alerts(shop, number):
    return [each for each in shop.slack.posted if order(number) in str(each.blocks)]


def parked(shop):
    with reading(shop.bot.services.engine) as session:
        return [(gate.name, gate.parked) for gate in posts.parked(session)]


def test_an_alert_waits_while_another_company_reads_its_channel_and_comes_once_it_is_gone(shop):
    shop.slack.state.channels[FEEDBACK].pending = True
    shop.clock.pass_by(minutes=5)
    shop.take([line(1, 1, "Came late.")])
    shop.until(lambda: parked(shop) == [(FEEDBACK, "externally_shared")])

    assert not alerts(shop, 1)

    shop.slack.state.channels[FEEDBACK].pending = False
    shop.until(lambda: not parked(shop) or shop.clock.pass_by(minutes=1))
    shop.settled()

    assert len(alerts(shop, 1)) == 1


def test_an_alert_waits_while_slack_does_not_say_who_reads_its_channel(shop):
    shop.clock.pass_by(minutes=5)
    shop.slack.faults.add("conversations.info", faults.error("internal_error"), times=None)
    before = len(shop.slack.calls)
    shop.take([line(2, 1, "Came late.")])
    shop.until(lambda: "conversations.info" in [call.method for call in shop.slack.calls[before:]])

    assert not alerts(shop, 2)

    shop.slack.faults.clear()
    shop.until(lambda: alerts(shop, 2))

    assert len(alerts(shop, 2)) == 1


def test_a_command_there_is_answered_to_the_asker_alone_and_says_so(shop):
    answer = shop.ask("/feedback score", channel=SHARED)

    assert answer.only_for == ANA
    assert "Another company reads this channel" in shop.slack.plain(answer)


def test_nothing_is_shared_there_and_the_audit_knows_who_tried(shop):
    answer = shop.ask("/feedback score", channel=SHARED)

    [said] = shop.slack.click(answer, "share").wait()

    assert said.only_for == ANA
    assert "another company reads this channel" in said.text
    with reading(shop.bot.services.engine) as session:
        [(refusal, _)] = events.audit(session, refused=True)
    assert (refusal.who, refusal.action) == (ANA, "share")


def test_nothing_is_shared_where_slack_does_not_say_who_reads_it(shop):
    answer = shop.ask("/feedback score")
    shop.clock.pass_by(minutes=5)
    shop.slack.faults.add("conversations.info", faults.error("channel_not_found"), times=None)

    [said] = shop.slack.click(answer, "share").wait()
    shop.slack.faults.clear()

    assert said.only_for == ANA
    assert "/invite @Starkeeper" in said.text


@pytest.mark.parametrize(
    ("allowed", "channel", "barred"),
    [(False, SHARED, "externally_shared"), (True, SHARED, ""), (False, FEEDBACK, ""), (False, "D0ANA", "")],
)
def test_a_setting_allows_it_and_direct_messages_are_always_among_ourselves(allowed, channel, barred):
    slack = FakeSlack(channels={SHARED: {"is_ext_shared": True}, "D0ANA": {"is_ext_shared": True}})
    settings = settings_from(_env_file=None, allow_external_channels=allowed)

    assert Rule(settings, Directory(slack, Clock())).bars(channel) == barred
