"""What the workspace knows of the installed app: the parts of its manifest that Slack acts on."""

from dataclasses import dataclass

from bot.workspace.people import JSON

BOT_NAME = "Starkeeper"


@dataclass(frozen=True, slots=True)
class Command:
    """A slash command as Slack suggests it."""

    name: str
    usage: str
    description: str


@dataclass(frozen=True, slots=True)
class Shortcut:
    """A shortcut; those of `on_message` stand in a message's menu."""

    callback_id: str
    name: str
    on_message: bool


@dataclass(frozen=True, slots=True)
class App:
    """The installed app. Without a manifest: any command, no shortcuts, every scope and event."""

    name: str = BOT_NAME
    commands: tuple[Command, ...] = ()
    shortcuts: tuple[Shortcut, ...] = ()
    scopes: frozenset[str] | None = None
    events: frozenset[str] | None = None

    @classmethod
    def of(cls, manifest: JSON | None) -> "App":
        """Read a manifest (the parsed JSON that Slack takes)."""
        if not manifest:
            return cls()
        features, settings = manifest.get("features", {}), manifest.get("settings", {})
        return cls(
            name=features.get("bot_user", {}).get("display_name") or BOT_NAME,
            commands=tuple(
                Command(c["command"], c.get("usage_hint", ""), c["description"])
                for c in features.get("slash_commands", [])
            ),
            shortcuts=tuple(
                Shortcut(s["callback_id"], s["name"], s["type"] == "message")
                for s in features.get("shortcuts", [])
            ),
            scopes=frozenset(manifest.get("oauth_config", {}).get("scopes", {}).get("bot", [])),
            events=frozenset(settings.get("event_subscriptions", {}).get("bot_events", [])),
        )

    def hears(self, event: JSON) -> bool:
        """Whether the app subscribed to such an event; messages by the kind of their channel."""
        if self.events is None:
            return True
        kind = event["type"]
        if kind == "message":
            kinds = {"im": "message.im", "channel": "message.channels", "group": "message.groups"}
            return kinds[event["channel_type"]] in self.events
        return kind in self.events

    def may(self, method: str) -> bool:
        """Whether the app's scopes suffice for a Web API method."""
        wanted = SCOPES.get(method)
        return self.scopes is None or wanted is None or bool(self.scopes & set(wanted.split()))


SCOPES = {
    "chat.postMessage": "chat:write",
    "chat.update": "chat:write",
    "chat.delete": "chat:write",
    "chat.postEphemeral": "chat:write",
    "conversations.history": "channels:history groups:history im:history",
    "conversations.replies": "channels:history groups:history im:history",
    "conversations.info": "channels:read groups:read im:read",
    "conversations.list": "channels:read groups:read",
    "conversations.members": "channels:read groups:read im:read",
    "conversations.open": "im:write",
    "users.info": "users:read",
    "users.list": "users:read",
    "usergroups.list": "usergroups:read",
    "usergroups.users.list": "usergroups:read",
    "files.getUploadURLExternal": "files:write",
    "files.completeUploadExternal": "files:write",
    "files.info": "files:read",
    "files.delete": "files:write",
}
"""One of these scopes is needed; a method that is not listed needs none."""
