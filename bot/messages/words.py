"""How things are said in each language: numbers, shares, days, moments, marketplaces, sources.

A sentence is a `Text`, so both languages stand side by side and neither can be forgotten; `say` fills it in.
"""

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from bot.marketplaces import MARKETPLACES
from bot.messages.escaping import inline
from bot.scorecard.arithmetic import TARGET_SHARE, TARGET_STARS, half_up
from knowledge.library import Source, Text

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_SITES = {
    "US": "美国站", "CA": "加拿大站", "MX": "墨西哥站", "BR": "巴西站", "UK": "英国站", "DE": "德国站",
    "FR": "法国站", "IT": "意大利站", "ES": "西班牙站", "NL": "荷兰站", "BE": "比利时站", "PL": "波兰站",
    "SE": "瑞典站", "TR": "土耳其站", "AE": "阿联酋站", "SA": "沙特站", "EG": "埃及站", "IN": "印度站",
    "JP": "日本站", "AU": "澳大利亚站", "SG": "新加坡站", "EU": "欧洲站", "IE": "爱尔兰站", "ZA": "南非站",
}  # fmt: skip


class Noun(NamedTuple):
    """A thing that is counted: "negative", "negatives", and "条差评", which follows the number directly."""

    one: str
    many: str
    zh: str


NEGATIVES = Noun("negative", "negatives", "条差评")
NEUTRALS = Noun("neutral", "neutrals", "条中评")
NEW_NEGATIVES = Noun("new negative", "new negatives", "条新差评")
RATINGS = Noun("rating", "ratings", "条评分")
STARS = Noun("star", "stars", "星")
HOURS = Noun("hour", "hours", "小时")
DAYS = Noun("day", "days", "天")
POSITIVE = Noun("positive", "positive", "条好评")
NEUTRAL = Noun("neutral", "neutral", "条中评")
NEGATIVE = Noun("negative", "negative", "条差评")
LINES = Noun("line", "lines", "行")
MESSAGES = Noun("message", "messages", "条消息")


def say(text: Text, lang: str, /, **values: object) -> str:
    """Say a sentence in "en" or "zh" with its {gaps} filled."""
    return text.said(lang).format(**values)


def counted(n: int, noun: Noun, lang: str) -> str:
    """Say so many of something: "1 negative", "1,335 ratings", "9条差评"."""
    if lang == "zh":
        return f"{n:,}{noun.zh}"
    return f"{n:,} {noun.one if n == 1 else noun.many}"


def listed(things: Sequence[str], lang: str) -> str:
    """Say a few things in a row."""
    return ("、" if lang == "zh" else ", ").join(things)


def joined(sentences: Iterable[str], lang: str) -> str:
    """Put whole sentences one after the other."""
    return ("" if lang == "zh" else " ").join(sentences)


def inside(name: str) -> str:
    """Say a name within a sentence: it begins small."""
    return name[:1].lower() + name[1:]


def quoted(words: str, lang: str, limit: int = 80) -> str:
    """Say somebody else's words in quotation marks, harmless and short."""
    return f"「{inline(words, limit)}」" if lang == "zh" else f"“{inline(words, limit)}”"


def percent(value: Fraction, lang: str) -> str:
    """Say a percentage with one decimal; with more when one would round a missed target up to it."""
    return (
        f"{_short_of(value, TARGET_SHARE, 1)}%" if lang == "zh" else f"{_short_of(value, TARGET_SHARE, 1)} %"
    )


def average(value: Fraction) -> str:
    """Say a star average with two decimals; with more when they would round a missed target up to it."""
    return str(_short_of(value, TARGET_STARS, 2))


def _short_of(value: Fraction, target: Fraction, digits: int) -> Decimal:
    while value < target <= half_up(value, digits) and digits < _DIGITS:
        digits += 1
    return half_up(value, digits)


def points(value: Fraction, lang: str) -> str:
    """Say a difference of percentages, without its sign; two decimals when one would say nothing."""
    size = abs(value)
    digits = 1 if size >= Fraction(1, 20) else 2
    return f"{half_up(size, digits)}个百分点" if lang == "zh" else f"{half_up(size, digits)} points"


def day(when: date, lang: str, beside: date | None = None) -> str:
    """Say a day: "21 Nov", "11月21日"; with its year when that differs from `beside`'s."""
    year = beside is not None and beside.year != when.year
    if lang == "zh":
        return f"{when.year}年{when.month}月{when.day}日" if year else f"{when.month}月{when.day}日"
    return f"{when.day} {_MONTHS[when.month - 1]}{f' {when.year}' if year else ''}"


def days(first: date, last: date, lang: str) -> str:
    """Say a span of days: "16-22 Nov", "28 Nov - 4 Dec", "11月16日至22日"."""
    if first == last:
        return day(last, lang)
    if lang == "zh":
        same = (first.year, first.month) == (last.year, last.month)
        return f"{day(first, lang, last)}至{f'{last.day}日' if same else day(last, lang)}"
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}-{day(last, lang)}"
    return f"{day(first, lang, last)} - {day(last, lang)}"


def moment(when: datetime, lang: str) -> str:
    """Say a moment in each reader's own zone, as Slack writes it; elsewhere in UTC."""
    at = when.astimezone(UTC)
    return f"<!date^{int(at.timestamp())}^{{date_short_pretty}} {{time}}|{day(at, lang)} {at:%H:%M} UTC>"


def stars(rating: int) -> str:
    """Draw a rating: ★★☆☆☆."""
    return "★" * rating + "☆" * (5 - rating)


def domain(code: str) -> str:
    """Say a marketplace by its address, "Amazon.de"; a code nobody knows stays as it is."""
    return MARKETPLACES[code].domain if code in MARKETPLACES else inline(code)


def site(code: str, lang: str) -> str:
    """Say a marketplace shortly: "US", "美国站"."""
    return _SITES.get(code, inline(code)) if lang == "zh" else inline(code)


def mention(who: str) -> str:
    """Write the mention of a person (U…, W…), a user group (S…), or "here" and "channel"; "" for nobody."""
    if who in ("here", "channel"):
        return f"<!{who}>"
    if not who.isalnum():
        return ""
    return f"<!subteam^{who}>" if who.startswith("S") else f"<@{who}>"


def person(who: str) -> str:
    """Name somebody who did something: a mention for a Slack id, else the name as it stands."""
    return f"<@{who}>" if who[:1] in ("U", "W") and who.isalnum() and who.isupper() else inline(who, 60)


_DIGITS = 8
"""Decimals that tell any two counts of a seller apart."""
UNDATED = Text("undated", "未注明日期")
_OWNERS = {
    "Amazon": Text("Amazon", "亚马逊"),
    "a third party": Text("a third party", "第三方"),
    "third parties": Text("third parties", "第三方"),
}


def cited(source: Source, lang: str) -> str:
    """Name a source: whose, what, where it holds and of when; or, where it needs a word of caution, that."""
    title = inline(source.title.said(lang), 150)
    if source.team:
        return listed([title, *([source.date] if source.date else [])], lang)
    name = f"《{title}》" if lang == "zh" else title
    if not source.title.en.startswith(source.owner):
        owner = _OWNERS[source.owner].said(lang) if source.owner in _OWNERS else inline(source.owner)
        name = owner + (name if lang == "zh" else f", {name}")
    if source.confidence:
        return f"{name} · {inline(source.note.said(lang)).rstrip('.。')}"
    where = [] if source.region == "any" else [site(source.region, lang)]
    facts = listed([*where, source.date or UNDATED.said(lang)], lang)
    return f"{name}（{facts}）" if lang == "zh" else f"{name} ({facts})"
