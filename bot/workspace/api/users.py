"""auth.*, users.*, usergroups.*: who is who."""

from bot.workspace.people import APP, BOT, BOT_ID, JSON, TEAM
from bot.workspace.state import State
from bot.workspace.wire import SlackError, flag, needed


def auth_test(state: State, _args: JSON) -> JSON:
    """Say who the token belongs to."""
    return {
        "url": state.url + "/",
        "team": "Stand-in",
        "team_id": TEAM,
        "user": state.people[BOT].name,
        "user_id": BOT,
        "bot_id": BOT_ID,
        "app_id": APP,
        "is_enterprise_install": False,
    }


def users_info(state: State, args: JSON) -> JSON:
    """Return one person."""
    return {"user": state.person(needed(args, "user")).info(with_locale=flag(args, "include_locale"))}


def users_list(state: State, args: JSON) -> JSON:
    """Return everybody, on one page."""
    with_locale = flag(args, "include_locale")
    members = [person.info(with_locale=with_locale) for person in state.people.values()]
    return {"members": members, "response_metadata": {"next_cursor": ""}}


def group_users(state: State, args: JSON) -> JSON:
    """Return the members of a user group."""
    group = needed(args, "usergroup")
    if group not in state.groups:
        raise SlackError("no_such_subteam")
    return {"users": list(state.groups[group])}


def groups_list(state: State, _args: JSON) -> JSON:
    """Return the user groups."""
    return {"usergroups": [{"id": group, "handle": group.lower(), "name": group} for group in state.groups]}


METHODS = {
    "auth.test": auth_test,
    "users.info": users_info,
    "users.list": users_list,
    "usergroups.list": groups_list,
    "usergroups.users.list": group_users,
}
