"""views.*: modals opened, pushed, updated; App Home published."""

from bot.workspace.blocks import check_view
from bot.workspace.people import JSON
from bot.workspace.state import State
from bot.workspace.views import STACK, View
from bot.workspace.wire import SlackError, needed


def opened(state: State, args: JSON) -> JSON:
    """Open a modal before the person whose trigger it is, in place of any other."""
    body = view_body(state, args, {"modal"})
    reply = state.pull_trigger(needed(args, "trigger_id"))
    state.views.close(reply.user, everything=True)
    return _put(state, reply.user, body, reply.views)


def pushed(state: State, args: JSON) -> JSON:
    """Put a modal on top of the open one; three may lie on each other."""
    body = view_body(state, args, {"modal"})
    reply = state.pull_trigger(needed(args, "trigger_id"))
    if len(state.views.stacks.get(reply.user, [])) >= STACK:
        raise SlackError("push_limit_reached")
    return _put(state, reply.user, body, reply.views)


def updated(state: State, args: JSON) -> JSON:
    """Change an open modal, found by its id or its external_id; a stale hash is refused."""
    body = view_body(state, args, {"modal", "home"})
    view = _find(state, args)
    if args.get("hash") and args["hash"] != view.hash:
        raise SlackError("hash_conflict")
    state.rehash(view, body)
    return {"view": view.payload()}


def published(state: State, args: JSON) -> JSON:
    """Set a person's App Home."""
    body = view_body(state, args, {"home"})
    user = state.person(needed(args, "user_id"))
    before = state.views.homes.get(user.id)
    if args.get("hash") and before is not None and args["hash"] != before.hash:
        raise SlackError("hash_conflict")
    if before is not None:
        state.rehash(before, body)
        return {"view": before.payload()}
    view = state.new_view(user.id, body)
    state.views.publish(view)
    state.touch()
    return {"view": view.payload()}


def view_body(state: State, args: JSON, types: set[str]) -> JSON:
    """Return the view that the arguments carry, checked as Slack checks it."""
    body = args.get("view")
    if not isinstance(body, dict):
        raise SlackError("invalid_arguments")
    check_view(body, types, state.files.ready)
    return body


def _put(state: State, user: str, body: JSON, followed: list[View]) -> JSON:
    view = state.new_view(user, body)
    state.views.push(view)
    followed.append(view)
    state.touch()
    return {"view": view.payload()}


def _find(state: State, args: JSON) -> View:
    external = args.get("external_id")
    for view in state.views.all.values():
        named = view.id == args.get("view_id") or (external and view.body.get("external_id") == external)
        if named and view.open:
            return view
    raise SlackError("not_found")


METHODS = {
    "views.open": opened,
    "views.push": pushed,
    "views.update": updated,
    "views.publish": published,
}
