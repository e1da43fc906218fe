"""The search beneath the answers: words that compare, shared words that count, vectors known by heart."""

from collections.abc import Sequence

import numpy as np
import pytest

from knowledge.remembered import Remembered, remember
from knowledge.search import Index, SharedWords
from knowledge.words import Words


class CountingEncoder:
    """Turns a text into its length and a constant, and remembers what it was asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        self.asked += texts
        rows = np.array([[len(text), 1.0] for text in texts], dtype=np.float32).reshape(len(texts), 2)
        return rows / np.linalg.norm(rows, axis=1, keepdims=True)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("refunds", "refund"),
        ("shipping", "shipped"),
        ("policies", "policy"),
        ("messages", "message"),
        ("e-mails", "email"),
        ("buyer's", "buyer"),
        ("cancelled", "cancel"),
    ],
)
def test_endings_do_not_count(one, other):
    assert Words().of(one) == Words().of(other)


def test_words_of_one_meaning_are_one_word():
    words = Words(same=[["buyer", "customer"], ["买家", "客人"]])

    assert words.of("customers") == words.of("buyer")
    assert words.of("问客人") == words.of("问买家")


def test_words_that_tell_nothing_are_left_out():
    assert Words(empty=["the", "的"]).of("the refund 的") == ["refund"]


def test_chinese_is_cut_into_pairs():
    assert Words().of("退货政策") == ["退货", "货政", "政策"]
    assert Words().of("退") == ["退"]


def test_a_rare_shared_word_counts_for_more_than_a_common_one():
    shared = SharedWords([["buyer", "refund"], ["buyer", "parcel"], ["buyer", "parcel"]])

    scores = shared.scores(["buyer", "refund"])

    assert scores.argmax() == 0


def test_a_question_without_known_words_scores_nothing():
    index = Index([["refund"], ["parcel"]], Words(), None)

    assert index.scores("zebra").tolist() == [0.0, 0.0]


def test_the_nearest_wording_of_an_entry_counts():
    index = Index([["aaaa", "aaaaaaaaaaaa"], ["aaaaaaa"]], Words(), CountingEncoder())

    assert index.scores("bbbbbbbbbbbb").argmax() == 0


def test_what_is_remembered_is_not_encoded_again(tmp_path):
    file = tmp_path / "vectors.npz"
    remember(["a known text"], CountingEncoder(), file)
    encoder = CountingEncoder()

    rows = Remembered(encoder, file).encode(["a known text", "a new one"])

    assert encoder.asked == ["a new one"]
    assert np.allclose(rows, CountingEncoder().encode(["a known text", "a new one"]), atol=0.01)


def test_without_a_file_every_text_is_encoded(tmp_path):
    encoder = CountingEncoder()

    rows = Remembered(encoder, tmp_path / "none.npz").encode(["one", "one", "two"])

    assert encoder.asked == ["one", "two"]
    assert rows.shape == (3, 2)


def test_remembering_answers_how_many_texts_there_were(tmp_path):
    assert remember(["a", "b", "a"], CountingEncoder(), tmp_path / "vectors.npz") == 2
