"""What is kept only for a while."""

from datetime import timedelta

from bot.services import Services
from bot.store import inbound
from bot.store.database import reading, writing

REMEMBERED = timedelta(days=1)
"""Slack delivers again within minutes; a day is ample."""


def forget_inbound(services: Services) -> None:
    """Forget which deliveries were acted on once none of them can come again."""
    before = services.now - REMEMBERED
    with reading(services.engine) as session:
        if not inbound.any_before(session, before):
            return
    with writing(services.engine) as session:
        inbound.forget(session, before)
