"""What a comment says to the seven questions that buyers care about."""

import pytest

from knowledge.diagnosis import verdicts
from knowledge.library import QUESTIONS


@pytest.mark.parametrize(
    ("comment", "stars", "said"),
    [
        (
            "Fast shipping, well packed, exactly as described",
            5,
            {"shipping-fast": 1, "packed-well": 1, "as-described": 1},
        ),
        ("Slow delivery and no tracking number", 1, {"shipping-fast": -1, "tracking-told": -1}),
        ("No response to my e-mails", 1, {"mails-answered": -1}),
        ("easy return, full refund without any hassle", 5, {"easy-return": 1}),
        ("Could not reach anyone by phone", 1, {"easy-to-reach": -1}),
        ("物流很快，包装也很好", 5, {"shipping-fast": 1, "packed-well": 1}),
        ("与描述不符，客服不理人", 1, {"as-described": -1, "mails-answered": -1}),
        ("Schnelle Lieferung, gut verpackt", 5, {"shipping-fast": 1, "packed-well": 1}),
        ("Livraison rapide, conforme à la description", 5, {"shipping-fast": 1, "as-described": 1}),
        ("El vendedor no responde", 1, {"mails-answered": -1}),
        ("Spedizione veloce, ottimo imballaggio", 5, {"shipping-fast": 1, "packed-well": 1}),
        ("Entrega rápida e bem embalado", 5, {"shipping-fast": 1, "packed-well": 1}),
        ("梱包が丁寧で早く届きました", 5, {"shipping-fast": 1, "packed-well": 1}),
        ("Nice colour", 5, {}),
        ("", 1, {}),
    ],
)
def test_a_comment_answers_the_questions_it_speaks_to(comment, stars, said):
    assert verdicts(comment, stars) == said


@pytest.mark.parametrize(("stars", "verdict"), [(5, 1), (4, 1), (3, -1), (1, -1)])
def test_the_stars_decide_where_a_comment_says_both(stars, verdict):
    said = verdicts("Fast shipping for the first parcel, slow shipping for the second", stars)

    assert said == {"shipping-fast": verdict}


def test_only_the_seven_questions_are_answered():
    said = verdicts(
        "fast shipping, well packed, no tracking, no reply, no refund, rude, wrong item, works great", 2
    )

    assert set(said) <= set(QUESTIONS)
