"""One bot collects at a time, by a lease in the record."""

from datetime import date, timedelta

from bot.store.database import writing
from jobs.collect import Collector

HOUR = timedelta(hours=1)
FRIDAY = date(2026, 11, 20)


def test_of_two_bots_one_collects(seller):
    seller.amazon.rate("US", 1)
    seller.amazon.delay = 60
    other = Collector(seller.services, seller.collector.sources)

    seller.collect()
    other.collect()
    seller.collect(after=timedelta(minutes=2))
    other.collect()

    assert len(seller.amazon.desk.reports) == 1
    assert len(seller.imports) == 1


def test_who_lost_the_lease_writes_nothing_more(seller):
    from bot.store import collections
    from jobs.collect import LEASE

    [source] = seller.collector.sources
    with writing(seller.engine) as session:
        old = collections.claim(session, source.key, seller.clock(), LEASE)
    seller.clock.now += LEASE
    with writing(seller.engine) as session:
        new = collections.claim(session, source.key, seller.clock(), LEASE)

    with writing(seller.engine) as session:
        kept = [collections.note(session, held, report_id="R") for held in (old, new)]

    assert kept == [False, True]


def test_a_lease_that_is_held_is_not_taken(seller):
    from bot.store import collections
    from jobs.collect import LEASE

    [source] = seller.collector.sources
    with writing(seller.engine) as session:
        collections.claim(session, source.key, seller.clock(), LEASE)

    seller.collect(after=LEASE / 2)

    assert seller.amazon.calls == []
