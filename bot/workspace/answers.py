"""Answers outside the Web API: what a response_url or an acknowledgement brings."""

from bot.workspace.api.chat import version_of
from bot.workspace.api.views import view_body
from bot.workspace.ledger import Call
from bot.workspace.people import BOT, JSON
from bot.workspace.replies import Reply
from bot.workspace.state import State
from bot.workspace.wire import SlackError


def respond(state: State, secret: str, body: JSON) -> None:
    """Do what was posted to a response_url: five uses, within thirty minutes. The lock is held."""
    reply = state.answerable(secret)
    if body.get("delete_original"):
        if reply.about:
            reply.about.deleted = True
        state.touch()
        return
    _speak(state, reply, body, "response_url")


def take_command_ack(state: State, reply: Reply, payload: JSON) -> None:
    """Show the words that a slash command's acknowledgement carried. The lock is held."""
    if payload.get("text") or payload.get("blocks"):
        _speak(state, reply, payload, "acknowledgement")


def take_submission_ack(state: State, reply: Reply, view_id: str, payload: JSON) -> None:
    """Do what a submission's acknowledgement asks: errors, update, push, clear; nothing closes the modal."""
    view = state.views.all[view_id]
    action = payload.get("response_action")
    if action == "errors":
        view.errors = reply.errors = dict(payload.get("errors") or {})
        _errors_fit(state, view.payload(), reply.errors)
    elif action == "update":
        state.rehash(view, view_body(state, payload, {"modal"}))
        reply.views.append(view)
    elif action == "push":
        above = state.new_view(reply.user, view_body(state, payload, {"modal"}))
        state.views.push(above)
        reply.views.append(above)
    else:
        state.views.close(reply.user, everything=action == "clear")
    state.touch()


def note_refusal(state: State, method: str, body: JSON, error: SlackError) -> None:
    """Write down that an answer was refused, where `Workspace.violations` finds it."""
    call = Call(method, state.clock(), body, status=400, error=error.name, details=error.details)
    state.ledger.calls.append(call)
    state.touch()


def _speak(state: State, reply: Reply, body: JSON, via: str) -> None:
    version = version_of(state, body)
    original = reply.about
    if body.get("replace_original") and original is not None and not original.deleted:
        original.versions.append(version)
        said = original
        state.touch()
    else:
        only_for = "" if body.get("response_type") == "in_channel" else reply.user
        thread = str(body.get("thread_ts") or "")
        said = state.say(reply.channel, BOT, version, via, thread_ts=thread, only_for=only_for)
    if said not in reply.messages:
        reply.messages.append(said)


def _errors_fit(state: State, view: JSON, errors: dict[str, str]) -> None:
    """Slack shows an error only below an input block; anywhere else the submission fails."""
    inputs = {block["block_id"] for block in view["blocks"] if block["type"] == "input"}
    for lost in errors.keys() - inputs:
        note_refusal(state, "view_submission", {"errors": errors}, SlackError(f"no input block {lost!r}"))
