"""The weekly digest: what to do, where each marketplace stands, what came in and why, what got better.

    what to do | scorecards | picture | new negatives and neutrals by cause | improved | praised | cases

A digest never claims that nothing came in when its sources are old.
"""

from collections.abc import Iterator

from bot.messages.actions import ENTER_COUNTS, LABELS
from bot.messages.blocks import actions, button, context, divider, header, picture, section, sections
from bot.messages.caseload import cases_lines
from bot.messages.causes import problem_name
from bot.messages.figures import card_lines
from bot.messages.health import health_lines, health_source
from bot.messages.lessons import lessons_lines
from bot.messages.message import Block, Message
from bot.messages.requests import tally_line
from bot.messages.standing import place_name, short_line, source_line, standing, window_name
from bot.messages.todo import what_to_do
from bot.messages.topics import ASKED, causes_line, guesses_line, questions_line
from bot.messages.week import CaseTally, Digest
from bot.messages.words import (
    NEUTRALS,
    NEW_NEGATIVES,
    cited,
    counted,
    day,
    days,
    domain,
    inside,
    listed,
    moment,
    say,
)
from bot.scorecard.arithmetic import TARGET_SHARE
from bot.scorecard.topics import top
from knowledge.library import Text

__all__ = ["CaseTally", "Digest", "digest"]

IN_FULL = 3
"""Marketplaces whose scorecard is shown in full, the worst first; each other has one line."""
IMPROVED, PRAISED = 3, 3


_TITLE = Text("Seller feedback, {week}", "卖家反馈周报 {week}")
_STALE = Text(
    "*No fresh data from Amazon since {since}:* this digest may miss negatives.",
    "*自{since}起没有亚马逊的新数据：* 本期可能漏掉差评。",
)
_THIS_WEEK = Text("*This week*  {what}", "*本周要做*  {what}")
_NONE_SEEN = Text("None seen in the data there is.", "现有数据中未见新差评。")
_NEW = Text("*{negatives}*  {causes}", "*{negatives}*  {causes}")
_PICTURE = Text(
    "The positive share of rolling 30 days, and the negatives of each week.", "近30天好评率走势与每周差评数。"
)
_IMPROVED = Text("*Improved*  {problems}", "*有改善*  {problems}")
_FELL = Text("{problem} {before} → {now}", "{problem} {before} → {now}")
_PRAISED = Text("*Buyers praise*  {what}", "*买家称赞*  {what}")
_PRAISED_NOTHING = Text(
    "*Buyers praise*  No comment this week says what was good.", "*买家称赞*  本周没有留言提到好的方面。"
)
_PRAISE_UNKNOWN = Text(
    "*Buyers praise*  Unknown: no source tells of all stars this week.",
    "*买家称赞*  未知：本周没有五个星级齐全的来源。",
)
_PRAISE_UNKNOWN_IN = Text(" (unknown for {places}: 1-3 stars only)", "（{places}只有1至3星，未知）")
_QUESTIONS = Text(
    "*Questions*  {n} wait for a lead's answer: `/feedback questions`",
    "*待答问题*  {n}个问题等负责人回答：`/feedback questions`",
)
_QUESTION = Text(
    "*Questions*  1 waits for a lead's answer: `/feedback questions`",
    "*待答问题*  1个问题等负责人回答：`/feedback questions`",
)
_OTHER_PLACES = Text("*The other marketplaces*", "*其他站点*")
_SUM = Text("{line} (our own sum; no target)", "{line}（自行合计，无目标）")
_NEXT = Text("Next digest: {at}", "下一期：{at}")
_TEXT = Text("{standing} {week}: {news}.", "{standing}{week}：{news}。")
_STANDS = Text(
    "{place}, 30 days: {standing} (target {target}).", "{place}近30天：{standing}（目标{target}）。"
)
_OF_THEM = Text("{negatives}, {n} of them {problem}", "{negatives}，其中{problem}{n}条")
_TEXT_STALE = Text(
    "No fresh data since {since}: negatives may be missing. ", "自{since}起无新数据，可能漏掉差评。"
)


def digest(found: Digest, lang: str) -> Message:
    """Show one week of all marketplaces, in the order of the module's description."""
    week = days(found.week.first, found.week.last, lang)
    small = list(_small(found, lang))
    blocks = [
        *sections(_stale(found, lang)),
        header(say(_TITLE, lang, week=week)),
        section(say(_THIS_WEEK, lang, what=what_to_do(found, lang))),
        *_sources_of_advice(found, lang),
        *_standings(found, lang),
        *_picture(found, lang),
        *sections([*_news(found, lang), *_better(found, lang)]),
        *sections([*cases_lines(found.cases, lang), *_questions(found, lang), *_amazon(found, lang)]),
        *_enter(found, lang),
        *([context(*small)] if small else []),
    ]
    return Message(_text(found, week, lang), blocks)


def _picture(found: Digest, lang: str) -> list[Block]:
    says = found.picture_says.said(lang) or _PICTURE.said(lang)
    return [picture(found.picture, says)] if found.picture else []


def _stale(found: Digest, lang: str) -> Iterator[str]:
    if found.stale_since:
        yield say(_STALE, lang, since=day(found.stale_since, lang))


def _sources_of_advice(found: Digest, lang: str) -> list[Block]:
    fix = found.fix
    return [context(cited(fix.source, lang))] if fix else []


def _standings(found: Digest, lang: str) -> list[Block]:
    lines: list[str] = []
    for card in found.cards[:IN_FULL]:
        title = f"*{place_name(card, lang)} · {window_name(card.window, lang)}*"
        lines.append("\n".join([title, *card_lines(card, lang)]))
    rest = [short_line(card, lang) for card in found.cards[IN_FULL:]]
    lines += ["\n".join([_OTHER_PLACES.said(lang), *rest])] if rest else []
    lines += [say(_SUM, lang, line=short_line(found.total, lang))] if found.total else []
    return [divider(), *sections(lines, "\n\n")]


def _news(found: Digest, lang: str) -> Iterator[str]:
    if found.negatives:
        causes = causes_line(found.now.negatives, found.library, lang, found.before.negatives)
        yield say(_NEW, lang, negatives=counted(found.negatives, NEW_NEGATIVES, lang), causes=causes)
    elif found.blind:
        yield _NONE_SEEN.said(lang)
    if found.neutrals:
        causes = causes_line(found.now.neutrals, found.library, lang, found.before.neutrals)
        yield say(_NEW, lang, negatives=counted(found.neutrals, NEUTRALS, lang), causes=causes)
    yield questions_line(found.now, lang)


def _better(found: Digest, lang: str) -> Iterator[str]:
    yield from _improved(found, lang)
    yield from lessons_lines(found.lessons, found.library, lang)
    yield _praised(found, lang)


def _improved(found: Digest, lang: str) -> Iterator[str]:
    fell = [each for each in reversed(found.changed) if each.grew_by < 0]
    if fell and not found.blind:
        said = [
            say(
                _FELL,
                lang,
                problem=problem_name(found.library, each.key, lang),
                before=each.before,
                now=each.now,
            )
            for each in fell[:IMPROVED]
        ]
        yield say(_IMPROVED, lang, problems=" · ".join(said))


def _praised(found: Digest, lang: str) -> str:
    if not found.praise_known:
        return _PRAISE_UNKNOWN.said(lang)
    where = [domain(code) for code in found.praise_unknown_in]
    but = say(_PRAISE_UNKNOWN_IN, lang, places=listed(where, lang)) if where else ""
    said = [f"{ASKED[key].said(lang).rstrip('?？')} {n}" for key, n in top(found.now.praise, PRAISED).largest]
    line = say(_PRAISED, lang, what=" · ".join(said)) if said else _PRAISED_NOTHING.said(lang)
    return f"{line}{but}"


def _questions(found: Digest, lang: str) -> Iterator[str]:
    if found.questions:
        yield say(_QUESTION if found.questions == 1 else _QUESTIONS, lang, n=found.questions)


def _amazon(found: Digest, lang: str) -> Iterator[str]:
    yield from health_lines(found.health, lang)
    if requests := tally_line(found.requests, lang):
        yield requests


def _enter(found: Digest, lang: str) -> list[Block]:
    if not (unknown := found.share_unknown):
        return []
    value = f"{unknown[0].marketplace} {unknown[0].window.key}"
    return [actions(button(LABELS[ENTER_COUNTS].said(lang), ENTER_COUNTS, value))]


def _small(found: Digest, lang: str) -> Iterator[str]:
    yield from guesses_line(*found.first_guesses, lang)
    for card in found.cards[:IN_FULL]:
        if source := source_line(card, lang):
            yield f"{place_name(card, lang)} · {source}"
    if source := health_source(found.health, lang):
        yield source
    if found.next_at:
        yield say(_NEXT, lang, at=moment(found.next_at, lang))


def _text(found: Digest, week: str, lang: str) -> str:
    stale = say(_TEXT_STALE, lang, since=day(found.stale_since, lang)) if found.stale_since else ""
    target = f"{TARGET_SHARE}%" if lang == "zh" else f"{TARGET_SHARE} %"
    stands = ""
    if found.cards:
        worst = found.cards[0]
        stands = say(
            _STANDS, lang, place=place_name(worst, lang), standing=standing(worst, lang), target=target
        )
    news = counted(found.negatives, NEW_NEGATIVES, lang)
    if (change := found.worst) and found.negatives:
        problem = inside(problem_name(found.library, change.key, lang))
        news = say(_OF_THEM, lang, negatives=news, n=change.now, problem=problem)
    elif found.blind:
        news = inside(_NONE_SEEN.said(lang)).rstrip(".。")
    return stale + say(_TEXT, lang, standing=stands, week=week, news=news)
