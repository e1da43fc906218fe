"""Delivery killed at every step it takes, judged by the stand-in workspace's own ledger.

    stage     the workspace and the shared clock
    steps     a bot's steps, counted, and its death at one of them
    matrix    one case: owe something, kill the bot at its n-th step, start it again, read the ledger
    controls  the same with a bot that is broken on purpose: each must be caught
    replicas  two bots on one PostgreSQL, killed and frozen while they work
    limits    an hour of refusals on a clock of its own
    report    the figures, as a file

The short runs are in `tests/test_crash_*.py`; the long ones start with `python -m crash` in this folder's
parent. Bots are forked from this process, which is warm, and which also keeps the workspace; their clock is
in shared memory, so that nobody waits for it.
"""
