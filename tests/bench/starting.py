"""From `starkeeper run` to a connection that Slack can use, and what the process holds when idle."""

import time
from pathlib import Path

from bench.apps import BARE, BOT, resident, running, sqlite, workspace
from bench.rows import Row, beside, extra, in_turns
from bot.store.database import open_database

IDLE_SECONDS = 4
"""After the start: the knowledge is loaded in the background by then."""


def rows(folder: Path, rounds: int) -> list[Row]:
    """Start both apps in turns, on a database that is there already; the first time see what they hold."""
    url, held = sqlite(folder / "start"), dict[tuple[str, ...], float]()
    open_database(url).dispose()

    def start(command: tuple[str, ...]) -> float:
        with workspace() as slack:
            begun = time.perf_counter()
            with running(slack, command, url, folder) as app:
                took = time.perf_counter() - begun
                if command not in held:
                    time.sleep(IDLE_SECONDS)
                    held[command] = resident(app)
        return took

    ours, floor = in_turns(lambda: start(BOT), lambda: start(BARE), rounds=rounds)
    return [
        beside("start to connected", ours, floor, "s", 2.5),
        extra("resident memory, idle (limit: more than the floor)", held[BOT], held[BARE], "MB", 200),
    ]
