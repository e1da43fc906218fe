"""Where bots wait to come on: a warm process that does nothing but fork them."""

import os
import signal
from collections.abc import Callable
from multiprocessing import Pipe
from multiprocessing.connection import Connection


class Wings:
    """Forks a bot for each cue.

    Forking costs both sides a copy of each page of memory that either writes to afterwards. This process is
    idle between its bots, so only they pay; it ends with the process that made it.
    """

    def __init__(self, perform: Callable[..., None]) -> None:
        self._pipe, theirs = Pipe()
        self._process = os.fork()
        if self._process == 0:
            self._pipe.close()
            try:
                _take_cues(theirs, perform)
            finally:
                os._exit(0)
        theirs.close()

    def send_on(self, *cue: object) -> bool:
        """Let a bot perform on this cue, to its end; True where it was killed."""
        self._pipe.send(cue)
        ended = self._pipe.recv()
        if ended not in (0, -signal.SIGKILL):
            raise RuntimeError(f"a bot ended with {ended}")
        return bool(ended)

    def close(self) -> None:
        """End the process."""
        self._pipe.close()
        os.waitpid(self._process, 0)


def _take_cues(pipe: Connection, perform: Callable[..., None]) -> None:
    while True:
        try:
            cue = pipe.recv()
        except EOFError:
            return
        bot = os.fork()
        if bot == 0:
            code = 1
            try:
                perform(*cue)
                code = 0
            finally:
                os._exit(code)
        pipe.send(os.waitstatus_to_exitcode(os.waitpid(bot, 0)[1]))
