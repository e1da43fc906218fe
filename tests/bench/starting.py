"""From `starkeeper run` to a connection that Slack can use, and what the process holds when idle."""

import time
from pathlib import Path

from bench.apps import BARE, BOT, resident, running, sqlite, workspace
from bench.rows import Row, beside, extra, in_turns

IDLE_SECONDS = 4
"""After the start: the knowledge is loaded in the background by then."""


def rows(folder: Path, rounds: int) -> list[Row]:
    """Start both apps in turns, on a database that is there already."""
    held: dict[tuple[str, ...], float] = {}

    def start(command: tuple[str, ...], *, rest: bool) -> float:
        with workspace() as slack:
            begun = time.perf_counter()
            with running(slack, command, sqlite(folder / "start"), folder) as app:
                took = time.perf_counter() - begun
                if rest:
                    time.sleep(IDLE_SECONDS)
                    held[command] = resident(app)
        return took

    for command in (BOT, BARE):
        start(command, rest=True)
    ours, floor = in_turns(lambda: start(BOT, rest=False), lambda: start(BARE, rest=False), rounds=rounds)
    return [
        beside("start to connected", ours, floor, "s", 2.5),
        extra("resident memory, idle (limit: more than the floor)", held[BOT], held[BARE], "MB", 200),
    ]
