"""The two buttons below a page of a list."""

from collections.abc import Iterator

from bot.messages import actions as names
from bot.messages.actions import LABELS
from bot.messages.blocks import actions, button
from bot.messages.message import Block


def turns(command: str, first: int, size: int, total: int, lang: str) -> list[Block]:
    """Offer the page before and the page after, if there are any; `command` shows a page by its number.

    `first` counts from 0 and begins this page of `size`; the oldest stand on the first page.
    """
    buttons = list(_turns(command, first // size + 1, -(-total // size), lang))
    return [actions(*buttons)] if buttons else []


def page_asked(word: str, size: int, total: int) -> int:
    """Say where the page begins that somebody asked for by its number; the nearest one that there is."""
    pages = max(1, -(-total // size))
    return (min(max(1, int(word)), pages) - 1) * size if word.isdecimal() else 0


def _turns(command: str, page: int, pages: int, lang: str) -> Iterator[Block]:
    if page > 1:
        yield button(LABELS[names.OLDER].said(lang), names.OLDER, f"{command} {page - 1}")
    if page < pages:
        yield button(LABELS[names.NEWER].said(lang), names.NEWER, f"{command} {page + 1}")
