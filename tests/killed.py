"""A collecting bot in a process of its own, killed at one of its steps."""

import os
import signal

from crash.steps import Steps
from seller import Seller


def forked(seller: Seller, fatal: int, turns: int = 1) -> bool:
    """Let a fork of this process collect so many times, killed at its step `fatal`; True if it was."""
    child = os.fork()
    if child == 0:
        code = 1
        try:
            steps = Steps(fatal)
            with steps.watched(seller.engine):
                for _ in range(turns):
                    seller.collect()
            code = 0
        finally:
            os._exit(code)
    ended = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    assert ended in (0, -signal.SIGKILL)
    return ended != 0
