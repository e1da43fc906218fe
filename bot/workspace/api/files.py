"""files.*: a place to send bytes to, and what became of them."""

from bot.workspace.files import PICTURES, StoredFile
from bot.workspace.ledger import Version
from bot.workspace.people import BOT, JSON
from bot.workspace.state import State
from bot.workspace.wire import SlackError, needed


def upload_url(state: State, args: JSON) -> JSON:
    """Reserve a file and return where its bytes go."""
    name = needed(args, "filename")
    file = reserve(state, name, BOT)
    file.alt_text = str(args.get("alt_txt") or "")
    return {"upload_url": f"{state.url}/upload/v1/{file.id}", "file_id": file.id}


def complete_upload(state: State, args: JSON) -> JSON:
    """Finish uploads; with a channel_id they are posted there, else they belong to nobody's channel."""
    done = [_complete(state, given) for given in args.get("files") or []]
    if not done:
        raise SlackError("invalid_arguments")
    if channel := args.get("channel_id"):
        spot = state.channel(str(channel)).id
        text = str(args.get("initial_comment") or "")
        version = Version(state.clock(), text, [])
        for file in done:
            file.channels.append(spot)
        state.say(spot, BOT, version, "files.completeUploadExternal", files=[f.info() for f in done])
    return {"files": [{"id": file.id, "title": file.title} for file in done]}


def info(state: State, args: JSON) -> JSON:
    """Return one file; each look brings a picture nearer to being processed."""
    file = state.files.get(needed(args, "file"))
    if file is None or not file.completed:
        raise SlackError("file_not_found")
    answer = {"file": file.info(), "comments": []}
    file.polls_left -= 1
    return answer


def delete(state: State, args: JSON) -> JSON:
    """Delete a file."""
    if state.files.pop(needed(args, "file"), None) is None:
        raise SlackError("file_not_found")
    return {}


def reserve(state: State, name: str, user: str) -> StoredFile:
    """Make room for a file that somebody is about to send."""
    file_id = state.new_id("F")
    file = StoredFile(file_id, name, user, f"{state.url}/files-pri/{file_id}/{name}")
    file.polls_left = state.picture_polls if file.kind in PICTURES else 0
    state.files[file_id] = file
    return file


def _complete(state: State, given: JSON) -> StoredFile:
    file = state.files.get(str(given.get("id")))
    if file is None or not file.content:
        raise SlackError("file_not_found")
    file.completed, file.title = True, str(given.get("title") or file.name)
    return file


METHODS = {
    "files.getUploadURLExternal": upload_url,
    "files.completeUploadExternal": complete_upload,
    "files.info": info,
    "files.delete": delete,
}
