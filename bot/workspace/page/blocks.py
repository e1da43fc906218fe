"""Blocks as HTML."""

from collections.abc import Callable

from bot.workspace.ledger import with_block_ids
from bot.workspace.page.elements import Form, element
from bot.workspace.page.markup import Html, all_of, h
from bot.workspace.page.text import plain, rich_text, text_object
from bot.workspace.people import JSON


def blocks(given: list[JSON], form: Form) -> Html:
    """Return blocks' HTML; a type that the page can't draw says its name."""
    return all_of([_block(block, form) for block in with_block_ids(given)])


def _block(block: JSON, form: Form) -> Html:
    draw = DRAWN.get(str(block.get("type")), _unknown)
    return draw(block, form)


def _header(block: JSON, _form: Form) -> Html:
    return h("h3", plain(block["text"]["text"]), class_="b-header")


def _section(block: JSON, form: Form) -> Html:
    body = h("div", text_object(block["text"], form.reader), class_="words") if block.get("text") else None
    fields = [
        h("div", text_object(field, form.reader), class_="words") for field in block.get("fields") or []
    ]
    grid = h("div", fields, class_="fields") if fields else None
    accessory = block.get("accessory")
    beside = h("div", _inside(accessory, block, form), class_="accessory") if accessory else None
    return h("div", h("div", body, grid, class_="grow"), beside, class_="b-section")


def _inside(node: JSON, block: JSON, form: Form) -> Html:
    if node["type"] == "image":
        return _picture(node, form, "thumb")
    if node["type"] in {"plain_text", "mrkdwn"}:
        return h("span", text_object(node, form.reader))
    return element(node, block["block_id"], form)


def _context(block: JSON, form: Form) -> Html:
    return h("div", [_inside(node, block, form) for node in block["elements"]], class_="b-context")


def _actions(block: JSON, form: Form) -> Html:
    shown = [
        element({"action_id": f"act{number + 2}", **node}, block["block_id"], form)
        for number, node in enumerate(block["elements"])
    ]
    return h("div", shown, class_="b-actions")


def _divider(_block: JSON, _form: Form) -> Html:
    return h("hr", class_="b-divider")


def _image(block: JSON, form: Form) -> Html:
    title = block.get("title")
    caption = h("figcaption", plain(title["text"])) if title else None
    return h("figure", caption, _picture(block, form, "picture"), class_="b-image")


def _picture(node: JSON, form: Form, kind: str) -> Html:
    file = (node.get("slack_file") or {}).get("id")
    address = form.file_address(str(file)) if file else str(node.get("image_url", ""))
    return h("img", src=address, alt=node.get("alt_text", ""), class_=kind, loading="lazy")


def _rich_text(block: JSON, form: Form) -> Html:
    return h("div", rich_text(block, form.reader), class_="b-rich words")


def _input(block: JSON, form: Form) -> Html:
    place = block["block_id"]
    error, hint = form.errors.get(place), block.get("hint")
    aside = f"{form.id}-{place}-aside"
    optional = h("span", form.say("optional"), class_="optional") if block.get("optional") else None
    notes = [h("p", plain(hint["text"]), class_="hint")] if hint else []
    notes += [h("p", error, class_="error", role="alert")] if error else []
    kind = block["element"]["type"]
    grouped = kind in {"checkboxes", "radio_buttons"}
    label = h(
        "legend" if grouped else "label",
        plain(block["label"]["text"]),
        optional,
        **({} if grouped else {"for_": f"{form.id}-{place}"}),
    )
    asked = element(
        {"action_id": "act1", **block["element"]},
        place,
        form.at(aside, dispatches=bool(block.get("dispatch_action"))),
    )
    return h("fieldset" if grouped else "div", label, asked, h("div", notes, id=aside), class_="b-input")


def _table(block: JSON, form: Form) -> Html:
    settings = block.get("column_settings") or []
    rows = [
        h(
            "tr",
            [_cell(cell, place, settings, "th" if first else "td", form) for place, cell in enumerate(row)],
        )
        for first, row in ((number == 0, row) for number, row in enumerate(block["rows"]))
    ]
    table = h("table", h("thead", rows[:1]), h("tbody", rows[1:]))
    return h("div", table, class_="b-table", tabindex=0, role="group", aria_label=form.say("table"))


def _cell(cell: JSON, place: int, settings: list[JSON], tag: str, form: Form) -> Html:
    align = (settings[place] or {}).get("align", "left") if place < len(settings) else "left"
    words = plain(cell["text"]) if cell["type"] == "raw_text" else rich_text(cell, form.reader)
    return h(tag, words, class_=f"to-{align}", scope="col" if tag == "th" else None)


def _markdown(block: JSON, _form: Form) -> Html:
    return h("div", block["text"], class_="words preline")


def _unknown(block: JSON, _form: Form) -> Html:
    return h("p", f"[{block.get('type')}]", class_="unknown")


DRAWN: dict[str, Callable[[JSON, Form], Html]] = {
    "header": _header,
    "section": _section,
    "context": _context,
    "actions": _actions,
    "divider": _divider,
    "image": _image,
    "rich_text": _rich_text,
    "input": _input,
    "table": _table,
    "markdown": _markdown,
}
