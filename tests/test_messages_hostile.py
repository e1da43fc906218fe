"""Whatever a buyer writes, it mentions nobody, links nowhere, formats nothing and fits."""

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.messages.alert import alert
from bot.messages.already import already
from bot.messages.both import both
from bot.messages.card import AlertCard
from bot.messages.escaping import clean, inline, shorten
from bot.messages.help import unknown
from bot.messages.lists import case_list
from bot.messages.message import Message
from bot.messages.modals import cause_modal, hand_over_modal, resolve_modal, wait_modal
from bot.messages.more import more
from bot.messages.notice import notice_modal
from bot.messages.notices import file_refused, no_order
from bot.messages.storm import page
from bot.messages.threads import thread_line
from hostile import HOSTILE
from messages_cast import LANGUAGES, NOON, TODAY, card, case, event, rating, slack_shows, slack_takes

OURS = re.compile(
    r"<!date\^\d+\^\{date_short_pretty\} \{time\}\|[^<>|]*>|<@U0ANA>"
    r"|<https://sellercentral\.amazon\.com/orders-v3/order/[\d-]+\|[\d-]+>"
)
HARMLESS = "Came late."


def evidence_of(comment: str) -> list[dict[str, Any]]:
    return [
        {
            "problem": "late-shipment",
            "cause": "never-arrived",
            "confidence": 0.9,
            "evidence": [comment[:120]],
        },
        {"problem": "wrong-item", "cause": "missing-items", "confidence": 0.4, "evidence": [comment[-60:]]},
    ]


def hostile_card(comment: str, state: str = "claimed"):
    found = case(
        state,
        candidates=evidence_of(comment),
        outcome=comment,
        owner="U0ANA",
        problem="outside",
        cause=comment,
        waiting_for=comment,
        waiting_until=NOON,
    )
    history = [event(action, f"{comment} -> {comment}", who=comment) for action in ACTIONS]
    return card(rating(comment, response=comment), found, events=history)


ACTIONS = ("noted", "note", "edited", "cause set", "handed over", "waiting", "goes on", "resolved", "fix")
FORMS: dict[str, Callable[[AlertCard, str], dict[str, Any]]] = {
    "more": more,
    "cause": cause_modal,
    "resolve": lambda shown, lang: resolve_modal(shown, lang, NOON),
    "wait": lambda shown, lang: wait_modal(shown, lang, TODAY),
    "hand over": hand_over_modal,
    "notice": notice_modal,
}

SPEAKING: dict[str, Callable[[str, str], Message]] = {
    "open alert": lambda words, lang: alert(hostile_card(words, "open"), lang),
    "claimed alert": lambda words, lang: alert(hostile_card(words), lang),
    "waiting alert": lambda words, lang: alert(hostile_card(words, "waiting"), lang),
    "resolved alert": lambda words, lang: alert(hostile_card(words, "resolved"), lang),
    "gone alert": lambda words, lang: alert(hostile_card(words, "gone"), lang),
    "thread": lambda words, lang: thread_line(
        hostile_card(words), [(action, f"{words} -> {words}") for action in ACTIONS], lang, named=True
    ),
    "too late": lambda words, lang: already(hostile_card(words, "waiting").case, lang),
    "storm page": lambda words, lang: page([hostile_card(words)], lang),
    "list": lambda words, lang: case_list([hostile_card(words)] * 2, "claimed", 0, 30, lang),
    "unknown command": lambda words, lang: unknown(words, "/feedback score", lang),
    "unknown order": no_order,
    "refused file": file_refused,
}


def marked_up(node: Any) -> Iterator[str]:
    """Yield each text that Slack reads as markup."""
    if isinstance(node, list):
        for item in node:
            yield from marked_up(item)
    elif isinstance(node, dict):
        if node.get("type") == "mrkdwn":
            assert node["verbatim"] is True
            yield node["text"]
        for value in node.values():
            yield from marked_up(value)


def format_of(message: Message) -> Counter[str]:
    """Count what could format: the same for every comment, if no comment formats."""
    text = OURS.sub("", "\n".join([message.text, *marked_up(message.blocks)]))
    return Counter(char for char in text if char in "*_~`")


def assert_nothing_alive(text: str) -> None:
    left = OURS.sub("", text)
    assert "<" not in left
    assert ">" not in left
    assert "://" not in left
    assert not re.search(r"\bwww\.\w|evil\.example|@b\.example", left)
    assert not re.search(
        r"[\u202a-\u202e\u2066-\u2069\u200b-\u200f\u2060\ufeff\x00-\x08\x1b\ud800-\udfff]", left
    )


@pytest.mark.parametrize("kind", SPEAKING)
def test_no_hostile_comment_is_alive_in_any_message(kind):
    def said(words: str) -> Message:
        return both(SPEAKING[kind](words, "en"), SPEAKING[kind](words, "zh"))

    harmless = format_of(said(HARMLESS))

    for comment in HOSTILE:
        message = slack_takes(said(comment))

        json.dumps(message.blocks).encode()
        assert_nothing_alive("\n".join([message.text, *marked_up(message.blocks)]))
        assert format_of(message) == harmless, comment


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("form", FORMS)
def test_no_hostile_comment_is_alive_in_a_modal(form, lang):
    for comment in HOSTILE:
        view = slack_shows(FORMS[form](hostile_card(comment), lang))

        assert_nothing_alive("\n".join(marked_up(view["blocks"])))


@pytest.mark.parametrize("comment", HOSTILE)
def test_a_quoted_comment_is_literal_text_without_style_and_without_what_cannot_be_seen(comment):
    [quoted] = [block for block in alert(hostile_card(comment), "en").blocks if block["type"] == "rich_text"]

    [quote] = quoted["elements"]
    [element] = quote["elements"]
    assert element.keys() == {"type", "text"}
    assert element["type"] == "text"
    assert not re.search(
        r"[\u202a-\u202e\u2066-\u2069\u200b-\u200f\ufeff\x00-\x08\x1b\ud800-\udfff]", element["text"]
    )


@given(st.text(st.characters(exclude_categories=()), max_size=4000))
@settings(max_examples=150, deadline=None)
def test_any_comment_makes_a_message_that_slack_takes(comment):
    message = slack_takes(alert(hostile_card(comment), "en"))

    assert_nothing_alive("\n".join([message.text, *marked_up(message.blocks)]))


@given(st.text(max_size=500), st.integers(8, 100))
def test_an_inline_text_is_one_line_of_bounded_length(words, limit):
    line = inline(words, limit)

    assert "\n" not in line
    assert len(line) <= limit


@given(st.text(max_size=300), st.integers(1, 100))
def test_a_shortened_text_fits(words, limit):
    assert len(shorten(words, limit)) <= limit


def test_a_cut_is_marked_and_falls_on_a_space():
    assert shorten("Ordered three weeks ago", 20) == "Ordered three weeks…"


def test_accents_piled_up_shrink_to_three():
    assert clean("Z" + "\u0301" * 50) == "Z" + "\u0301" * 3


def test_an_ordinary_comment_stands_as_it_was_written():
    comment = "Don't buy!\n\n5 of 10 - \"never\" again; c'est nul, 太差了 😀"

    assert clean(comment) == comment
