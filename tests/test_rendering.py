"""From the record to what a message shows: outcomes of requests, guesses that were right, weeks before."""

from datetime import timedelta

from sqlmodel import select

from bot.config import settings_from
from bot.feedback import Feedback, Question
from bot.messages.card import cause_line
from bot.messages.removal import removal_lines
from bot.rendering import alert_card, digest_of
from bot.rendering.cards import removal_records
from bot.rendering.digests import causes_before
from bot.store import cases, questions
from bot.store.database import reading, writing
from cast import TODAY, US, intake, line, report
from clock import MONDAY
from knowledge.calibration import ENOUGH
from knowledge.removal import Record
from messages_cast import library

SETTINGS = settings_from(_env_file=None)
RUDE = "The seller is a bastard."
SUNDAY = TODAY - timedelta(days=1)


def take(engine, *lines):
    intake(engine).take(report(lines), US)


def ratings(session):
    return session.exec(select(Feedback).order_by(Feedback.id)).all()


def resolve(session, number, *outcomes):
    cases.claim(session, number, "U0ANA", MONDAY)
    assert cases.resolve(session, number, "U0ANA", ",".join(outcomes), MONDAY)


def confirm(session, feedback, problem="late-shipment", cause="longer-than-promised"):
    cases.correct(session, feedback, problem, cause, "U0ANA", MONDAY)


def test_what_amazon_made_of_requests_is_counted_by_ground_and_said_on_the_next_such_card(engine):
    take(engine, *(line(n, 1, RUDE) for n in range(4)))
    with writing(engine) as session:
        rated = ratings(session)
        resolve(session, rated[0].id, "refund", "removal-granted")
        resolve(session, rated[1].id, "removal-denied")
        resolve(session, rated[2].id, "removal-requested")

    with reading(engine) as session:
        records = removal_records(session)
        card = alert_card(session, library(), ratings(session)[3], MONDAY, SETTINGS)

    assert records == {"obscene-language": Record(1, 2)}
    assert "Your own requests on this ground: 1 of 2 granted." in "\n".join(removal_lines(card.removal, "en"))


def test_a_confidence_is_a_word_until_fifty_guesses_are_judged_and_then_also_a_number(engine):
    take(engine, *(line(n, 1, f"late {n}") for n in range(ENOUGH + 1)))

    with writing(engine) as session:
        *judged, last = ratings(session)
        for feedback in judged[1:]:
            confirm(session, feedback)
        words = cause_line(alert_card(session, library(), last, MONDAY, SETTINGS), "en")
        confirm(session, judged[0])
        number = cause_line(alert_card(session, library(), last, MONDAY, SETTINGS), "en")

    assert "of 100" not in words
    assert "of 100 such guesses are right" in number


def test_a_first_guess_counts_once_by_what_people_said_last(engine):
    take(engine, line(1, 1, "late"), line(2, 1, "late, too"))

    with writing(engine) as session:
        first, second = ratings(session)
        confirm(session, first, "damaged", "damaged-or-badly-packed")
        confirm(session, first)
        confirm(session, second, "damaged", "damaged-or-badly-packed")

        assert cases.first_guesses(session, MONDAY - timedelta(days=30)) == (1, 2)
        assert cases.first_guesses(session, MONDAY + timedelta(days=1)) == (0, 0)


def test_a_digest_before_any_report_claims_no_absence(engine):
    with reading(engine) as session:
        found = digest_of(session, library(), SUNDAY, {})

    assert not found.reported
    assert found.blind


def test_a_digest_knows_what_waits_and_when_the_next_one_comes(engine):
    take(engine, line(1, 5, "Fine."))
    asked = Question(text="Why?", language="en", asked_by="U0ANA", channel="", asked_at=MONDAY)
    with writing(engine) as session:
        questions.note(session, asked)

    with reading(engine) as session:
        found = digest_of(session, library(), SUNDAY, {"next_at": MONDAY.isoformat()})

    assert (found.reported, found.questions, found.next_at) == (True, 1, MONDAY)


def test_a_storm_is_compared_with_the_week_before_it_began(engine):
    before = [line(n, 1, "late", TODAY - timedelta(days=9)) for n in range(2)]
    take(engine, *before, line(50, 5, "Fine.", TODAY - timedelta(days=20)))
    take(engine, *(line(n, 1, "late", TODAY - timedelta(days=n % 3)) for n in range(10, 40)))

    with reading(engine) as session:
        storm = [each for each in ratings(session) if each.rated_on > TODAY - timedelta(days=5)]
        counted = causes_before(session, [each for each in storm if each.rating == 1])

    assert counted == {("late-shipment", "longer-than-promised"): 2}


def test_a_storm_without_a_known_week_before_is_compared_with_nothing(engine):
    take(engine, *(line(n, 1, "late") for n in range(30)))

    with reading(engine) as session:
        assert causes_before(session, ratings(session)) is None
        assert causes_before(session, []) is None
