"""The set-up screen: past comments one after the other, each with the question what its cause was.

Made for the keyboard: the likeliest cause is chosen, arrows choose another, Enter goes on to the next.
"""

from dataclasses import dataclass
from typing import Any

from bot.feedback import Feedback
from bot.messages import actions as names
from bot.messages.actions import LABELS
from bot.messages.alert import comment_block
from bot.messages.blocks import context, entry, grouped_select, modal, option, radio, section
from bot.messages.causes import OUTSIDE_PLAYBOOK, cause_name, known
from bot.messages.message import Block
from bot.messages.words import day, listed, quoted, say, site, stars
from knowledge.diagnosis import Diagnosis
from knowledge.library import Library, Text

SKIP = "skip"
"""The choice to leave a comment for later."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far it got: the place of this comment among all of them, and how many first guesses were right."""

    place: int
    total: int
    labelled: int
    right: int


_PLACE = Text(
    "*{place} of {total}*  {stars} {site}, {day}", "*第{place}条，共{total}条*  {stars} {site} {day}"
)
_WHAT = Text("What was the cause?", "原因是什么？")
_OTHER = Text("Or another cause of the playbook", "或手册中的其他原因")
_INSTEAD = Text("If you choose one, it counts instead.", "选了则以此为准。")
_CHOOSE = Text("Choose a cause", "选择原因")
_SKIP = Text("Skip this one", "跳过这条")
_NEXT = Text("Next", "下一条")
_LATER = Text("Later", "以后再说")
_HOW = Text(
    "Arrow keys choose, Enter goes on. You can stop at any time: what you said is kept.",
    "方向键选择，回车进入下一条。可随时停下，已选的会保留。",
)
_RIGHT = Text(
    "First guess right so far: {right} of {labelled}.", "目前首次判断对了{labelled}条中的{right}条。"
)
_WORDS = Text("Words that speak for the first choice: {words}", "第一项的依据：{words}")
_PREPARING = Text("Choosing the comments that teach most…", "正在挑选最有价值的留言…")
_DONE = Text(
    "*Done.* {labelled} of {total} comments have a cause that your team gave them.",
    "*完成。* {total}条留言中，团队已为{labelled}条确认了原因。",
)
_LEARNED = Text("The diagnosis has learned from them.", "诊断已据此学习。")
_SKIPPED = Text(
    "The rest were skipped: `/feedback label` shows them again.", "其余已跳过，`/feedback label` 可再次查看。"
)
_NONE = Text(
    "No past complaint in words waits for its cause. Import a report first, or nothing is left to do.",
    "没有待确认原因的历史留言。可先导入报告；否则无需操作。",
)


def label_modal(
    rated: Feedback, found: Diagnosis, library: Library, progress: Progress, lang: str
) -> dict[str, Any]:
    """Ask for the cause of one past comment; what is likeliest is chosen already."""
    choices = _choices(found, library, lang)
    likeliest = radio(names.CAUSE, choices, choices[-1 if found.unclear else 0])
    other = entry(_OTHER.said(lang), _playbook(library, lang), optional=True, hint=_INSTEAD.said(lang))
    place = say(
        _PLACE,
        lang,
        place=progress.place,
        total=progress.total,
        stars=stars(rated.rating),
        site=site(rated.marketplace, lang),
        day=day(rated.rated_on, lang),
    )
    blocks = [
        section(place),
        comment_block(rated, lang),
        _named(entry(_WHAT.said(lang), likeliest), rated),
        _named(other, rated),
        context(*_small(found, progress, lang)),
    ]
    title, close, submit = LABELS[names.LABEL].said(lang), _LATER.said(lang), _NEXT.said(lang)
    return modal(title, names.LABEL_VIEW, blocks, close, submit, feedback=rated.id, lang=lang)


def field_of(name: str, number: int) -> str:
    """Name a field after the rating: Slack keeps what was chosen in a field of the same name."""
    return f"{name}-{number}"


def preparing(lang: str) -> dict[str, Any]:
    """Show that the comments are being chosen."""
    return _said(_PREPARING.said(lang), lang)


def finished(progress: Progress, lang: str) -> dict[str, Any]:
    """Say what came of it; or that there is nothing to ask."""
    if not progress.total:
        return _said(_NONE.said(lang), lang)
    lines = [say(_DONE, lang, labelled=progress.labelled, total=progress.total)]
    lines += [_LEARNED.said(lang)] if progress.labelled else []
    lines += (
        [say(_RIGHT, lang, right=progress.right, labelled=progress.labelled)] if progress.labelled else []
    )
    lines += [_SKIPPED.said(lang)] if progress.labelled < progress.total else []
    return _said("\n".join(lines), lang)


def _said(words: str, lang: str) -> dict[str, Any]:
    title = LABELS[names.LABEL].said(lang)
    return modal(title, names.LABEL_VIEW, [section(words)], names.CLOSE.said(lang), lang=lang)


def _named(asked: Block, rated: Feedback) -> Block:
    return {**asked, "block_id": field_of(asked["element"]["action_id"], rated.id or 0)}


def _choices(found: Diagnosis, library: Library, lang: str) -> list[Block]:
    """Offer what the diagnosis found, what is outside the playbook, and to skip, which comes last."""
    keys = [
        (each.problem, each.cause) for each in found.candidates if known(library, each.problem, each.cause)
    ]
    causes = [option(cause_name(library, *key, lang), "/".join(key)) for key in keys]
    outside, skip = option(OUTSIDE_PLAYBOOK.said(lang), names.OUTSIDE), option(_SKIP.said(lang), SKIP)
    return [*causes, outside, skip]


def _playbook(library: Library, lang: str) -> Block:
    groups = [
        (
            problem.title.said(lang),
            [option(cause.title.said(lang), f"{cause.problem}/{cause.key}") for cause in problem.causes],
        )
        for problem in library.problems
    ]
    return grouped_select(_CHOOSE.said(lang), names.OTHER_CAUSE, groups)


def _small(found: Diagnosis, progress: Progress, lang: str) -> list[str]:
    lines = [_HOW.said(lang)]
    if found.candidates and found.candidates[0].evidence:
        words = listed([quoted(each, lang, 40) for each in found.candidates[0].evidence], lang)
        lines.insert(0, say(_WORDS, lang, words=words))
    if progress.labelled:
        lines.append(say(_RIGHT, lang, right=progress.right, labelled=progress.labelled))
    return lines
