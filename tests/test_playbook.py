"""The shipped playbook: complete, in both languages, each solution with its source."""

import re
from collections import defaultdict

import pytest

from knowledge.library import load
from knowledge.wording import compiled

LIBRARY = load()
CAUSES = LIBRARY.causes()
NAMES = [f"{cause.problem}/{cause.key}" for cause in CAUSES]
AMAZONS = {
    "stock-out": [
        "inventory-not-available",
        "inventory-quantity-inaccurate",
        "drop-shipper-inventory-outdated",
    ],
    "late-shipment": ["longer-than-promised", "shipment-notification-missed"],
    "messy-return": ["no-full-refund", "policy-complicated"],
    "not-as-described": ["image-misleading", "size-or-material-different"],
    "wrong-item": ["incorrect-product-shipped"],
    "product-quality": ["quality-not-satisfying"],
    "customer-service": ["cannot-reach", "no-timely-response"],
    "incorrect-feedback": [
        "product-review-only",
        "obscene-language",
        "personal-information",
        "delivery-not-by-seller",
        "rating-contradicts-comment",
        "meant-for-another-seller",
    ],
}
OURS = {
    "late-shipment/never-arrived",
    "stock-out/cancelled-by-seller",
    "wrong-item/missing-items",
    "not-as-described/counterfeit-or-used",
    "damaged/damaged-or-badly-packed",
    "price-or-fees/price-or-fees",
    "customer-service/rude-or-unhelpful",
}
LANGUAGES = ["en", "zh", "de", "fr", "es", "it", "pt", "ja"]
each_cause = pytest.mark.parametrize("cause", CAUSES, ids=NAMES)


def test_amazons_table_is_complete():
    amazons = {
        problem.key: [cause.key for cause in problem.causes if not cause.ours]
        for problem in LIBRARY.problems
        if any(not cause.ours for cause in problem.causes)
    }

    assert amazons == AMAZONS


def test_what_amazons_table_lacks_is_marked_as_ours():
    assert {name for name, cause in zip(NAMES, CAUSES, strict=True) if cause.ours} == OURS


@each_cause
def test_a_cause_says_what_to_do_what_to_check_and_how_to_make_it_right(cause):
    assert cause.solutions
    assert cause.check_first
    assert cause.make_right


@each_cause
def test_a_cause_is_written_in_both_languages(cause):
    texts = [cause.title, *cause.check_first, *cause.make_right, *(s.text for s in cause.solutions)]

    assert all(re.search("[一-鿿]", text.zh) and not re.search("[一-鿿]", text.en) for text in texts)


@each_cause
def test_goodwill_is_never_tied_to_the_feedback(cause):
    assert any("never tie it to the feedback" in text.en for text in cause.make_right)


@each_cause
def test_a_cause_has_examples_in_english_and_chinese(cause):
    assert {"en", "zh"} <= set(cause.examples)


@each_cause
def test_the_phrases_of_a_cause_compile_and_need_a_word(cause):
    patterns = [compiled(phrase.match) for phrases in cause.phrases.values() for phrase in phrases]

    assert not any(pattern.search("") or pattern.search(" ... !") for pattern in patterns)


def test_the_common_causes_have_examples_in_all_eight_languages():
    common = [cause for cause in CAUSES if cause.share >= 2]

    assert all(set(LANGUAGES) <= set(cause.examples) for cause in common)


def test_no_example_stands_under_two_causes():
    homes = defaultdict(set)
    for cause in (*CAUSES, LIBRARY.outside):
        for texts in cause.examples.values():
            for text in texts:
                homes[text].add(cause.key)

    assert [text for text, causes in homes.items() if len(causes) > 1] == []


def test_advice_on_text_files_and_xml_says_that_it_is_outdated():
    dated = [
        s for cause in CAUSES for s in cause.solutions if re.search(r"\btext files?\b|\bXML\b", s.text.en)
    ]

    assert len(dated) >= 2
    assert all(solution.outdated and "31 July 2025" in solution.outdated.en for solution in dated)


def test_removal_is_promised_only_on_amazons_own_grounds():
    grounds = [
        LIBRARY.cause("incorrect-feedback", key) for key in ("obscene-language", "personal-information")
    ]

    assert all(
        "is a ground for removal" in _said(c) or "are a ground for removal" in _said(c) for c in grounds
    )


def _said(cause):
    return " ".join(solution.text.en for solution in cause.solutions)


def test_the_outside_page_has_examples_and_nothing_to_do():
    assert len(LIBRARY.outside.examples["en"]) > 20
    assert LIBRARY.outside.solutions == ()
