"""By when a case is to be claimed and resolved."""

from datetime import timedelta

import pytest

from bot.config import settings_from
from bot.deadlines import NOT_DUE, due
from clock import MONDAY
from messages_cast import case, event

SETTINGS = settings_from(_env_file=None)
HOUR = timedelta(hours=1)


def at(moment, action):
    told = event(action)
    told.at = moment
    return told


def dues(of, *events):
    return due(of, events, SETTINGS.team(), SETTINGS)


def test_an_open_case_is_to_be_claimed_in_4_and_resolved_in_24_working_hours():
    assert dues(case(opened_at=MONDAY)) == (MONDAY + 4 * HOUR, MONDAY + 54 * HOUR)


def test_where_the_time_is_up_as_people_go_home_the_reminder_comes_next_morning():
    assert dues(case(opened_at=MONDAY + 5 * HOUR)).claim_by == MONDAY + 24 * HOUR


def test_a_claimed_case_has_its_time_from_the_opening_and_what_it_waited_besides():
    assert dues(case("claimed", opened_at=MONDAY)) == (None, MONDAY + 54 * HOUR)
    assert dues(case("claimed", opened_at=MONDAY, waited_minutes=180)).resolve_by == MONDAY + 57 * HOUR


def test_what_is_given_back_or_opened_again_begins_anew():
    opened, later = at(MONDAY, "opened"), MONDAY + 48 * HOUR

    given_back = dues(case(opened_at=MONDAY), opened, at(later, "released"))
    again = dues(case(opened_at=MONDAY), opened, at(later, "reopened"))

    assert given_back == (later + 4 * HOUR, MONDAY + 54 * HOUR)
    assert again == (later + 4 * HOUR, later + 54 * HOUR)


def test_a_reminder_that_came_is_not_to_come_until_the_case_lies_anew():
    opened, reminded = at(MONDAY, "opened"), at(MONDAY + 4 * HOUR, "reminded")
    later = MONDAY + 48 * HOUR

    told = dues(case(opened_at=MONDAY), opened, reminded)
    given_back = dues(case(opened_at=MONDAY), opened, reminded, at(later, "released"))

    assert told == (None, MONDAY + 54 * HOUR)
    assert given_back.claim_by == later + 4 * HOUR


@pytest.mark.parametrize("state", ["waiting", "resolved", "gone"])
def test_what_waits_or_is_over_is_not_due(state):
    assert dues(case(state)) == NOT_DUE
