"""A slash command, from Slack's envelope to the ack that Slack waits three seconds for."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter

from bench.apps import BARE, BOT, PATIENCE, running, sqlite, workspace
from bench.rows import Row, alone, beside, in_turns
from bot.workspace import Workspace

IN_SEQUENCE, AT_ONCE = 100, 50
"""Commands a round: five rounds make 500."""
WARM = 20
NEEDS_ALL = "/policy Can I ask for a five star review?"
"""Answered once everything is loaded, which goes on for some seconds after a start."""


@contextmanager
def two_slacks(folder: Path) -> Iterator[list[Workspace]]:
    """Open two workspaces, the bot at work in one and the bare app in the other."""
    with ExitStack() as stack:
        slacks = []
        for name, command in (("bot", BOT), ("bare", BARE)):
            slack = stack.enter_context(workspace())
            stack.enter_context(running(slack, command, sqlite(folder / name), folder))
            slacks.append(slack)
        slacks[0].command(NEEDS_ALL).wait(timeout=PATIENCE)
        for slack in slacks:
            for _ in range(WARM):
                acked(slack)
        yield slacks


def acked(slack: Workspace) -> float:
    """Type a command, and say how many milliseconds its ack took; its answer is awaited, not counted."""
    begun = perf_counter()
    reply = slack.command("/feedback help")
    took = perf_counter() - begun
    reply.wait()
    return took * 1000


def slowest_at_once(slack: Workspace) -> float:
    """Let as many people type at the same time, and say how long the slowest ack took."""
    with ThreadPoolExecutor(AT_ONCE) as people:
        return max(people.map(lambda _: _acked_alone(slack), range(AT_ONCE)))


def _acked_alone(slack: Workspace) -> float:
    begun = perf_counter()
    slack.command("/feedback help")
    return (perf_counter() - begun) * 1000


def rows(folder: Path, rounds: int) -> list[Row]:
    """Measure commands in sequence and at once, of an app without any rating: an ack reads none."""
    with two_slacks(folder) as slacks:
        found: list[list[float]] = [[], []]
        for _ in range(rounds * IN_SEQUENCE):
            for place in (0, 1):
                found[place].append(acked(slacks[place]))
        ours, floor = ([quantiles(each, n=100)[at - 1] for at in (50, 99)] for each in found)
        storms = in_turns(*(lambda slack=slack: slowest_at_once(slack) for slack in slacks), rounds=rounds)
    return [
        beside("slash command to ack, p50", [ours[0]], [floor[0]], "ms", 1.2),
        beside("slash command to ack, p99", [ours[1]], [floor[1]], "ms", 1.5),
        alone("50 slash commands at once, slowest ack", median(storms[0]), "ms", 250, median(storms[1])),
    ]
