"""Rich text, the same on the page and in a terminal."""

import pytest

from bot.workspace.page.blocks import blocks
from bot.workspace.page.elements import Form
from bot.workspace.people import ANA, channels_for, everyone
from bot.workspace.plain import plain_blocks
from bot.workspace.reader import Reader

NOON = 1_795_345_200
WORDS = [
    ({"type": "text", "text": "a < b"}, "a &lt; b", "a < b"),
    (
        {"type": "text", "text": "x", "style": {"bold": True, "code": True}},
        "<code><strong>x</strong></code>",
        "x",
    ),
    ({"type": "user", "user_id": "U0MEI"}, '<span class="mention user">@mei</span>', "@mei"),
    (
        {"type": "channel", "channel_id": "C0GENERAL"},
        '<span class="mention channel">#general</span>',
        "#general",
    ),
    (
        {"type": "usergroup", "usergroup_id": "S0LEADS"},
        '<span class="mention usergroup">@S0LEADS</span>',
        "@S0LEADS",
    ),
    ({"type": "broadcast", "range": "here"}, '<span class="mention broadcast">@here</span>', "@here"),
    ({"type": "emoji", "name": "truck"}, "🚚", "🚚"),
    (
        {"type": "date", "timestamp": NOON, "format": "{date_short} {time}"},
        "Nov 22, 2026 12:00",
        "Nov 22, 2026 12:00",
    ),
    ({"type": "link", "url": "javascript:alert(1)", "text": "x"}, "<p>x</p>", "x (javascript:alert(1))"),
]


@pytest.fixture
def reader():
    people = everyone()
    by_id = {person.id: person for person in people}
    return Reader(by_id[ANA], by_id, {room.id: room for room in channels_for(people)}, NOON)


def rich(kind, *elements, **rest):
    return [{"type": "rich_text", "elements": [{"type": kind, "elements": list(elements), **rest}]}]


@pytest.mark.parametrize(("word", "shown", "_read"), WORDS, ids=lambda case: str(case)[:30])
def test_a_word_is_drawn_as_what_it_is(reader, word, shown, _read):
    assert shown in blocks(rich("rich_text_section", word), Form("f", reader))


@pytest.mark.parametrize(("word", "_shown", "read"), WORDS, ids=lambda case: str(case)[:30])
def test_a_word_reads_as_what_it_is(reader, word, _shown, read):
    assert plain_blocks(rich("rich_text_section", word), reader) == read


def test_lists_keep_their_numbers_and_their_depth(reader):
    item = {"type": "rich_text_section", "elements": [{"type": "text", "text": "Check"}]}
    deep = rich("rich_text_list", item, style="bullet", indent=1)
    later = rich("rich_text_list", item, style="ordered", offset=2)

    assert '<ul class="indent1"><li>Check</li></ul>' in blocks(deep, Form("f", reader))
    assert '<ol class="indent0" start="3"><li>Check</li></ol>' in blocks(later, Form("f", reader))
    assert plain_blocks([*deep, *later], reader).split("\n") == ["  • Check", "3. Check"]


@pytest.mark.parametrize(
    ("kind", "tag"), [("rich_text_quote", "blockquote"), ("rich_text_preformatted", "pre")]
)
def test_a_quote_and_a_preformatted_part_keep_their_lines(reader, kind, tag):
    part = rich(kind, {"type": "text", "text": "one\ntwo"})

    assert f"<{tag}>one<br>two</{tag}>" in blocks(part, Form("f", reader))
