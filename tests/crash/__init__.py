"""Delivery killed at every step it takes, judged by the stand-in workspace's own ledger.

    stage     the workspace, the shared clock, and the judge
    wings     where bots are forked, and wait to come on
    steps     a bot's steps, counted, and its death at one of them
    matrix    one case: owe something, kill the bot at its n-th step, start it again, read the ledger
    controls  the same with a bot that is broken on purpose: each must be caught
    replicas  two bots on one PostgreSQL, killed and frozen while they work
    outages   a PostgreSQL that is killed under a bot that works
    limits    an hour of refusals on a clock of its own
    report    the figures, as a file and as a table
    quote     the README's paragraph, made of them

The short runs are in `tests/test_crash_*.py`; the long ones start with `python -m crash` in this folder's
parent. Bots are forked from a warm process; the clock of the matrix is in shared memory, so that nobody waits
for it.
"""
