"""The words of a message that somebody else wrote, as they are seen."""

import pytest

from bot.slackio.said import plain, quoted_in, words_of


def rich(kind: str, *elements: dict[str, object]) -> dict[str, object]:
    return {"type": "rich_text", "elements": [{"type": kind, "elements": list(elements)}]}


def text(words: str) -> dict[str, object]:
    return {"type": "text", "text": words}


@pytest.mark.parametrize(
    ("markup", "seen"),
    [
        ("see <https://a.example|our page>", "see our page"),
        ("see <https://a.example>", "see https://a.example"),
        ("<mailto:a@b.example|a@b.example>", "a@b.example"),
        ("1 &lt; 2 &amp; 3", "1 < 2 & 3"),
        ("<@U0ANA> look", "@U0ANA look"),
    ],
)
def test_markup_is_read_as_it_is_seen(markup, seen):
    assert plain(markup) == seen


def test_the_words_of_blocks_come_before_the_short_text_of_the_notification():
    message = {"text": "1 star", "blocks": [rich("rich_text_section", text("It came "), text("late."))]}

    assert words_of(message) == "It came late."


def test_a_message_without_blocks_is_its_text():
    assert words_of({"text": "It came late."}) == "It came late."


@pytest.mark.parametrize("message", [{}, {"text": ""}, {"blocks": [{"type": "divider"}]}, {"files": [{}]}])
def test_a_picture_or_a_file_alone_has_no_words(message):
    assert words_of(message) == ""


def test_lists_fields_small_print_and_links_are_read_too():
    rows = {"type": "rich_text_list", "elements": [{"type": "rich_text_section", "elements": [text("one")]}]}
    blocks = [
        {"type": "rich_text", "elements": [rows]},
        {"type": "section", "fields": [{"type": "mrkdwn", "text": "<https://a.example|two>"}]},
        {"type": "context", "elements": [{"type": "plain_text", "text": "three"}]},
        rich("rich_text_section", {"type": "link", "url": "https://b.example"}),
        rich("rich_text_section", {"type": "user", "user_id": "U0ANA"}, {"type": "emoji", "name": "tada"}),
    ]

    assert words_of({"blocks": blocks}) == "one\ntwo\nthree\nhttps://b.example\n@U0ANA:tada:"


def test_what_a_message_quotes_is_told_apart_from_what_it_says_about_it():
    blocks = [rich("rich_text_section", text("What now?")), rich("rich_text_quote", text("Never arrived."))]

    assert quoted_in({"blocks": blocks}) == "Never arrived."
    assert quoted_in({"text": "Never arrived."}) == "Never arrived."
