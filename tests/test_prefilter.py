"""Which wordings are looked for in a text: fewer than all, and never one too few."""

import pytest

from knowledge.library import load
from knowledge.prefilter import Prefilter, groups
from knowledge.verdicts import _index
from knowledge.wording import compiled, fold


@pytest.mark.parametrize(
    ("wording", "needed"),
    [
        ("(fast|quick) [and] (shipping|delivery)", [{"fast", "quick"}, {"shipping", "delivery"}]),
        ("waited ... weeks", [{"waited"}, {"weeks"}]),
        ("ship(ped|ping) late", [{"ship"}, {"late"}]),
        ("(a (b|c)|d e) f", [{"a", "d"}, {"f"}]),
        ("didn't refund*", [{"didn"}, {"refund"}]),
        ("(#|two) days", [{"days"}]),
        ("物流很快", []),
    ],
)
def test_a_wording_needs_a_word_of_each_group(wording, needed):
    assert groups(wording) == needed


def test_no_wording_that_stands_in_a_text_is_left_out():
    causes = load().causes()
    phrases = [phrase.match for cause in causes for said in cause.phrases.values() for phrase in said]
    texts = [fold(text) for cause in causes for said in cause.examples.values() for text in said[:8]]
    prefilter = Prefilter()
    needs = {match: prefilter.need(match) for match in phrases}

    left_out = [
        (match, text)
        for text in texts
        for bits in [prefilter.bits(text)]
        for match, need in needs.items()
        if bits & need != need and compiled(match).search(text)
    ]

    assert left_out == []


def test_few_of_the_rules_wordings_are_looked_for_in_an_everyday_comment():
    index, comment = _index(), "fast shipping, well packed, thank you"
    sides = [side for rule in index.rules for side in (*rule.praise, *rule.complaint)]
    bits = index.prefilter.bits(comment)

    looked_for = [need for need, _ in sides if need and bits & need == need]

    assert len(looked_for) * 10 < len(sides)
