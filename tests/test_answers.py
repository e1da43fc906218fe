"""Questions about policy, answered by words alone unless a test says otherwise: the rules of an answer."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from knowledge.answers import MOST_PASSAGES, Answerer, answer_row, language_of
from knowledge.library import load

COUPON = "can I put a coupon in my message to a buyer?"


@pytest.fixture(scope="module")
def answerer():
    return Answerer(load())


class LettersEncoder:
    """Places texts by the letters that they hold."""

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        rows = np.array([[text.lower().count(chr(97 + n)) + 0.01 for n in range(26)] for text in texts])
        return (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)


def test_a_coupon_is_refused_in_one_line_with_the_passage_that_says_so(answerer):
    answer = answerer.answer(COUPON)

    assert answer.covered
    assert answer.verdict == "No coupons: messages to buyers carry no marketing."
    assert answer.passages[0].id == "messages.marketing"
    assert answer.passages[0].source.key == "third-party-guidelines"


def test_a_coupon_shows_that_sources_differ_on_gift_certificates(answerer):
    answer = answerer.answer(COUPON)

    [conflict] = [conflict for conflict in answer.conflicts if conflict.key == "gift-certificates"]
    assert "Refund or replace" in conflict.safe.en


def test_a_chinese_question_is_answered_in_chinese(answerer):
    answer = answerer.answer("退货多少天内可以全额退款")

    assert answer.lang == "zh"
    assert {passage.lang for passage in answer.passages} == {"zh"}
    assert "pb.ret.30" in answer.passages[0].covers


def test_the_language_asked_for_wins_over_the_language_of_the_question(answerer):
    answer = answerer.answer("how many days for returns", lang="zh")

    assert {passage.lang for passage in answer.passages} == {"zh"}


def test_an_answer_holds_three_passages_at_most(answerer):
    answer = answerer.answer("buyer feedback message order shipping return refund")

    assert len(answer.passages) == MOST_PASSAGES


def test_a_question_about_fees_is_refused_with_the_nearest_topics(answerer):
    answer = answerer.answer("how much is the monthly subscription fee")

    assert not answer.covered
    assert answer.passages == ()
    assert 0 < len(answer.nearest) <= MOST_PASSAGES


@pytest.mark.parametrize("question", ["", "   ", "\x00\x07", "🙂🙂🙂", "zxqv wjk", "?"])
def test_a_question_that_says_nothing_is_refused(answerer, question):
    assert not answerer.answer(question).covered


def test_a_question_of_a_hundred_thousand_characters_is_read_to_its_thousandth(answerer):
    answer = answerer.answer(COUPON + " fees" * 20_000)

    assert answer.question.startswith(COUPON)


def test_a_us_source_asked_for_germany_says_that_it_is_one(answerer):
    answer = answerer.answer("which feedback target should we keep", marketplace="DE")

    assert "a US source" in answer.region_note
    assert "DE" in answer.region_note


def test_a_us_source_asked_for_the_us_needs_no_note(answerer):
    answer = answerer.answer("how many percent positive feedback do we need every week", marketplace="US")

    assert "US" not in answer.region_note


def test_a_european_source_holds_in_germany_and_not_in_japan(answerer):
    question = "is it risky to send many removal requests"

    germany = answerer.answer(question, marketplace="DE")
    japan = answerer.answer(question, marketplace="JP")

    assert "European" not in germany.region_note
    assert "a European source" in japan.region_note


def test_no_marketplace_no_note(answerer):
    assert answerer.answer(COUPON).region_note == ""


def test_a_row_is_answered_with_ids_statements_texts_and_source_keys(answerer):
    row = answer_row({"id": "7", "text": COUPON}, answerer)

    first = row["passages"][0]
    assert row["id"] == "7"
    assert row["covered"] is True
    assert first["id"] == "messages.marketing"
    assert first["covers"] == ["msg.prohibited"]
    assert first["source"] == "third-party-guidelines"


def test_a_row_shows_both_sides_of_a_conflict_and_what_is_safe(answerer):
    row = answer_row({"id": 1, "text": "我可以送礼券给生气的买家吗"}, answerer)

    [conflict] = [conflict for conflict in row["conflicts"] if conflict["id"] == "gift-certificates"]
    assert {"negative.redress", "asking.reward"} <= {side["passage"] for side in conflict["sides"]}
    assert conflict["safe"].startswith("退款或换货")


def test_a_row_may_name_its_language(answerer):
    row = answer_row({"id": 1, "text": COUPON, "lang": "zh"}, answerer)

    assert "优惠券" in row["passages"][0]["text"]


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("如何处理差评", "zh"),
        ("A+ 页面怎么做", "zh"),
        ("what does 备货时间 mean on the page", "en"),
        ("Wie lange dauert die Rückgabe?", "en"),
        ("返品はいつまでですか", "en"),
        ("", "en"),
    ],
)
def test_the_language_of_a_text_is_chinese_or_taken_as_english(text, lang):
    assert language_of(text) == lang


def test_an_encoder_finds_what_shares_no_word():
    answerer = Answerer(load(), LettersEncoder())

    answer = answerer.answer("acknowledge every telephone call and every e-mail within twenty-four hours")

    assert answer.passages[0].id == "service.reply-time"


def team_page(folder: Path, text: str, name: str = "own.en.md") -> Path:
    (folder / "policies").mkdir()
    (folder / "policies" / name).write_text(text, encoding="utf-8")
    return folder


def test_a_teams_own_rule_answers_what_a_card_would_refuse(tmp_path):
    team = team_page(
        tmp_path,
        "---\ntopic: own\ntitle: Our rules\nlang: en\n---\n"
        "## own.carrier: Our carrier on Saturdays\n"
        "asks: which courier picks up on Saturday\n\n"
        "On Saturdays the courier comes at nine.\n",
    )
    answerer = Answerer(load(team), team=team)

    answer = answerer.answer("which courier picks up on Saturday")

    assert answer.covered
    assert answer.passages[0].source.team


def test_a_rule_written_in_one_language_only_is_quoted_in_it(tmp_path):
    team = team_page(
        tmp_path,
        "---\ntopic: own\ntitle: 规则\nlang: zh\n---\n"
        "## own.carrier: 周六的快递\nasks: 周六哪家快递来取件\n\n周六九点来。\n",
        "own.zh.md",
    )
    answerer = Answerer(load(team), team=team)

    answer = answerer.answer("周六哪家快递来取件", lang="en")

    assert answer.passages[0].text == "周六九点来。"
