"""The answer to `/policy check`: which sentences of a draft break which rule, and what to write instead."""

from typing import Any

from bot.messages import actions as names
from bot.messages.blocks import area, context, entry, modal, option, quote, section, sections, select
from bot.messages.escaping import escape
from bot.messages.message import Block, Message
from bot.messages.words import Noun, cited, counted, listed, quoted, say
from knowledge.compliance import Checked, Finding
from knowledge.library import Library, Text

LONGEST_DRAFT = 3000
"""Characters that a field of Slack's takes."""
MOST_FINDINGS = 8
"""Findings shown; more are counted."""
_PROBLEMS = Noun("problem", "problems", "处问题")
_DONT = Text("Don't send this: {problems}", "先别发：有{problems}")
_CLEAN = Text("Nothing found against the rules.", "没有发现违规之处。")
_FINDING = Text("*{words}* {clause}\nInstead: {hint}", "*{words}* {clause}\n改法：{hint}")
_MORE = Text("And {problems} more.", "另有{problems}。")
_CHECKED = Text("Checked: {checked}. Amazon has the last word.", "已检查：{checked}。最终以亚马逊为准。")
_UNCHECKED = Text("Language not checked: {languages}.", "未检查的语言：{languages}。")
_UNCHECKED_UNKNOWN = Text("The language of this draft is not checked.", "草稿所用的语言不在检查范围内。")
_TITLE = Text("Check a draft", "检查草稿")
_KIND = Text("What is it?", "草稿类型")
_KINDS = {
    "message": Text("A message to a buyer", "写给买家的消息"),
    "reply": Text("A public reply to feedback", "对反馈的公开回复"),
}
_DRAFT = Text("Your draft", "草稿内容")
_CHECK = Text("Check", "检查")
_ONLY_READ = Text("It is checked here and sent to nobody.", "只在这里检查，不会发给任何人。")
_NEVER_SENT = Text("The draft was read here and sent to nobody.", "草稿只在这里检查，没有发给任何人。")


def draft_checked(checked: Checked, draft: str, lang: str, library: Library) -> Message:
    """Show a draft with what was found in it; no finding is no promise, and an unread language is said."""
    [headline, *findings], small = checked_blocks(checked, lang, library)
    read = context(*small, _NEVER_SENT.said(lang))
    return Message(_headline(checked, lang), [headline, quote(draft), *findings, read])


def checked_blocks(checked: Checked, lang: str, library: Library) -> tuple[list[Block], list[str]]:
    """Say what was found in a draft: a headline, then the findings; and the small print."""
    findings = [_finding(each, lang, library) for each in checked.findings[:MOST_FINDINGS]]
    if more := len(checked.findings) - len(findings):
        findings.append(say(_MORE, lang, problems=counted(more, _PROBLEMS, lang)))
    headline = section(f"*{_headline(checked, lang)}*")
    return [headline, *sections(findings, "\n\n")], list(_small(checked, lang))


def draft_modal(lang: str) -> dict[str, Any]:
    """Ask for a draft, which may be long, and for what it is to be."""
    kinds = [option(text.said(lang), kind) for kind, text in _KINDS.items()]
    menu = {**select(_KIND.said(lang), names.DRAFT_KIND, kinds), "initial_option": kinds[0]}
    blocks = [
        entry(_KIND.said(lang), menu),
        entry(_DRAFT.said(lang), area(names.DRAFT, LONGEST_DRAFT)),
        context(_ONLY_READ.said(lang)),
    ]
    close, submit = names.CANCEL.said(lang), _CHECK.said(lang)
    return modal(_TITLE.said(lang), names.DRAFT_VIEW, blocks, close, submit, lang=lang)


def draft_result(checked: Message, lang: str) -> dict[str, Any]:
    """Show what was found in the modal that the draft was put into."""
    return modal(_TITLE.said(lang), names.DRAFT_VIEW, checked.blocks, names.CLOSE.said(lang), lang=lang)


def _headline(checked: Checked, lang: str) -> str:
    if checked.findings:
        return say(_DONT, lang, problems=counted(len(checked.findings), _PROBLEMS, lang))
    return _CLEAN.said(lang) if checked.language else _language(checked, lang)


def _language(checked: Checked, lang: str) -> str:
    names = listed([name.said(lang) for name in checked.unchecked], lang)
    return say(_UNCHECKED, lang, languages=names) if names else _UNCHECKED_UNKNOWN.said(lang)


def _small(checked: Checked, lang: str) -> list[str]:
    lines = [escape(note.said(lang)) for note in checked.notes]
    if checked.checked:
        lines.append(say(_CHECKED, lang, checked=listed([each.said(lang) for each in checked.checked], lang)))
    elif checked.findings:
        lines.append(_language(checked, lang))
    return lines


def _finding(found: Finding, lang: str, library: Library) -> str:
    hint = escape(found.hint.said(lang))
    line = say(
        _FINDING, lang, words=quoted(found.words, lang), clause=escape(found.clause.said(lang)), hint=hint
    )
    source = library.sources.get(found.source)
    return f"{line}\n_{cited(source, lang)}_" if source else line
