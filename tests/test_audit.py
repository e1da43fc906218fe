"""The audit as other programs read it."""

import json
from datetime import timedelta

from click.testing import CliRunner

from bot.cli import starkeeper
from bot.store import events
from bot.store.database import reading, writing
from bot.workspace import ANA, GUEST
from cast import HEADER, US, intake, line, order, report
from clock import MONDAY


def test_the_audit_lists_what_was_done_and_what_was_refused_with_the_orders(engine, monkeypatch):
    intake(engine).take(report([line(1, 1, "Came late.")]), US)
    with writing(engine) as session:
        events.record(session, ANA, "claimed", MONDAY, "some words", feedback_id=1)
        events.record(session, GUEST, "claim", MONDAY, feedback_id=1, refused=True)
        events.record(session, ANA, "request checked", MONDAY, order_id=order(9))
    monkeypatch.setenv("DATABASE_URL", str(engine.url))

    said = CliRunner().invoke(starkeeper, ["audit", "--json"])

    found, at = json.loads(said.stdout), MONDAY.isoformat()
    assert {"at": at, "who": ANA, "action": "claimed", "order": order(1)} in found["events"]
    assert found["events"][-1]["order"] == order(9)
    assert found["refused"] == [{"at": at, "who": GUEST, "action": "claim", "order": order(1)}]
    assert "some words" not in said.stdout


def test_the_audit_is_a_table_for_people_and_begins_on_the_day_they_name(engine, monkeypatch):
    with writing(engine) as session:
        events.record(session, ANA, "shared", MONDAY - timedelta(days=3))
        events.record(session, GUEST, "claim", MONDAY, order_id=order(1), refused=True)
        events.record(session, ANA, "counts entered", MONDAY)
    monkeypatch.setenv("DATABASE_URL", str(engine.url))

    since = CliRunner().invoke(starkeeper, ["audit", "--since", "2026-11-22"])
    nothing = CliRunner().invoke(starkeeper, ["audit", "--since", "2026-11-24"])

    assert since.stdout.splitlines() == [
        "when (UTC)        who      what            order",
        "2026-11-23 09:00  U0GUEST  claim           113-0000001-0000001  refused",
        "2026-11-23 09:00  U0ANA    counts entered",
        "1 done, 1 refused.",
    ]
    assert nothing.stdout == "0 done, 0 refused.\n"


def test_what_the_command_line_does_is_in_the_audit(engine, monkeypatch, tmp_path):
    monkeypatch.setenv("DATABASE_URL", str(engine.url))
    file = tmp_path / "report.txt"
    file.write_text("\n".join([HEADER, line(1, 1, "Came late."), ""]))
    run = CliRunner().invoke

    done = [
        run(starkeeper, ["import", str(file), "--marketplace", "US"]),
        run(starkeeper, ["erase", order(1)]),
        run(starkeeper, ["erase", order(2)]),
        run(starkeeper, ["export", "scorecards"]),
        run(starkeeper, ["backup", str(tmp_path / "copy.db")]),
        run(starkeeper, ["restore", str(tmp_path / "copy.db")]),
    ]

    assert [each.exit_code for each in done] == [0, 0, 2, 0, 0, 0]
    with reading(engine) as session:
        noted = [(e.action, about) for e, about in events.audit(session) if e.who == "command line"]
    assert noted == [
        ("report imported", ""),
        ("words erased", order(1)),
        ("exported", ""),
        ("backup restored", ""),
    ]
