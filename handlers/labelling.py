"""The set-up screen: up to a hundred past comments, one after the other, each given its cause by a person.

Which comments, and in which order, is decided once and kept, so that anybody can go on where somebody
stopped. Every choice is kept at once; the diagnosis learns every few of them and at the end.
"""

import json
from contextlib import suppress
from typing import Any

from sqlmodel import Session

from bot.feedback import Feedback
from bot.messages import actions as names
from bot.messages import labelling as said
from bot.services import Busy
from bot.store import labels, posts
from bot.store.database import reading, writing
from handlers.shell import Asked, View
from knowledge.diagnosis import Diagnosis
from knowledge.labelling import Guessed, most_telling

LOOKED_AT = 400
"""The newest comments among which those that teach most are chosen; a second or so of diagnosing."""
LEARNT_EVERY = 5


def start(asked: Asked, _words: str = "") -> View | None:
    """Go on where the team stopped; the first time the comments are chosen, which takes a moment."""
    with reading(asked.services.engine) as session:
        numbers = labels.plan(session)
        if len(labels.done(session, numbers)) < len(numbers):
            return _next(session, asked, numbers, 0)
    client = asked.services.client
    opened = client.views_open(trigger_id=asked.body["trigger_id"], view=said.preparing(asked.language))
    numbers = _chosen(asked, numbers)
    with reading(asked.services.engine) as session:
        shown = _next(session, asked, numbers, 0)
    client.views_update(view_id=opened["view"]["id"], view=shown)
    return None


def label(asked: Asked) -> View:
    """Keep the cause that was chosen, unless it was skipped, and show the next comment."""
    number = int(json.loads(asked.body["view"]["private_metadata"])["feedback"])
    with writing(asked.services.engine) as session:
        numbers, rated = labels.plan(session), session.get(Feedback, number)
        problem, _, cause = _choice(asked, number).partition("/")
        if rated and cause:
            guessed = _guess(_diagnosed(asked, rated))
            labels.label(session, rated, guessed, problem, cause, asked.person.id, asked.now)
            posts.touch_alert(session, number)
    asked.services.wake()
    with reading(asked.services.engine) as session:
        begin = numbers.index(number) + 1 if number in numbers else 0
        shown = _next(session, asked, numbers, begin)
        labelled = len(labels.done(session, numbers))
    if cause and (labelled % LEARNT_EVERY == 0 or "submit" not in shown):
        with suppress(Busy):  # what is kept is learnt with the next ones, or at the next start
            asked.services.work.submit(asked.services.judgement.learn)
    return shown


def _chosen(asked: Asked, numbers: list[int]) -> list[int]:
    """Decide what is asked about, after what was asked already, and keep it."""
    with reading(asked.services.engine) as session:
        past = labels.past(session, LOOKED_AT)
    known = set(numbers)
    guesses = [
        Guessed(rated.id, rated.comment, _diagnosed(asked, rated))
        for rated in past
        if rated.id is not None and rated.id not in known
    ]
    numbers = [*numbers, *most_telling(guesses, labels.MOST - len(numbers))]
    with writing(asked.services.engine) as session:
        labels.keep_plan(session, numbers, asked.person.id, asked.now)
    return numbers


def _next(session: Session, asked: Asked, numbers: list[int], begin: int) -> View:
    """Show the first comment from there on whose cause nobody has said; at the end, what came of it."""
    done = labels.done(session, numbers)
    place, rated = next(_waiting(session, numbers, done, begin), (len(numbers), None))
    progress = said.Progress(place, len(numbers), len(done), sum(done.values()))
    if rated is None:
        return said.finished(progress, asked.language)
    library = asked.services.judgement.now.library
    return said.label_modal(rated, _diagnosed(asked, rated), library, progress, asked.language)


def _waiting(session: Session, numbers: list[int], done: dict[int, bool], begin: int) -> Any:  # noqa: ANN401
    for place, number in enumerate(numbers[begin:], begin + 1):
        rated = session.get(Feedback, number)
        if number not in done and rated is not None and rated.comment:
            yield place, rated


def _choice(asked: Asked, number: int) -> str:
    """Read "problem/cause", from the whole playbook's menu if it was used; nothing where it was skipped."""
    values: dict[str, Any] = asked.body["view"]["state"]["values"]
    for name in (names.OTHER_CAUSE, names.CAUSE):
        picked = values.get(said.field_of(name, number), {}).get(name, {}).get("selected_option")
        if picked:
            return str(picked["value"])
    return said.SKIP


def _diagnosed(asked: Asked, rated: Feedback) -> Diagnosis:
    return asked.services.judgement.now.diagnostician.diagnose(rated.comment, rated.rating)


def _guess(found: Diagnosis) -> str:
    return f"{found.problem}/{found.cause}"
