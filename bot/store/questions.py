"""The questions that the pages don't answer: noted, answered once by a lead, and kept as the team's rules."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, String, cast, func, update
from sqlmodel import Session, col, select

from bot.feedback import Post, Question

ANSWER = "answer"
"""The kind of the post that tells an asker; its slot is the question's id."""


def note(session: Session, question: Question) -> None:
    """Keep a question for the lead; the same one that its asker has waiting already is kept once."""
    same = select(Question.id).where(
        _waits(), Question.text == question.text, Question.asked_by == question.asked_by
    )
    if session.exec(same.limit(1)).first() is None:
        session.add(question)


def waiting(session: Session, elsewhere: Collection[str] = ()) -> int:
    """Count the questions that wait, without those asked in the channels `elsewhere`."""
    here = col(Question.channel).not_in(elsewhere)
    return session.exec(select(func.count()).select_from(Question).where(_waits(), here)).one()


def page(session: Session, first: int, limit: int) -> Sequence[Question]:
    """Read up to `limit` questions that wait, oldest first, from the `first` one on (0 is the oldest)."""
    oldest = select(Question).where(_waits()).order_by(col(Question.asked_at), col(Question.id))
    return session.exec(oldest.offset(first).limit(limit)).all()


def answer(session: Session, question: Question, words: str, who: str, now: datetime) -> bool:
    """Answer a question, and everybody else's of the same words; False when it was answered already."""
    row = select(Question.id).where(Question.id == question.id, _waits()).with_for_update()
    if session.exec(row).first() is None:
        return False
    same = update(Question).where(_waits(), col(Question.text) == question.text)
    session.execute(same.values(answer=words, answered_by=who, answered_at=now))
    return True


def answered(session: Session) -> Sequence[Question]:
    """Read the questions that have an answer, oldest answer first."""
    found = select(Question).where(Question.answer != "", Question.text != "")
    return session.exec(found.order_by(col(Question.answered_at), col(Question.id))).all()


def untold(session: Session) -> Sequence[Question]:
    """Read the answered questions of people to whom no post is owed yet."""
    told = select(Post.slot).where(Post.kind == ANSWER)
    return session.exec(
        select(Question)
        .where(Question.answer != "", Question.asked_by != "", cast(col(Question.id), String).not_in(told))
        .order_by(col(Question.id))
    ).all()


def _waits() -> ColumnElement[bool]:
    return col(Question.answered_at).is_(None) & (col(Question.text) != "")
