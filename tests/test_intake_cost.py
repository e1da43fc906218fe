"""What taking a report in costs: how many statements, and how long the record is held."""

from datetime import timedelta

from sqlalchemy import event, text

from bot.store.database import reading
from cast import TODAY, US, intake, line, report

pytest_plugins = ["postgres"]


def test_two_thousand_rows_are_a_few_statements(engine):
    statements = []
    event.listen(engine, "before_cursor_execute", lambda *call: statements.append(call[2]))

    intake(engine).take(report([line(n, 5, "great", TODAY - timedelta(days=n % 3)) for n in range(2000)]), US)
    first, statements[:] = len(statements), []
    intake(engine).take(report([line(n, 5, "great", TODAY - timedelta(days=n % 3)) for n in range(2000)]), US)

    assert first <= 30
    assert len(statements) <= 20


def test_the_write_lock_is_held_for_fifty_alerts_at_most(engine):
    owed = [0]
    event.listen(engine, "begin", lambda _: owed.append(0))
    event.listen(engine, "before_cursor_execute", lambda *call: note(owed, call[2]))

    intake(engine).take(report([line(n, 1, "late") for n in range(120)]), US)

    assert sum(owed) == 120
    assert max(owed) == 50


def test_postgresql_is_told_of_much_that_came_in_and_does_not_take_it_for_a_few_rows(postgres, monkeypatch):
    monkeypatch.setattr("bot.intake.taking.MANY", 50)

    intake(postgres).take(report([line(n, 5, "great") for n in range(60)]), US)

    with reading(postgres) as session:
        known = session.execute(
            text("SELECT reltuples FROM pg_class WHERE relname = 'feedback'")
        ).scalar_one()
    assert known == 60


def note(owed: list[int], statement: str) -> None:
    owed[-1] += statement.startswith("INSERT INTO alert_item")
