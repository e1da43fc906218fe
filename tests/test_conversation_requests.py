"""`/feedback request` in Slack: an order's answer, a lead's switch, and the daily job at work behind it."""

from datetime import timedelta
from types import SimpleNamespace

import pytest

from bot.bazaar import Bazaar, faults
from bot.store import events
from bot.store.database import reading
from bot.workspace import ANA, MEI
from clock import RunningClock
from shop import open_shop

DAY = timedelta(days=1)


@pytest.fixture(scope="module")
def team(tmp_path_factory):
    clock = RunningClock()
    with Bazaar(clock=lambda: clock().timestamp()) as amazon:
        folder = tmp_path_factory.mktemp("shop")
        with open_shop(folder, clock, leads=MEI, **amazon.settings("US,CA")) as shop:
            yield SimpleNamespace(shop=shop, amazon=amazon, today=clock().date())


def ask(team, command: str, user: str = ANA) -> str:
    return team.shop.slack.plain(team.shop.ask(f"/feedback request {command}", user=user))


def test_an_order_may_be_asked_about_from_five_days_after_the_earliest_delivery(team):
    due = team.amazon.sell("CA", ordered=team.today - 20 * DAY)
    young = team.amazon.sell("CA", ordered=team.today - 6 * DAY)

    assert "may be asked about now, until 11 Dec" in ask(team, due)
    assert "may be asked about from 27 Nov" in ask(team, young)
    assert "all or none" in ask(team, due)
    assert team.amazon.requested == {}


def test_an_order_that_amazon_does_not_know_is_none_of_ours(team):
    assert "I don't know when" in ask(team, "113-9999999-9999999")


def test_an_unwell_amazon_is_named_and_nobody_is_kept_waiting(team):
    order_id = team.amazon.sell("CA")
    team.amazon.faults.add("getOrder", faults.http(503), times=1)

    assert "Amazon is busy" in ask(team, order_id)


def test_turning_it_on_is_a_leads_and_the_refusal_says_whose(team):
    said = ask(team, "on US")

    assert "Only leads may do this" in said
    with reading(team.shop.bot.services.engine) as session:
        refused = [event.action for event, _ in events.audit(session, refused=True)]
    assert "request on" in refused


def test_once_a_lead_has_turned_it_on_every_order_is_asked_about_and_the_answer_says_so(team):
    orders = [team.amazon.sell("US") for _ in range(3)]

    assert "every order" in ask(team, "on us", user=MEI) or "一次" in ask(team, "on us", user=MEI)
    team.shop.until(lambda: len(team.amazon.requested) == 3, within=20)

    assert team.amazon.requested == dict.fromkeys(orders, 1)
    team.shop.until(lambda: "was asked about on 23 Nov" in ask(team, orders[0]))
    assert "Amazon.com: on since" in ask(team, "")
    assert "Amazon.ca: off" in ask(team, "")


def test_where_amazon_is_not_connected_it_cannot_be_turned_on(team):
    assert "Amazon.de" in ask(team, "on DE", user=MEI)
    assert "XX" in ask(team, "on XX", user=MEI)


def test_a_score_shows_the_accounts_health_beside_amazons_own_targets(team):
    def scored() -> str:
        return team.shop.slack.plain(team.shop.ask("/feedback score 30d CA"))

    team.shop.until(lambda: "Account health" in scored(), within=40)

    assert "late shipments 4.6 %, target below 4 %" in scored()
    assert "Amazon's performance report to 22 Nov" in scored()
