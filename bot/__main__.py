"""The command line's entry; nothing imports it."""

import os

# Before numpy is loaded: its matrices here are small, and threads that wait for each other cost tenfold.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from bot.cli import starkeeper


def main() -> None:
    """Run `starkeeper`."""
    starkeeper()


if __name__ == "__main__":
    main()
