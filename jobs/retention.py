"""What is kept only for a while."""

from datetime import timedelta

from bot.services import Services
from bot.store import inbound, installation, orders, requests, retention
from bot.store.database import reading, writing

REMEMBERED = timedelta(days=1)
"""Slack delivers again within minutes; a day is ample."""
SWEEP_EVERY = timedelta(days=1)
BATCH, BATCHES = 500, 20
"""Ratings a transaction, and transactions a tick: together well within a beat."""


def forget_inbound(services: Services) -> None:
    """Forget which deliveries were acted on once none of them can come again."""
    before = services.now - REMEMBERED
    with reading(services.engine) as session:
        if not inbound.any_before(session, before):
            return
    with writing(services.engine) as session:
        inbound.forget(session, before)


def remove_old_words(services: Services) -> None:
    """Once a day, remove people's words that are older than RETENTION_DAYS; a flood in several ticks."""
    now, engine = services.now, services.engine
    with reading(engine) as session:
        swept = installation.swept_at(session)
    if swept and timedelta() <= now - swept < SWEEP_EVERY:
        return
    before, removed = now - timedelta(days=services.settings.retention_days), 0
    for _ in range(BATCHES):
        with writing(engine) as session:
            batch = retention.purge_ratings(session, before.date(), now, BATCH)
        removed += batch
        if not batch:
            break
    else:
        return
    with writing(engine) as session:
        retention.purge_words(session, before)
        orders.forget(session, before)
        requests.forget(session, before)
        installation.mark_swept(session, now)
    if removed:
        retention.empty_log(engine)
        services.judgement.learn()
        services.wake()
