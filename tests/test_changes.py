"""What reports change about a known rating: case, history, message and thread follow, each once."""

from datetime import timedelta
from itertools import count

import pytest
from sqlmodel import select

from bot.feedback import AlertItem, Case, Event, Feedback, Post
from bot.intake import AlertRule
from bot.store import cases, news, vanished
from bot.store.database import reading, writing
from cast import US, intake, line, report
from clock import MONDAY
from desk import show

LATER = MONDAY + timedelta(hours=1)


@pytest.fixture
def told(engine):
    """A known negative, whose message is shown; read new reports of it by calling this."""

    hours = count()

    def take(stars=1, comment="late", response="", rule=None):
        intake(engine, LATER + timedelta(hours=next(hours)), rule).take(
            report([line(1, stars, comment, response=response)]), US
        )

    take()
    show(engine, MONDAY)
    return take


def state(engine):
    with reading(engine) as session:
        return session.get_one(Case, 1).state


def lines(engine):
    """What was said in threads: what happened, in the order of saying it."""
    with reading(engine) as session:
        posts = session.exec(select(Post).where(Post.kind == news.KIND).order_by(Post.created_at)).all()
        return [each for post in posts for each in post.payload["told"]]


def work(engine, step, *args, at=MONDAY):
    with writing(engine) as session:
        assert step(session, 1, *args, at)


def test_a_rating_that_was_raised_is_over_and_its_thread_says_so_once(engine, told):
    work(engine, cases.claim, "U0ANA")

    told(4)
    told(4)

    assert state(engine) == "gone"
    assert lines(engine) == [["edited", "1 -> 4"]]


def test_lowered_again_it_is_taken_up_by_whoever_had_it_and_alerted_no_second_time(engine, told):
    work(engine, cases.claim, "U0ANA")

    for stars in (4, 1, 4, 1):
        told(stars)

    with reading(engine) as session:
        assert len(session.exec(select(AlertItem)).all()) == 1
        assert session.get_one(Case, 1).owner == "U0ANA"
    assert state(engine) == "claimed"
    assert lines(engine) == [["edited", "1 -> 4"], ["edited", "4 -> 1"]] * 2


def test_what_was_resolved_is_taken_up_again_when_the_buyer_lowers_it_anew(engine, told):
    work(engine, cases.claim, "U0ANA")
    work(engine, cases.resolve, "U0ANA", "refund")

    told(5)
    resolved = state(engine)
    told(2)

    assert resolved == "resolved"
    assert state(engine) == "claimed"


def test_a_change_within_the_negatives_leaves_the_case_as_it_is(engine, told):
    work(engine, cases.claim, "U0ANA")
    work(engine, cases.resolve, "U0ANA", "refund")

    told(2)

    assert state(engine) == "resolved"
    assert lines(engine) == [["edited", "1 -> 2"]]


def test_where_neutrals_are_alerted_a_neutral_is_still_a_case(engine, told):
    told(3, rule=AlertRule(max_stars=3))

    assert state(engine) == "open"


def test_a_waiting_case_waits_on_when_its_rating_is_back(engine, told):
    until = MONDAY + timedelta(days=3)
    work(engine, cases.claim, "U0ANA")
    work(engine, cases.wait, "U0ANA", "carrier", until)

    told(5)
    told(1)

    with reading(engine) as session:
        case = session.get_one(Case, 1)
        assert (case.state, case.waiting_for, case.waiting_until) == ("waiting", "carrier", until)


def test_a_positive_that_becomes_a_negative_is_alerted_once(engine):
    for stars in (5, 1, 1):
        intake(engine, LATER).take(report([line(2, stars, "late")]), US)

    with reading(engine) as session:
        assert len(session.exec(select(AlertItem)).all()) == 1
    assert lines(engine) == []


def test_a_public_reply_is_told_once_when_it_is_up(engine, told):
    told(response="Sorry, refunded.")
    told(response="Sorry, refunded.")

    assert lines(engine) == [["replied", ""]]
    with reading(engine) as session:
        assert session.exec(select(Event.who).where(Event.action == "replied")).all() == ["amazon"]


def test_several_changes_in_one_report_make_one_line(engine, told):
    told(2, "late and rude", "Sorry.")

    assert lines(engine) == [["edited", "1 -> 2"], ["reworded", ""], ["replied", ""]]
    with reading(engine) as session:
        assert len(session.exec(select(Post).where(Post.kind == news.KIND)).all()) == 1


def miss(engine, *reports):
    with writing(engine) as session:
        return [vanished.miss(session, 1, each, LATER) for each in reports]


def test_what_vanishes_is_over_told_once_and_back_as_it_was_when_it_returns(engine, told):
    work(engine, cases.claim, "U0ANA")

    gone = miss(engine, "r1", "r2")
    over = state(engine)
    told()
    told()

    assert gone == [False, True]
    assert over == "gone"
    assert state(engine) == "claimed"
    assert lines(engine) == [["vanished", ""], ["returned", ""]]


def test_a_resolved_case_stays_resolved_when_its_rating_vanishes_and_returns(engine, told):
    work(engine, cases.claim, "U0ANA")
    work(engine, cases.resolve, "U0ANA", "removal-granted")

    miss(engine, "r1", "r2")
    told()

    assert state(engine) == "resolved"


def test_what_vanished_and_returns_raised_stays_over(engine, told):
    told(5)
    miss(engine, "r1", "r2")
    told(5)

    assert state(engine) == "gone"


def test_nothing_is_said_while_the_message_itself_is_still_to_be_sent(engine):
    for stars in (1, 2):
        intake(engine, LATER).take(report([line(3, stars, "late")]), US)

    assert lines(engine) == []


def test_the_same_change_seen_again_after_a_restore_is_the_same_line(engine, told):
    with writing(engine) as session:
        session.get_one(Feedback, 1).rating = 1
    told(4)
    with reading(engine) as session:
        first = session.exec(select(Post.id).where(Post.kind == news.KIND)).all()
    with writing(engine) as session:
        for each in session.exec(select(Event).where(Event.action == "edited")):
            session.delete(each)
        session.get_one(Feedback, 1).rating = 1
    told(4)

    with reading(engine) as session:
        assert session.exec(select(Post.id).where(Post.kind == news.KIND)).all() == first
