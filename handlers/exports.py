"""`/feedback export`: cases or scorecards as a file for a spreadsheet, sent to the lead who asked, alone."""

import io

from bot.messages import exports as said
from bot.messages.message import Message
from bot.messages.notices import missing
from bot.rendering.spreadsheet import write_cases, write_scorecards
from bot.slackio import upload
from bot.store import events
from bot.store.database import reading, writing
from handlers.shell import Asked

KINDS = ("cases", "scorecards")


def send(asked: Asked, words: str) -> Message:
    """Send the file to the asker's direct messages, and note who took it."""
    kind = words.lower() or "cases"
    if kind not in KINDS:
        return missing("/feedback export cases", asked.language)
    client, who = asked.services.client, asked.person.id
    data = _written(asked, kind)
    direct = client.conversations_open(users=who)["channel"]["id"]
    upload(client, f"{kind}-{asked.now:%Y-%m-%d}.csv", data, kind, channel=direct)
    with writing(asked.services.engine) as session:
        events.record(session, who, "exported", asked.now, kind)
    return said.exported(asked.language)


def _written(asked: Asked, kind: str) -> bytes:
    file = io.BytesIO()
    with reading(asked.services.engine) as session:
        if kind == "cases":
            write_cases(session, asked.services.judgement.now.library, file.write)
        else:
            write_scorecards(session, file.write, asked.now.date())
    return file.getvalue()
