"""For whom something is rendered: their names for people and channels, their time zone, their language."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.workspace.people import Channel, Person

MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
DAYS_ZH = "一二三四五六日"


@dataclass(frozen=True, slots=True)
class Reader:
    """A person before the page (or the plain text), at `now` in Unix seconds, reading `lang` en or zh."""

    person: Person
    people: Mapping[str, Person]
    channels: Mapping[str, Channel]
    now: float
    lang: str = "en"

    def name(self, user: str) -> str:
        """Return how a person is called; an unknown id is shown as it is."""
        return self.people[user].name if user in self.people else user

    def room(self, channel: str) -> str:
        """Return how a channel is called."""
        return self.channels[channel].name if channel in self.channels else channel

    def local(self, at: float) -> datetime:
        """Return a moment in the person's time zone."""
        try:
            zone = ZoneInfo(self.person.tz)
        except (ZoneInfoNotFoundError, ValueError):
            return datetime.fromtimestamp(at, UTC)
        return datetime.fromtimestamp(at, zone)

    def clock(self, at: float) -> str:
        """Return a moment's time of day."""
        return f"{self.local(at):%H:%M}"

    def day(self, at: float) -> str:
        """Return a moment's day in words: today, yesterday, or the date."""
        words = self._pretty(at) or self._date(at, long=True)
        return words[:1].upper() + words[1:]

    def date(self, at: float, form: str) -> str:
        """Return a moment in Slack's date format, such as "{date_short_pretty} at {time}"."""
        return self._fill(form, at)

    def _fill(self, form: str, at: float) -> str:
        local = self.local(at)
        values = {
            "date_num": f"{local:%Y-%m-%d}",
            "date_slash": f"{local:%m/%d/%Y}",
            "date": self._date(at),
            "date_short": self._date(at, short=True),
            "date_long": self._date(at, long=True),
            "date_pretty": self._pretty(at) or self._date(at),
            "date_short_pretty": self._pretty(at) or self._date(at, short=True),
            "date_long_pretty": self._pretty(at) or self._date(at, long=True),
            "day_divider_pretty": self.day(at),
            "time": f"{local:%H:%M}",
            "time_secs": f"{local:%H:%M:%S}",
            "ago": self._ago(at),
        }
        for name, value in values.items():
            form = form.replace("{" + name + "}", value)
        return form

    def _date(self, at: float, *, short: bool = False, long: bool = False) -> str:
        local = self.local(at)
        if self.lang == "zh":
            words = f"{local.year}年{local.month}月{local.day}日"
            return f"{words} 星期{DAYS_ZH[local.weekday()]}" if long else words
        month = MONTHS[local.month - 1]
        words = f"{month[:3] if short else month} {local.day}, {local.year}"
        return f"{DAYS[local.weekday()]}, {words}" if long else words

    def _pretty(self, at: float) -> str:
        days = (self.local(at).date() - self.local(self.now).date()) / timedelta(days=1)
        names = {-1: ("yesterday", "昨天"), 0: ("today", "今天"), 1: ("tomorrow", "明天")}
        return names[int(days)][self.lang == "zh"] if int(days) in names else ""

    def _ago(self, at: float) -> str:
        minutes = round((self.now - at) / 60)
        size, unit, unit_zh = next(
            (size, unit, zh)
            for size, unit, zh in ((1440, "day", "天"), (60, "hour", "小时"), (1, "minute", "分钟"))
            if abs(minutes) >= size or size == 1
        )
        count = abs(minutes) // size
        if self.lang == "zh":
            return f"{count} {unit_zh}{'前' if minutes >= 0 else '后'}"
        words = f"{count} {unit}{'' if count == 1 else 's'}"
        return f"{words} ago" if minutes >= 0 else f"in {words}"
