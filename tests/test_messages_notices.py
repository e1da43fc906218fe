"""Notices: what came in, what was refused and why, what to do next; in both languages by construction."""

from datetime import date
from types import SimpleNamespace

import pytest

from bot.feedback import Import
from bot.marketplaces import MARKETPLACES
from bot.messages import imports, language, notices
from bot.messages.arrivals import FirstRun, first_run
from bot.messages.help import COMMANDS, help_, unknown
from bot.report import Rejection, Said
from knowledge.library import Text
from messages_cast import LANGUAGES, NOON, buttons, slack_takes, words

NOTICES = {
    "only leads": lambda lang: notices.only_leads(["U0MEI", "U0BEN"], lang),
    "claimed by": lambda lang: notices.claimed_by("U0ANA", NOON, lang),
    "resolved by": lambda lang: notices.resolved_by("U0ANA", NOON, lang),
    "moved on": notices.moved_on,
    "went wrong": lambda lang: notices.went_wrong("1f2e3d4c", lang),
    "busy": notices.busy,
    "stale": lambda lang: notices.stale("US", date(2026, 11, 18), lang),
    "parked": lambda lang: notices.parked("C123", "not_in_channel", 3, lang),
    "parked otherwise": lambda lang: notices.parked("C123", "restricted_action", 1, lang),
    "no order": lambda lang: notices.no_order("113-1", lang),
    "no window": lambda lang: notices.no_window("31d", lang),
    "no marketplace": lambda lang: notices.no_marketplace("XX", MARKETPLACES, lang),
    "no state": lambda lang: notices.no_state("lost", ["open", "mine"], lang),
    "missing": lambda lang: notices.missing("/feedback show 113-1234567-1234567", lang),
    "done": notices.done,
    "noted": notices.noted,
    "refused": lambda lang: notices.refused(Text("Guests can't.", "访客不能。"), lang),
    "one file": imports.one_file_at_a_time,
    "which": imports.which_marketplace,
    "not fetched": lambda lang: imports.not_fetched("timeout", lang),
    "too large": lambda lang: imports.too_large(20, lang),
    "help": lambda lang: help_(COMMANDS, "AGENT", ["U0MEI"], lang),
    "only agents": lambda lang: notices.only_agents([], lang),
    "shared outside": notices.not_shared_outside,
    "shared unseen": notices.not_shared_unseen,
    "language": language.present,
    "no language": lambda lang: language.no_language("fr", lang),
    "unknown": lambda lang: unknown("scroe", "", lang),
}


def run(**fields) -> Import:
    given = {
        "source": "report",
        "account": "main",
        "marketplace": "US",
        "accepted": 135,
        "new": 8,
        "changed": 1,
    }
    return Import(**(given | {"started_at": NOON} | fields))


def report(*rejections: Rejection, damaged: int = 0) -> SimpleNamespace:
    return SimpleNamespace(rejections=rejections, damaged_text=damaged)


@pytest.mark.parametrize("kind", NOTICES)
def test_every_notice_is_whole_in_both_languages(kind):
    english, chinese = (slack_takes(NOTICES[kind](lang)) for lang in LANGUAGES)

    assert not any("\u4e00" <= char <= "\u9fff" for char in english.text)
    assert any("\u4e00" <= char <= "\u9fff" for char in chinese.text)
    assert "{" not in (english.text + chinese.text).replace("{date_short_pretty} {time}", "")


def test_who_was_faster_is_named():
    assert notices.claimed_by("U0ANA", NOON, "en").text.startswith("<@U0ANA> claimed this, <!date^")


def test_a_refused_channel_says_how_to_mend_it_and_what_waits():
    assert notices.parked("C123", "not_in_channel", 3, "en").text == (
        "Nothing goes to the channel C123: the bot isn't a member. Invite it with /invite @Starkeeper;"
        " 3 messages are waiting and will follow."
    )


def test_a_refused_file_changed_nothing():
    reason = "This is an orders report, not a feedback report."

    assert notices.file_refused(reason, "en").text == f"Nothing was imported. {reason}"


def test_a_report_says_what_it_brought_and_that_it_should_go():
    message = slack_takes(imports.received(run(owed=2, history=6), report(), "en"))

    assert (
        message.text == "The report for Amazon.com is in: 135 ratings, 8 new, 1 changed. 2 follow as alerts."
    )
    assert "6 negatives are history and won't be posted." in words(message)
    assert "tells no positive share" in words(message)
    assert "please delete it here" in words(message)


def test_lines_that_were_not_read_are_counted_and_some_are_named():
    rejections = [Rejection(line, Said("the date is in the future", "日期在将来")) for line in range(3, 8)]

    shown = words(imports.received(run(full=True), report(*rejections, damaged=2), "en"))

    assert "5 lines could not be read: line 3: the date is in the future; line 4:" in shown
    assert "line 6" not in shown
    assert "In 2 comments Amazon delivered damaged characters" in shown
    assert "positive share" not in shown


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_first_run_says_what_is_history_what_follows_and_what_is_unknown(lang):
    found = FirstRun("US", 41, 22, 3, date(2026, 3, 1), share_known=False, next_digest=NOON)

    message = slack_takes(first_run(found, lang))

    assert all(number in words(message) for number in ("41", "22", "3", "ALERT_MENTION", "<!date^"))
    assert buttons(message) == ["enter_counts", "label"]


@pytest.mark.parametrize(
    ("negatives", "owed", "said"),
    [
        (5, 3, "The 3 of the last days follow now; the others are history"),
        (5, 1, "The one of the last days follows now; the others are history"),
        (5, 0, "They are history and won't be posted one by one; none is recent."),
    ],
)
def test_the_first_run_says_which_negatives_follow(negatives, owed, said):
    found = FirstRun("US", negatives, 0, owed, date(2026, 3, 1), share_known=True)

    assert said in words(first_run(found, "en"))


def test_the_first_run_asks_for_no_numbers_where_the_share_is_known():
    found = FirstRun("US", 0, 0, 0, None, share_known=True)

    message = slack_takes(first_run(found, "en"))

    assert buttons(message) == []
    assert "history" not in words(message)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_help_names_every_command_and_what_it_does(lang):
    shown = words(slack_takes(help_(COMMANDS, "LEAD", (), lang)))

    assert all(f"`{each.usage}`" in shown and each.says.said(lang) in shown for each in COMMANDS)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("role", ["MEMBER", "AGENT"])
def test_help_leaves_out_what_somebody_may_not_do_and_says_who_may(role, lang):
    shown = words(slack_takes(help_(COMMANDS[:2], role, ("U0MEI", "S0LEADS"), lang)))

    assert "<@U0MEI>" in shown
    assert "<!subteam^S0LEADS>" in shown
    assert COMMANDS[3].usage not in shown
    assert ("starkeeper import" in shown) == (role == "AGENT")


def test_an_unknown_word_gets_the_nearest_command():
    assert unknown("scroe", "/feedback score", "en").text.startswith(
        "I don't know “scroe”. Did you mean `/feedback score`?"
    )
