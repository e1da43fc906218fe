"""What to do this week: the first lines of the digest."""

from collections.abc import Iterator

from bot.messages.causes import problem_name
from bot.messages.escaping import escape
from bot.messages.week import Digest
from bot.messages.words import days, joined, say
from knowledge.library import Text

_GREW = Text("{problem} went from {before} to {now}.", "{problem}由{before}条增至{now}条。")
_APPEARED = Text("{problem} is new this week: {now}.", "{problem}是本周新出现的：{now}条。")
_LARGEST = Text("{problem} is the largest cause: {now}.", "{problem}最多：{now}条。")
_NO_CAUSE = Text(
    "None of the new negatives names its cause: choose it on each alert, so that the pattern shows.",
    "新差评都没有说明原因：请在每条提醒上选定原因，规律才看得出来。",
)
_UNCLAIMED = Text("Claim the {n} that nobody has yet.", "还有{n}条无人认领，请认领。")
_UNCLAIMED_ONE = Text("Claim the one that nobody has yet.", "还有1条无人认领，请认领。")
_ENTER = Text(
    "Enter Amazon's numbers: until then the share is unknown.", "填写亚马逊的数字，否则好评率未知。"
)
_UPDATE = Text("Bring in a fresh report first.", "请先导入最新的报告。")
_FIRST = Text(
    "Send me Amazon's feedback report in a direct message: without one no negative is known.",
    "请把亚马逊的反馈报告私信发给我：没有报告就无从知道差评。",
)
_QUIET = Text("No new negative, {week}. Nothing needs you.", "{week}没有新差评，无需处理。")
_QUIET_BUT = Text("No new negative, {week}.", "{week}没有新差评。")


def what_to_do(found: Digest, lang: str) -> str:
    """Say the one thing that matters this week, then what is left lying; or that nothing needs anybody."""
    parts = list(_tasks(found, lang))
    if found.negatives or found.blind:
        return joined(parts, lang)
    week = days(found.week.first, found.week.last, lang)
    return joined([say(_QUIET_BUT if parts else _QUIET, lang, week=week), *parts], lang)


def _tasks(found: Digest, lang: str) -> Iterator[str]:
    if found.stale_since:
        yield _UPDATE.said(lang)
    elif found.blind:
        yield _FIRST.said(lang)
    if change := found.worst:
        grew = _GREW if change.before else _APPEARED
        problem = problem_name(found.library, change.key, lang)
        what = grew if change.grew_by > 0 else _LARGEST
        yield say(what, lang, problem=problem, before=change.before, now=change.now)
        if fix := found.fix:
            yield escape(fix.text.said(lang))
    elif found.negatives:
        yield _NO_CAUSE.said(lang)
    if found.cases.unclaimed:
        yield say(_UNCLAIMED_ONE if found.cases.unclaimed == 1 else _UNCLAIMED, lang, n=found.cases.unclaimed)
    if found.share_unknown:
        yield _ENTER.said(lang)
