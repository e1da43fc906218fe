"""What the pages don't answer: noted, answered by a lead, quoted as a Team rule, and told to the asker."""

import pytest

from bot.feedback import Question
from bot.messages.questions import PAGE
from bot.store import questions
from bot.store.database import reading, writing
from bot.workspace import ANA, FEEDBACK, GUEST, MEI, faults
from clock import MONDAY, RunningClock
from jobs.schedule import tick
from shop import open_shop

ASKED = "what's the weather in Seattle"
RULE = "Look out of the window."


@pytest.fixture(scope="module")
def shop(tmp_path_factory):
    """One shop for this file, in which Mei alone is a lead: each test asks questions of its own."""
    with open_shop(tmp_path_factory.mktemp("shop"), RunningClock(), leads=MEI) as shop:
        assert shop.bot.services.judgement.now.answerer
        yield shop


def waiting(shop):
    with reading(shop.bot.services.engine) as session:
        return questions.page(session, 0, 100)


def noted(shop, text, asked_by=ANA):
    row = Question(text=text, language="en", asked_by=asked_by, channel="", asked_at=shop.clock())
    with writing(shop.bot.services.engine) as session:
        questions.note(session, row)
    return row


def answer(shop, question, words, user=MEI):
    shown = shop.ask("/feedback questions", user=user)
    view = shop.slack.click(shown, "answer_question", user=user, value=str(question.id)).wait_view()
    return shop.slack.submit(view, {"answer_words": words}, user=user)


def test_what_was_asked_is_answered_by_a_lead_and_quoted_at_once_with_its_date(shop):
    assert "Noted for your lead" in shop.slack.plain(shop.ask(f"/policy {ASKED}"))
    [question] = [each for each in waiting(shop) if each.text == ASKED]

    answer(shop, question, RULE)
    shop.until(lambda: "Stored as a Team rule" in shop.said_to(MEI) or "存为团队规则" in shop.said_to(MEI))
    shown = shop.slack.plain(shop.ask(f"/policy {ASKED}"))

    assert RULE in shown
    assert f"Team rule, {MONDAY.date()}" in shown
    assert question.id not in [each.id for each in waiting(shop)]


def test_the_asker_is_told_once_however_often_the_bot_looks(shop):
    question = noted(shop, "Is a haiku in the parcel allowed?")
    answer(shop, question, "Yes, one, unsigned.")
    shop.until(lambda: question.id not in [each.id for each in waiting(shop)])

    for _ in range(5):
        tick(shop.bot.services)
    shop.settled()

    assert shop.said_to(ANA).count("Yes, one, unsigned.") == 1
    assert "haiku" in shop.said_to(ANA)


def test_an_outage_of_slack_only_delays_what_the_asker_is_told(shop):
    question = noted(shop, "May we use carrier pigeons?")
    shop.slack.faults.add("conversations.open", faults.error("internal_error"), times=1)
    answer(shop, question, "Pigeons are not a tracked carrier.")
    shop.until(lambda: question.id not in [each.id for each in waiting(shop)])

    for _ in range(3):
        tick(shop.bot.services)
    shop.settled()

    assert shop.said_to(ANA).count("Pigeons are not a tracked carrier.") == 1


def test_somebody_who_left_is_not_told_and_nothing_else_waits_for_it(shop):
    gone = noted(shop, "Who waters the plants?", asked_by="U0LEFT")
    here = noted(shop, "Who feeds the cat?")
    for each, words in ((gone, "The night shift."), (here, "The day shift.")):
        answer(shop, each, words)
        shop.until(lambda each=each: each.id not in [one.id for one in waiting(shop)])

    tick(shop.bot.services)
    shop.settled()

    assert "The day shift." in shop.said_to(ANA)


def test_who_is_no_lead_sees_the_list_without_buttons_and_who_may(shop):
    noted(shop, "May we wrap in newspaper?")

    shown = shop.ask("/feedback questions", user=ANA)

    assert "newspaper" in shop.slack.plain(shown)
    assert f"<@{MEI}>" in str(shown.blocks)
    assert "answer_question" not in str(shown.blocks)


def test_a_button_in_the_wrong_hands_is_refused_with_who_may(shop):
    question = noted(shop, "May we draw on the parcel?")
    shown = shop.ask("/feedback questions", user=MEI)

    [said] = shop.slack.click(shown, "answer_question", user=ANA, value=str(question.id)).wait()

    assert f"<@{MEI}>" in said.text
    assert question.id in [each.id for each in waiting(shop)]


def test_a_second_answer_is_refused_with_who_was_faster(shop):
    question = noted(shop, "May we ship on Sundays?")
    shown = shop.ask("/feedback questions", user=MEI)
    answer(shop, question, "Yes.")
    shop.until(lambda: question.id not in [each.id for each in waiting(shop)])

    [said] = shop.slack.click(shown, "answer_question", user=MEI, value=str(question.id)).wait()

    assert f"<@{MEI}>" in said.text


def test_an_answer_of_blanks_is_refused_beside_its_field(shop):
    question = noted(shop, "May we whistle?")

    assert "answer_words" in answer(shop, question, "   ").errors
    assert question.id in [each.id for each in waiting(shop)]


def test_a_guest_sees_no_question(shop):
    noted(shop, "May we hum?")

    assert "hum" not in shop.slack.plain(shop.ask("/feedback questions", user=GUEST))


def test_a_buyers_address_in_a_question_is_not_kept(shop):
    shown = shop.ask("/policy can I put a coupon in my message to kim.lee@example.com?")

    shop.slack.click(shown, "not_helpful").wait()

    [kept] = [each.text for each in waiting(shop) if "coupon in my message to [" in each.text]
    assert kept.endswith("message to [e-mail]?")


def test_an_answer_that_did_not_help_is_noted_once_for_the_lead(shop):
    asked = "can I put a coupon in my message to a buyer?"
    for _ in range(2):
        shown = shop.ask(f"/policy {asked}")
        shop.slack.click(shown, "not_helpful").wait()

    assert [each.text for each in waiting(shop)].count(asked) == 1


def test_the_same_words_of_two_people_are_answered_together_and_both_are_told(shop):
    mine, hers = (noted(shop, "Do we gift-wrap?", asked_by=who) for who in (ANA, MEI))

    answer(shop, mine, "Only on request.")
    shop.until(lambda: hers.id not in [each.id for each in waiting(shop)])
    tick(shop.bot.services)
    shop.settled()

    assert "Only on request." in shop.said_to(ANA)
    assert "Only on request." in shop.said_to(MEI)


def test_more_questions_than_a_page_are_turned_over(shop):
    for number in range(PAGE + 1):
        noted(shop, f"Is colour number {number} allowed?")
    shown = shop.ask("/feedback questions", user=ANA)
    last = f"colour number {PAGE} "

    assert last not in shop.slack.plain(shown)

    shop.slack.click(shown, "newer", user=ANA)
    shop.until(lambda: last in shop.slack.plain(shown))


def test_without_leads_whoever_made_the_channel_may_answer(tmp_path):
    with open_shop(tmp_path, RunningClock()) as shop:
        shop.slack.state.channels[FEEDBACK].creator = ANA
        question = noted(shop, "May we yodel?", asked_by=MEI)

        answer(shop, question, "On Sundays.", user=ANA)

        shop.until(lambda: not waiting(shop))
