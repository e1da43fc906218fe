"""From the record to what a message shows: outcomes of requests, guesses that were right, weeks before."""

from datetime import timedelta

from sqlmodel import select

from bot.config import settings_from
from bot.feedback import Feedback, Question
from bot.intake import Place
from bot.messages.card import cause_line
from bot.messages.removal import removal_lines
from bot.rendering import alert_card, digest_of
from bot.rendering.cards import removal_records
from bot.rendering.digests import Reach, causes_before
from bot.store import cases, questions
from bot.store.database import reading, writing
from bot.store.overdue import past_due
from cast import TODAY, US, intake, line, order, report
from clock import MONDAY
from desk import show
from knowledge.calibration import ENOUGH
from knowledge.removal import Record
from messages_cast import library

EU = Place("eu", "US")
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


def test_a_digest_counts_the_cases_and_questions_of_its_own_channel_and_links_what_is_past_due(engine):
    take(engine, line(1, 1, "late"), line(2, 1, "late"))
    intake(engine).take(report([line(3, 1, "late"), line(4, 5, "Fine.")]), EU)
    show(engine, MONDAY)
    with writing(engine) as session:
        ours, _, theirs = (rated for rated in ratings(session) if rated.rating == 1)
        confirm(session, theirs)
        resolve(session, ours.id, "refund")
        asked = {"text": "Why?", "language": "en", "asked_by": "U0ANA", "asked_at": MONDAY}
        for channel in ("C2", "D0ANA"):
            session.add(Question(channel=channel, **asked))
    eu = Reach(
        lambda account, _: account == "eu",
        lambda session, places: past_due(session, places, SETTINGS, MONDAY + timedelta(hours=5)),
        ("C1",),
    )

    with reading(engine) as session:
        payload = {"archive": "https://team.slack.com/"}
        all_of_it = digest_of(session, library(), TODAY, payload)
        found = digest_of(session, library(), TODAY, payload, eu)

    assert (all_of_it.cases.unclaimed, all_of_it.cases.resolved) == (2, 1)
    assert (found.cases.unclaimed, found.cases.resolved, found.first_guesses) == (1, 0, (1, 1))
    assert found.questions == 2
    assert digest_questions(engine, ("C2",)) == 1
    assert found.cases.past_due.total == 1
    [shown] = found.cases.past_due.shown
    assert shown.rating.order_id == order(3)
    assert shown.address.startswith("https://team.slack.com/archives/C0FEEDBACK/p")


def digest_questions(engine, elsewhere):
    with reading(engine) as session:
        return digest_of(session, library(), TODAY, {}, Reach(elsewhere=elsewhere)).questions


def test_praise_is_known_only_where_a_source_told_of_all_stars(engine):
    take(engine, line(1, 5, "Well packed."))
    intake(engine).take(report([line(2, 2, "late"), line(3, 3, "late")]), EU)

    with reading(engine) as session:
        found = digest_of(session, library(), TODAY, {})
        low = digest_of(session, library(), TODAY, {}, Reach(lambda account, _: account == "eu"))

    assert (found.praise_known, found.praise_unknown_in) == (True, ("US",))
    assert not low.praise_known


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
