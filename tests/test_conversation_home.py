"""App Home, lists, shortcuts, drafts in their modal and the set-up screen, over the stand-in workspace."""

from datetime import timedelta

import pytest

from bot.store import cases
from bot.store.database import reading
from bot.workspace import ANA, EXTERNAL, FEEDBACK, GUEST, MEI, View
from cast import TODAY, line, order
from clock import RunningClock
from shop import open_shop

PAST = [
    "Came late",
    "Box was empty",
    "Wrong colour",
    "No answer to my mails",
    "Fine, but slow",
    "Not as shown",
]


@pytest.fixture(scope="module")
def shop(tmp_path_factory):
    """One shop for this file: twelve open cases, five complaints of long ago, some praise."""
    month = TODAY - timedelta(days=30)
    news = [line(n, 1, f"Parcel {n} came three weeks late.") for n in range(1, 13)]
    history = [line(100 + n, 2, words, month) for n, words in enumerate(PAST)]
    with open_shop(tmp_path_factory.mktemp("shop"), RunningClock()) as shop:
        shop.take([*news, *history, *(line(n, 5, "Fast.") for n in range(200, 260))])
        shop.settled(60)
        yield shop


def home_of(shop, user=ANA):
    shop.slack.open_home(user=user)
    shop.until(lambda: shop.slack.home(user))
    return shop.slack.home(user)


def shows(shop, user, *words):
    shop.until(lambda: all(each in shop.slack.plain(shop.slack.home(user), user) for each in words))


def written(shop, words):
    shop.slack.message(words, user=ANA)
    return shop.slack.shown(FEEDBACK, ANA)[-1]


def modal(shop, view: View, *words, user=ANA):
    shop.until(lambda: all(each in shop.slack.plain(view, user) for each in words))
    return shop.slack.plain(view, user)


def test_app_home_shows_score_open_cases_next_digest_and_health(shop):
    shown = shop.slack.plain(home_of(shop))

    for words in ("12 open", "Amazon.com · 30 days", order(1), "Next weekly digest", "feedback report"):
        assert words in shown


def test_app_home_is_in_the_readers_language(shop):
    assert "未解决" in shop.slack.plain(home_of(shop, MEI), MEI)


@pytest.mark.parametrize("stranger", [GUEST, EXTERNAL])
def test_guests_and_people_from_outside_see_a_sentence_and_no_order(shop, stranger):
    shown = shop.slack.plain(home_of(shop, stranger), stranger)

    assert "Starkeeper" in shown
    assert "113-" not in shown
    assert len(shop.slack.home(stranger).blocks) == 1
    assert shop.said_to(stranger) == ""


def test_app_home_follows_what_is_done_from_it(shop):
    home = home_of(shop)

    more = shop.slack.click(home, "more", value=_number(shop, 1)).wait_view()
    shop.slack.click(more, "claim")

    shows(shop, ANA, "1 yours", "Yours")


def test_the_rest_of_the_cases_is_listed_in_a_modal_page_by_page(shop):
    view = shop.slack.click(home_of(shop), "list", value="/feedback list unresolved").wait_view()
    assert "1 to 10, the oldest first" in shop.slack.plain(view)

    shop.slack.click(view, "newer")

    assert order(12) in modal(shop, view, "11 to 12")


def test_a_page_of_the_list_turns_in_its_place(shop):
    answer = shop.ask("/feedback list all")

    shop.slack.click(answer, "newer")

    shop.until(lambda: "11 to 12" in shop.slack.plain(answer))


def test_a_case_is_opened_from_the_list(shop):
    answer = shop.ask("/feedback list open")

    view = shop.slack.click(answer, "more", value=_number(shop, 5)).wait_view()

    assert order(5) in shop.slack.plain(view)


def test_a_message_is_checked_as_a_draft_by_its_shortcut(shop):
    said = written(shop, "Hi <b>, leave us 5 stars and get $10 back")
    view = shop.slack.shortcut("check_draft", message=said).wait_view()

    shown = shop.slack.plain(view)
    assert "Don't send this" in shown
    assert "<b>" in shown


def test_a_text_is_diagnosed_by_its_shortcut_and_nothing_is_stored(shop):
    said = written(shop, "The parcel came three weeks late.")
    before = len(shop.slack.posted)

    shown = shop.slack.plain(shop.slack.shortcut("diagnose", message=said).wait_view())

    assert "Late shipment" in shown
    assert "not stored" in shown
    assert len(shop.settled()) == before


def test_a_message_of_blocks_is_read_as_it_is_seen(shop):
    alert = next(each for each in shop.slack.posted if "came three weeks late" in str(each.blocks))

    shown = shop.slack.plain(shop.slack.shortcut("diagnose", message=alert).wait_view())

    assert "Late shipment" in shown


def test_a_message_without_words_is_refused_in_a_sentence(shop):
    shop.slack.message("", user=ANA)
    empty = shop.slack.shown(FEEDBACK, ANA)[-1]

    [answer] = shop.slack.shortcut("diagnose", message=empty).wait()

    assert "no words" in shop.slack.plain(answer)


def test_a_draft_is_edited_checked_and_never_sent(shop):
    view = shop.slack.click(_more(shop, 2), "draft_message").wait_view()
    assert "sends nothing to a buyer" in shop.slack.plain(view)

    shop.slack.submit(view, {"draft_words": "We are sorry. Please change your feedback to five stars."})

    shown = shop.slack.plain(shop.slack.modal(ANA))
    assert "Don't send this" in shown
    assert "as you have edited it" in shown


def test_from_one_draft_another_is_shown_in_its_place(shop):
    view = shop.slack.click(_more(shop, 3), "draft_reply").wait_view()

    shop.slack.click(view, "draft_slip")

    assert "Packing slip" in modal(shop, view, "Packing slip (draft)")


def test_past_comments_are_labelled_one_after_the_other_and_the_diagnosis_learns(shop):
    view = shop.slack.command("/feedback label").wait_view()
    modal(shop, view, "What was the cause?")
    [field] = [b["block_id"] for b in view.blocks if b.get("block_id", "").startswith("cause_key")]

    shop.slack.submit(view, {field: "outside/outside"})

    assert "2 of" in shop.slack.plain(shop.slack.modal(ANA))
    with reading(shop.bot.services.engine) as session:
        [(_, problem, _)] = cases.corrections(session)
    assert problem == "unclear"


def test_whoever_goes_on_labelling_begins_where_the_team_stopped(shop):
    view = shop.slack.command("/feedback label", user=MEI).wait_view()

    assert "第2条" in modal(shop, view, "原因是什么", user=MEI)


def test_what_nobody_claimed_in_time_is_overdue(shop):
    assert "No negative is overdue" in shop.slack.plain(shop.ask("/feedback list overdue"))
    shop.clock.pass_by(days=1)

    listed = shop.slack.plain(shop.ask("/feedback list overdue"))

    home_of(shop)

    assert "1 to 10" in listed
    shows(shop, ANA, " overdue")


def test_a_lead_gets_an_export_as_a_file_that_nobody_else_sees(shop):
    answer = shop.slack.plain(shop.ask("/feedback export cases", user=MEI), MEI)
    refused = shop.slack.plain(shop.ask("/feedback export cases", user=ANA))

    [sent] = [each for each in shop.slack.shown("dm", MEI) if each.files]
    assert sent.files[0]["name"].startswith("cases-")
    assert "私信" in answer
    assert "Only leads" in refused


def _number(shop, number):
    """Find the id by which a case's buttons name it."""
    listed = shop.ask(f"/feedback show {order(number)}")
    [value] = {e["value"] for b in listed.blocks if b["type"] == "actions" for e in b["elements"]}
    return value


def _more(shop, number):
    answer = shop.ask(f"/feedback show {order(number)}")
    return shop.slack.click(answer, "more").wait_view()
