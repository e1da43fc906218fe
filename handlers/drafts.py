"""`/policy check`: a draft to a buyer, or of a public reply, held against the rules. It is sent to nobody."""

from html import unescape
from typing import Any

from bot.messages import actions as names
from bot.messages.drafts import draft_checked, draft_modal, draft_result
from bot.messages.message import Message
from handlers.shell import Asked, Reply, View
from knowledge import compliance


def check(asked: Asked, words: str = "") -> Reply:
    """Check the message that was typed after the command; without one, open the modal for long drafts."""
    draft = unescape(words).strip()
    return _checked(asked, draft, "message") if draft else draft_modal(asked.language)


def check_modal(asked: Asked) -> View:
    """Check what was put into the modal, and show the findings in its place."""
    draft = unescape(str(_field(asked, names.DRAFT).get("value") or "")).strip()
    kind = str(_field(asked, names.DRAFT_KIND)["selected_option"]["value"])
    return checked_view(asked, draft, kind)


def checked_view(asked: Asked, draft: str, kind: str) -> View:
    """Show in a modal what was found in a draft."""
    return draft_result(_checked(asked, draft, kind), asked.language)


def _checked(asked: Asked, draft: str, kind: str) -> Message:
    library = asked.services.judgement.now.library
    return draft_checked(compliance.check(draft, kind), draft, asked.language, library)


def _field(asked: Asked, name: str) -> dict[str, Any]:
    return dict(asked.body["view"]["state"]["values"][name][name])
