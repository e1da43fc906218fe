"""Roles, the audit and what comes twice, over the stand-in workspace's real Socket Mode."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from bot.feedback import Case
from bot.store import events, inbound, ratings
from bot.store.database import reading
from bot.workspace import ANA, EXTERNAL, GUEST, MEI, SHARED, Channel, Person
from bot.workspace.people import BOT
from cast import line, order
from clock import RunningClock
from jobs.retention import forget_inbound
from shop import open_shop

BEN = "U0BEN"


@pytest.fixture(scope="module")
def shop(tmp_path_factory):
    """One shop for this file: Mei leads, the group's people are agents, Ben only reads."""
    folder = tmp_path_factory.mktemp("shop")
    with open_shop(folder, RunningClock(), leads=MEI, agents="S0AGENTS") as shop:
        state = shop.slack.state
        state.groups["S0AGENTS"] = [ANA]
        state.people[BEN] = Person(BEN, "ben", "Ben Okoro")
        state.channels["D0BEN"] = Channel("D0BEN", "ben", {BEN, BOT}, person=BEN)
        yield shop


def alert_of(shop, number):
    shop.take([line(number, 1, "Came late.")])
    shop.until(lambda: posted(shop, number))
    return posted(shop, number)[0]


def posted(shop, number):
    return [each for each in shop.slack.posted if order(number) in str(each.blocks)]


def refusals(shop):
    with reading(shop.bot.services.engine) as session:
        return [(each.who, each.action, about) for each, about in events.audit(session, refused=True)]


def done(shop, number):
    with reading(shop.bot.services.engine) as session:
        return [each.action for each, about in events.audit(session, refused=False) if about == order(number)]


def case_of(shop, number):
    with reading(shop.bot.services.engine) as session:
        [rated] = ratings.of_order(session, order(number))
        return session.get_one(Case, rated.id)


def test_a_member_reads_but_does_not_claim_and_is_told_who_may(shop):
    alert = alert_of(shop, 1)

    [said] = shop.slack.click(alert, "claim", user=BEN).wait()
    read = shop.slack.click(alert, "more", user=BEN).wait_view()

    assert said.only_for == BEN
    assert f"<@{MEI}>" in said.text
    assert "<!subteam^S0AGENTS>" in said.text
    assert "Came late." in shop.slack.plain(read)
    assert case_of(shop, 1).state == "open"
    assert (BEN, "claim", order(1)) in refusals(shop)


@pytest.mark.parametrize("user", [GUEST, EXTERNAL])
def test_a_guest_or_somebody_from_elsewhere_changes_nothing_and_stands_in_the_audit(shop, user):
    number = {GUEST: 2, EXTERNAL: 3}[user]
    alert = alert_of(shop, number)

    for action in ("claim", "more"):
        [said] = shop.slack.click(alert, action, user=user).wait()
        assert said.only_for == user

    assert [each for each in refusals(shop) if each[2] == order(number)] == [
        (user, "claim", order(number)),
        (user, "more", order(number)),
    ]
    assert case_of(shop, number).state == "open"


def test_somebody_elses_case_is_for_its_owner_and_for_leads(shop):
    alert = alert_of(shop, 4)
    shop.slack.click(alert, "claim", user=MEI)
    shop.until(lambda: "'resolve'" in str(alert.blocks))

    [said] = shop.slack.click(alert, "resolve", user=ANA).wait()

    assert f"<@{MEI}>" in said.text
    assert case_of(shop, 4).owner == MEI
    assert (ANA, "resolve", order(4)) in refusals(shop)


def test_a_report_from_somebody_who_only_reads_is_not_taken_in(shop):
    body = "\n".join(["Date\tRating\tComments\tYour Response\tOrder ID\tRater Email", line(5, 1, "Late.")])

    shop.slack.upload("dm", "report.txt", body.encode(), "US", user=BEN)
    shop.until(lambda: "Only agents and leads" in shop.said_to(BEN))

    assert (BEN, "message", "") in refusals(shop)


def test_help_says_what_each_may_do(shop):
    shown = {who: shop.slack.plain(shop.ask("/feedback", user=who)) for who in (MEI, ANA, BEN)}

    assert "/feedback counts" in shown[ANA]
    assert "/feedback counts" not in shown[BEN]
    assert "You may read here" in shown[BEN]
    assert "你是负责人" in shown[MEI]


def test_one_is_answered_in_the_language_one_chose_until_one_leaves_it_to_slack_again(shop):
    chinese = shop.ask("/feedback language zh", user=BEN)
    help_ = shop.ask("/feedback help", user=BEN)
    shop.ask("/feedback language auto", user=BEN)

    assert "中文" in chinese.text
    assert "可以这样问" in shop.slack.plain(help_)
    assert "What Starkeeper does" in shop.slack.plain(shop.ask("/feedback help", user=BEN))
    assert "en, zh or auto" in shop.ask("/feedback language fr", user=BEN).text


def test_a_command_in_a_channel_of_two_companies_is_answered_to_our_people_alone(shop):
    ours = shop.ask("/feedback list", user=ANA, channel=SHARED)
    theirs = shop.ask("/feedback list", user=EXTERNAL, channel=SHARED)

    assert (ours.only_for, theirs.only_for) == (ANA, EXTERNAL)
    assert "Only people of this workspace" in theirs.text


def test_twenty_deliveries_of_one_click_have_one_effect(shop):
    alert = alert_of(shop, 6)
    reply = shop.slack.click(alert, "claim", user=ANA)
    shop.until(lambda: case_of(shop, 6).owner == ANA)

    with ThreadPoolExecutor(10) as pool:
        acks = list(pool.map(lambda _: shop.slack.redeliver(reply.envelope), range(20)))
    shop.settled()

    assert None not in acks
    assert done(shop, 6).count("claimed") == 1


def test_a_submission_delivered_again_under_another_hash_has_one_effect(shop):
    alert = alert_of(shop, 7)
    more = shop.slack.click(alert, "more", user=ANA).wait_view()
    view = shop.slack.click(more, "choose_cause", user=ANA).wait_view()
    reply = shop.slack.submit(view, {"cause_key": "damaged/damaged-or-badly-packed"})
    shop.until(lambda: "cause set" in done(shop, 7))
    envelope = {**reply.envelope, "payload": {**reply.envelope["payload"]}}
    envelope["payload"]["view"] = {**envelope["payload"]["view"], "hash": "another"}

    for again in (reply.envelope, envelope):
        shop.slack.redeliver(again)
    shop.settled()

    assert done(shop, 7).count("cause set") == 1


def test_what_was_remembered_of_deliveries_is_forgotten_after_a_day(shop):
    shop.ask("/feedback help")
    shop.clock.pass_by(days=1, minutes=1)

    forget_inbound(shop.bot.services)

    with reading(shop.bot.services.engine) as session:
        assert not inbound.any_before(session, shop.clock())
