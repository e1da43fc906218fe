"""Answers show passages with their sources, both sides of a conflict, or that there is no answer."""

from dataclasses import replace

import pytest

from bot.messages.actions import NOT_HELPFUL, SHARE
from bot.messages.answers import policy_answer
from bot.messages.drafts import draft_checked
from knowledge.answers import Answer
from knowledge.compliance import check
from knowledge.conflicts import Conflict, Side
from knowledge.library import Passage, Text
from messages_cast import LANGUAGES, buttons, library, slack_takes, words

ASKED = "Can I put a coupon in my message to a buyer?"


def passage(number: int = 1, text: str = "No coupons.", lang: str = "en") -> Passage:
    source = library().sources["amazon-communicate"]
    return Passage(f"messages.{number}", "messages", f"Title {number}", lang, text, source)


def answer(**fields) -> Answer:
    return Answer(**({"question": ASKED, "lang": "en", "covered": True, "passages": (passage(),)} | fields))


def conflict(number: int = 1) -> Conflict:
    return Conflict(
        f"conflict-{number}",
        Text("gifts", "礼品"),
        (
            Side("messages.1", Text("One says yes.", "一方说可以。")),
            Side("gone", Text("One says no.", "一方说不行。")),
        ),
        (),
        Text("The second is stricter.", "后者更严。"),
        Text("Refund or replace.", "退款或换货。"),
    )


def test_the_question_is_restated_because_a_command_is_seen_by_nobody():
    assert f"*You asked* “{ASKED}”" in words(slack_takes(policy_answer(answer(), "en", library())))


def test_each_passage_stands_with_its_source():
    shown = words(slack_takes(policy_answer(answer(passages=(passage(1), passage(2))), "en", library())))

    assert "*1  Title 1*\nNo coupons." in shown
    assert "Source 1: Amazon, Communicate effectively with customers · An Amazon page, as reposted" in shown
    assert "Source 2: " in shown


def test_a_verdict_is_the_first_thing_said():
    message = policy_answer(answer(verdict="No coupons in messages."), "en", library())

    assert message.text == "No coupons in messages."
    assert "*No coupons in messages.*" in words(message)


def test_a_conflict_shows_both_sides_and_what_is_safe():
    shown = words(slack_takes(policy_answer(answer(conflicts=(conflict(),)), "en", library())))

    assert "*Sources differ on gifts*" in shown
    assert "as reposted by a payment company; undated: One says yes." in shown
    assert "• One says no." in shown
    assert "The second is stricter.\n*Safe:* Refund or replace." in shown


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_longest_answer_keeps_every_source(lang):
    long = answer(
        lang=lang,
        question="why " * 800,
        passages=tuple(passage(n, "x<&>" * 150, lang) for n in (1, 2, 3)),
        conflicts=tuple(conflict(n) for n in range(6)),
        region_note="Quoted from a US source.",
    )

    message = slack_takes(policy_answer(long, lang, library()))

    small = [block for block in message.blocks if block["type"] == "context"]
    assert len(small) == 4
    assert buttons(message) == [SHARE, NOT_HELPFUL]


def test_an_outdated_passage_is_marked():
    found = answer(passages=(replace(passage(), outdated="Feeds were retired."),))

    assert "outdated" in words(policy_answer(found, "en", library()))


def test_what_is_not_covered_says_so_and_names_what_is_near():
    found = Answer("How do I pay tax?", "en", covered=False, nearest=("Returns", "Messages"))

    message = slack_takes(policy_answer(found, "en", library()))

    assert (
        message.text == "Not in the knowledge base. Nearest topics: Returns, Messages. Noted for your lead."
    )


def test_what_nothing_is_near_to_says_that_too():
    found = Answer("?", "zh", covered=False)

    assert policy_answer(found, "zh", library()).text.startswith("知识库中没有答案，也没有相近的主题。")


def test_a_shared_answer_has_no_buttons():
    assert buttons(policy_answer(answer(), "en", library(), answered=False)) == []


def test_the_share_button_carries_the_question():
    message = policy_answer(answer(), "en", library())

    [row] = [block["elements"] for block in message.blocks if block["type"] == "actions"]
    assert row[0]["value"] == f"/policy {ASKED}"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_draft_against_the_rules_shows_the_words_the_clause_and_the_way_out(lang):
    draft = "Hi, leave us 5 stars and get $10 back."
    checked = check(draft)

    message = slack_takes(draft_checked(checked, draft, lang, library()))

    shown = words(message)
    assert message.text.startswith("Don't send this: " if lang == "en" else "先别发：")
    assert draft in shown
    assert all(found.hint.said(lang) in shown for found in checked.findings)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_draft_full_of_problems_fits_and_counts_the_rest(lang):
    draft = "\n".join(f"Leave us 5 stars and get ${n} back." for n in range(60))
    checked = check(draft)

    message = slack_takes(draft_checked(checked, draft, lang, library()))

    assert str(len(checked.findings) - 8) in words(message)


def test_a_clean_draft_says_what_was_looked_for_and_promises_nothing():
    draft = "We are sorry that the parcel came late. We have refunded you in full today."

    message = slack_takes(draft_checked(check(draft), draft, "en", library()))

    assert message.text == "Nothing found against the rules."
    assert "Checked: " in words(message)
    assert "Amazon has the last word." in words(message)


def test_a_language_that_is_not_checked_is_never_called_clean():
    draft = "Dzień dobry, bardzo przepraszamy za opóźnienie przesyłki i zwracamy pieniądze."

    message = slack_takes(draft_checked(check(draft), draft, "en", library()))

    assert "not checked" in message.text
    assert "Nothing found" not in message.text
