"""One message in both languages, for teams that read both."""

from collections.abc import Iterator, Sequence

from bot.messages.blocks import LABEL, MOST_BLOCKS, divider, plain
from bot.messages.message import Block, Message


def both(english: Message, chinese: Message) -> Message:
    """Put English, then Chinese, into one message; what both share stands once, the buttons at the end."""
    said = [block for block in english.blocks if block["type"] != "actions"]
    also = [block for block in chinese.blocks if block["type"] != "actions" and not _shown(block, said)]
    buttons = [
        _two_labels(one, two) for one, two in zip(_rows(english.blocks), _rows(chinese.blocks), strict=False)
    ]
    room = MOST_BLOCKS - len(buttons) - 1 - len(said)
    return Message(f"{english.text}\n{chinese.text}", [*said, divider(), *also[:room], *buttons])


def _shown(block: Block, said: Sequence[Block]) -> bool:
    return block in said or (block["type"] == "image" and any(one["type"] == "image" for one in said))


def _rows(blocks: Sequence[Block]) -> Iterator[Block]:
    return (block for block in blocks if block["type"] == "actions")


def _two_labels(english: Block, chinese: Block) -> Block:
    pairs = zip(english["elements"], chinese["elements"], strict=False)
    return {**english, "elements": [_two_labelled(one, two) for one, two in pairs]}


def _two_labelled(english: Block, chinese: Block) -> Block:
    name = "text" if "text" in english else "placeholder"
    label = f"{english[name]['text']} · {chinese[name]['text']}"
    return {**english, name: plain(label, LABEL)}
