"""Slack's limits on rich text, as tables."""

from bot.workspace.block_checks import Shape, boolean, many, may, need, number, one_of, shaped, string, typed

STYLE = may(shaped(Shape({name: may(boolean) for name in ("bold", "italic", "strike", "code", "underline")})))
MOST = 1000

WORDS: dict[str, Shape] = {
    "text": Shape({"text": need(string(12_000)), "style": STYLE}),
    "link": Shape({
        "url": need(string(3000)),
        "text": may(string(3000)),
        "style": STYLE,
        "unsafe": may(boolean),
    }),
    "emoji": Shape({
        "name": need(string(100)),
        "unicode": may(string(100)),
        "skin_tone": may(number(1, 6)),
        "style": STYLE,
    }),
    "user": Shape({"user_id": need(string(50)), "style": STYLE}),
    "channel": Shape({"channel_id": need(string(50)), "style": STYLE}),
    "usergroup": Shape({"usergroup_id": need(string(50)), "style": STYLE}),
    "date": Shape({
        "timestamp": need(number(0, 9_999_999_999)),
        "format": need(string(255)),
        "url": may(string(3000)),
        "fallback": may(string(255)),
        "style": STYLE,
    }),
    "broadcast": Shape({"range": need(one_of("here", "channel", "everyone")), "style": STYLE}),
    "color": Shape({"value": need(string(50)), "style": STYLE}),
}  # fmt: skip

LINE = {"elements": need(many(typed(WORDS), 0, MOST))}
SECTION: dict[str, Shape] = {"rich_text_section": Shape(LINE)}
PARTS: dict[str, Shape] = {
    **SECTION,
    "rich_text_list": Shape({
        "style": need(one_of("bullet", "ordered")),
        "elements": need(many(typed(SECTION), 1, MOST)),
        "indent": may(number(0, 8)),
        "offset": may(number(0, MOST)),
        "border": may(number(0, 1)),
    }),
    "rich_text_preformatted": Shape({**LINE, "border": may(number(0, 1)), "language": may(string(50))}),
    "rich_text_quote": Shape({**LINE, "border": may(number(0, 1))}),
}  # fmt: skip

RICH_TEXT = Shape({"elements": need(many(typed(PARTS), 1, MOST))})
"""What a rich_text block and a rich_text table cell hold."""
