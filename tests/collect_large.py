"""Collect a large report from a stand-in Amazon, in a process of its own, and say how much memory that took.

cd tests && python -m collect_large          200,000 rows; exit code 1 if they take more than 64 MB
"""

import resource
import subprocess
import sys
import tempfile
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).parent.parent))

from sqlalchemy import func
from sqlmodel import select

from bot.bazaar import Bazaar
from bot.bazaar.server import REFRESH_TOKEN
from bot.feedback import Feedback
from bot.store.database import open_database, reading
from clock import Clock
from jobs.collect import Collector, sources
from seller import services

ROWS, MOST_MB = 200_000, 64
NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
HEADER = "Date\tRating\tComments\tYour Response\tOrder ID\tRater Email\n"


class Taken(NamedTuple):
    """How many ratings were stored, and by how many MB the process grew at its peak."""

    stored: int
    megabytes: float


def measured(rows: int) -> Taken:
    """Let another process collect so many rows from here."""
    with Bazaar(clock=NOW.timestamp) as amazon, tempfile.TemporaryDirectory() as folder:
        amazon.desk.bodies["GET_SELLER_FEEDBACK_DATA"] = (HEADER + "".join(map(_row, range(rows)))).encode()
        command = [sys.executable, "-m", "collect_large", folder, amazon.url]
        here = Path(__file__).parent
        done = subprocess.run(command, cwd=here, stdout=subprocess.PIPE, text=True, check=True)
    stored, megabytes = done.stdout.split()
    return Taken(int(stored), float(megabytes))


def collect(folder: str, address: str) -> Taken:
    """Collect into a new database in `folder`, and measure this process."""
    engine = open_database(f"sqlite:///{folder}/large.db")
    given = {
        "sp_api_client_id": "stand-in",
        "sp_api_client_secret": "stand-in",
        "sp_api_refresh_token": REFRESH_TOKEN,
        "sp_api_url": address,
        "lwa_url": f"{address}/auth/o2/token",
        "sp_api_document_hosts": "127.0.0.1",
        "marketplaces": "US",
    }
    ours = services(engine, Clock(NOW), given)
    found = sources(ours, lambda _: None)
    collector = Collector(ours, tuple(each for each in found if each.what == "feedback"))
    collector.start()
    before = _peak()
    collector.collect()
    with reading(engine) as session:
        stored = session.exec(select(func.count()).select_from(Feedback)).one()
    return Taken(stored, _peak() - before)


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _row(number: int) -> str:
    day = date(2026, 11, 22) - timedelta(days=number % 55)
    return (
        f"{day.month}/{day.day}/{day:%y}\t{number % 3 + 1}\tNumber {number % 900} came late and nobody wrote."
        f"\t\t113-{number // 10**7:07}-{number % 10**7:07}\tb{number}@marketplace.amazon.com\n"
    )


def main() -> bool:
    """Measure, say what came of it, and return whether it is within bounds."""
    taken = measured(ROWS)
    sys.stdout.write(
        f"{taken.stored:,} of {ROWS:,} rows in {taken.megabytes:.0f} MB more ({MOST_MB} allowed)\n"
    )
    return taken.stored == ROWS and taken.megabytes <= MOST_MB


if __name__ == "__main__":
    if sys.argv[1:]:
        sys.stdout.write(" ".join(map(str, collect(*sys.argv[1:]))))
    else:
        sys.exit(not main())
