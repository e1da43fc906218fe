"""The command line's entry; nothing imports it."""

from bot.cli import starkeeper


def main() -> None:
    """Run `starkeeper`."""
    starkeeper()


if __name__ == "__main__":
    main()
