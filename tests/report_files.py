"""Feedback reports as the tests need them: rows and files that say only what matters."""

from datetime import date

from bot.report import FeedbackRow, Report, parse

TODAY = date(2026, 11, 22)
HEADER = "Date\tRating\tComments\tYour Response\tOrder ID\tRater Email"
LEGACY_HEADER = (
    "Date\tRating\tComments\tYour Response\tArrived on Time\tItem as Described\tCustomer Service"
    "\tOrder ID\tRater Email\tRater Role"
)
OLDEST_HEADER = LEGACY_HEADER.replace("\tYour Response", "").replace("\tRater Role", "\tRole")
ORDER = "111-2223334-5556667"
CANARY = "canary.bird+7@marketplace.amazon.com"


def row(
    day: str = "11/20/26",
    stars: str | int = 5,
    comment: str = "Fine.",
    response: str = "",
    order: str = ORDER,
    email: str = CANARY,
) -> str:
    """One line of the current layout."""
    return "\t".join([day, str(stars), comment, response, order, email])


def numbered(count: int, **cells: str) -> list[str]:
    """As many rows, each with an order of its own."""
    return [row(order=f"111-0000000-{number:07}", **cells) for number in range(count)]


def file(*lines: str, header: str = HEADER, end: str = "\n") -> bytes:
    """The bytes of a report with these lines."""
    return "".join(line + end for line in [header, *lines][not header :]).encode()


def read(*lines: str, header: str = HEADER, marketplace: str = "US") -> Report:
    """The report that these lines make."""
    return parse(file(*lines, header=header), marketplace, TODAY)


def only_row(*lines: str, header: str = HEADER, marketplace: str = "US") -> FeedbackRow:
    """The one row that these lines make."""
    [found] = read(*lines, header=header, marketplace=marketplace).rows()
    return found
