"""A case from claim to resolution, as people do it over the stand-in workspace's real Socket Mode."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from bot.feedback import Case, Event
from bot.workspace import ANA, GUEST, MEI
from bot.workspace.people import Person
from case_cast import claimed, new_alert, press, shows, stored
from cast import line, order
from clock import MONDAY, RunningClock
from jobs.schedule import tick
from shop import open_shop

LATE = "late-shipment/never-arrived"
DAMAGED = "damaged/damaged-or-badly-packed"
MANY = [Person(f"U0P{n:02}", f"p{n}", f"Person {n}") for n in range(20)]


@pytest.fixture(scope="module")
def shop(tmp_path_factory):
    """One shop for this file, in which Mei leads: each test brings orders of its own."""
    with open_shop(tmp_path_factory.mktemp("shop"), RunningClock()) as shop:
        shop.slack.state.people |= {person.id: person for person in MANY}
        yield shop


def test_of_twenty_who_claim_at_once_one_wins_and_nineteen_are_told_who(shop):
    alert = new_alert(shop, 1)

    with ThreadPoolExecutor(20) as pool:
        replies = list(pool.map(lambda who: shop.slack.click(alert, "claim", user=who.id), MANY))
    shop.until(lambda: sum(bool(reply.messages) for reply in replies) == 19, 30)

    [winner] = [reply.user for reply in replies if not reply.messages]
    assert all(f"<@{winner}> claimed this" in reply.messages[0].text for reply in replies if reply.messages)
    shows(shop, alert, f"<@{winner}>")


def test_somebody_elses_case_is_changed_by_its_owner_and_by_leads_alone(shop):
    alert = claimed(shop, 2, user=MEI)
    more = press(shop, alert, "more")

    shop.slack.click(more, "release", user=ANA)
    shop.until(lambda: "has this. Only they or a lead may do that" in shop.said_to(ANA))

    assert f"Claimed by <@{MEI}>" in str(alert.blocks)
    shop.slack.cancel(more)
    view = press(shop, alert, "more", user=MEI)
    shop.slack.click(view, "release", user=MEI)
    shows(shop, alert, "Nobody has it yet")
    shop.slack.cancel(view)


def test_a_case_waits_for_the_carrier_and_goes_on_at_the_press_of_a_button(shop):
    alert = claimed(shop, 3)
    form = press(shop, alert, "more", "wait")

    wrong = shop.slack.submit(form, {"waiting_for": "carrier", "until": "2026-11-23"})
    late = shop.slack.submit(form, {"waiting_for": "carrier", "until": "2027-11-23"})
    shop.slack.submit(form, {"waiting_for": "carrier", "until": "2026-11-26"})
    shows(shop, alert, "Waiting for the carrier until")
    below = shop.slack.modal(ANA)
    shop.until(lambda: "Waiting for the carrier" in shop.slack.plain(below))

    assert "after today" in wrong.errors["until"]
    assert "60 days" in late.errors["until"]
    assert "go_on" in str(alert.blocks)
    shop.slack.cancel(below)
    shop.slack.click(alert, "go_on")
    shows(shop, alert, "Press Resolve")


def test_a_case_is_handed_over_to_somebody_who_may_act_and_is_told_once(shop):
    alert = claimed(shop, 4)
    form = press(shop, alert, "more", "hand_over")

    refused = shop.slack.submit(form, {"new_owner": GUEST})
    same = shop.slack.submit(form, {"new_owner": ANA})
    shop.slack.submit(form, {"new_owner": MEI})
    shows(shop, alert, f"Claimed by <@{MEI}>")
    shop.slack.cancel(shop.slack.modal(ANA))

    assert "may not act" in refused.errors["new_owner"]
    assert "already" in same.errors["new_owner"]
    shop.settled()
    [said] = shop.slack.thread(alert)
    assert said.text == f"<@{MEI}>, this is yours now: <@{ANA}> hands it over to you."


def test_a_wrong_cause_is_corrected_with_words_of_ones_own_and_the_history_says_so(shop):
    alert = claimed(shop, 5, comment="The parcel came three weeks late.")
    form = press(shop, alert, "more", "choose_cause")

    wordless = shop.slack.submit(form, {"cause_key": "outside/outside"})
    astray = shop.slack.submit(form, {"cause_key": DAMAGED, "cause_words": "parcel shop closed"})
    shop.slack.submit(form, {"cause_key": "outside/outside", "cause_words": "parcel <!here> closed"})
    shows(shop, alert, "Outside the playbook: parcel &lt;!here&gt; closed")
    more = shop.slack.modal(ANA)
    shop.until(lambda: "to Outside the playbook" in shop.slack.plain(more))

    assert "in a few words" in wordless.errors["cause_words"]
    assert "leave it empty" in astray.errors["cause_words"]
    assert "from Late shipment" in shop.slack.plain(more)
    shop.slack.cancel(more)


def test_a_case_is_resolved_with_what_was_done_and_a_notice_is_offered_once(shop):
    alert = claimed(shop, 6, comment="Box was crushed, lamp broken.")
    form = press(shop, alert, "resolve")

    wrong = shop.slack.submit(
        form, {"cause_key": DAMAGED, "outcomes": ["nothing-possible", "refund", "removal-denied"]}
    )
    both = shop.slack.submit(form, {"cause_key": DAMAGED, "outcomes": ["removal-denied", "removal-granted"]})
    filled = {"cause_key": DAMAGED, "outcomes": ["refund", "explained"], "note": "wrote", "lesson": "bubbles"}
    notice = shop.slack.submit(form, filled).wait_view()
    shows(shop, alert, "Refunded, explained to the buyer")
    draft = shop.slack.click(notice, "draft_notice").wait_view()

    assert "stands alone" in wrong.errors["outcomes"]
    assert "pick one" in both.errors["outcomes"]
    assert "sources disagree" in shop.slack.plain(notice)
    assert "Starkeeper sends nothing to a buyer" in shop.slack.plain(draft)
    assert len(shop.slack.plain(alert).splitlines()) <= 5
    shop.slack.cancel(draft)
    shop.slack.cancel(shop.slack.modal(ANA))
    shop.slack.click(press(shop, alert, "more", user=MEI), "draft_notice", user=MEI)
    shop.until(lambda: "起草过给这位买家的告知" in shop.said_to(MEI))
    shop.slack.cancel(shop.slack.modal(MEI))


def test_a_resolved_case_is_opened_again_and_its_next_like_learns_from_it(shop):
    alert = claimed(shop, 7, comment="The mug arrived in shards.")
    form = press(shop, alert, "resolve")
    filled = {"cause_key": DAMAGED, "outcomes": ["nothing-possible"]}
    shop.slack.submit(form, filled)
    shows(shop, alert, "Nothing could be done")
    again = new_alert(shop, 8, "The box was damaged and badly packed.")

    assert "*Last time*" in str(again.blocks)

    view = press(shop, alert, "more")
    shop.slack.click(view, "reopen")
    shows(shop, alert, "Nobody has it yet")
    shop.slack.cancel(view)


def test_whoever_is_too_late_to_resolve_is_told_who_did(shop):
    alert = claimed(shop, 9, comment="Sent the wrong colour.")
    first, second = (press(shop, alert, "resolve", user=user) for user in (ANA, MEI))
    filled = {"cause_key": DAMAGED, "outcomes": ["nothing-possible"]}

    shop.slack.submit(first, filled)
    shows(shop, alert, "Nothing could be done")
    shop.slack.submit(second, filled, user=MEI)
    shop.until(lambda: "解决" in shop.said_to(MEI))

    assert str(alert.blocks).count("Nothing could be done") == 1


def test_a_modal_in_the_other_language_stays_in_it(shop):
    alert = claimed(shop, 10)
    view = press(shop, alert, "more")

    shop.slack.click(view, "other_language")
    shop.until(lambda: "处理记录" in shop.slack.plain(view))
    form = shop.slack.click(view, "wait").wait_view()

    assert form.title == "等待"
    shop.slack.cancel(form)
    shop.slack.click(view, "release")
    shop.until(lambda: "还没有人处理" in shop.slack.plain(view))
    shop.slack.cancel(view)


def test_every_one_of_a_storm_is_shown_with_its_state_claimed_and_opened_from_its_page(shop):
    numbers = range(100, 140)
    shop.take([line(n, 1, f"Broken {n}.") for n in numbers])
    shop.settled(40)
    [page] = [each for each in shop.slack.posted if order(139) in str(each.blocks) and each.thread_ts]

    shop.slack.choose(page, "claim_from_page", _option(page, order(139)), user=MEI)
    shows(shop, page, f"claimed by <@{MEI}>")
    view = shop.slack.choose(page, "more_from_page", _option(page, order(139)), user=MEI).wait_view()
    form = shop.slack.click(view, "hand_over", user=MEI).wait_view()
    shop.slack.submit(form, {"new_owner": ANA}, user=MEI)
    shows(shop, page, f"claimed by <@{ANA}>")
    shop.settled()

    [told] = [each for each in shop.slack.posted if each.text.startswith(f"<@{ANA}>, this is yours now")]
    assert told.thread_ts == page.thread_ts
    assert order(139) in str(told.blocks)
    assert "Page 2 of 2" in str(page.blocks) or "Page 1 of 2" in str(page.blocks)
    shop.slack.cancel(shop.slack.modal(MEI))


def _option(page, text):
    menus = [element for block in page.blocks if block["type"] == "actions" for element in block["elements"]]
    options = [option for menu in menus for option in menu["options"]]
    return next(option["value"] for option in options if option["text"]["text"].startswith(text))


def test_when_its_day_has_come_a_case_goes_on_by_itself_and_its_owner_is_called_once(tmp_path):
    clock = RunningClock(MONDAY)
    with open_shop(tmp_path, clock, working_hours="09:00-17:00") as shop:
        alert = claimed(shop, 1)
        form = press(shop, alert, "more", "wait")
        shop.slack.submit(form, {"waiting_for": "amazon", "until": "2026-11-25"})
        shows(shop, alert, "Waiting for Amazon until")
        clock.pass_by(days=1, hours=20)
        tick(shop.bot.services)
        shop.settled()
        asleep = str(alert.blocks)

        clock.pass_by(hours=4, minutes=1)
        for _ in range(3):
            tick(shop.bot.services)
        shows(shop, alert, "Press Resolve")

        assert "Waiting for Amazon" in asleep
        told = [each for each in shop.below(alert) if "the wait for Amazon is over" in each]
        assert len(told) == 1
        [case] = stored(shop, Case, 1)
        assert abs(case.waited_minutes - 2 * 8 * 60) <= 1
        assert [event.action for event in stored(shop, Event, 1)].count("goes on") == 1
        assert case.waiting_until is None
        assert timedelta(0) < clock() - case.claimed_at
