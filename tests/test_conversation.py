"""What people see of a negative, over the stand-in workspace's real Socket Mode."""

import pytest

from bot.workspace import ANA, FEEDBACK, faults
from cast import line, order
from clock import MONDAY, RunningClock
from shop import FINE, LATE, open_shop, trading_shop


@pytest.fixture(scope="module")
def shop(tmp_path_factory):
    """One shop for this file: each test brings orders of its own."""
    with trading_shop(tmp_path_factory.mktemp("shop")) as shop:
        yield shop


def test_a_new_negative_is_posted_once_with_cause_evidence_and_steps(shop):
    alert = shop.alert_of(1)
    shown = shop.slack.plain(alert)

    assert alert.channel == FEEDBACK
    assert alert.text.startswith("1 star, US, late shipment")
    assert "Came three weeks late" in shown
    assert "Late shipment" in shown
    assert "late" in shown.partition("cause:")[2]
    assert "Do now" in shown
    assert "Best practices" in shown


def test_the_alert_has_two_buttons_at_most(shop):
    buttons = [e for b in shop.alert_of(1).blocks if b["type"] == "actions" for e in b["elements"]]

    assert [each["text"]["text"] for each in buttons] == ["Claim", "More"]


def test_more_opens_a_modal_with_every_step_and_its_source(shop):
    view = shop.slack.click(shop.alert_of(1), "more").wait_view()

    assert "Best practices" in shop.slack.plain(view)
    shop.slack.cancel(view)


def test_a_reply_is_drafted_in_the_buyers_language_and_read_in_ones_own(shop):
    shop.take([line(10, 1, "Das Paket kam drei Wochen zu spät und niemand hat geantwortet.")])
    view = shop.slack.click(shop.alert_of(10), "more").wait_view()

    for action in ("draft_reply", "draft_message"):
        draft = shop.slack.click(view, action).wait_view()
        shown = shop.slack.plain(draft)
        shop.slack.cancel(draft)

        assert "Sie" in shown or "Ihre" in shown
        assert "Starkeeper sends nothing to a buyer" in shown
    shop.slack.cancel(view)


def test_a_corrected_cause_changes_the_message_and_teaches_the_diagnosis(shop):
    shop.take([line(3, 1, "Blimey, zorbles all over.")])
    alert = shop.alert_of(3)
    view = shop.slack.click(alert, "choose_cause").wait_view()

    shop.slack.submit(view, {"cause_key": "damaged/damaged-or-badly-packed"})
    shop.until(lambda: "badly packed" in str(alert.blocks))

    said = shop.bot.services.judgement.now.diagnostician.diagnose("Blimey, zorbles all over.")
    assert said.problem == "damaged"


def test_hostile_words_of_a_buyer_cannot_mention_link_or_format(shop):
    shop.take([line(7, 1, "<!channel> <@U0ANA> <https://evil.example|x> *bold* `code` &lt;!here&gt;")])

    alert = shop.alert_of(7)
    quotes = [block for block in alert.blocks if block["type"] == "rich_text"]
    rest = alert.text + str([block for block in alert.blocks if block["type"] != "rich_text"])

    assert {e["type"] for block in quotes for part in block["elements"] for e in part["elements"]} == {"text"}
    for live in ("<!channel", "<!here", "<@U0ANA", "<https://evil"):
        assert live not in rest


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

    assert shop.alert_of(8)


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
