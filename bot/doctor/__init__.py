"""`starkeeper doctor`: what is right and what is wrong with an installation, each with what to do.

    examine(settings, clock) -> [Finding, ...] -> told(...)   tokens, Slack, Amazon, record; in that order

It asks and reads; it changes nothing, makes no table, and names no secret.
"""

from bot.doctor.examining import examine, examine_configured
from bot.doctor.finding import Finding
from bot.doctor.telling import told

__all__ = ["Finding", "examine", "examine_configured", "told"]
