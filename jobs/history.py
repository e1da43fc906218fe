"""What a long report left undiagnosed is diagnosed a little at each tick."""

from bot.intake import history
from bot.services import Services

AT_A_TICK = 500
"""Ratings: some two seconds' work."""


def diagnose_history(services: Services) -> None:
    """Diagnose the newest of the unhappy ratings that have no cause yet, where there are any."""
    if history.any_left(services.engine):
        history.catch_up(services.engine, services.judgement.now.diagnostician, AT_A_TICK)
