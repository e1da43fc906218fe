"""The record: its version, when what came in last, what is owed, what is refused, what is kept too long."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from sqlalchemy import Engine
from sqlmodel import Session

from bot.config import Settings
from bot.doctor.finding import Finding, note, wrong
from bot.store import collections, inspection, installation, posts, ratings
from bot.store.database import DatabaseError, reading
from bot.store.versions import Version, looked_at

OLD = timedelta(days=8)
"""A weekly habit of importing files, and a day."""
SLOW = timedelta(minutes=30)
"""What is owed goes out within seconds; a storm of 500, or a Slack that limits us, takes minutes."""
UNSWEPT = timedelta(days=2)
"""Old words are removed daily while the bot runs."""


def record(settings: Settings, now: datetime) -> Iterator[Finding]:
    """Look at the database as it is; what is in the tables only where they are this version's."""
    try:
        version, engine = looked_at(settings.database_url)
    except DatabaseError as error:
        yield wrong("record.database", "Database", str(error), "correct DATABASE_URL, or start the database")
        return
    yield _version(version, engine)
    if engine is not None and version.here == version.newest:
        with reading(engine) as session:
            yield from _ratings(session, now)
            yield from _collections(session, settings, now)
            yield from _posts(session, now)
            yield from _retention(session, settings, now)
    if engine is not None:
        engine.dispose()


def _version(version: Version, engine: Engine | None) -> Finding:
    check, what = "record.database", "Database"
    kind = engine.dialect.name if engine is not None else "sqlite"
    if not version.here:
        return note(check, what, f"{kind}, not made yet", "the first start or import makes it")
    if not version.known:
        says = f"{kind}, made by a newer Starkeeper (version {version.here}; this one knows {version.newest})"
        return wrong(check, what, says, "install that version, or restore a backup")
    if version.here != version.newest:
        says = f"{kind}, at version {version.here}; the next start brings it to {version.newest}"
        return note(check, what, says, "starkeeper backup FILE first")
    return Finding(check, what, f"{kind}, at version {version.here}, the newest")


def _ratings(session: Session, now: datetime) -> Iterator[Finding]:
    known = ratings.places(session)
    if not known:
        do = "starkeeper import FILE --marketplace US, or connect Amazon"
        yield note("record.ratings", "Ratings", "none yet", do)
    for account, marketplace in known:
        what = f"Ratings {account} {marketplace}"
        newest = ratings.newest_import(session, account, marketplace)
        if newest is None or newest.finished_at is None:
            yield wrong("record.ratings", what, "an import began and never ended", "import the file again")
            continue
        says = f"last import {_ago(newest.finished_at, now)}"
        if now - newest.finished_at > OLD:
            yield note("record.ratings", what, says, "import a newer report, or connect Amazon")
        else:
            yield Finding("record.ratings", what, says)


def _collections(session: Session, settings: Settings, now: datetime) -> Iterator[Finding]:
    wanted = {(name, code) for name in settings.accounts for code in settings.marketplaces_of(name)}
    for row in collections.health(session):
        if (row.account, row.marketplace) not in wanted:
            continue
        what = f"Collecting {row.account} {row.marketplace} {row.what}"
        last = f"last success {_ago(row.good_at, now)}" if row.good_at else "nothing collected yet"
        if row.error:
            says = f"{row.error} Failed {_times(row.failures)}; {last}"
            do = "see Amazon above" if row.denied else "it is tried again by itself"
            yield (wrong if row.denied else note)("record.collection", what, says, do)
        else:
            empty = ", now Amazon has nothing to report" if row.state == "empty" else ""
            waiting = ", a report is under way" if row.under_way else ""
            yield Finding("record.collection", what, f"{last}{empty}{waiting}")


def _posts(session: Session, now: datetime) -> Iterator[Finding]:
    states = posts.by_state(session)
    told = ", ".join(f"{n} {state}" for state, n in sorted(states.items()) if n) or "nothing owed yet"
    if states.get("dead", 0):
        do = "starkeeper posts --state dead, then --retry or --discard"
        yield wrong("record.posts", "Messages", told, do)
    elif states.get("blocked", 0):
        do = "mend what is wrong with their channel; then they are sent by themselves"
        yield wrong("record.posts", "Messages", told, do)
    elif (since := inspection.owed_since(session)) and now - since > SLOW:
        says = f"{told}; the oldest has been owed since {_ago(since, now)}"
        yield wrong("record.posts", "Messages", says, "see that starkeeper run is running, and Slack above")
    else:
        yield Finding("record.posts", "Messages", told)
    for gate in posts.parked(session):
        where = f"channel {gate.name}" if gate.name else "SLACK_BOT_TOKEN"
        yield wrong("record.parked", "Messages", f"Slack refuses {where}: {gate.parked}", "see Slack above")


def _retention(session: Session, settings: Settings, now: datetime) -> Iterator[Finding]:
    kept, swept = f"words are kept {settings.retention_days} days", installation.swept_at(session)
    if swept is None:
        yield note(
            "record.retention", "Retention", f"{kept}; nothing was removed yet", "starkeeper run does it"
        )
    elif now - swept > UNSWEPT:
        do = "see that starkeeper run is running: it removes old words once a day"
        yield wrong("record.retention", "Retention", f"{kept}; last removed {_ago(swept, now)}", do)
    else:
        yield Finding("record.retention", "Retention", f"{kept}; older ones were removed {_ago(swept, now)}")


def _times(count: int) -> str:
    return "once" if count == 1 else f"{count} times in a row"


def _ago(at: datetime, now: datetime) -> str:
    """Say a moment and how long ago it is, in whole days or hours."""
    hours = max(0, round((now - at).total_seconds() / 3600))
    ago = f"{hours // 24} days" if hours >= 48 else f"{hours} h"  # noqa: PLR2004 - two days
    return f"{at:%Y-%m-%d %H:%M} UTC, {ago} ago"
