"""The policy pages: every statement covered in both languages, every conflict anchored in passages."""

import re

import pytest

from knowledge import cards, conflicts
from knowledge.library import load
from knowledge.pages import Reading

PASSAGES = load().passages
BY_LANGUAGE = {lang: {p.id: p for p in PASSAGES if p.lang == lang} for lang in ("en", "zh")}
STATEMENTS = {
    "fm": "trust assurance care solicit investigate makebetter monitor reviews",
    "cc": "less when note fulfill explain service courteous prohibited",
    "pb": (
        "stock.unavail stock.feed15 stock.process stock.textfile stock.addmulti drop "
        "late.leadtime late.notify late.expedite late.remove notrack ret.30 ret.policy img size "
        "wrong quality.describe quality.remove quality.instr cs.contact cs.spam cs.24h fb.removal "
        "fb.reply"
    ),
    "cs": "overview prompt clear resolution returns close",
    "fb": "removal2 response2",
    "ql": "listing control",
    "an": "trends positive",
    "msg": "compliance prohibited",
}


@pytest.fixture(scope="module")
def disagreements():
    reading = Reading()
    found = conflicts.read(None, reading)
    reading.raise_if_wrong()
    return found


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_statement_is_covered(lang):
    covered = {id_ for passage in BY_LANGUAGE[lang].values() for id_ in passage.covers}

    statements = {f"{seed}.{name}" for seed, names in STATEMENTS.items() for name in names.split()}
    assert len(statements) == 54
    assert statements - covered == set()


def test_both_languages_of_a_passage_say_where_it_stands_alike():
    english, chinese = BY_LANGUAGE["en"], BY_LANGUAGE["zh"]

    assert english.keys() == chinese.keys()
    for id_, passage in english.items():
        other = chinese[id_]
        assert (passage.covers, passage.source) == (other.covers, other.source), id_
        assert bool(passage.verdict) == bool(other.verdict), id_
        assert bool(passage.outdated) == bool(other.outdated), id_


def test_every_passage_says_how_sure_it_is_and_how_people_ask_for_it():
    for passage in PASSAGES:
        assert passage.confidence, passage.id
        assert len(passage.asks) >= 4, passage.id


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_same_question_leads_to_one_passage_only(lang):
    asked = [ask for passage in BY_LANGUAGE[lang].values() for ask in passage.asks]

    assert sorted(asked) == sorted(set(asked))


def test_advice_that_no_longer_holds_is_marked():
    outdated = {passage.id for passage in PASSAGES if passage.outdated}

    assert {"inventory.text-file", "inventory.many", "shipping.handling-time", "asking.feedback"} <= outdated


def test_the_seeds_dead_link_is_never_printed():
    assert not any("account-access-login" in passage.text for passage in PASSAGES)


def test_chinese_says_seller_feedback_by_its_own_word():
    assert not [p.id for p in PASSAGES if p.lang == "zh" and "卖家评论" in p.text + p.title]


def test_every_conflict_has_two_sides_that_passages_quote(disagreements):
    for conflict in disagreements:
        quoted = {side.passage for side in conflict.sides} | set(conflict.near)
        assert len(conflict.sides) >= 2, conflict.key
        assert quoted <= BY_LANGUAGE["en"].keys(), conflict.key


def test_the_five_known_conflicts_are_on_file(disagreements):
    assert {conflict.key for conflict in disagreements} == {
        "soliciting",
        "error-notices",
        "gift-certificates",
        "removal-grounds",
        "cancel-by-default",
    }


def test_a_conflict_is_shown_when_the_first_passage_takes_a_side(disagreements):
    [gifts] = [conflict for conflict in disagreements if conflict.key == "gift-certificates"]

    assert gifts.touches(["negative.redress", "returns.prompt"])


def test_a_conflict_is_shown_when_two_sides_are_quoted(disagreements):
    [gifts] = [conflict for conflict in disagreements if conflict.key == "gift-certificates"]

    assert gifts.touches(["returns.prompt", "negative.redress", "asking.reward"])


def test_one_side_further_down_shows_no_conflict(disagreements):
    [gifts] = [conflict for conflict in disagreements if conflict.key == "gift-certificates"]

    assert not gifts.touches(["returns.prompt", "negative.redress"])
    assert not gifts.touches([])


def test_every_card_is_written_in_both_languages():
    reading = Reading()

    found = cards.read(None, reading)

    assert reading.mistakes == []
    for card in found:
        assert any(re.search("[\u4e00-\u9fff]", ask) for ask in card.asks), card.key
        assert any(re.fullmatch(r"[ -~]+", ask) for ask in card.asks), card.key
