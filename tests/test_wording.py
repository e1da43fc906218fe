"""The small language in which the pages write wordings."""

import time

import pytest

from knowledge.wording import any_of, compiled, fold, pattern_mistake


@pytest.mark.parametrize(
    ("match", "text"),
    [
        ("never arrived", "It never -- arrived"),
        ("never (came|arrived)", "never came"),
        ("took [way|far] too long", "took far too long"),
        ("took [way|far] too long", "took too long"),
        ("late [again]", "late"),
        ("sent (it|me [the|a])", "sent me"),
        ("refund*", "refunded"),
        ("waited ... weeks", "waited for about three weeks"),
        ("waited # days", "waited 12 days"),
        ("didn't fit", "DIDNT FIT"),
        ("não recebi", "NAO RECEBI"),
        ("e-mail", "email"),
        ("等了#天", "我等了十几天"),
        ("没 [有] 收到", "一直没有收到"),
        ("质量 ... 差", "质量真的是太差"),
        ("届いてい", "まだ届いていません"),
    ],
)
def test_a_wording_is_found(match, text):
    assert compiled(match).search(fold(text))


@pytest.mark.parametrize(
    ("match", "text"),
    [
        ("late", "plate"),
        ("late", "later"),
        ("took [way] too long", "took way long"),
        ("waited ... weeks", "waited a b c d e weeks"),
        ("没 ... 收到", "没。收到"),
        ("(a|b) c", "a"),
    ],
)
def test_a_wording_is_not_found_in_other_words(match, text):
    assert not compiled(match).search(fold(text))


@pytest.mark.parametrize(
    ("match", "said"), [("(late", "do not pair up"), ("...", "has no word"), ("late", "")]
)
def test_a_wrong_wording_is_told_in_a_sentence(match, said):
    assert said in pattern_mistake(match)


def test_no_wordings_are_never_found():
    assert not any_of(()).search("anything")


def test_a_folded_text_has_the_length_of_the_text():
    text = "İĲ ﬁne ½ Große ÄÖ é e\u0301 が 한국 😀\x00"

    assert len(fold(text)) == len(text)


@pytest.mark.parametrize("text", ["waited " * 20_000, "w" * 100_000, " " * 100_000, "没" * 100_000])
def test_a_wording_takes_linear_time(text):
    started = time.process_time()

    compiled("waited ... weeks").search(text)
    compiled("没 ... 收到").search(text)

    assert time.process_time() - started < 0.5
