"""What doctor says of the record: its version, what came in, what is owed, what is kept."""

from datetime import timedelta

import pytest
from sqlalchemy import text

from bot.config import settings_from
from bot.doctor.finding import Finding
from bot.doctor.record import record
from bot.store import installation, posts
from bot.store.database import reading, writing
from cast import US, intake, line, report
from clock import MONDAY

pytest_plugins = ["postgres"]

DAY = timedelta(days=1)


def said(url: object, now=MONDAY, **given: object) -> dict[str, Finding]:
    settings = settings_from(_env_file=None, database_url=str(url), **given)
    return {each.what: each for each in record(settings, now)}


@pytest.fixture
def looked(engine):
    return lambda **given: said(engine.url, **given)


def test_a_database_that_is_not_there_is_not_made(tmp_path):
    found = said(f"sqlite:///{tmp_path / 'none.db'}")

    assert list(found) == ["Database"]
    assert (found["Database"].state, found["Database"].says) == ("note", "sqlite, not made yet")
    assert list(tmp_path.iterdir()) == []


def test_the_newest_version_is_right(looked):
    found = looked()["Database"]

    assert found.state == "ok"
    assert found.says.startswith("sqlite, at version 0")


def test_a_postgresql_is_looked_at_in_the_same_way(postgres):
    found = said(postgres.url.render_as_string(hide_password=False))

    assert found["Database"].says.startswith("postgresql, at version 0")
    assert {"Ratings", "Messages", "Retention"} <= set(found)


@pytest.mark.parametrize(
    ("version", "state", "says"),
    [("0001", "note", "the next start brings it to"), ("9999", "wrong", "made by a newer Starkeeper")],
)
def test_another_version_is_named_and_left_as_it_is(engine, looked, version, state, says):
    with writing(engine) as session:
        session.execute(text(f"UPDATE alembic_version SET version_num = '{version}'"))

    found = looked()

    assert list(found) == ["Database"]
    assert found["Database"].state == state
    assert says in found["Database"].says
    with reading(engine) as session:
        assert session.execute(text("SELECT version_num FROM alembic_version")).scalar() == version


@pytest.mark.parametrize("url", ["sqlite:////nonexistent/x.db", "postgresql://user:canary@127.0.0.1:1/none"])
def test_a_database_that_does_not_open_says_so_and_shows_no_password(url):
    found = said(url)["Database"]

    assert found.state == "wrong"
    assert "canary" not in found.says + found.do


def test_no_ratings_yet_is_a_note_and_old_ones_too(engine, looked):
    before = looked()["Ratings"]
    intake(engine).take(report([line(1, 1, "late")]), US)

    fresh, old = looked(now=MONDAY + DAY), looked(now=MONDAY + 9 * DAY)

    assert (before.state, before.says) == ("note", "none yet")
    assert fresh["Ratings main US"].says == "last import 2026-11-23 09:00 UTC, 24 h ago"
    assert fresh["Ratings main US"].state == "ok"
    assert old["Ratings main US"].state == "note"


def test_what_slack_refused_is_wrong_until_somebody_decides(engine, looked):
    with writing(engine) as session:
        post = posts.owe_post(session, "notice", "C1", "x", MONDAY)
        quiet = looked()["Messages"]
        post.state = "dead"
        posts.park(session, "C1", "not_in_channel", MONDAY, DAY)

    found = list(record(settings_from(_env_file=None, database_url=str(engine.url)), MONDAY))
    told = [(each.state, each.says) for each in found if each.what == "Messages"]

    assert quiet.state == "ok"
    assert told == [("wrong", "1 dead"), ("wrong", "Slack refuses channel C1: not_in_channel")]


def test_what_is_owed_for_long_means_that_nothing_sends_it(engine, looked):
    intake(engine).take(report([line(1, 1, "late")]), US)

    soon, late = looked(now=MONDAY + DAY / 96)["Messages"], looked(now=MONDAY + DAY)["Messages"]

    assert (soon.state, soon.says) == ("ok", "1 owed")
    assert (late.state, late.says) == (
        "wrong",
        "1 owed; the oldest has been owed since 2026-11-23 09:00 UTC, 24 h ago",
    )


def test_words_that_are_kept_too_long_are_wrong(engine, looked):
    never = looked()["Retention"]
    with writing(engine) as session:
        installation.install(session, MONDAY)
        installation.mark_swept(session, MONDAY)

    right, late = looked(now=MONDAY + DAY)["Retention"], looked(now=MONDAY + 3 * DAY)["Retention"]

    assert [each.state for each in (never, right, late)] == ["note", "ok", "wrong"]
    assert late.says == "words are kept 540 days; last removed 2026-11-23 09:00 UTC, 3 days ago"
