"""A case's steps: each from the states that it starts from, and what it waited is counted once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from bot.feedback import Case
from bot.store import cases
from bot.store.database import reading, writing
from cast import US, intake, line, report
from clock import MONDAY

pytest_plugins = ["postgres"]

ANA, MEI = "U0ANA", "U0MEI"
HOUR = timedelta(hours=1)
UNTIL = MONDAY + timedelta(days=2)


@pytest.fixture
def step(engine):
    """Take a step of the one case there is, and say whether it was taken."""
    intake(engine).take(report([line(1, 1, "late")]), US)

    def taken(which, *args):
        with writing(engine) as session:
            return which(session, 1, *args)

    return taken


@pytest.fixture
def case(engine):
    """Read the case as it stands."""

    def stored():
        with reading(engine) as session:
            return session.get_one(Case, 1)

    return stored


def waits(step):
    assert step(cases.claim, ANA, MONDAY)
    assert step(cases.wait, ANA, "buyer", UNTIL, MONDAY)


PUT = {
    "open": (),
    "claimed": ((cases.claim, ANA, MONDAY),),
    "waiting": ((cases.claim, ANA, MONDAY), (cases.wait, ANA, "buyer", UNTIL, MONDAY)),
    "resolved": ((cases.claim, ANA, MONDAY), (cases.resolve, ANA, "refund", MONDAY)),
    "gone": ((cases.gone,),),
}
STEPS = {
    "claim": (cases.claim, (MEI, MONDAY), {"open"}),
    "release": (cases.release, (MEI, MONDAY), {"claimed", "waiting"}),
    "hand over": (cases.hand_over, (ANA, MEI, MONDAY), {"open", "claimed", "waiting"}),
    "wait": (cases.wait, (MEI, "carrier", UNTIL, MONDAY), {"claimed", "waiting"}),
    "go on": (cases.go_on, (MEI, MONDAY, cases.every_minute), {"waiting"}),
    "resolve": (cases.resolve, (MEI, "refund", MONDAY), {"claimed", "waiting"}),
    "reopen": (cases.reopen, (MEI, MONDAY), {"resolved", "gone"}),
    "gone": (cases.gone, (), {"open", "claimed", "waiting"}),
    "back": (cases.back, (), {"gone"}),
}


@pytest.mark.parametrize("state", PUT)
def test_every_step_is_taken_from_its_own_states_alone(engine, state):
    for number, (which, args, states) in enumerate(STEPS.values(), 1):
        intake(engine).take(report([line(number, 1, "late")]), US)
        with writing(engine) as session:
            for put, *given in PUT[state]:
                assert put(session, number, *given)

            assert which(session, number, *args) == (state in states)


def test_working_minutes_that_it_waited_add_up_however_it_stopped_waiting(step, case):
    waits(step)
    step(cases.go_on, ANA, MONDAY + HOUR, cases.every_minute)
    step(cases.wait, ANA, "amazon", UNTIL, MONDAY + 2 * HOUR)
    step(cases.release, MEI, MONDAY + 4 * HOUR, cases.every_minute)

    assert (case().state, case().owner, case().waited_minutes) == ("open", "", 180)
    assert (case().waiting_for, case().waiting_since, case().waiting_until) == ("", None, None)


def test_one_that_waits_longer_than_planned_has_waited_since_it_began_to(step, case):
    waits(step)

    step(cases.wait, ANA, "carrier", UNTIL + HOUR, MONDAY + HOUR)

    assert (case().waiting_for, case().waiting_since, case().waiting_until) == (
        "carrier",
        MONDAY,
        UNTIL + HOUR,
    )


def test_one_that_is_handed_over_while_it_waits_waits_on(step, case):
    waits(step)

    assert step(cases.hand_over, ANA, MEI, MONDAY)
    assert not step(cases.hand_over, ANA, MEI, MONDAY)
    assert (case().state, case().owner) == ("waiting", MEI)


def test_only_what_has_waited_until_its_moment_is_due_to_go_on(step, engine):
    waits(step)

    with writing(engine) as session:
        early = cases.due_to_go_on(session, UNTIL - HOUR)
        [(due, _)] = cases.due_to_go_on(session, UNTIL)

    assert early == []
    assert due.feedback_id == 1


def test_what_is_reopened_begins_afresh(step, case):
    waits(step)
    step(cases.resolve, ANA, "refund", MONDAY + HOUR, cases.every_minute)

    step(cases.reopen, MEI, MONDAY + HOUR)

    found = case()
    assert (found.state, found.owner, found.outcome, found.resolved_at) == ("open", "", "", None)
    assert (found.waiting_for, found.waited_minutes) == ("", 0)


def at_once(engine, *steps):
    """Take steps of the first case at the same time, each in a transaction of its own."""

    def taken(step):
        which, *args = step
        with writing(engine) as session:
            return which(session, 1, *args)

    with ThreadPoolExecutor(len(steps)) as pool:
        return list(pool.map(taken, steps))


def test_on_postgresql_one_of_twenty_wins_and_a_wait_that_two_end_counts_once(postgres):
    intake(postgres).take(report([line(1, 1, "late")]), US)

    claims = at_once(postgres, *((cases.claim, f"U{n:02}", MONDAY) for n in range(20)))
    at_once(postgres, (cases.wait, ANA, "buyer", UNTIL, MONDAY))
    ends = [(cases.go_on, ANA, MONDAY + HOUR, cases.every_minute)] * 4
    ended = at_once(postgres, *ends, (cases.resolve, MEI, "refund", MONDAY + HOUR, cases.every_minute))

    with reading(postgres) as session:
        found = session.get_one(Case, 1)
    assert sum(claims) == 1
    assert sum(ended[:4]) <= 1
    assert ended[4]
    assert (found.state, found.waited_minutes) == ("resolved", 60)
