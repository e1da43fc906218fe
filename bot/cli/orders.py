"""`import` of an orders report: what came in, as a sentence or as JSON."""

import click
from sqlalchemy import Engine

from bot.cli.common import note, print_json
from bot.clock import utc_now
from bot.intake import OrdersRun, Place, take_orders
from bot.report.opening import Data
from bot.report.orders import parse_orders
from bot.store.database import writing


def import_orders(engine: Engine, data: Data, place: Place, *, as_json: bool) -> None:
    """Take in an orders report and print what came of it; raises ReportError."""
    report = parse_orders(data, place.marketplace)
    run = take_orders(engine, report, place.account, utc_now())
    with writing(engine) as session:
        note(session, "orders imported", f"{run.orders} orders")
    if as_json:
        print_json({"kind": "orders", **run._asdict()})
    else:
        click.echo(in_a_sentence(run))


def in_a_sentence(run: OrdersRun) -> str:
    """Say what an orders report brought."""
    lines = [
        f"Orders report taken in. Orders: {run.orders:,}; with a rating: {run.rated:,}.",
        "Nothing about buyers was read.",
    ]
    if run.rejected:
        lines.append(f"Lines left out because they have no order ID: {run.rejected:,}.")
    return "\n".join(lines)
