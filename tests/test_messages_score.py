"""A scorecard says what the numbers carry, and that the rest is unknown."""

import json
from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.marketplaces import MARKETPLACES
from bot.messages import actions as names
from bot.messages.score import counts_modal, counts_stored, score
from bot.scorecard.card import score as scored
from bot.scorecard.counts import RatingRecord, StarCounts
from bot.scorecard.spans import Coverage, Span
from bot.scorecard.standings import total
from bot.scorecard.topics import Topics
from bot.scorecard.windows import LIFETIME, MONTH, Window
from knowledge.library import QUESTIONS
from messages_cast import (
    LANGUAGES,
    NEVER_ARRIVED,
    NOON,
    TODAY,
    buttons,
    library,
    scorecard,
    slack_shows,
    slack_takes,
    typed_scorecard,
    unknown_scorecard,
    words,
)


def said(*cards, lang="en", **more) -> str:
    return words(slack_takes(score(cards, lang, library(), **more)))


def test_a_share_is_exact_and_beside_it_stands_what_amazon_shows():
    assert "*93.0 % positive* (Amazon shows 93 %) · below the target of 95 %" in said(scorecard(174, 4, 9))


def test_the_chinese_says_the_same_in_its_own_way():
    assert "*好评率 93.0%*（亚马逊显示 93%） · 低于95%的目标" in said(scorecard(174, 4, 9), lang="zh")


def test_a_share_that_amazon_rounds_up_is_still_below_the_target():
    shown = said(scorecard(189, 5, 6))

    assert "*94.5 % positive* (Amazon shows 95 %) · below the target of 95 %" in shown
    assert "Amazon rounds it up to 95 %; 20 more positive ratings make it 95.0 %, if nothing leaves." in shown


def test_the_way_back_names_both_ways_to_reach_the_target():
    shown = said(scorecard(174, 4, 9))

    assert "50 more positive ratings show as 95 %, 73 make it 95.0 %, if nothing leaves." in shown
    assert "Leaving the window: 9 negatives on 19 Dec." in shown


def test_a_target_that_is_met_needs_no_way_back():
    shown = said(scorecard(190, 1, 0))

    assert "target 95 % met" in shown
    assert "Back to target" not in shown


def test_three_ratings_have_no_percentage_and_no_verdict():
    shown = said(scorecard(2, 0, 1))

    assert "*2 of 3 positive*: too few for a percentage" in shown
    assert "%" not in shown
    assert "target" not in shown


def test_low_stars_alone_tell_no_share_and_ask_for_amazons_numbers():
    message = slack_takes(score([scorecard(None)], "en", library()))

    assert "*Share unknown:* Amazon's report holds 1-3 stars only" in words(message)
    assert "4 neutral · 9 negative" in words(message)
    assert buttons(message) == [names.ENTER_COUNTS, names.SHARE]
    assert message.text == "Amazon.com, 30 days: share unknown."


def test_without_a_star_histogram_the_average_is_a_range():
    assert "stars between 3.8 and 4.8" in said(typed_scorecard(356, 11, 20))


def test_a_typed_table_says_who_says_so_and_claims_nothing_about_comments():
    shown = said(typed_scorecard(356, 11, 20))

    assert "Feedback Manager's table, entered <!date^" in shown
    assert "What buyers ask" not in shown


def test_no_ratings_at_all_say_what_to_do():
    message = slack_takes(score([unknown_scorecard()], "en", library()))

    assert "No ratings yet. Send me Amazon's feedback report" in words(message)
    assert message.text == "Amazon.de, 30 days: no ratings yet."


def test_before_any_import_no_marketplace_is_named():
    assert "all marketplaces" in said(unknown_scorecard(""))


def test_a_window_without_ratings_says_so():
    assert "No ratings in this window." in said(scorecard(0, 0, 0))


def test_the_days_that_are_not_covered_are_named():
    full = Coverage((Span(TODAY - timedelta(days=22), TODAY),))
    low = Coverage((Span(TODAY - timedelta(days=60), TODAY),))
    tallies = {TODAY: StarCounts(five=30), TODAY - timedelta(days=25): StarCounts(one=2, three=1)}
    record = RatingRecord("US", tallies, full=full, low=low, as_of=NOON)

    shown = said(scored(record, MONTH, TODAY))

    assert "Counted over 23 of 30 days: only for these all stars are known (31 Oct - 22 Nov)." in shown
    assert "On the other days there are 2 negatives and 1 neutral more." in shown


def test_the_change_names_the_period_before_and_points_only_when_it_is_more_than_chance():
    full = Coverage((Span(TODAY - timedelta(days=90), TODAY),))
    before = TODAY - timedelta(days=40)
    fell = {before: StarCounts(five=200), TODAY: StarCounts(five=170, one=30)}
    steady = {before: StarCounts(five=198, one=2), TODAY: StarCounts(five=197, one=3)}

    sharply, hardly = (
        said(scored(RatingRecord("US", tallies, full=full, as_of=NOON), MONTH, TODAY))
        for tallies in (fell, steady)
    )

    assert "before (24 Sep - 23 Oct): 100.0 %, down 15.0 points" in sharply
    assert "before (24 Sep - 23 Oct): 99.0 %" in hardly
    assert "down" not in hardly


def test_buyers_see_another_window_than_this_one():
    assert "Buyers see 93 % (365 days)." in said(scorecard(174, 4, 9))


def test_every_figure_has_its_source_and_date():
    assert "Source: stored ratings of 1-5 stars, read <!date^" in said(scorecard())


def test_causes_are_named_and_so_are_the_seven_questions():
    topics = Topics({NEVER_ARRIVED: 4}, {}, {"packed-well": 12}, {"shipping-fast": 1})

    shown = said(scorecard(topics=topics))

    assert "*Negatives*  Late shipment 4" in shown
    assert "shipping fast? 1 complaint · packed well? 12 praise · no evidence on tracking told," in shown


def test_seven_times_yes_earns_a_word_of_praise():
    topics = Topics(praise=dict.fromkeys(QUESTIONS, 3))

    assert "Buyers say yes to all seven questions" in said(scorecard(topics=topics))


def test_how_often_the_first_guess_was_right_is_told_once_people_have_confirmed_causes():
    told = score([scorecard()], "en", library(), first_guesses=(41, 52))
    silent = score([scorecard()], "en", library())

    assert "First guess right in 41 of 52 causes" in words(slack_takes(told))
    assert "First guess" not in words(silent)


def test_a_week_is_named_by_its_days():
    shown = said(scorecard(window=Window.week_of(date(2026, 11, 18))))

    assert "*Seller feedback · Amazon.com · week 16-22 Nov*" in shown


def test_lifetime_is_only_what_is_known():
    assert "lifetime" in said(scorecard(window=LIFETIME))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_all_marketplaces_fit_into_one_message_worst_first(lang):
    topics = Topics({NEVER_ARRIVED: 4}, {NEVER_ARRIVED: 2}, {"packed-well": 12}, {"shipping-fast": 4})
    cards = [scorecard(1000 + n, 9, 99, code, topics=topics) for n, code in enumerate(MARKETPLACES)]

    message = slack_takes(score(cards, lang, library(), total(cards)))

    read = words(message)
    places = [read.index(f"{MARKETPLACES[code].domain} ") for code in list(MARKETPLACES)[:3]]
    assert places == sorted(places)
    assert all(place.domain in read for place in MARKETPLACES.values())
    assert ("our own sum" if lang == "en" else "自行合计") in read


def test_the_share_button_carries_the_command_and_a_shared_copy_has_none():
    asked = score([scorecard()], "en", library(), command="/feedback score 30d US")
    shared = score([scorecard()], "en", library(), answered=False)

    [row] = [block["elements"] for block in asked.blocks if block["type"] == "actions"]
    assert row[0]["value"] == "/feedback score 30d US"
    assert buttons(shared) == []


def test_other_windows_keep_the_marketplace():
    message = score([scorecard(marketplace="DE")], "en", library())

    [row] = [block["elements"] for block in message.blocks if block["type"] == "actions"]
    assert [option["value"] for option in row[1]["options"]] == [
        "/feedback score 90d DE",
        "/feedback score 365d DE",
        "/feedback score lifetime DE",
        "/feedback score week DE",
    ]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_amazons_numbers_are_asked_for_with_the_marketplace_and_window_that_lack_them(lang):
    view = slack_shows(counts_modal(lang, "DE", "90d"))

    fields = {block["block_id"]: block["element"] for block in view["blocks"]}
    assert list(fields) == ["marketplace", "window", "positive", "neutral", "negative", "stars"]
    assert fields["marketplace"]["initial_option"]["value"] == "DE"
    assert fields["window"]["initial_option"]["value"] == "90d"
    assert json.loads(view["private_metadata"]) == {"lang": lang}


def test_numbers_that_were_stored_are_confirmed():
    assert counts_stored("DE", MONTH, "zh").text.startswith("已保存：Amazon.de，30天。")


@pytest.mark.parametrize("negative", [501, 505, 50_001, 5_000_001])
def test_no_shown_share_reaches_a_target_that_it_misses(negative):
    ratings = {501: 10_000, 505: 10_000, 50_001: 1_000_000, 5_000_001: 100_000_000}[negative]

    shown = said(scorecard(ratings - negative, 0, negative))

    assert "below the target of 95 %" in shown
    assert "*95.0" not in shown


def test_a_sum_has_no_target():
    cards = [scorecard(174, 4, 9), replace(scorecard(100, 1, 1), marketplace="DE")]

    shown = said(*cards, total=total(cards))

    assert "*2 marketplaces together*  94.8 % positive of 289 · 10 negative (our own sum;" in shown
