"""How messages look on the page and in a terminal: faithful, and never more than the words that were sent."""

from html.parser import HTMLParser

import pytest

from bot.workspace.ledger import Message, Version
from bot.workspace.page.blocks import blocks
from bot.workspace.page.elements import Form
from bot.workspace.page.markup import all_of, h
from bot.workspace.page.text import mrkdwn, plain
from bot.workspace.people import ANA, FEEDBACK, channels_for, everyone
from bot.workspace.plain import plain_blocks, plain_message
from bot.workspace.reader import Reader
from workspace_cast import button, section, words

NOON = 1_795_345_200.0  # Sunday, 22 November 2026, 12:00 in Berlin
HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '"><svg onload=alert(1)>',
    "<a href='javascript:alert(1)'>x</a>",
    "<javascript:alert(1)|click>",
    "<data:text/html,x|click>",
    "\x00<b>\x00" + "0\x00",
    "`<script>`",
    "```</pre><script>```",
    "*<i>*_~`",
    "<https://e.com|<script>>",
    '<https://e.com/"onmouseover="x|y>',
    "<!date^1^{date}^javascript:alert(1)|x>",
    "<!date^nonsense^{date}|x>",
    "<@U0ANA|<b>>",
    "&lt;script&gt; &amp;lt;b&amp;gt; &#60;b&#62;",
]
TAGS = {
    "a", "b", "blockquote", "br", "button", "code", "details", "div", "em", "fieldset",
    "figcaption", "figure", "h3", "hr", "img", "input", "label", "legend", "li", "ol", "optgroup",
    "option", "p", "path", "pre", "s", "select", "small", "span", "strong", "summary", "svg",
    "table", "tbody", "td", "textarea", "th", "thead", "tr", "u", "ul",
}  # fmt: skip


class Look(HTMLParser):
    """Reads HTML and remembers its tags, attributes and words."""

    def __init__(self, shown):
        super().__init__()
        self.tags, self.names, self.hrefs, self.text = set(), set(), [], ""
        self.feed(shown)

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.names |= {name for name, _ in attrs}
        self.hrefs += [value for name, value in attrs if name in {"href", "src"}]

    def handle_data(self, data):
        self.text += data


@pytest.fixture
def reader():
    people = everyone()
    by_id = {person.id: person for person in people}
    rooms = {channel.id: channel for channel in channels_for(people)}
    return Reader(by_id[ANA], by_id, rooms, NOON)


@pytest.fixture
def form(reader):
    return Form("f", reader)


def every_block(text):
    mark, plain_words, long = (
        {"type": "mrkdwn", "text": text},
        words(text),
        [{"text": words(text), "value": text}],
    )
    line = [{"type": "text", "text": text}, {"type": "link", "url": text, "text": text}]
    return [
        {"type": "header", "text": plain_words},
        section(text, fields=[mark, plain_words], accessory=button(text, text)),
        {"type": "context", "elements": [mark, {"type": "image", "image_url": text, "alt_text": text}]},
        {"type": "actions", "elements": [{"type": "static_select", "action_id": "a", "options": long}]},
        {"type": "actions", "elements": [{"type": "overflow", "action_id": "o", "options": long}]},
        {"type": "rich_text", "elements": [{"type": "rich_text_quote", "elements": line}]},
        {"type": "table", "rows": [[{"type": "raw_text", "text": text}]]},
        {"type": "input", "label": plain_words, "hint": plain_words, "element": {"type": "plain_text_input"}},
        {"type": "image", "image_url": text, "alt_text": text, "title": plain_words},
        {"type": "markdown", "text": text},
        {"type": text},
    ]


@pytest.mark.parametrize("text", HOSTILE)
def test_no_words_become_markup_in_any_block(form, text):
    look = Look(blocks(every_block(text), form))

    assert look.tags <= TAGS
    assert not any(name.startswith("on") for name in look.names)


@pytest.mark.parametrize("text", HOSTILE)
def test_links_of_mrkdwn_lead_to_the_web_only(reader, text):
    look = Look(mrkdwn(text, reader))

    assert look.tags <= TAGS
    assert all(href.startswith(("https://", "http://", "mailto:")) for href in look.hrefs)


@pytest.mark.parametrize(
    "text", ["&lt;!channel&gt;", "&lt;@U0ANA&gt;", "&lt;https://e.com|x&gt;", "&amp;lt;!here&amp;gt;"]
)
def test_escaped_words_never_become_a_mention_or_a_link(reader, text):
    shown = mrkdwn(text, reader)

    assert Look(shown).tags == set()
    assert "<" not in shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("*bold* _soft_ ~gone~", "<strong>bold</strong> <em>soft</em> <s>gone</s>"),
        ("a*b*c 2 * 3 * 4", "a*b*c 2 * 3 * 4"),
        ("`*code*` *x*", "<code>*code*</code> <strong>x</strong>"),
        ("```\na\nb\n```", "<pre>a\nb</pre>"),
        ("one\ntwo", "one<br>two"),
        ("&gt; one\n&gt; two\nthree", "<blockquote>one<br>two</blockquote>three"),
        ("<@U0MEI>", '<span class="mention user">@mei</span>'),
        ("<#C0GENERAL>", '<span class="mention channel">#general</span>'),
        ("<!here>", '<span class="mention broadcast">@here</span>'),
        (":warning: :nobody_knows:", "⚠️ :nobody_knows:"),
        ("AT&amp;T &lt;3", "AT&amp;T &lt;3"),
        ("<!date^1795345200^{date_short_pretty} at {time}|then>", "today at 12:00"),
        ("<!date^1795431600^{date_long}|then>", "Monday, November 23, 2026"),
    ],
)
def test_mrkdwn_looks_as_in_slack(reader, text, shown):
    assert mrkdwn(text, reader) == shown


def test_a_link_opens_elsewhere_and_tells_nothing(reader):
    shown = mrkdwn("<https://e.com/?a=1&amp;b=2|here>", reader)

    assert shown == '<a href="https://e.com/?a=1&amp;b=2" target="_blank" rel="noopener noreferrer">here</a>'


def test_plain_text_is_neither_formatted_nor_linked():
    assert plain("*x* <@U0ANA> &lt;b&gt;\ny") == "*x* &lt;@U0ANA&gt; &lt;b&gt;<br>y"


def test_rich_text_words_are_themselves(form):
    part = {"type": "rich_text_section", "elements": [{"type": "text", "text": "&lt; *x* <!here>"}]}

    look = Look(blocks([{"type": "rich_text", "elements": [part]}], form))

    assert look.text == "&lt; *x* <!here>"


def test_a_block_that_the_page_cannot_draw_says_its_type(form):
    assert "[carousel]" in blocks([{"type": "carousel"}], form)


def test_an_element_escapes_its_attributes_and_its_words():
    assert h("p", "<b>", title='"<') == '<p title="&quot;&lt;">&lt;b&gt;</p>'
    assert h("input", disabled=True, value=None) == "<input disabled>"
    assert all_of("a", [h("b", 1), None]) == "a<b>1</b>"


def test_the_error_of_an_input_is_tied_to_its_field(reader):
    block = {
        "type": "input",
        "block_id": "n",
        "label": words("Note"),
        "element": {"type": "plain_text_input"},
    }

    shown = blocks([block], Form("f", reader, errors={"n": "Too short"}))

    assert '<label for="f-n">Note</label>' in shown
    assert 'id="f-n" aria-describedby="f-n-aside" aria-invalid="true"' in shown
    assert 'id="f-n-aside"><p class="error" role="alert">Too short</p>' in shown


@pytest.mark.parametrize(
    ("lang", "form", "shown"),
    [
        ("en", "{ago}", "2 hours ago"),
        ("zh", "{ago}", "2 小时前"),
        ("zh", "{date_long}", "2026年11月22日 星期日"),
        ("zh", "{date_pretty} {time}", "今天 10:00"),
        ("en", "{date_num} {time_secs}", "2026-11-22 10:00:00"),
    ],
)
def test_dates_speak_the_readers_language_in_their_zone(reader, lang, form, shown):
    other = Reader(reader.person, reader.people, reader.channels, NOON, lang)

    assert other.date(NOON - 7200, form) == shown


def test_a_message_reads_as_plain_lines(reader):
    given = [
        {"type": "header", "text": words("Week")},
        section("*93 %* see <https://e.com|playbook>", fields=[{"type": "mrkdwn", "text": "A\nB"}]),
        {
            "type": "rich_text",
            "elements": [
                {
                    "type": "rich_text_list",
                    "style": "ordered",
                    "elements": [
                        {"type": "rich_text_section", "elements": [{"type": "text", "text": "Check"}]}
                    ],
                },
                {"type": "rich_text_quote", "elements": [{"type": "text", "text": "late\nagain"}]},
            ],
        },
        {"type": "actions", "elements": [button("claim"), button("more")]},
        {"type": "image", "image_url": "https://e.com/a.png", "alt_text": "93 %, falling"},
        {
            "type": "table",
            "rows": [[{"type": "raw_text", "text": "Cause"}, {"type": "raw_text", "text": "4"}]],
        },
    ]

    assert plain_blocks(given, reader).split("\n") == [
        "Week", "====", "93 % see playbook (https://e.com)", "A  B", "1. Check", "> late", "> again",
        "[Claim]  [More]", "[picture: 93 %, falling]", "Cause | 4",
    ]  # fmt: skip


def test_a_message_without_blocks_reads_as_its_text(reader):
    said = Message(FEEDBACK, "1.0", "U0BOT", [Version(1.0, "AT&amp;T :warning:", [])], "chat.postMessage")

    assert plain_message(said, reader) == "AT&T ⚠️"
