"""All looks, one after the other."""

from collections.abc import Callable, Iterator
from datetime import datetime

from bot.config import Settings, SettingsError, settings_from
from bot.doctor.amazon import amazon
from bot.doctor.finding import Finding, wrong
from bot.doctor.record import record
from bot.doctor.slack import slack
from bot.doctor.tokens import tokens


def examine(settings: Settings, clock: Callable[[], datetime]) -> list[Finding]:
    """Look at settings, Slack, Amazon and the record as they are; changes nothing, and names no secret."""
    return list(_all(settings, clock))


def examine_configured(clock: Callable[[], datetime]) -> list[Finding]:
    """Do the same with the settings of the environment and `.env`, which may be wrong themselves."""
    try:
        settings = settings_from()
    except SettingsError as error:
        return [wrong("settings", "Settings", str(error), "correct it in .env, then ask me again")]
    return examine(settings, clock)


def _all(settings: Settings, clock: Callable[[], datetime]) -> Iterator[Finding]:
    yield from tokens(settings)
    yield from slack(settings, clock)
    yield from amazon(settings, clock())
    yield from record(settings, clock())
