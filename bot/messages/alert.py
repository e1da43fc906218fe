"""The message about one negative: always its present state, short enough for a phone."""

from collections.abc import Sequence

from bot.feedback import NEGATIVE, OVER, Feedback
from bot.messages.actions import CHOOSE_CAUSE, CLAIM, GO_ON, LABELS, MORE, RESOLVE
from bot.messages.blocks import actions, button, context, quote, section
from bot.messages.card import (
    AlertCard,
    cause_line,
    cost_line,
    headline,
    news_line,
    sources_line,
)
from bot.messages.causes import cause_name, problem_name
from bot.messages.escaping import escape
from bot.messages.facts import facts_line, facts_source
from bot.messages.message import Block, Message
from bot.messages.past import past_line
from bot.messages.removal import removal_line
from bot.messages.state import state_line
from bot.messages.words import DAYS, STARS, counted, inside, joined, mention, quoted, say, site
from knowledge.library import Cause, Solution, Source, Text

DO_NOW, FIX = 3, 2
"""Steps shown; the rest stands behind More."""

_NEW = Text("New {kind} on {domain}", "{domain} 新{kind}")
_KNOWN = Text("{domain}: {kind}", "{domain} {kind}")
_OVER = {
    "resolved": Text("Resolved: {kind} on {domain}", "已解决：{domain} {kind}"),
    "gone": Text("No longer counts: {kind} on {domain}", "不再计入：{domain} {kind}"),
}
_OVER_TEXT = {
    "resolved": Text("Resolved: {line}", "已解决：{line}"),
    "gone": Text("No longer counts: {line}", "不再计入：{line}"),
}
_ONLY_STARS = Text("_Stars only, no comment._", "_只有星级，没有留言。_")
_REMOVED = Text(
    "_The comment was removed after {days}, for privacy; the rating counts on._",
    "_为保护隐私，留言已在{days}后删除，评分照常计入。_",
)
_DO_NOW = Text("*Do now*", "*现在要做*")
_FIX = Text("*So that it stays away*", "*防止再发生*")
_TEXT = Text("{stars}, {site}, {what}", "{stars}｜{site}｜{what}")
_SURE = {
    "likely": Text("{problem} (likely)", "疑似{problem}"),
    "possible": Text("{problem} (possible)", "可能是{problem}"),
    "confirmed": Text("{problem}", "{problem}"),
}
_UNCLEAR = Text("cause unclear", "原因不明")
_ROOT = Text("*Cause:* {cause}", "*原因* {cause}")


def alert(card: AlertCard, lang: str) -> Message:
    """Show one rating as it stands: open, claimed, waiting, resolved or gone; edited or replied to.

    At most two buttons. Buyers' words are only in the quote and, made harmless, among the evidence.
    """
    blocks = _folded(card, lang) if card.state in OVER else _unfolded(card, lang)
    return Message(alert_text(card, lang), blocks)


def alert_text(card: AlertCard, lang: str) -> str:
    """Say what a lock screen shows: stars in words, marketplace, cause, the buyer's first words."""
    rated = card.feedback
    said = card.case.said if card.case else "possible"
    problem = problem_name(card.library, card.key[0], lang)
    sure = _SURE.get(said, _SURE["possible"])
    what = _UNCLEAR.said(lang) if card.unclear else say(sure, lang, problem=inside(problem))
    line = say(
        _TEXT, lang, stars=counted(rated.rating, STARS, lang), site=site(rated.marketplace, lang), what=what
    )
    if card.state in OVER:
        line = say(_OVER_TEXT[card.state], lang, line=line)
    comment = quoted(rated.comment, lang, 90) if rated.comment.strip() else ""
    called = mention(card.mention) if card.state == "open" else ""
    return f"{line}{_colon(lang) if comment else ''}{comment}{f' {called}' if called else ''}"


def comment_block(rated: Feedback, lang: str) -> Block:
    """Quote the buyer; or say that there is no comment, or none any more."""
    if rated.comment.strip():
        return quote(rated.comment)
    if rated.purged_at is None:
        return section(_ONLY_STARS.said(lang))
    days = (rated.purged_at.date() - rated.rated_on).days
    return section(say(_REMOVED, lang, days=counted(days, DAYS, lang)))


def steps(cause: Cause) -> list[Text]:
    """Pick what to do now: at most two looks, then what makes it right."""
    looks = list(cause.check_first[: DO_NOW - 1])
    return looks + list(cause.make_right[: DO_NOW - len(looks)])


def fixes(cause: Cause) -> list[Solution]:
    """Pick the playbook's lasting fixes that still hold."""
    return [each for each in cause.solutions if each.outdated is None][:FIX]


def _unfolded(card: AlertCard, lang: str) -> list[Block]:
    title = _NEW if card.state == "open" and not card.edited else _KNOWN
    called = f"{mention(card.mention)} " if card.state == "open" and card.mention else ""
    blocks = [
        section(called + headline(card, title, lang)),
        comment_block(card.feedback, lang),
        section(cause_line(card, lang)),
    ]
    if card.cause:
        blocks += [section(text) for text in _advice(card.cause, lang)]
    facts = [news_line(card, lang)]
    facts += [facts_line(card.facts, lang, card.key[0])] if card.facts else []
    facts += [removal_line(card.removal, lang)] if card.removal else []
    facts += [past_line(card.past, lang)] if card.past else []
    facts += [cost_line(card.cost, lang)] if card.cost and card.feedback.rating <= NEGATIVE else []
    if any(facts):
        blocks.append(section("\n".join(filter(None, facts))))
    read = facts_source(card.facts, lang) if card.facts else ""
    small = (state_line(card, lang), sources_line(shown_sources(card), lang), read)
    return [*blocks, _buttons(card, lang), context(*filter(None, small))]


def _folded(card: AlertCard, lang: str) -> list[Block]:
    """Fold a case that is over to three lines: what it was, why, how it ended."""
    head, _, where = headline(card, _OVER[card.state], lang).partition("\n")
    lines = [
        f"{head} · {where}",
        say(_ROOT, lang, cause=cause_name(card.library, *card.key, lang)),
        joined(filter(None, _end(card, lang)), lang),
    ]
    return [section("\n".join(lines)), _buttons(card, lang)]


def _end(card: AlertCard, lang: str) -> tuple[str, str]:
    """Say how it ended, and what the buyer or Amazon did: first what came first."""
    state, news = state_line(card, lang), news_line(card, lang)
    return (news, state) if card.state == "gone" else (state, news)


def _advice(cause: Cause, lang: str) -> list[str]:
    now, fix = steps(cause), [each.text for each in fixes(cause)]
    return [_numbered(title, texts, lang) for title, texts in ((_DO_NOW, now), (_FIX, fix)) if texts]


def _numbered(title: Text, texts: Sequence[Text], lang: str) -> str:
    lines = [f"{n}. {escape(text.said(lang))}" for n, text in enumerate(texts, start=1)]
    return "\n".join([title.said(lang), *lines])


def _buttons(card: AlertCard, lang: str) -> Block:
    taking = CHOOSE_CAUSE if card.unclear else CLAIM
    first = {"open": taking, "claimed": RESOLVE, "waiting": GO_ON}.get(card.state)
    value = str(card.feedback.id)
    shown = [button(LABELS[first].said(lang), first, value, "primary")] if first else []
    return actions(*shown, button(LABELS[MORE].said(lang), MORE, value))


def shown_sources(card: AlertCard) -> list[Source]:
    """Collect the sources of what the message advises."""
    found = [each.source for each in fixes(card.cause)] if card.cause else []
    known = card.library.sources
    return found + ([known[card.removal.source]] if card.removal and card.removal.source in known else [])


def _colon(lang: str) -> str:
    return "：" if lang == "zh" else ": "
