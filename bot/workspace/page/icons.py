"""Small pictures for buttons, drawn here so that no font has to have them."""

from bot.workspace.page.markup import Html, h

PATHS = {
    "attach": "M14 6.5v8a4 4 0 0 1-8 0V5.5a2.7 2.7 0 0 1 5.4 0v8.2a1.3 1.3 0 0 1-2.6 0V6.5",
    "reply": "M4 4h12v9H9l-3.5 3v-3H4z",
    "file": "M5 3h7l3 3v11H5zM12 3v3h3",
    "dots": "M5 10h.01M10 10h.01M15 10h.01",
    "cross": "M5 5l10 10M15 5L5 15",
    "menu": "M3 5h14M3 10h14M3 15h14",
}


def icon(name: str) -> Html:
    """Return a line drawing that screen readers pass over; whatever holds it has a label."""
    path = h("path", d=PATHS[name])
    return h("svg", path, class_=f"icon {name}", viewBox="0 0 20 20", aria_hidden="true", focusable="false")
