"""What people do in the workspace, each as one synchronous call that goes over the real websocket."""

from bot.workspace import answers, choices, payloads
from bot.workspace.api.files import reserve
from bot.workspace.hands import Hands, escape
from bot.workspace.ledger import Message, Version
from bot.workspace.people import ANA, BOT, FEEDBACK, JSON, TEAM
from bot.workspace.replies import Reply
from bot.workspace.views import View

CARRIED: tuple[str, ...] = ("type", "action_id", "text", "value", "style", "url")
"""What an action tells of the button that was pressed."""


class Driver(Hands):
    """What a person can do: each doing sends one envelope, waits for its acknowledgement, returns a Reply."""

    def command(self, line: str, *, user: str = ANA, channel: str = FEEDBACK) -> Reply:
        """Type a slash command such as "/feedback score 30d"."""
        name, _, text = line.strip().partition(" ")
        person, room = self._there(user, channel)
        answer = self._answer()
        payload = payloads.slash_command(name, escape(text.strip()), person, room, answer)
        reply = self._send("slash_commands", payload, user, room.id, answer)
        if reply.ack:
            self._take(reply, lambda: answers.take_command_ack(self.state, reply, reply.ack or {}))
        return reply

    def click(
        self,
        where: Message | View,
        action_id: str,
        *,
        user: str = ANA,
        value: str | None = None,
        block_id: str = "",
    ) -> Reply:
        """Press a button; `value` or `block_id` tells apart buttons of the same action_id."""
        block_id, element = choices.find(where.blocks, action_id, value, block_id)
        action = {name: element[name] for name in CARRIED if name in element}
        return self._act(where, {**action, "block_id": block_id}, user)

    def choose(
        self, where: Message | View, action_id: str, value: object, *, user: str = ANA, block_id: str = ""
    ) -> Reply:
        """Pick from a select, an overflow menu, radio buttons, checkboxes (a list), dates or people."""
        block_id, element = choices.find(where.blocks, action_id, value or None, block_id)
        picked = choices.chosen(element, value)
        return self._act(where, {**picked, "action_id": action_id, "block_id": block_id}, user)

    def submit(self, view: View, values: JSON | None = None, *, user: str = "") -> Reply:
        """Fill in a modal by action_id (or block_id) and submit it.

        What Slack's own client refuses, an empty required field, is not sent: `errors` tell it.
        """
        person = self.state.person(user or view.user)
        self.fill(view, values or {})
        if missing := choices.left_out(view.blocks, view.state):
            view.errors = missing
            return Reply({}, person.id, "", self.state, self.state.clock(), errors=missing)
        answer = self._answer()
        reply = self._send("interactive", payloads.submission(view, person, answer), person.id, "", answer)
        if reply.acked:
            ack = reply.ack or {}
            self._take(reply, lambda: answers.take_submission_ack(self.state, reply, view.id, ack))
        return reply

    def fill(self, view: View, values: JSON) -> None:
        """Fill in a modal without submitting it."""
        view.state = choices.filled_in(view.blocks, values, view.state)

    def cancel(self, view: View, *, user: str = "") -> Reply | None:
        """Close a modal; the app hears of it only where the view asked for `notify_on_close`."""
        person = self.state.person(user or view.user)
        with self.state.changed:
            taken = self.state.views.close(person.id, everything=bool(view.body.get("clear_on_close")))
            self.state.touch()
        if not view.body.get("notify_on_close"):
            return None
        payload = payloads.closing(view, person, cleared=len(taken) > 1)
        return self._send("interactive", payload, person.id, "", self._answer())

    def shortcut(
        self, callback_id: str, *, user: str = ANA, message: Message | None = None, channel: str = FEEDBACK
    ) -> Reply:
        """Use a global shortcut, or with `message` a message shortcut."""
        person, answer = self.state.person(user), self._answer()
        at = f"{self.state.clock():.6f}"
        if message is None:
            payload = payloads.shortcut(callback_id, person, answer, at)
            return self._send("interactive", payload, user, channel, answer)
        room = self.state.channel(message.channel)
        payload = payloads.message_shortcut(callback_id, message, person, room, answer, at)
        return self._send("interactive", payload, user, room.id, answer)

    def message(self, text: str, *, user: str = ANA, channel: str = FEEDBACK, thread_ts: str = "") -> Reply:
        """Say something in a channel, or to the bot with `channel="dm"`."""
        person, room = self._there(user, channel)
        said = self._say(person, room, self._typed(text), thread_ts)
        return self._event(said.payload() | self._place(room, said), user, room.id)

    def mention(self, text: str, *, user: str = ANA, channel: str = FEEDBACK, thread_ts: str = "") -> Reply:
        """Say something to the bot by its name in a channel."""
        person, room = self._there(user, channel)
        said = self._say(person, room, f"<@{BOT}> {self._typed(text)}", thread_ts)
        self._event(said.payload() | self._place(room, said), user, room.id)
        place = {"type": "app_mention", "channel": room.id, "event_ts": said.ts}
        return self._event(said.payload() | place, user, room.id)

    def upload(self, channel: str, name: str, content: bytes, text: str = "", *, user: str = ANA) -> Reply:
        """Drop a file into a channel or into "dm": the app hears of the message and of the file."""
        person, room = self._there(user, channel)
        with self.state.changed:
            file = reserve(self.state, name, person.id)
            file.content, file.completed = content, True
            file.channels.append(room.id)
            version = Version(self.state.clock(), self._typed(text), [])
            said = self.state.say(room.id, person.id, version, "person", files=[file.info()])
        shared = {"type": "file_shared", "channel_id": room.id, "file_id": file.id, "user_id": person.id}
        self._event({**shared, "file": {"id": file.id}, "event_ts": said.ts}, user, room.id)
        place = {**self._place(room, said), "subtype": "file_share"}
        return self._event(said.payload() | place, user, room.id)

    def open_home(self, *, user: str = ANA) -> Reply:
        """Open the bot's App Home."""
        room = self.state.channel(self.state.person(user).dm)
        opened: JSON = {"type": "app_home_opened", "user": user, "channel": room.id, "tab": "home"}
        if home := self.state.views.homes.get(user):
            opened["view"] = home.payload()
        return self._event({**opened, "event_ts": f"{self.state.clock():.6f}"}, user, room.id)

    def invite(self, channel: str, *, user: str = ANA) -> Reply:
        """Take the bot into a channel."""
        room = self.state.channel(channel)
        with self.state.changed:
            room.members.add(BOT)
            self.state.touch()
        joined = {"type": "member_joined_channel", "user": BOT, "channel": room.id, "channel_type": "C"}
        at = f"{self.state.clock():.6f}"
        return self._event({**joined, "team": TEAM, "inviter": user, "event_ts": at}, user, room.id)

    def redeliver(self, envelope: JSON, *, reason: str = "timeout") -> JSON | None:
        """Send an envelope again under the same ids, as Slack does; returns its acknowledgement."""
        again = dict(envelope)
        if again["type"] == "events_api":
            again |= {"retry_attempt": envelope.get("retry_attempt", 0) + 1, "retry_reason": reason}
        return self._run(again)
