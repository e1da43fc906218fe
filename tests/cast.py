"""The small cast of fakes that the tests share."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import Engine

from bot.intake import AlertRule, Intake, Place
from bot.report import Report, parse
from clock import MONDAY
from knowledge.diagnosis import Candidate, Diagnosis

TODAY = MONDAY.date()
US = Place("main", "US")
HEADER = "Date\tRating\tComments\tYour Response\tOrder ID\tRater Email"


class LatenessExpert:
    """Diagnoses every comment with "late" in it as a late shipment, and nothing else."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def diagnose(self, text: str, stars: int | None = None, lang: str | None = None) -> Diagnosis:
        self.asked.append(text)
        if "late" not in text:
            return Diagnosis(())
        found = Candidate("late-shipment", "longer-than-promised", 0.9, ("late",))
        return Diagnosis((found,), outside=0.05)

    def diagnose_all(self, rated: Sequence[tuple[str, int | None]]) -> list[Diagnosis]:
        return [self.diagnose(text, stars) for text, stars in rated]


def order(number: int) -> str:
    return f"113-{number:07}-{number:07}"


def line(number: int, stars: int, comment: str = "", day: date = TODAY, response: str = "") -> str:
    shown = f"{day.month}/{day.day}/{day:%y}"
    return f"{shown}\t{stars}\t{comment}\t{response}\t{order(number)}\tbuyer@marketplace.amazon.com"


def report(lines: Sequence[str], marketplace: str = "US", today: date = TODAY) -> Report:
    return parse("\n".join([HEADER, *lines]).encode(), marketplace, today)


def intake(engine: Engine, now: datetime = MONDAY, rule: AlertRule | None = None) -> Intake:
    return Intake(engine, LatenessExpert(), rule or AlertRule(), now)  # type: ignore[arg-type]
