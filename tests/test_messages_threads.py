"""A case's thread is told once what became of the rating, or whose turn it is."""

import pytest

from bot.messages.threads import thread_line
from messages_cast import LANGUAGES, NOON, card, case, rating, slack_takes, words


def said(told, of=None, rated=None, lang="en", **named):
    return words(slack_takes(thread_line(card(rated or rating(), of or case()), told, lang, **named)))


def test_a_rating_that_was_raised_is_told_with_what_it_means():
    shown = said([("edited", "1 -> 4")], case("gone"), rating(stars=4))

    assert shown == (
        "The buyer changed it: ★☆☆☆☆ → ★★★★☆. It no longer counts as negative; nothing more to do."
    )


def test_a_rating_that_was_lowered_again_calls_who_had_it():
    shown = said([("edited", "4 -> 1")], case("claimed"))

    assert shown.endswith("It is a negative again, and yours: <@U0ANA>.")


def test_a_change_within_the_negatives_is_told_plainly():
    assert said([("edited", "2 -> 1")]) == "The buyer changed it: ★★☆☆☆ → ★☆☆☆☆."


def test_several_changes_of_one_report_make_one_line():
    shown = said([("edited", "2 -> 1"), ("reworded", ""), ("replied", "")], lang="zh")

    assert shown == "买家已修改：★★☆☆☆ → ★☆☆☆☆。买家改了留言，消息已更新。已有公开回复。"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_is_gone_and_what_is_back_is_told(lang):
    gone = said([("vanished", "")], case("gone"), rating(vanished_at=NOON), lang)
    back = said([("returned", "")], lang=lang)

    assert {"en": "It counts no more.", "zh": "不再计入。"}[lang] in gone
    assert {"en": "it counts again.", "zh": "再次计入。"}[lang] in back


def test_whoever_takes_over_is_called_and_told_by_whom():
    shown = said([("handed over", "U0ANA -> U0MEI")], case("claimed", owner="U0MEI"))

    assert shown == "<@U0MEI>, this is yours now: <@U0ANA> hands it over to you."


def test_when_a_wait_is_over_its_owner_is_called():
    assert (
        said([("goes on", "carrier")], case("claimed"))
        == "<@U0ANA>, the wait for the carrier is over: your turn."
    )


def test_in_a_thread_that_many_cases_share_the_order_is_named():
    assert "order <https://sellercentral" in said([("replied", "")], named=True)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_news_that_no_longer_holds_still_say_where_to_look(lang):
    shown = said([("vanished", "")], lang=lang)

    assert {"en": "the message shows how it stands", "zh": "消息已显示最新状态"}[lang] in shown
