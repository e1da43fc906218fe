import time

import pytest

from knowledge.library import load
from knowledge.removal import Record, grounds, removal_row, triage
from labelled import PARTS, removal_accuracy, removal_figures, rows


@pytest.mark.parametrize("part", PARTS)
def test_what_is_called_removable_is(part, capsys):
    figures, accuracy = removal_figures(part), removal_accuracy(part)

    with capsys.disabled():
        print(f"\nremoval, {part}: {figures}, exact grade {accuracy:.3f}")  # noqa: T201 - the figures are the point
    assert figures.precision >= 0.95, figures.wrong
    assert accuracy >= 0.9, figures.wrong


def test_the_phrase_that_blocks_is_part_of_the_comment():
    for part in PARTS:
        for row in rows("removal", part):
            assert removal_row(row)["blocking"] in row["text"]


def test_one_word_about_service_keeps_a_delivery_complaint():
    found = triage("Two weeks late. Two mails, no answer.", 1, "FBA")

    assert (found.grade, found.rule, found.blocking) == ("not-eligible", "about-service", "no answer")


def test_product_and_delivery_together_stay():
    found = triage("Came late and the handle is flimsy.", 1, "FBA")

    assert (found.grade, found.rule) == ("not-eligible", "mixed")


@pytest.mark.parametrize(
    "comment", ["Great product, but it came late.", "东西不错，就是物流太慢。", "Ware gut, DHL furchtbar."]
)
def test_praise_for_the_product_keeps_a_delivery_complaint_too(comment):
    assert triage(comment, 1, "FBA").rule == "mixed"


@pytest.mark.parametrize(
    ("fulfilment", "ship_method", "on_time", "grade"),
    [
        ("FBA", None, None, "strike-through"),
        ("AFN", None, None, "strike-through"),
        ("FBM", "Buy Shipping", None, "strike-through"),
        ("FBM", "buy_shipping", True, "strike-through"),
        ("FBM", "Buy Shipping", False, "not-eligible"),
        ("FBM", "own label", None, "not-eligible"),
        ("FBM", None, None, "needs-order-facts"),
        (None, None, None, "needs-order-facts"),
        (None, "UPS", None, "needs-order-facts"),
    ],
)
def test_a_comment_entirely_about_delivery_depends_on_the_order(fulfilment, ship_method, on_time, grade):
    assert triage("Never arrived.", 1, fulfilment, ship_method, on_time=on_time).grade == grade


def test_obscene_words_are_enough_in_any_part():
    assert triage("Late, no answer, and a piece of shit.", 1).rule == "obscene-language"


@pytest.mark.parametrize(
    "comment", ["Class act, assistance was good", "USB plug too loose", "Shitake taste off"]
)
def test_a_word_within_a_word_is_not_obscene(comment):
    assert triage(comment, 1).rule != "obscene-language"


def test_the_sellers_number_is_personal_and_the_buyers_own_is_not():
    assert triage("Call this crook at [phone].", 1).rule == "personal-information"
    assert triage("My number is [phone].", 1).rule != "personal-information"


@pytest.mark.parametrize("comment", ["", "  ", "!!!", "\x00\x01", "\U0001f621"])
def test_stars_without_words_are_no_ground(comment):
    assert triage(comment, 1).rule == "no-comment"


def test_the_days_left_count_from_the_rating_and_end_at_none():
    assert triage("Late", 1, age=10).days_left == 80
    assert triage("Late", 1, age=200).days_left == 0
    assert triage("Late", 1).days_left is None


def test_the_ninety_days_are_said_not_to_be_amazons_own_words():
    how = triage("Late", 1).how

    assert "not Amazon's own text" in how.en
    assert "Feedback Manager" in how.en
    assert "并非亚马逊原文" in how.zh


def test_the_warning_about_wrong_requests_comes_along():
    assert "violation" in triage("Late", 1).warning.en


def test_the_teams_own_record_is_shown_for_its_ground_only():
    records = {"obscene-language": Record(granted=4, asked=4)}

    assert triage("What a bastard", 1, records=records).record == Record(4, 4)
    assert triage("Never arrived", 1, records=records).record is None


def test_every_ground_names_a_known_source():
    known = load().sources

    assert all(ground.source in known for ground in grounds().of.values())


def test_missing_facts_of_a_row_are_asked_for():
    row = {"id": "1", "text": "Never arrived", "stars": None, "fulfilment": None, "ship_method": ""}

    assert removal_row(row) == {
        "id": "1",
        "grade": "needs-order-facts",
        "rule": "delivery-not-by-seller",
        "blocking": "",
    }


@pytest.mark.parametrize(
    "comment", ["late " * 20_000, "质量太差快递慢" * 15_000, "\x01\U0001f600" * 50_000, "a" * 100_000]
)
def test_a_comment_of_a_hundred_thousand_characters_costs_little(comment):
    triage("warm", 1)

    started = time.process_time()
    triage(comment, 1)

    assert time.process_time() - started < 0.6
