"""Whatever Slack delivers again, and whatever is clicked twice, has one effect."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlmodel import func, select

from bot.feedback import Correction, Event, Feedback, Import, Post, RatingCount
from bot.messages.actions import DIAGNOSE
from bot.store.database import reading
from bot.workspace import ANA, MEI
from cast import line, order
from clock import RunningClock
from shop import open_shop

DAMAGED = "damaged/damaged-or-badly-packed"
COUNTED = (Event, Correction, RatingCount, Import, Post)
"""Every table to which something that people do adds rows."""


@pytest.fixture(scope="module")
def shop(tmp_path_factory):
    """One shop for this file: each test brings an order of its own."""
    with open_shop(tmp_path_factory.mktemp("shop"), RunningClock()) as shop:
        yield shop


def claimed(shop, number):
    shop.take([line(number, 1, "Never came.")])
    alert = shop.alert_of(number)
    reply = shop.slack.click(alert, "claim")
    shop.until(lambda: ANA in str(alert.blocks))
    return alert, reply


def everything(shop):
    """How much there is of all that people can add to, and what stands in the workspace."""
    shop.idle()
    with reading(shop.bot.services.engine) as session:
        rows = [session.exec(select(func.count()).select_from(table)).one() for table in COUNTED]
    shown = [(each.ts, each.text, len(each.edits)) for each in shop.slack.posted]
    return rows, shown, shop.said_to(ANA)


def again(shop, reply, times=3):
    before = everything(shop)
    with ThreadPoolExecutor(times) as pool:
        list(pool.map(lambda _: shop.slack.redeliver(reply.envelope), range(times)))
    return before, everything(shop)


def test_a_click_delivered_again_has_one_effect(shop):
    _, reply = claimed(shop, 1)

    before, after = again(shop, reply)

    assert after == before


def test_a_click_that_opens_a_modal_opens_it_once(shop):
    alert, _ = claimed(shop, 2)
    reply = shop.slack.click(alert, "more")
    view = reply.wait_view()

    before, after = again(shop, reply)

    assert after == before
    assert shop.slack.modal(ANA) is view
    shop.slack.cancel(view)


def test_a_shortcut_opens_its_modal_once(shop):
    alert, _ = claimed(shop, 7)
    reply = shop.slack.shortcut(DIAGNOSE, message=alert)
    view = reply.wait_view()

    before, after = again(shop, reply)

    assert after == before
    assert shop.slack.modal(ANA) is view
    shop.slack.cancel(view)


def test_a_submission_delivered_again_has_one_effect(shop):
    alert, _ = claimed(shop, 3)
    view = shop.slack.click(alert, "resolve").wait_view()
    filled = {"cause_key": DAMAGED, "outcomes": ["nothing-possible"], "note": "Called.", "lesson": "Boxes."}
    reply = shop.slack.submit(view, filled)
    shop.until(lambda: "Nothing could be done" in str(alert.blocks))

    before, after = again(shop, reply)

    assert after == before


def test_handing_over_delivered_again_calls_the_new_owner_once(shop):
    alert, _ = claimed(shop, 4)
    more = shop.slack.click(alert, "more").wait_view()
    reply = shop.slack.submit(shop.slack.click(more, "hand_over").wait_view(), {"new_owner": MEI})
    shop.until(lambda: MEI in str(alert.blocks))

    before, after = again(shop, reply)

    assert after == before
    assert len(shop.slack.thread(alert)) == 1
    shop.slack.cancel(more)


def test_numbers_typed_in_are_stored_once(shop):
    view = shop.slack.command("/feedback counts").wait_view()
    numbers = {"marketplace": "UK", "window": "30d", "positive": "187", "neutral": "5", "negative": "9"}
    reply = shop.slack.submit(view, numbers)
    shop.until(lambda: "UK" in shop.said_to(ANA) or "Amazon.co.uk" in shop.said_to(ANA))

    before, after = again(shop, reply)

    assert after == before


def test_a_command_delivered_again_is_answered_once(shop):
    reply = shop.slack.command("/policy what's the weather in Seattle")
    reply.wait()

    before, after = again(shop, reply)

    assert after == before
    assert len(reply.messages) == 1


def test_an_answer_is_shared_once(shop):
    answer = shop.ask("/policy can I put a coupon in my message to a buyer?")
    reply = shop.slack.click(answer, "share")
    reply.wait()

    before, after = again(shop, reply)

    assert after == before
    assert len(reply.messages) == 1


def test_an_event_delivered_again_has_one_effect(shop):
    body = "\n".join(["Date\tRating\tComments\tYour Response\tOrder ID\tRater Email", line(6, 1, "Late.")])
    reply = shop.slack.upload("dm", "report.txt", body.encode(), "US")
    shop.until(lambda: any(order(6) in str(each.blocks) for each in shop.slack.posted))
    shop.until(lambda: "delete" in shop.said_to(ANA))

    before, after = again(shop, reply)

    assert after == before
    assert shop.said_to(ANA).count("1 new") == 1


@pytest.mark.parametrize(
    ("number", "path", "actions"),
    [
        (10, ["release"], ["opened", "claimed", "released"]),
        (11, ["release", "claim"], ["opened", "claimed", "released", "claimed"]),
    ],
)
def test_a_double_click_takes_each_step_once(shop, number, path, actions):
    alert, _ = claimed(shop, number)
    view = shop.slack.click(alert, "more").wait_view()

    for action in path:
        shop.until(lambda action=action: f"'{action}'" in str(shop.slack.modal(ANA).blocks))
        shown = shop.slack.modal(ANA)
        with ThreadPoolExecutor(2) as pool:
            list(pool.map(lambda _, shown=shown, action=action: shop.slack.click(shown, action), range(2)))
        shop.idle()

    with reading(shop.bot.services.engine) as session:
        done = session.exec(select(Event.action).where(Event.feedback_id == _number(session, number))).all()
    assert done == actions
    shop.slack.cancel(view)


def test_a_double_click_on_the_message_claims_it_once(shop):
    shop.take([line(12, 1, "Never came.")])
    alert = shop.alert_of(12)

    with ThreadPoolExecutor(2) as pool:
        replies = list(pool.map(lambda _: shop.slack.click(alert, "claim"), range(2)))
    shop.until(lambda: any(reply.messages for reply in replies))

    [told] = [reply.messages[0].text for reply in replies if reply.messages]
    assert told.startswith(f"<@{ANA}> claimed this")
    shop.until(lambda: ANA in str(alert.blocks))
    assert len(alert.edits) == 1


def _number(session, number):
    return session.exec(select(Feedback.id).where(Feedback.order_id == order(number))).one()
