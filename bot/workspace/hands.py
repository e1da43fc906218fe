"""How a person's doing becomes an envelope, and what Slack does with the acknowledgement."""

import asyncio
import re
import uuid
from collections.abc import Callable

from bot.workspace import choices, payloads
from bot.workspace.answers import note_refusal
from bot.workspace.ledger import Message, Version
from bot.workspace.people import JSON, Channel, Person
from bot.workspace.replies import Reply
from bot.workspace.sockets import Sockets
from bot.workspace.state import State
from bot.workspace.views import View
from bot.workspace.wire import SlackError


class Hands:
    """The synchronous side of the workspace; safe to use from many threads at once."""

    state: State
    sockets: Sockets
    loop: asyncio.AbstractEventLoop | None

    def _there(self, user: str, channel: str) -> tuple[Person, Channel]:
        person = self.state.person(user)
        return person, self.state.channel(person.dm if channel == "dm" else channel)

    def _answer(self) -> JSON:
        secret = uuid.uuid4().hex
        trigger = f"{int(self.state.clock() * 1000)}.{uuid.uuid4().hex}"
        return {"response_url": f"{self.state.url}/response/{secret}", "trigger_id": trigger}

    def _send(
        self, kind: str, payload: JSON, user: str, channel: str, answer: JSON, about: Message | None = None
    ) -> Reply:
        envelope = payloads.envelope(kind, payload, answerable=True)
        reply = Reply(envelope, user, channel, self.state, self.state.clock(), about=about)
        with self.state.changed:
            self.state.remember(reply, answer["response_url"].rsplit("/", 1)[1])
        reply.ack = self._run(envelope)
        return reply

    def _event(self, inner: JSON, user: str, channel: str) -> Reply:
        """Tell the app what happened; an event that its manifest doesn't subscribe to stays unsent."""
        envelope = payloads.envelope("events_api", payloads.event(inner), answerable=False)
        reply = Reply(envelope, user, channel, self.state, self.state.clock())
        if not self.state.app.hears(inner):
            return reply
        with self.state.changed:
            self.state.remember(reply, uuid.uuid4().hex)
        reply.ack = self._run(envelope)
        return reply

    def _run(self, envelope: JSON) -> JSON | None:
        if self.loop is None:
            raise RuntimeError("the workspace is not started")
        done = asyncio.run_coroutine_threadsafe(self.sockets.deliver(envelope), self.loop)
        return done.result(self.sockets.patience + 10)

    def _take(self, reply: Reply, act: Callable[[], None]) -> None:
        """Do what an acknowledgement asks; what Slack would refuse in it is written down."""
        with self.state.changed:
            try:
                act()
            except SlackError as error:
                note_refusal(self.state, "acknowledgement", reply.ack or {}, error)

    def _say(self, person: Person, room: Channel, text: str, thread_ts: str = "") -> Message:
        with self.state.changed:
            version = Version(self.state.clock(), text, [])
            return self.state.say(room.id, person.id, version, "person", thread_ts=thread_ts)

    def _typed(self, text: str) -> str:
        """Return what Slack makes of typed words: escaped, and "@name" of a known person a mention."""
        names = {person.name: person.id for person in self.state.people.values()}
        pattern = "|".join(map(re.escape, names))
        return re.sub(rf"@({pattern})\b", lambda hit: f"<@{names[hit[1]]}>", escape(text))

    @staticmethod
    def _place(room: Channel, said: Message) -> JSON:
        kind = "im" if room.person else "group" if room.private else "channel"
        return {
            "channel": room.id,
            "channel_type": kind,
            "event_ts": said.ts,
            "client_msg_id": str(uuid.uuid4()),
        }

    def _act(self, where: Message | View, action: JSON, user: str) -> Reply:
        person, answer = self.state.person(user), self._answer()
        action["action_ts"] = f"{self.state.clock():.6f}"
        if isinstance(where, View):
            where.state = _touched(where.blocks, where.state, action)
            return self._send(
                "interactive", payloads.in_view(action, where, person, answer), user, "", answer
            )
        room = self.state.channel(where.channel)
        payload = payloads.in_message(action, where, person, room, answer)
        payload["state"] = {"values": _touched(where.blocks, {}, action)}
        return self._send("interactive", payload, user, room.id, answer, about=where)


def escape(text: str) -> str:
    """Return typed words as Slack carries them: `&`, `<` and `>` escaped, nothing else."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _touched(blocks: list[JSON], before: JSON, action: JSON) -> JSON:
    """Return `state.values` after an action on top of what was touched before."""
    state = choices.state_of(blocks)
    for block_id, inside in before.items():
        state.setdefault(block_id, {}).update(inside)
    if action["type"] not in {"button", "overflow"}:
        said = {k: v for k, v in action.items() if k not in {"action_id", "block_id", "action_ts"}}
        state.setdefault(action["block_id"], {})[action["action_id"]] = said
    return state
