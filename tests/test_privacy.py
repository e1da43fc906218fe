"""Words of people go after a while, or on request, wherever they are; the counts stay."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from click.testing import CliRunner
from sqlmodel import select

from bot.cli import starkeeper
from bot.config import settings_from
from bot.feedback import HAS_WORDS, Case, Correction, Event, Feedback, Post, Question
from bot.messages import actions as names
from bot.scorecard.spans import Span
from bot.services import Services
from bot.store import cases, posts, questions, retention
from bot.store.database import reading, writing
from bot.store.installation import install
from bot.store.record import rating_record
from cast import TODAY, US, intake, line, order, report
from clock import MONDAY, RunningClock
from jobs.retention import BATCH, remove_old_words
from jobs.schedule import tick
from shop import open_shop

pytest_plugins = ["postgres"]

CANARY = "zanzibar"
WORDS = f"Came weeks late, {CANARY} and nobody answered."


def everything_said(session, number, problem="outside"):
    """Leave words in every place that takes them."""
    feedback = session.get_one(Feedback, number)
    cases.correct(session, feedback, problem, f"{CANARY} flood", "UANA", MONDAY)
    cases.claim(session, number, "UANA", MONDAY)
    cases.resolve(session, number, "UANA", "refund", MONDAY)
    for action in (names.NOTE, names.LESSON):
        cases.record(session, number, "UANA", action, MONDAY, f"{CANARY} called")
    asked = {"text": f"May I write to {CANARY} about {order(number)}?", "answer": CANARY}
    session.add(Question(**asked, language="en", asked_by="UANA", channel="C1", asked_at=MONDAY))


def kept(folder):
    """Say whether any file of the database still holds the canary."""
    return [file.name for file in folder.glob("*.db*") if CANARY.encode() in file.read_bytes()]


def counts(engine):
    with reading(engine) as session:
        return rating_record(session, "main", "US").tally(Span(TODAY - timedelta(days=400), TODAY))


@pytest.fixture
def services(engine, clock):
    """What a job is handed, for the database with one negative and all that was said about it."""
    taught = []
    learner = SimpleNamespace(learn=lambda: taught.append(cases_taught(engine)), taught=taught)
    settings = settings_from(_env_file=None)
    asleep = [None, lambda _: None, lambda: None]
    services = Services(settings, engine, learner, None, clock, *asleep)
    with writing(engine) as session:
        install(session, MONDAY)
    rows = [line(1, 1, WORDS, response=f"Sorry, {CANARY}!"), line(2, 5, "All fine.")]
    intake(engine).take(report(rows), US)
    with writing(engine) as session:
        everything_said(session, 1)
    return services


def cases_taught(engine):
    with reading(engine) as session:
        return cases.corrections(session)


def details(engine):
    with reading(engine) as session:
        return [(event.action, event.detail) for event in cases.history(session, 1)]


def test_after_the_retention_time_no_word_is_left_and_every_count_is(services, clock, tmp_path):
    before = counts(services.engine)
    clock.pass_by(days=541)

    remove_old_words(services)

    assert counts(services.engine) == before
    assert kept(tmp_path) == []
    assert services.judgement.taught == [[]]


def test_a_day_earlier_every_word_is_still_there(services, clock):
    clock.pass_by(days=540)

    remove_old_words(services)

    with reading(services.engine) as session:
        assert session.get_one(Feedback, 1).comment == WORDS
        assert session.get_one(Feedback, 1).purged_at is None


def test_an_answered_question_is_the_teams_rule_and_outlives_the_retention_time(services, clock):
    rule = {"text": "May we sing?", "answer": "Never.", "answered_by": "UMEI", "answered_at": MONDAY}
    asked = Question(**rule, language="en", asked_by="UANA", channel="C1", asked_at=MONDAY)
    with writing(services.engine) as session:
        session.add(asked)
    clock.pass_by(days=541)

    remove_old_words(services)

    with reading(services.engine) as session:
        assert [each.text for each in questions.answered(session)] == ["May we sing?"]


def test_what_is_left_of_a_case_says_what_was_done_but_not_in_whose_words(services, clock):
    clock.pass_by(days=541)

    remove_old_words(services)

    with reading(services.engine) as session:
        case, [correction] = session.get_one(Case, 1), session.exec(select(Correction)).all()
    assert (case.problem, case.cause, case.outcome) == ("outside", "outside", "refund")
    assert [candidate["evidence"] for candidate in case.candidates] == [[]]
    assert ("resolved", "refund") in details(services.engine)
    cause = "late-shipment/longer-than-promised -> outside/outside"
    assert ("cause set", cause) in details(services.engine)
    assert ("note", "") in details(services.engine)
    assert (correction.problem, correction.cause, correction.comment) == ("outside", "outside", "")


def test_the_message_that_showed_them_is_owed_an_edit(services, clock):
    with writing(services.engine) as session:
        posts.bind_items(session, lambda _: "C1", MONDAY)
        post = posts.post_of(session, 1)
    clock.pass_by(days=541)

    remove_old_words(services)

    with reading(services.engine) as session:
        assert session.get_one(Post, post.id).wanted == post.wanted + 1


def test_words_kept_with_a_post_go_and_its_numbers_stay(services, clock):
    with writing(services.engine) as session:
        post = posts.owe_post(session, "first-run", "C1", "XX", MONDAY, payload={"says": CANARY, "n": 3})
        post.state = "skipped"
    clock.pass_by(days=541)

    remove_old_words(services)

    with reading(services.engine) as session:
        assert session.get_one(Post, post.id).payload == {"n": 3}


def test_a_flood_is_removed_in_several_ticks_and_then_it_rests_for_a_day(services, clock, monkeypatch):
    monkeypatch.setattr("jobs.retention.BATCHES", 2)
    intake(services.engine).take(report([line(n, 4, "Good.") for n in range(10, 15 + 2 * BATCH)]), US)
    clock.pass_by(days=541)

    left = []
    for _ in range(2):
        remove_old_words(services)
        with reading(services.engine) as session:
            left.append(len(session.exec(select(Feedback.id).where(HAS_WORDS)).all()))
    intake(services.engine).take(report([line(5000, 4, "Good.")]), US)
    remove_old_words(services)

    with reading(services.engine) as session:
        left.append(len(session.exec(select(Feedback.id).where(HAS_WORDS)).all()))
    assert left == [7, 0, 1]


def test_notes_younger_than_the_retention_time_stay(services, clock):
    clock.pass_by(days=300)
    with writing(services.engine) as session:
        cases.record(session, 1, "UMEI", names.NOTE, clock(), "looked at it again")
        session.get_one(Feedback, 1).sqlmodel_update({"comment": "", "response": ""})
    clock.pass_by(days=300)

    remove_old_words(services)

    assert [detail for action, detail in details(services.engine) if action == "note"][-2:] == [
        "",
        "looked at it again",
    ]


def test_one_order_is_erased_on_request_and_no_import_brings_it_back(services, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'starkeeper.db'}")
    engine = services.engine

    erased = CliRunner().invoke(starkeeper, ["erase", order(1)])
    same = intake(engine).take(report([line(1, 1, WORDS, response=CANARY)]), US)
    edited = intake(engine).take(report([line(1, 2, WORDS, response=CANARY)]), US)
    unknown = CliRunner().invoke(starkeeper, ["erase", order(9)])

    assert erased.exit_code == 0, erased.output
    assert (same.changed, edited.changed) == (0, 1)
    assert kept(tmp_path) == []
    assert unknown.exit_code == 2
    assert "no rating of order" in unknown.stderr
    with reading(engine) as session:
        assert session.get_one(Feedback, 2).comment == "All fine."


def test_a_posted_comment_is_replaced_by_the_word_that_it_was_removed(tmp_path):
    with open_shop(tmp_path, RunningClock()) as shop:
        shop.take([line(1, 1, WORDS), line(2, 5, "All fine.")])
        [alert] = [each for each in shop.settled() if CANARY in str(each.blocks)]

        shop.clock.pass_by(days=541)
        tick(shop.bot.services)
        shop.settled()

        assert CANARY not in str(alert.blocks) + alert.text
        assert "removed after 541 days" in shop.slack.plain(alert)
        assert kept(tmp_path) == []


def test_postgresql_forgets_the_same(postgres, clock):
    with writing(postgres) as session:
        install(session, MONDAY)
    intake(postgres).take(report([line(1, 1, WORDS), line(2, 2, WORDS)]), US)
    with writing(postgres) as session:
        numbers = session.exec(select(Feedback.id).order_by(Feedback.order_id)).all()
        for number in numbers:
            everything_said(session, number)
        posts.owe_post(session, "first-run", "C1", "XX", MONDAY, payload={"says": CANARY}).state = "sent"

    with writing(postgres) as session:
        erased = retention.erase(session, order(1), MONDAY)
        purged = retention.purge_ratings(session, TODAY + timedelta(days=1), MONDAY, BATCH)
        retention.purge_words(session, MONDAY + timedelta(days=1))
    retention.empty_log(postgres)

    assert (erased, purged) == (1, 1)
    with reading(postgres) as session:
        for table in (Feedback, Case, Event, Correction, Question, Post):
            assert CANARY not in str(session.exec(select(table)).all())
