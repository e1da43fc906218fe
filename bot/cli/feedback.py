"""Feedback in, figures out: `import`, `score`, `counts`."""

import mmap
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from bot.cli.common import COMMAND_LINE, MARKETPLACE, configured, in_words, note, print_json
from bot.cli.orders import import_orders
from bot.clock import utc_now
from bot.feedback import Import, RatingCount
from bot.intake import AlertRule, Intake, Place, history
from bot.judgement import judgement_of
from bot.messages.health import health_json
from bot.report import Report, parse
from bot.report.orders import is_orders_report
from bot.scorecard.windows import MONTH, WINDOWS, Window
from bot.scores import standing
from bot.store import health
from bot.store.database import reading, writing

LARGE = 2_000
"""Rows from which a report takes long enough to be watched, and to be worth warming up for."""


class WindowName(click.ParamType[Window]):
    """A window: 30d, 90d, 365d, lifetime, or an ISO week such as 2026-W47."""

    name = "window"

    def convert(
        self, value: str | Window, param: click.Parameter | None, ctx: click.Context | None
    ) -> Window:
        """Give the window; anything else is bad usage."""
        if isinstance(value, Window):
            return value
        try:
            return Window.parse(value)
        except ValueError as error:
            self.fail(str(error), param, ctx)


@click.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--marketplace", required=True, type=MARKETPLACE, help="Whose report it is, e.g. US.")
@click.option("--account", default="main", show_default=True, help="The seller account, if you have several.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@in_words
def import_(file: Path, marketplace: str, account: str, as_json: bool) -> None:  # noqa: FBT001 - a flag
    """Take in a feedback report, or an orders report, from Seller Central; once more changes nothing."""
    settings, engine = configured()
    with contents(file) as data:
        if is_orders_report(data):
            import_orders(engine, data, Place(account, marketplace), as_json=as_json)
            return
        report = parse(data, marketplace, utc_now().date())
        rule = AlertRule(settings.alert_max_stars, settings.alert_max_age_days)
        judgement = judgement_of(engine, settings.team_knowledge)
        intake = Intake(engine, judgement.now.diagnostician, rule, utc_now())
        if report.accepted >= LARGE:
            judgement.warm_up()
        with watched(intake, report.accepted, shown=not as_json and sys.stderr.isatty()):
            run = intake.take(report, Place(account, marketplace))
    with writing(engine) as session:
        note(session, "report imported", marketplace)
    if as_json:
        print_json(import_result(run, report))
    else:
        click.echo(in_a_sentence(run, report))
    if history.any_left(engine):
        click.echo("Now the causes of older negatives; a bot that runs finds the rest itself.", err=True)
        history.catch_up(engine, judgement.now.diagnostician)


@contextmanager
def watched(intake: Intake, rows: int, *, shown: bool) -> Iterator[None]:
    """Show on stderr how far a large report got, if `shown`: where somebody looks at a terminal."""
    hidden = not shown or rows < LARGE
    with click.progressbar(length=rows, label=f"{rows:,} rows", file=sys.stderr, hidden=hidden) as bar:
        intake.took = bar.update
        yield


def import_result(run: Import, report: Report) -> dict[str, object]:
    """Say what an import did, in the shape other programs rely on."""
    return {
        "rows": run.rows,
        "accepted": run.accepted,
        "rejected": run.rejected,
        "new": run.new,
        "changed": run.changed,
        "alerts_owed": run.owed,
        "history": run.history,
        "rejections": [rejection._asdict() for rejection in report.rejections],
    }


def in_a_sentence(run: Import, report: Report) -> str:
    """Say what an import did to a person."""
    lines = [
        f"{run.accepted} of {run.rows} rows read: {run.new} new, {run.changed} changed.",
        f"{run.owed} alerts owed; {run.history} older negatives are history and won't be posted.",
    ]
    if not run.full:
        lines.append("Only 1-3 stars: the positive share stays unknown (see starkeeper counts).")
    if report.likely_marketplaces and report.likely_marketplaces[0] != run.marketplace:
        lines.append(
            f"Note: most buyers' addresses are of {report.likely_marketplaces[0]}; is this its report?"
        )
    lines += [f"Line {rejection.line} left out: {rejection.reason}" for rejection in report.rejections[:20]]
    return "\n".join(lines)


@contextmanager
def contents(file: Path) -> Iterator[bytes | mmap.mmap]:
    """Map a file, so that a large report costs no memory; an empty one can't be mapped."""
    with file.open("rb") as opened:
        if file.stat().st_size == 0:
            yield b""
            return
        with mmap.mmap(opened.fileno(), 0, access=mmap.ACCESS_READ) as mapped:
            yield mapped


@click.command()
@click.option(
    "--window",
    type=WindowName(),
    default=MONTH,
    show_default=True,
    help="30d, 90d, 365d, lifetime or 2026-W47.",
)
@click.option("--marketplace", type=MARKETPLACE, default=None, help="One marketplace; else all, worst first.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@in_words
def score(window: Window, marketplace: str | None, as_json: bool) -> None:  # noqa: FBT001 - a flag
    """Say where the seller stands against 95 % and 4.5 stars."""
    _, engine = configured()
    with reading(engine) as session:
        found = standing(session, window, utc_now().date(), marketplace or "")
        metrics = [each for each in health.everywhere(session) if marketplace in (None, each.marketplace)]
    if as_json:
        figures = (found.sum or found.cards[0]).to_json()
        # Only with Amazon connected: without it the keys are the ones that were agreed on first.
        more = {"account_health": [health_json(each) for each in metrics]} if metrics else {}
        print_json({**figures, **more})
    elif not found.cards[0].period.source:
        click.echo("No ratings yet: import a feedback report first (starkeeper import --help).")
    else:
        for card in found.cards:
            click.echo(" ".join(f"{key}={value}" for key, value in card.to_json().items()))


@click.command()
@click.option("--marketplace", required=True, type=MARKETPLACE)
@click.option("--window", required=True, type=click.Choice([window.key for window in WINDOWS]))
@click.option("--positive", required=True, type=click.IntRange(min=0))
@click.option("--neutral", required=True, type=click.IntRange(min=0))
@click.option("--negative", required=True, type=click.IntRange(min=0))
@click.option(
    "--stars", type=click.FloatRange(1, 5), default=None, help="The star average Amazon shows, if any."
)
@click.option("--account", default="main", show_default=True)
@in_words
def counts(
    marketplace: str,
    window: str,
    positive: int,
    neutral: int,
    negative: int,
    stars: float | None,
    account: str,
) -> None:
    """Store one row of Feedback Manager's table: the report has no positives, the table has."""
    _, engine = configured()
    row = RatingCount(
        account=account,
        marketplace=marketplace,
        window=window,
        positive=positive,
        neutral=neutral,
        negative=negative,
        stars=stars,
        as_of=utc_now(),
        entered_by=COMMAND_LINE,
    )
    with writing(engine) as session:
        session.add(row)
        note(session, "counts entered", f"{marketplace} {window}")
    click.echo(f"Stored: {marketplace} {window} {positive} positive, {neutral} neutral, {negative} negative.")
