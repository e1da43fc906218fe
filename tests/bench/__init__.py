"""How fast it is, against the barest thing that does the same: `make bench`, outside of the timed tests.

Machines are noisy, so what counts is the ratio to that floor, measured in turns with it in the same run.
"""
