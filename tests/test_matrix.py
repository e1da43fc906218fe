"""Who may do what: every role x everything in the tables x everywhere it can be done.

The tables say what there is, so what is added to them is tried here too. What would answer is replaced by a
note that it was asked: this is about who gets that far, and what the others are told.
"""

import json
from contextlib import nullcontext
from dataclasses import replace
from itertools import count
from types import SimpleNamespace
from typing import Any, NamedTuple

import pytest

import handlers
from bot.config import settings_from
from bot.messages.message import Message
from bot.roles import Role
from bot.services import Services
from bot.workspace.people import ANA, EXTERNAL, FEEDBACK, GENERAL, GUEST, MEI, SHARED
from clock import Clock
from handlers import feedback
from handlers.desk import Desk
from handlers.people import People
from handlers.shell import Entry
from slack_cast import BEN, NOBODY, ROBOT, FakeSlack

WHO = {
    "lead": (MEI, Role.LEAD),
    "agent": (ANA, Role.AGENT),
    "member": (BEN, Role.MEMBER),
    "guest": (GUEST, None),
    "external": (EXTERNAL, None),
    "bot": (ROBOT, None),
    "unknown": (NOBODY, None),
}
WHERE = {
    "feedback": FEEDBACK,
    "other": GENERAL,
    "external": SHARED,
    "direct": "D0ANYBODY",
    "thread": FEEDBACK,
}
NUMBER = 7
"""Of the rating that a case is about."""
SOMEWHERE = count(1)


class Act(NamedTuple):
    """One thing to try, as the tables have it; `needs` is what its word needs where that is more."""

    kind: str
    name: str
    entry: Entry
    needs: Role


ACTS = [
    *(Act("command", name, entry, entry.needs) for name, entry in handlers.COMMANDS.items()),
    *(
        Act("command", f"/feedback {word}", handlers.COMMANDS["/feedback"], found.needs)
        for word, found in feedback.ANSWERS.items()
    ),
    *(Act("action", name, entry, entry.needs) for name, entry in handlers.ACTIONS.items()),
    *(Act("view", name, entry, entry.needs) for name, entry in handlers.VIEWS.items()),
    *(Act("shown_view", name, entry, entry.needs) for name, entry in handlers.SHOWN_VIEWS.items()),
    *(Act("shortcut", name, entry, entry.needs) for name, entry in handlers.SHORTCUTS.items()),
    *(Act("event", name, entry, entry.needs) for name, (_, entry) in handlers.EVENTS.items()),
]


class Room:
    """A desk whose replies only note that they were asked, and what it said."""

    def __init__(self, services: Services) -> None:
        self.services = services
        self.desk = Desk(services, People(services))
        self.slack: Any = services.client
        self.asked: list[str] = []
        self.answers: list[str] = []
        self.refused: list[tuple[str, str, int | None]] = []

    def note(self, asked: Any, *_words: str) -> Message:
        self.asked.append(asked.person.id)
        return Message("Done.", [])

    def find_nothing(self, asked: Any) -> dict[str, str]:
        self.asked.append(asked.person.id)
        return {}

    def hear(self, _url: str, _api: str, text: str, _blocks: object, **how: object) -> None:
        """Stand in for what is posted to a response_url: the asker alone sees it."""
        assert how["response_type"] == "ephemeral"
        self.answers.append(text)

    def do(self, act: Act, user: str, where: str) -> None:
        """Let somebody do it there, and start afresh."""
        self.asked.clear()
        self.answers.clear()
        self.slack.said.clear()
        words = " " in act.name
        entry = act.entry if words else replace(act.entry, reply=self.note, check=self.find_nothing)
        listen = getattr(self.desk, f"on_{act.kind}")
        more = (lambda _event: True,) if act.kind == "event" else ()
        listen(act.name.split()[0], entry, *more)(lambda **_: None, body_of(act, user, where))

    @property
    def said(self) -> list[str]:
        direct = [given["text"] for method, given in self.slack.said if method == "chat_postMessage"]
        return [*self.answers, *direct]

    def audit(self, _session: object, who: str, action: str, _at: object, **more: Any) -> None:
        assert more["refused"]
        self.refused.append((who, action, more["feedback_id"]))


def body_of(act: Act, user: str, where: str) -> dict[str, Any]:
    """Make what Slack sends; no two are alike."""
    number, channel = next(SOMEWHERE), WHERE[where]
    kept = json.dumps({"feedback": NUMBER})
    thread = {"thread_ts": "1.0"} if where == "thread" else {}
    there = {
        "user": {"id": user},
        "channel": {"id": channel},
        "container": {"type": "message", "message_ts": "2.0", "channel_id": channel, **thread},
        "trigger_id": f"trigger-{number}",
        "response_url": "https://hooks.slack.com/x",
    }
    command, _, text = act.name.partition(" ")
    view = {"id": f"V{number}", "type": "modal", "private_metadata": kept, "hash": "x"}
    event = {"type": act.name, "user": user, "channel": channel}
    return {
        "command": {
            "command": command,
            "text": text,
            "user_id": user,
            "channel_id": channel,
            **{name: there[name] for name in ("trigger_id", "response_url")},
        },
        "action": {
            "type": "block_actions",
            "actions": [{"action_id": act.name, "value": str(NUMBER)}],
            **there,
        },
        "view": {"type": "view_submission", "user": {"id": user}, "view": view},
        "shown_view": {"type": "view_submission", "user": {"id": user}, "view": view},
        "shortcut": {
            "type": "message_action",
            "callback_id": act.name,
            "message": {"text": "Late."},
            **there,
        },
        "event": {"event_id": f"E{number}", "event": event},
    }[act.kind]


def places_of(act: Act) -> list[str]:
    """Where it can be done: Slack takes no commands in threads."""
    return [where for where in WHERE if act.kind != "command" or where != "thread"]


@pytest.fixture
def room(monkeypatch):
    slack = FakeSlack(groups={"S0AGENTS": [ANA]}, channels={SHARED: {"is_ext_shared": True}})
    settings = settings_from(_env_file=None, feedback_channel=FEEDBACK, leads=MEI, agents="S0AGENTS")
    now, at_once = Clock(), SimpleNamespace(submit=lambda work: work())
    room = Room(Services(settings, None, None, slack, now, at_once, lambda _: None, lambda: None))
    noting = {word: found._replace(reply=room.note) for word, found in feedback.ANSWERS.items()}
    monkeypatch.setattr(feedback, "ANSWERS", noting)
    monkeypatch.setattr("handlers.desk.respond", room.hear)
    without_a_database(monkeypatch, room)
    return room


def without_a_database(monkeypatch, room: Room) -> None:
    """Keep the audit in a list; `tests/test_conversation_roles.py` has the real one."""
    session = SimpleNamespace(get=lambda _table, number: SimpleNamespace(id=number))
    for opened in ("handlers.desk.writing", "handlers.people.reading"):
        monkeypatch.setattr(opened, lambda _engine: nullcontext(session))
    monkeypatch.setattr("bot.store.inbound.first_time", lambda *_: True)
    monkeypatch.setattr("bot.store.preferences.chosen", lambda *_: "")
    monkeypatch.setattr("bot.store.events.record", room.audit)


@pytest.mark.parametrize("who", WHO)
@pytest.mark.parametrize("act", ACTS, ids=lambda act: f"{act.kind} {act.name}")
def test_it_is_done_for_those_who_may_and_refused_to_the_others_with_who_may(room, act, who):
    user, role = WHO[who]
    places = places_of(act)
    may = role is not None and role >= act.needs

    for where in places:
        room.do(act, user, where)

        assert bool(room.asked) == may
        if not may:
            [said] = room.said
            assert_names_who_may(said, role, act.needs)

    about = NUMBER if act.entry.of_case else None
    name = act.name if role is not None else act.name.split()[0]
    assert room.refused == ([] if may else [(user, name, about)] * len(places))


def assert_names_who_may(said: str, role: Role | None, needs: Role) -> None:
    if role is None:
        assert any(words in said for words in ("full member", "people of this workspace", "who you are"))
    else:
        assert f"<@{MEI}>" in said
        assert ("S0AGENTS" in said) == (needs == Role.AGENT)


def test_what_a_mere_member_may_do_only_shows_something():
    """Whatever is added here must change nothing for others."""
    open_to_all = {act.name for act in ACTS if act.needs == Role.MEMBER}

    assert open_to_all - {act.name for act in ACTS if act.kind == "command"} == {
        *("more", "other_language", "windows", "newer", "older", "list", "more_from_page", "not_helpful"),
        *("draft", "reply_draft", "check_draft", "diagnose"),
    }


def test_whoever_loses_the_role_while_a_modal_is_open_is_refused_when_they_submit_it(room):
    [act] = [each for each in ACTS if (each.kind, each.name) == ("view", "resolve")]
    room.do(act, ANA, "feedback")
    assert room.asked

    room.slack.groups["S0AGENTS"] = []
    room.services.clock.pass_by(minutes=5)
    room.do(act, ANA, "feedback")

    assert not room.asked
    assert room.refused == [(ANA, "resolve", NUMBER)]


def test_an_agent_whose_group_slack_does_not_tell_is_asked_to_try_again_not_sent_away(room):
    [act] = [each for each in ACTS if (each.kind, each.name) == ("action", "claim")]
    room.slack.groups.clear()

    room.do(act, ANA, "feedback")

    assert not room.asked
    assert "Try again" in room.said[0]
