"""What stands below a private answer: share it, another window, Amazon's numbers, not helpful."""

from html import unescape

from bot.feedback import RatingCount
from bot.messages import actions as names
from bot.messages import notices
from bot.messages.blocks import context
from bot.messages.escaping import inline
from bot.messages.message import Message
from bot.messages.score import counts_modal, counts_stored
from bot.messages.words import person, say
from bot.roles import UNREACHED
from bot.scorecard.windows import Window
from bot.slackio import respond
from bot.store import events
from bot.store.database import writing
from handlers import feedback, policy
from handlers.shell import Asked, Instead, NotAllowed, Refusal, Reply, View
from knowledge.library import Text

SHARED_BY = Text("Shared by {who}: {command}", "由{who}分享：{command}")
NUMBER_WANTED = Text("A whole number, 0 or more.", "请填写 0 或以上的整数。")
STARS_WANTED = Text(
    "A number from 1 to 5, e.g. 4.7, or leave it empty.", "请填写 1 到 5 的数字，例如 4.7，或留空。"
)


def share(asked: Asked) -> None:
    """Answer the same command again, now to everybody in the channel, and name who shared it."""
    channel = str(asked.body["channel"]["id"])
    _may_hear(asked, channel)
    message = again(asked, shared=True)
    if not isinstance(message, Message):
        raise Refusal(notices.moved_on(asked.language))
    by = context(
        say(SHARED_BY, asked.language, who=person(asked.person.id), command=inline(asked.value, 200))
    )
    api_url, where = asked.services.client.base_url, asked.body["response_url"]
    with writing(asked.services.engine) as session:
        events.record(session, asked.person.id, "shared", asked.now, channel)
    respond(where, api_url, message.text, [*message.blocks, by], response_type="in_channel")


def _may_hear(asked: Asked, channel: str) -> None:
    """Raise NotAllowed where another company reads a channel, or Slack does not say."""
    try:
        if asked.services.bars(channel):
            raise NotAllowed(notices.not_shared_outside(asked.language))
    except UNREACHED:
        raise NotAllowed(notices.not_shared_unseen(asked.language)) from None


def other_window(asked: Asked) -> Reply:
    """Show another window in place of the one that was shown."""
    reply = again(asked)
    return Instead(reply) if isinstance(reply, Message) and asked.in_private else reply


def again(asked: Asked, *, shared: bool = False) -> Reply:
    """Answer the command that a button or a menu carries."""
    command, _, words = asked.value.partition(" ")
    known = {"/feedback": feedback.reply, "/policy": policy.reply}
    if command not in known:
        raise Refusal(notices.moved_on(asked.language))
    return known[command](asked.again(words, shared=shared))


def enter_counts(asked: Asked) -> View:
    """Open the modal for one row of Feedback Manager's table."""
    marketplace, _, window = asked.value.partition(" ")
    return counts_modal(asked.language, marketplace or "US", window or "30d")


def check_counts(asked: Asked) -> dict[str, str]:
    """Find what is wrong with the numbers typed, by field."""
    wrong = {}
    for name in (names.POSITIVE, names.NEUTRAL, names.NEGATIVE):
        if not (typed(asked, name) or "").isdigit():
            wrong[name] = NUMBER_WANTED.said(asked.language)
    stars = typed(asked, names.STARS)
    if stars and not _is_average(stars):
        wrong[names.STARS] = STARS_WANTED.said(asked.language)
    return wrong


def store_counts(asked: Asked) -> Message:
    """Store the row."""
    stars, window = typed(asked, names.STARS), chosen(asked, names.WINDOW)
    row = RatingCount(
        account="main",
        marketplace=chosen(asked, names.MARKETPLACE),
        window=window,
        positive=int(typed(asked, names.POSITIVE) or 0),
        neutral=int(typed(asked, names.NEUTRAL) or 0),
        negative=int(typed(asked, names.NEGATIVE) or 0),
        stars=float(stars.replace(",", ".")) if stars else None,
        as_of=asked.now,
        entered_by=asked.person.id,
    )
    with writing(asked.services.engine) as session:
        session.add(row)
        detail = f"{row.marketplace} {row.window}"
        events.record(session, asked.person.id, "counts entered", asked.now, detail)
    return counts_stored(row.marketplace, Window.parse(window), asked.language)


def not_helpful(asked: Asked) -> Message:
    """Note the question for the lead."""
    policy.note(asked, unescape(asked.value))
    return notices.noted(asked.language)


def typed(asked: Asked, name: str) -> str | None:
    """Read a line of text from the modal; None where it was left empty."""
    value = asked.body["view"]["state"]["values"][name][name].get("value")
    return value.strip() if value else None


def chosen(asked: Asked, name: str) -> str:
    """Read the option of a menu in the modal."""
    return str(asked.body["view"]["state"]["values"][name][name]["selected_option"]["value"])


def _is_average(text: str) -> bool:
    try:
        return 1 <= float(text.replace(",", ".")) <= 5  # noqa: PLR2004 - Amazon's scale
    except ValueError:
        return False
