"""Feedback reports of any size, as a shop would export them: all stars, newest first, the same for a seed.

Happy comments are the sample shop's sentences, one or two together; unhappy ones are the playbook's own
examples in the language of the buyer.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from pathlib import Path
from random import Random
from typing import NamedTuple

from bot.marketplaces import MARKETPLACES
from cast import HEADER
from clock import MONDAY
from knowledge.library import load

TODAY = MONDAY.date()
DAYS = 730
"""How far a report reaches back."""
STARS = (5,) * 85 + (4,) * 8 + (3,) * 2 + (2,) * 1 + (1,) * 4
"""Of a hundred ratings."""
LANGUAGES = ("en",) * 70 + ("es",) * 12 + ("zh",) * 8 + ("de",) * 4 + ("fr",) * 3 + ("pt",) * 3
"""Of a hundred unhappy buyers of one marketplace."""
SILENT = 0.25
"""The share of happy buyers who leave stars and no words."""
_STEP = 61_803_398_874_989  # prime to 10**14: each number times this is an order of its own


class Comments(NamedTuple):
    """Sentences to make comments of."""

    happy: list[str]
    unhappy: dict[str, list[str]]


def write(file: Path, rows: int, days: int = DAYS, place: str = "US", seed: int = 95) -> Path:
    """Write a report of so many rows, spread evenly over the days up to `TODAY`."""
    with file.open("w", encoding="utf-8", newline="") as out:
        out.write(HEADER + "\r\n")
        out.writelines(lines(rows, days, place, seed))
    return file


def lines(rows: int, days: int, place: str, seed: int) -> Iterator[str]:
    """Yield the lines of a report of one marketplace."""
    dice, known, market = Random(seed), comments(), MARKETPLACES[place]
    written = {back: _written(TODAY - timedelta(days=back), market.date_order) for back in range(days)}
    for n in range(rows):
        stars = dice.choice(STARS)
        number = (seed * 10**9 + n) * _STEP % 10**14
        order = f"{111 + n % 4}-{number // 10**7:07}-{number % 10**7:07}"
        said = _said(known, stars, dice)
        yield f"{written[n * days // rows]}\t{stars}\t{said}\t\t{order}\tb{n:x}@{market.email_domain}\r\n"


@cache
def comments() -> Comments:
    """Read the sentences: the sample's fillers, and the examples of every cause by language."""
    happy = [
        cells[2]
        for shop in ("us.tsv", "de.tsv")
        for line in files("bot.sample").joinpath(shop).read_text("utf-8").splitlines()
        if (cells := line.split("\t"))[0] == "*" and cells[1] in "45"
    ]
    unhappy: dict[str, list[str]] = {language: [] for language in dict.fromkeys(LANGUAGES)}
    for cause in load().causes():
        for language in unhappy:
            unhappy[language] += cause.examples.get(language, ())
    return Comments(happy, unhappy)


def _said(known: Comments, stars: int, dice: Random) -> str:
    if stars > 3:
        if dice.random() < SILENT:
            return ""
        return " ".join(dice.choices(known.happy, k=dice.randint(1, 2)))
    return " ".join(dice.choices(known.unhappy[dice.choice(LANGUAGES)], k=dice.randint(1, 2)))


def _written(day: date, order: str) -> str:
    parts = {"M": f"{day.month}", "D": f"{day.day}", "Y": f"{day:%y}"}
    return "/".join(parts[part] for part in order.split("/"))
