"""What people see and do, over the stand-in workspace's real Socket Mode."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from bot.workspace import ANA, EXTERNAL, FEEDBACK, GUEST, MEI, faults
from cast import line, order
from clock import MONDAY, RunningClock
from shop import open_shop

LATE = line(1, 1, "Came three weeks late and nobody answered my two mails.")
FINE = [line(n, 5, "Fast delivery, well packed.") for n in range(100, 160)]


@pytest.fixture(scope="module")
def shop(tmp_path_factory):
    """One shop for this file: each test brings orders of its own."""
    with open_shop(tmp_path_factory.mktemp("shop"), RunningClock()) as shop:
        shop.take([LATE, *FINE])
        shop.settled()
        yield shop


def alert_of(shop, number):
    [found] = [each for each in shop.settled() if order(number) in str(each.blocks)]
    return found


def in_channel(shop):
    return [each for each in shop.settled() if each.channel == FEEDBACK]


def test_a_new_negative_is_posted_once_with_cause_evidence_and_steps(shop):
    alert = alert_of(shop, 1)
    shown = shop.slack.plain(alert)

    assert alert.channel == FEEDBACK
    assert alert.text.startswith("1 star, US, late shipment")
    assert "Came three weeks late" in shown
    assert "Late shipment" in shown
    assert "late" in shown.partition("cause:")[2]
    assert "Do now" in shown
    assert "Best practices" in shown


def test_the_alert_has_two_buttons_at_most(shop):
    buttons = [e for b in alert_of(shop, 1).blocks if b["type"] == "actions" for e in b["elements"]]

    assert [each["text"]["text"] for each in buttons] == ["Claim", "More"]


def test_whoever_clicks_first_has_the_case_and_the_other_is_told_who(shop):
    shop.take([line(2, 1, "Arrived two weeks late.")])
    alert = alert_of(shop, 2)

    with ThreadPoolExecutor(2) as pool:
        replies = list(pool.map(lambda who: shop.slack.click(alert, "claim", user=who), (ANA, MEI)))
    shop.until(lambda: any(reply.messages for reply in replies))

    [told] = [reply for reply in replies if reply.messages]
    winner = {ANA: MEI, MEI: ANA}[told.user]
    assert f"<@{winner}>" in told.messages[0].text
    shop.until(lambda: f"<@{winner}>" in str(alert.blocks))


def test_more_opens_a_modal_with_every_step_and_its_source(shop):
    view = shop.slack.click(alert_of(shop, 1), "more").wait_view()

    assert "Best practices" in shop.slack.plain(view)
    shop.slack.cancel(view)


def test_a_case_can_be_claimed_given_back_and_resolved_from_its_modal(shop):
    shop.take([line(9, 1, "Wrong colour sent.")])
    alert = alert_of(shop, 9)
    view = shop.slack.click(alert, "more").wait_view()

    shop.slack.click(view, "claim")
    shop.until(lambda: "Give it back" in shop.slack.plain(shop.slack.modal(ANA)))
    shop.slack.click(shop.slack.modal(ANA), "release")
    shop.until(lambda: "Give it back" not in shop.slack.plain(shop.slack.modal(ANA)))
    shop.slack.click(shop.slack.modal(ANA), "claim")
    shop.until(lambda: "Give it back" in shop.slack.plain(shop.slack.modal(ANA)))
    stacked = shop.slack.click(shop.slack.modal(ANA), "resolve").wait_view()

    assert "Refunded" in str(stacked.blocks)
    shop.slack.cancel(stacked)
    shop.slack.cancel(shop.slack.modal(ANA))


def test_a_reply_is_drafted_in_the_buyers_language_and_read_in_ones_own(shop):
    shop.take([line(10, 1, "Das Paket kam drei Wochen zu spät und niemand hat geantwortet.")])
    view = shop.slack.click(alert_of(shop, 10), "more").wait_view()

    for action in ("draft_reply", "draft_message"):
        draft = shop.slack.click(view, action).wait_view()
        shown = shop.slack.plain(draft)
        shop.slack.cancel(draft)

        assert "Sie" in shown or "Ihre" in shown
        assert "Starkeeper sends nothing to a buyer" in shown
    shop.slack.cancel(view)


def test_a_corrected_cause_changes_the_message_and_teaches_the_diagnosis(shop):
    shop.take([line(3, 1, "Blimey, zorbles all over.")])
    alert = alert_of(shop, 3)
    view = shop.slack.click(alert, "choose_cause").wait_view()

    shop.slack.submit(view, {"cause_key": "damaged/damaged-or-badly-packed"})
    shop.until(lambda: "badly packed" in str(alert.blocks))

    said = shop.bot.services.judgement.now.diagnostician.diagnose("Blimey, zorbles all over.")
    assert said.problem == "damaged"


def test_a_resolved_case_folds_and_says_what_was_done(shop):
    shop.take([line(4, 2, "Box was crushed, lamp broken.")])
    alert = alert_of(shop, 4)
    shop.slack.click(alert, "claim", user=MEI)
    shop.until(lambda: '"resolve"' in str(alert.blocks).replace("'", '"'))
    view = shop.slack.click(alert, "resolve", user=MEI).wait_view()

    shop.slack.submit(
        view, {"cause_key": "damaged/damaged-or-badly-packed", "outcomes": ["refund"]}, user=MEI
    )
    shop.until(lambda: "Refunded" in str(alert.blocks))

    assert len(shop.slack.plain(alert).splitlines()) <= 5
    assert MEI in str(alert.blocks)


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


def test_the_same_click_delivered_again_has_one_effect(shop):
    shop.take([line(5, 1, "Never came.")])
    alert = alert_of(shop, 5)
    reply = shop.slack.click(alert, "claim", user=ANA)
    shop.until(lambda: ANA in str(alert.blocks))
    edits = len(alert.edits)

    for _ in range(3):
        shop.slack.redeliver(reply.envelope)
    shop.settled()

    assert len(alert.edits) == edits


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


def test_hostile_words_of_a_buyer_cannot_mention_link_or_format(shop):
    shop.take([line(7, 1, "<!channel> <@U0ANA> <https://evil.example|x> *bold* `code` &lt;!here&gt;")])

    alert = alert_of(shop, 7)
    quotes = [block for block in alert.blocks if block["type"] == "rich_text"]
    rest = alert.text + str([block for block in alert.blocks if block["type"] != "rich_text"])

    assert {e["type"] for block in quotes for part in block["elements"] for e in part["elements"]} == {"text"}
    for live in ("<!channel", "<!here", "<@U0ANA", "<https://evil"):
        assert live not in rest


def test_an_error_of_ours_is_answered_with_a_number(shop, monkeypatch):
    def broken(*_args, **_kwargs):
        raise RuntimeError("boom")

    monkeypatch.setattr("handlers.feedback.standing", broken)

    assert "Something went wrong" in shop.slack.plain(shop.ask("/feedback score"))


def test_a_click_settles_a_message_whose_sending_was_in_doubt(shop):
    shop.slack.faults.add("chat.postMessage", faults.drop())
    shop.take([line(11, 1, "Wrong size.")])
    shop.until(lambda: any(order(11) in str(each.blocks) for each in shop.slack.posted))
    [alert] = [each for each in shop.slack.posted if order(11) in str(each.blocks)]

    shop.slack.click(alert, "claim")
    shop.until(lambda: ANA in str(alert.blocks))

    assert len([each for each in shop.settled() if order(11) in str(each.blocks)]) == 1


def test_an_outage_of_slack_loses_nothing(shop):
    shop.slack.faults.add("chat.postMessage", faults.http(503), times=2)
    shop.take([line(8, 1, "Broken on arrival.")])

    assert alert_of(shop, 8)


def test_the_digest_comes_once_even_after_many_ticks(tmp_path):
    from jobs.schedule import tick

    clock = RunningClock(MONDAY)
    with open_shop(tmp_path, clock) as shop:
        shop.take([LATE, *FINE])
        shop.settled()
        clock.pass_by(days=7)
        for _ in range(5):
            tick(shop.bot.services)
        digests = [each for each in shop.settled() if "Seller feedback," in str(each.blocks)]

    assert len(digests) == 1
