"""Comments of made-up buyers -> the bytes of feedback reports, with dates relative to today.

The comments stand in the .tsv files beside this module: age in days, stars, comment, response. A line with *
as its age is a comment that many buyers could have left; it fills the quieter days.
"""

from datetime import date, timedelta
from importlib.resources import files
from random import Random
from typing import NamedTuple

from bot.marketplaces import MARKETPLACES

_LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789"
_SEED = 95


class SampleReport(NamedTuple):
    """The bytes of one report, and for which marketplace and account they are to be imported."""

    marketplace: str
    account: str
    data: bytes


class _Shop(NamedTuple):
    marketplace: str
    comments: str
    header: str
    date_format: str
    charset: str
    order_prefix: int
    fillers: tuple[tuple[int, int, int], ...]  # from this age to that: so many


class _Line(NamedTuple):
    age: int
    stars: str
    comment: str
    response: str


_US = _Shop(
    "US",
    "us.tsv",
    "Date\tRating\tComments\tYour Response\tOrder ID\tRater Email",
    "{0.month}/{0.day}/{0:%y}",
    "utf-8",  # some of its buyers write Chinese
    111,
    ((1, 29, 125), (31, 60, 43), (61, 120, 43), (121, 400, 57)),
)
_DE = _Shop(
    "DE",
    "de.tsv",
    "Datum\tBewertung\tKommentare\tIhre Antwort\tBestellnummer\tE-Mail des Bewerters",
    "{0.day}.{0.month}.{0:%y}",
    "cp1252",
    302,
    ((1, 29, 10), (31, 120, 17), (121, 400, 26)),
)


def sample_reports(today: date) -> tuple[SampleReport, ...]:
    """Return a year's reports of two marketplaces, all stars in them; the same for the same day.

    US shows about 93 % positive over 30 days, with nine negatives, five of them in the last week; DE has too
    few ratings for a verdict. One comment each holds an address and a phone number, Slack markup, a product
    review, and praise with one star.
    """
    return tuple(_report(shop, [*_told(shop.comments), *_filled(shop)], today) for shop in (_US, _DE))


def extra_report(today: date) -> SampleReport:
    """Return four rows to import after the sample: two new negatives, a praise, a changed response."""
    return _report(_US, _told("extra.tsv"), today)


def _read(name: str) -> list[list[str]]:
    text = files("bot.sample").joinpath(name).read_text("utf-8")
    return [line.split("\t") for line in text.splitlines()]


def _told(name: str) -> list[_Line]:
    """Return the comments that have a day of their own."""
    return [_Line(int(age), *rest) for age, *rest in _read(name) if age != "*"]


def _filled(shop: _Shop) -> list[_Line]:
    """Return the others, drawn again and again."""
    draw = Random(_SEED)  # noqa: S311 - a sample is no secret
    pool = [rest for age, *rest in _read(shop.comments) if age == "*"]
    return [
        _Line(draw.randint(youngest, oldest), *draw.choice(pool))
        for youngest, oldest, count in shop.fillers
        for _ in range(count)
    ]


def _report(shop: _Shop, told: list[_Line], today: date) -> SampleReport:
    """Write the rows, newest first as Amazon does."""
    rows = [_row(shop, line, repeat, today) for repeat, line in enumerate(told)]
    ordered = [row for _, row in sorted(zip(told, rows, strict=True), key=lambda pair: pair[0].age)]
    text = "\r\n".join([shop.header, *ordered, ""])
    return SampleReport(shop.marketplace, "main", text.encode(shop.charset))


def _row(shop: _Shop, line: _Line, number: int, today: date) -> str:
    # A comment that is told once keeps its order from report to report; a drawn one is told apart by number.
    draw = Random(f"{line.comment} {number if line.stars in '45' else ''}")  # noqa: S311
    order = f"{shop.order_prefix + draw.randrange(4)}-{draw.randrange(10**7):07}-{draw.randrange(10**7):07}"
    rater = "".join(draw.choices(_LETTERS, k=14)) + "@" + MARKETPLACES[shop.marketplace].email_domain
    day = shop.date_format.format(today - timedelta(days=line.age))
    return f"{day}\t{line.stars}\t{line.comment}\t{line.response}\t{order}\t{rater}"
