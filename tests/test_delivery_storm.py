"""Many alerts owed at once: a summary and its pages, each order once, within a minute."""

import pytest

from bot.workspace import Workspace
from outgoing import bot, orders_shown, owe, pass_time, stored

pytestmark = pytest.mark.usefixtures("diskless")


@pytest.fixture
def slack(clock):
    """A workspace on the test's clock."""
    with Workspace(clock=lambda: clock().timestamp()) as workspace:
        yield workspace


def test_a_storm_is_a_summary_and_pages_in_its_thread_with_each_order_once(engine, slack, clock):
    owed = owe(engine, *range(500))

    pass_time(bot(engine, slack, clock), clock, 60, step=1)

    summary, *pages = slack.posted
    assert len(slack.posted) == 26
    assert {page.thread_ts for page in pages} == {summary.ts}
    assert sorted(orders_shown(slack)) == owed
    assert slack.posted[-1].at - slack.posted[0].at <= 60
    assert {post.kind for post in stored(engine)} == {"storm", "page"}


def test_more_than_a_storm_holds_makes_two(engine, slack, clock):
    owed = owe(engine, *range(700))

    pass_time(bot(engine, slack, clock), clock, 60, step=1)

    assert [post.kind for post in stored(engine)].count("storm") == 2
    assert sorted(orders_shown(slack)) == owed


def test_a_burst_that_arrives_in_small_batches_is_a_storm_all_the_same(engine, slack, clock):
    delivery = bot(engine, slack, clock)

    for batch in range(25):
        owe(engine, *range(batch * 20, batch * 20 + 20))
        pass_time(delivery, clock, 0.5)
    pass_time(delivery, clock, 45, step=1)

    assert len(orders_shown(slack)) == len(set(orders_shown(slack))) == 500
    assert len(slack.posted) <= 36
