"""What ratings are about, in lines: causes, and the seven questions of every buyer."""

from collections.abc import Iterator, Mapping

from bot.messages.causes import problem_name
from bot.messages.words import listed, say
from bot.scorecard.topics import CauseKey, Question, Topics, by_problem, top
from knowledge.library import Library, Text

LARGEST = 5
"""Causes named; the rest are counted."""

ASKED: dict[str, Text] = {
    "shipping-fast": Text("shipping fast?", "发货快吗？"),
    "packed-well": Text("packed well?", "包装好吗？"),
    "tracking-told": Text("tracking told?", "给追踪号了吗？"),
    "mails-answered": Text("mails answered?", "邮件有人回吗？"),
    "easy-return": Text("easy to cancel or return?", "取消退货方便吗？"),
    "easy-to-reach": Text("easy to reach?", "联系得上吗？"),
    "as-described": Text("as described?", "与描述相符吗？"),
}
"""The seven questions, short."""

_OTHERS = Text("{n} others", "其他 {n}")
_WAS = Text(" ({n} the week before)", "（上周 {n}）")
_ASK = Text("*What buyers ask*  {answers}", "*买家最关心的七个问题*  {answers}")
_NO_EVIDENCE = Text("no evidence on {asked}", "没有依据：{asked}")
_NO_EVIDENCE_AT_ALL = Text(
    "*What buyers ask*  No comment says anything on the seven questions.",
    "*买家最关心的七个问题*  留言中没有涉及。",
)
_ALL_YES = Text(
    "Buyers say yes to all seven questions that matter to them. Well done.",
    "买家最关心的七个问题，答案全是“是”。干得漂亮。",
)
_GUESSES = Text(
    "First guess right in {right} of {of} causes that people confirmed in the last 30 days.",
    "近30天经人确认的{of}个原因中，首次判断对了{right}个。",
)
_COMPLAINTS = Text("{n} {noun}", "{n}条抱怨")
_PRAISE = Text("{n} praise", "{n}条称赞")


def causes_line(
    counts: Mapping[CauseKey, int], library: Library, lang: str, before: Mapping[CauseKey, int] | None = None
) -> str:
    """Say how many ratings have which problem, largest first: "Late shipment 4 (1 the week before)"."""
    was = by_problem(before) if before is not None else {}
    ranked = top(by_problem(counts), LARGEST)
    said = [
        f"{problem_name(library, problem, lang)} {n}"
        + (say(_WAS, lang, n=was.get(problem, 0)) if was.get(problem, n) != n else "")
        for problem, n in ranked.largest
    ]
    said += [say(_OTHERS, lang, n=ranked.rest)] if ranked.rest else []
    return " · ".join(said)


def questions_line(topics: Topics, lang: str) -> str:
    """Say what the comments answer to each of the seven questions, and to which they answer nothing."""
    answered = [" ".join(_answer(each, lang)) for each in topics.questions if each.evidence]
    if not answered:
        return _NO_EVIDENCE_AT_ALL.said(lang)
    silent = [ASKED[each.key].said(lang).rstrip("?？") for each in topics.questions if not each.evidence]
    answered += [say(_NO_EVIDENCE, lang, asked=listed(silent, lang))] if silent else []
    line = say(_ASK, lang, answers=" · ".join(answered))
    return f"{line}\n{_ALL_YES.said(lang)}" if topics.all_seven_yes else line


def guesses_line(right: int, of: int, lang: str) -> Iterator[str]:
    """Say how often the diagnosis was right by itself; nothing while nobody has confirmed a cause."""
    if of:
        yield say(_GUESSES, lang, right=right, of=of)


def _answer(question: Question, lang: str) -> Iterator[str]:
    yield ASKED[question.key].said(lang)
    parts = []
    if question.complaints:
        noun = "complaint" if question.complaints == 1 else "complaints"
        parts.append(say(_COMPLAINTS, lang, n=question.complaints, noun=noun))
    if question.praise:
        parts.append(say(_PRAISE, lang, n=question.praise))
    yield listed(parts, lang)
