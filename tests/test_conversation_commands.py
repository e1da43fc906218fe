"""What people ask and send, over the stand-in workspace's real Socket Mode."""

import pytest

from bot.services import Busy, WorkQueue
from bot.workspace import ANA, EXTERNAL, FEEDBACK, GUEST
from cast import line, order
from shop import trading_shop


@pytest.fixture(scope="module")
def shop(tmp_path_factory):
    """One shop for this file: each test brings orders of its own."""
    with trading_shop(tmp_path_factory.mktemp("shop")) as shop:
        yield shop


def in_channel(shop):
    return [each for each in shop.settled() if each.channel == FEEDBACK]


def test_score_is_private_and_names_its_source(shop):
    answer = shop.ask("/feedback score")

    assert answer.only_for == ANA
    assert "stored ratings" in shop.slack.plain(answer)


def test_another_window_takes_the_place_of_the_answer(shop):
    answer = shop.ask("/feedback score 30d US")

    shop.slack.choose(answer, "windows", "/feedback score 90d US")
    shop.until(lambda: "90 days" in shop.slack.plain(answer))


def test_an_answer_can_be_shared_with_the_channel(shop):
    answer = shop.ask("/policy can I put a coupon in my message to a buyer?")

    [shared] = shop.slack.click(answer, "share", user=ANA).wait()

    assert not shared.only_for
    assert ANA in str(shared.blocks)
    assert "actions" not in {block["type"] for block in shared.blocks}


def test_a_policy_answer_has_a_source_and_says_no_coupons(shop):
    shown = shop.slack.plain(shop.ask("/policy can I put a coupon in my message to a buyer?"))

    assert "No coupons" in shown
    assert "Source 1" in shown


def test_a_chinese_question_is_answered_in_chinese(shop):
    assert "来源" in shop.slack.plain(shop.ask("/policy 可以在邮件里放优惠券吗"))


def test_what_the_pages_do_not_cover_is_said_to_be_not_covered(shop):
    assert "Not in the knowledge base" in shop.slack.plain(shop.ask("/policy what's the weather in Seattle"))


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("/feedback", "What Starkeeper does"),
        ("/feedback help", "What Starkeeper does"),
        ("/feedback scroe", "/feedback score"),
        ("/feedback qwertz", "/feedback help"),
        ("/feedback score 5d", "30d, 90d, 365d"),
        ("/feedback list", "unclaimed"),
        ("/feedback list nonsense", "open, claimed, waiting"),
        ("/feedback show", "113-1234567-1234567"),
        ("/feedback show 999-0000000-0000000", "No rating is known"),
        ("/feedback score lifetime DE", "No rating"),
        ("/policy", "What should I look for"),
    ],
)
def test_every_command_says_something_useful(shop, typed, said):
    assert said.lower() in shop.slack.plain(shop.ask(typed)).lower()


def test_an_order_can_be_shown(shop):
    assert "Came three weeks late" in shop.slack.plain(shop.ask(f"/feedback show {order(1)}"))


def test_amazons_numbers_can_be_typed_in(shop):
    view = shop.slack.command("/feedback counts").wait_view()
    numbers = {"marketplace": "UK", "window": "30d", "positive": "187", "neutral": "5", "negative": "9"}

    wrong = shop.slack.submit(view, {**numbers, "positive": "many"})
    right = shop.slack.submit(view, numbers)

    assert "positive" in wrong.errors
    assert not right.errors
    shop.until(lambda: "93.0 %" in shop.slack.plain(shop.ask("/feedback score 30d UK")))


@pytest.mark.parametrize("user", [GUEST, EXTERNAL])
def test_guests_and_people_from_outside_are_refused_in_a_sentence(shop, user):
    shown = shop.slack.plain(shop.ask("/feedback score", user=user))

    assert "can't use" in shown or "Only people" in shown
    assert "%" not in shown


def test_a_report_sent_in_a_direct_message_is_taken_in_and_answered(shop):
    body = "\n".join(["Date\tRating\tComments\tYour Response\tOrder ID\tRater Email", line(6, 1, "Late.")])

    reply = shop.slack.upload("dm", "report.txt", body.encode(), "US")
    shop.until(lambda: any(order(6) in str(each.blocks) for each in shop.slack.posted))

    shop.until(lambda: "delete" in shop.said_to(ANA))

    assert "1 new" in shop.said_to(ANA)
    assert reply.acked


def test_a_file_that_is_no_report_is_refused_in_a_sentence_and_changes_nothing(shop):
    before = len(in_channel(shop))

    shop.slack.upload("dm", "orders.txt", b"amazon-order-id\tpurchase-date\n1\t2\n", "US")
    shop.until(lambda: "orders report" in shop.said_to(ANA))

    assert len(in_channel(shop)) == before


def test_an_error_of_ours_is_answered_with_a_number(shop, monkeypatch):
    def broken(*_args, **_kwargs):
        raise RuntimeError("boom")

    monkeypatch.setattr("handlers.feedback.standing", broken)

    assert "Something went wrong" in shop.slack.plain(shop.ask("/feedback score"))


def test_a_flood_is_refused_in_both_languages(shop, monkeypatch):
    def full(*_given):
        raise Busy

    monkeypatch.setattr(WorkQueue, "submit", full)

    shown = shop.slack.plain(shop.ask("/feedback score"))

    assert "Try again in a minute" in shown
    assert "请稍后再试" in shown
