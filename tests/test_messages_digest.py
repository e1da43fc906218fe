"""The weekly digest: what to do first, nothing claimed that is not known, readable at 0 and at 200."""

from datetime import date

import pytest

from bot.messages.both import both
from bot.messages.digest import CaseTally, Digest, digest
from bot.scorecard.spans import Span
from bot.scorecard.topics import Topics
from knowledge.library import Text
from messages_cast import (
    LANGUAGES,
    NEVER_ARRIVED,
    NO_ANSWER,
    NOON,
    buttons,
    library,
    scorecard,
    slack_takes,
    typed_scorecard,
    unknown_scorecard,
    words,
)

WEEK = Span(date(2026, 11, 16), date(2026, 11, 22))
THIS = Topics(
    {NEVER_ARRIVED: 4, ("not-as-described", "image-misleading"): 1, ("unclear", "unclear"): 1},
    {("product-quality", "quality-not-satisfying"): 2},
    {"packed-well": 12},
    {"shipping-fast": 4},
)
BEFORE = Topics({NEVER_ARRIVED: 1, ("messy-return", "policy-complicated"): 3})
FLOOD = Topics({
    NEVER_ARRIVED: 120,
    ("not-as-described", "image-misleading"): 31,
    ("unclear", "unclear"): 20,
    ("wrong-item", "missing-items"): 10,
    ("damaged", "damaged-or-badly-packed"): 9,
    ("stock-out", "cancelled-by-seller"): 6,
    NO_ANSWER: 4,
})  # fmt: skip
NOTHING = Topics()


def week(**fields) -> Digest:
    given = {"week": WEEK, "cards": (scorecard(),), "library": library(), "now": THIS, "before": BEFORE}
    return Digest(**(given | fields))


def said(found: Digest, lang: str = "en") -> str:
    return words(slack_takes(digest(found, lang)))


def test_the_lock_screen_shows_where_the_team_stands_and_the_week_in_one_line():
    message = digest(week(), "en")

    assert message.text == (
        "Amazon.com, 30 days: 93.0 % positive (target 95 %)."
        " 16-22 Nov: 6 new negatives, 4 of them late shipment."
    )


def test_the_chinese_lock_screen_says_the_same():
    assert digest(week(), "zh").text == (
        "Amazon.com近30天：好评率 93.0%（目标95%）。11月16日至22日：6条新差评，其中迟发4条。"
    )


def test_the_parts_stand_in_their_order():
    shown = said(week(praise_known=True, picture="F1", picture_says=Text("The trend.", "走势。")))

    parts = [
        "*This week*  Late shipment went from 1 to 4.",
        "*93.0 % positive*",
        "The trend.",
        "*6 new negatives*  Late shipment 4 (1 the week before)",
        "*2 neutrals*  Product quality 2",
        "*What buyers ask*  shipping fast? 4 complaints",
        "*Improved*  Messy or complicated return 3 → 0",
        "*Buyers praise*  packed well 12",
        "*Cases*",
    ]
    places = [shown.index(part) for part in parts]
    assert places == sorted(places)


def test_what_to_do_comes_with_its_source():
    found = week()

    assert found.fix.text.en in said(found)
    assert "Starkeeper's own advice" in said(found)


def test_a_quiet_week_needs_nobody():
    message = slack_takes(digest(week(now=NOTHING, before=NOTHING, cards=(scorecard(190, 1, 0),)), "en"))

    assert "No new negative, 16-22 Nov. Nothing needs you." in words(message)
    assert "0 new negatives" in message.text


@pytest.mark.parametrize("lang", LANGUAGES)
def test_two_hundred_negatives_stay_readable(lang):
    shown = said(week(now=FLOOD), lang)

    assert ("Late shipment 120" if lang == "en" else "迟发 120") in shown
    assert ("10 others" if lang == "en" else "其他 10") in shown
    assert len(shown) < 2500


def test_old_sources_are_the_first_thing_said_and_no_absence_is_claimed():
    message = slack_takes(digest(week(now=NOTHING, stale_since=date(2026, 11, 18)), "en"))

    shown = words(message)
    assert shown.startswith("*No fresh data from Amazon since 18 Nov:* this digest may miss negatives.")
    assert message.text.startswith("No fresh data since 18 Nov")
    assert "No new negative" not in shown + message.text
    assert "0 new negatives" not in message.text
    assert "Improved" not in shown


@pytest.mark.parametrize(
    "known", [{"cards": (unknown_scorecard(""),)}, {"cards": (typed_scorecard(90, 1, 2),), "reported": False}]
)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_without_any_report_no_absence_is_claimed(known, lang):
    message = slack_takes(digest(week(now=NOTHING, before=NOTHING, **known), lang))

    said_at_all = words(message) + message.text
    assert "No new negative" not in said_at_all
    assert "没有新差评" not in said_at_all


def test_an_unknown_share_is_asked_for():
    message = slack_takes(digest(week(cards=(scorecard(None),)), "en"))

    assert "Enter Amazon's numbers: until then the share is unknown." in words(message)
    assert buttons(message) == ["enter_counts"]


def test_praise_is_unknown_where_only_low_stars_are():
    assert "*Buyers praise*  Unknown: no source tells of all stars this week." in said(week())


def test_negatives_that_name_no_cause_ask_for_one():
    unnamed = Topics({("unclear", "unclear"): 5})

    assert "None of the new negatives names its cause" in said(week(now=unnamed, before=NOTHING))


def test_a_cause_that_was_not_there_before_is_called_new():
    shown = said(week(before=NOTHING))

    assert "*This week*  Late shipment is new this week: 4." in shown


def test_a_cause_that_only_shrank_is_still_named_as_the_largest():
    shown = said(week(now=Topics({NEVER_ARRIVED: 2}), before=Topics({NEVER_ARRIVED: 9})))

    assert "*This week*  Late shipment is the largest cause: 2." in shown


def test_cases_and_first_guesses_are_counted():
    shown = said(week(cases=CaseTally(5, 9.2, 2, 3), first_guesses=(41, 52), next_at=NOON))

    assert "*Cases*  5 resolved (half within 9 hours) · 3 claimed · 2 unclaimed" in shown
    assert "Claim the 2 that nobody has yet." in shown
    assert "First guess right in 41 of 52 causes that people confirmed in the last 30 days." in shown
    assert "Next digest: <!date^" in shown


def test_questions_that_wait_are_one_line_and_none_are_no_line():
    assert "*Questions*  2 wait for a lead's answer: `/feedback questions`" in said(week(questions=2))
    assert "*Questions*  1 waits" in said(week(questions=1))
    assert "*待答问题*  2个问题等负责人回答" in said(week(questions=2), "zh")
    assert "*Questions*" not in said(week())


def test_without_a_picture_there_is_no_gap():
    assert not [block for block in digest(week(), "en").blocks if block["type"] == "image"]


def test_a_picture_is_a_slack_file_with_its_words():
    message = slack_takes(digest(week(picture="F1", picture_says=Text("Share.", "好评率。")), "zh"))

    [shown] = [block for block in message.blocks if block["type"] == "image"]
    assert shown == {"type": "image", "slack_file": {"id": "F1"}, "alt_text": "好评率。"}


def test_a_picture_without_words_of_its_own_is_still_said():
    message = slack_takes(digest(week(picture="F1"), "en"))

    [shown] = [block for block in message.blocks if block["type"] == "image"]
    assert shown["alt_text"].startswith("The positive share")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_twenty_marketplaces_fit(lang):
    cards = tuple(scorecard(100 + n, 2, 9, code) for n, code in enumerate(["US", "DE", "UK", "JP", "FR"] * 4))

    assert "Amazon.co.jp" in said(week(cards=cards, now=FLOOD), lang)


def test_both_languages_fit_into_one_message_with_the_picture_once():
    found = week(now=FLOOD, picture="F1", picture_says=Text("Share.", "好评率。"))

    message = slack_takes(both(digest(found, "en"), digest(found, "zh")))

    assert [block["type"] for block in message.blocks].count("image") == 1
