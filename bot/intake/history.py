"""The history of a long report: unhappy ratings that were stored undiagnosed get their causes by and by."""

from sqlalchemy import Engine

from bot.store import ratings, tallies
from bot.store.database import reading, writing
from knowledge.diagnosis import Diagnostician

BATCH = 50
"""Ratings a transaction."""


def any_left(engine: Engine) -> bool:
    """Say whether any unhappy rating is not diagnosed yet."""
    with reading(engine) as session:
        return bool(ratings.undiagnosed(session, 1))


def catch_up(engine: Engine, diagnostician: Diagnostician, most: int = 1_000_000_000) -> int:
    """Diagnose up to `most` of them, the newest first; killed half-way, the next call goes on.

    Answers how many they were. It owes nothing: what is history is not alerted.
    """
    done = 0
    while done < most:
        with reading(engine) as session:
            left = ratings.undiagnosed(session, min(BATCH, most - done))
        if not left:
            break
        said = diagnostician.diagnose_all([(each.comment, each.rating) for each in left])
        found = {each.id: (each, (one.problem, one.cause)) for each, one in zip(left, said, strict=True)}
        with writing(engine) as session:
            for feedback in ratings.of_ids(session, found):
                read, causes = found[feedback.id]
                if not feedback.problem and feedback.comment == read.comment:
                    tallies.correct_cause(session, feedback, *causes)
        done += len(left)
    return done
