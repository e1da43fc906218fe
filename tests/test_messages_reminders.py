"""What is said of cases that lie, at the end of a shift, and of what repeats itself; in both languages."""

from collections import Counter
from datetime import date, timedelta
from fractions import Fraction

import pytest

from bot.feedback import Lesson
from bot.messages.caseload import cases_lines
from bot.messages.history import history
from bot.messages.lessons import lessons_lines
from bot.messages.links import Shown, case_links
from bot.messages.patterns import PatternTold, patterns
from bot.messages.reminders import Escalation, Reminder, Shift, escalation, reminder, shift
from bot.messages.week import CaseTally, PastDueCases
from bot.scorecard.effects import fell
from bot.scorecard.spans import Span
from messages_cast import (
    LANGUAGES,
    NEVER_ARRIVED,
    NO_ANSWER,
    NOON,
    TODAY,
    card,
    event,
    library,
    rating,
    slack_takes,
    words,
)

ARCHIVE = "https://team.slack.com/archives/C0FEEDBACK"
LATER = NOON + timedelta(hours=5)


def shown(count):
    """So many ratings whose messages stand in threads."""
    address = f"{ARCHIVE}/p1795000000000100?thread_ts=1.2&cid=C0FEEDBACK"
    return [Shown(rating(number=n), address) for n in range(1, count + 1)]


def pattern(what="cause", key="late-shipment/never-arrived", count=3, **given):
    causes = given.pop("causes", {NEVER_ARRIVED: count})
    over = Span(date(2026, 11, 16), TODAY)
    return PatternTold(what, key, over, ["US"], Counter(causes), shown(min(count, 10)), **given)


def test_a_case_is_linked_by_day_and_stars_and_never_by_its_order():
    line = case_links(shown(12), "en")

    assert line.startswith(f"<{ARCHIVE}/p1795000000000100?thread_ts=1.2&amp;cid=C0FEEDBACK|21 Nov 1★>, ")
    assert line.endswith(", 2 more")
    assert "113-" not in line


def test_a_case_whose_message_is_nowhere_is_named_all_the_same():
    assert case_links([Shown(rating(), "")], "zh", 3) == "11月21日 1★、另2条"


def test_a_reminder_says_what_to_do_and_what_happens_next():
    said = slack_takes(reminder(Reminder("claim", 4, [""], lead_at=LATER), "en"))

    assert said.text == "Nobody has claimed this for 4 working hours. Press Claim above to take it."
    assert "If it stays so, a lead is told <!date^" in words(said)


def test_whoever_has_a_case_is_named_in_its_reminder_and_counted_in_a_storms():
    alone = reminder(Reminder("resolve", 24, ["U0ANA"]), "en")
    storm = reminder(Reminder("resolve", 24, ["U0ANA", "U0MEI", "U0ANA"], card=False), "en")

    assert alone.text.startswith("<@U0ANA>, this has been open for 24 working hours.")
    assert "3 negatives of this thread (<@U0ANA> 2, <@U0MEI> 1)" in storm.text


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_history_says_what_was_reminded_of_and_to_whom(lang):
    told = [event("reminded", "claim", who="starkeeper"), event("reminded", "resolve lead")]
    _, first, second = history(card(events=told), lang)

    assert ("(unclaimed)" if lang == "en" else "（无人认领）") in first
    assert ("(unresolved, told to a lead)" if lang == "en" else "（尚未解决，已告知负责人）") in second


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_has_moved_on_is_said_to_need_nothing(lang):
    for message in (
        reminder(Reminder("claim", 4, []), lang),
        escalation(Escalation("claim", 8, "C1", []), lang),
    ):
        assert len(slack_takes(message).blocks) == 1


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("stage", ["claim", "resolve"])
@pytest.mark.parametrize("count", [1, 200])
def test_a_lead_is_told_how_many_lie_where_with_links(count, stage, lang):
    said = slack_takes(escalation(Escalation(stage, 8, "C0FEEDBACK", shown(count)), lang))

    assert str(count) in said.text
    assert "<#C0FEEDBACK>" in said.text
    assert words(said).count(ARCHIVE) == min(count, 10)


def test_the_end_of_a_shift_is_one_line_that_calls_nobody():
    said = slack_takes(shift(Shift(TODAY, 2, 1, {"buyer": 2, "carrier": 1}, 1), "en"))

    assert said.text == (
        "End of shift, 22 Nov: 6 negatives open"
        " (2 unclaimed, 1 claimed, 2 waiting for the buyer, 1 waiting for the carrier, 1 past due)."
    )
    assert "<@" not in words(said)


def test_the_end_of_a_shift_is_said_in_chinese():
    assert shift(Shift(TODAY, 1, 0, {"amazon": 1}), "zh").text == (
        "11月22日交班：2条差评未结（1条无人认领、1条等亚马逊）。"
    )


def test_a_pattern_is_said_with_its_cases_and_the_lasting_fix():
    said = slack_takes(patterns([pattern()], library(), "en"))

    fix = library().cause(*NEVER_ARRIVED).solutions[0].text.en
    assert said.text == "A pattern: Late shipment › The item never arrived: 3 negatives in 7 days."
    assert f"So that it stays away: {fix}" in words(said)
    assert words(said).count(ARCHIVE) == 3
    assert "113-" not in words(said)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_many_patterns_are_the_five_largest_and_the_same_fix_stands_once(lang):
    hostile = pattern("sku", "<!channel> *MUG*", 12, causes={NEVER_ARRIVED: 9, NO_ANSWER: 3})
    week = pattern("week", "", 14, mean=Fraction(33, 8))
    rest = [pattern("sku", f"SKU-{n}") for n in range(9)]

    said = slack_takes(patterns([pattern(count=200), hostile, week, *rest], library(), lang))

    fix = library().cause(*NEVER_ARRIVED).solutions[0].text.said(lang)
    assert words(said).count(fix) == 1
    assert "<!channel>" not in words(said)
    assert "4.1" in words(said)
    assert ("7 smaller patterns" if lang == "en" else "7个较小的规律") in words(said)


def test_past_due_cases_are_counted_with_links_and_only_what_there_is_is_counted():
    late = PastDueCases(12, tuple(shown(10)))

    counts, past_due = cases_lines(CaseTally(unclaimed=12, waiting=2, past_due=late), "en")

    assert counts == "*Cases*  12 unclaimed · 2 waiting for somebody"
    assert past_due.startswith("*Past due*  12: <")
    assert past_due.endswith("2 more · all: `/feedback list overdue`")


@pytest.mark.parametrize(
    ("before", "after", "lower"),
    [(14, 4, True), (4, 0, True), (3, 0, False), (9, 7, False), (2, 2, False), (0, 0, False)],
)
def test_fewer_is_called_lower_only_where_chance_alone_would_rarely_do_it(before, after, lower):
    assert fell(before, after) is lower


def test_what_a_change_did_is_said_with_its_numbers_and_doubts():
    fix = library().cause(*NEVER_ARRIVED).solutions[0].text
    proven = Lesson(*NEVER_ARRIVED, TODAY, (fix.en,), ("ours",), 28, 14, 4)
    doubtful = Lesson(*NO_ANSWER, TODAY, (), ("We *answer* <now>",), 7, 2, 1)

    first, second = lessons_lines([proven, doubtful], library(), "en")

    assert first.startswith("*Changed 22 Nov*  Late shipment › The item never arrived: 14 → 4 in 28 days")
    assert "before and since, lower. " in first
    assert second.endswith("too few to tell from chance. “We ＊answer＊ &lt;now&gt;”")
    [chinese] = lessons_lines([proven], library(), "zh")
    assert fix.zh[:20] in chinese
