"""What taking a report in costs: how many statements, and how long the record is held."""

from datetime import timedelta

from sqlalchemy import event

from cast import TODAY, US, intake, line, report


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


def note(owed: list[int], statement: str) -> None:
    owed[-1] += statement.startswith("INSERT INTO alert_item")
