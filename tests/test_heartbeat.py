"""The heartbeat: how it beats, what a tick looks at, and how it stops."""

import time
from datetime import UTC, datetime, timedelta
from threading import Event, Thread
from types import SimpleNamespace

import pytest

from jobs import schedule
from jobs.schedule import BEAT, DUE, Heartbeat, tick

HOUR = timedelta(hours=1)


@pytest.fixture
def done(monkeypatch):
    """What was done, in order; collecting from Amazon starts and stops on paper."""
    done = []

    class Collecting:
        def __init__(self, services):
            self.services = services

        def start(self):
            done.append(("collecting starts", self.services))

        def stop(self):
            done.append(("collecting stops", self.services))

    monkeypatch.setattr(schedule, "Collecting", Collecting)
    return done


@pytest.fixture
def services(done):
    """Services that note when their judgement is refreshed."""
    services = SimpleNamespace(name="the services")
    services.judgement = SimpleNamespace(refresh=lambda: done.append(("refreshed", services)))
    return services


def a_job(done, name):
    def job(services):
        done.append((name, services))

    return job


def test_a_tick_refreshes_the_judgement_and_does_every_job_in_turn(monkeypatch, services, done):
    monkeypatch.setattr(schedule, "DUE", (a_job(done, "first"), a_job(done, "second")))

    tick(services)

    assert done == [("refreshed", services), ("first", services), ("second", services)]


def test_a_job_that_fails_is_logged_by_name_and_the_next_is_done(monkeypatch, services, done, caplog):
    def broken(_services):
        raise ValueError("no")

    monkeypatch.setattr(schedule, "DUE", (broken, a_job(done, "second")))

    tick(services)

    assert done[-1] == ("second", services)
    assert "broken failed; the next tick tries again" in caplog.text


def test_no_job_is_due_twice_in_a_tick():
    assert len(DUE) == len(set(DUE)) > 0


def test_the_heart_beats_at_once_and_then_every_beat_one_at_a_time_however_late(monkeypatch, services, done):
    beaten = Event()
    monkeypatch.setattr(schedule, "tick", lambda _services: beaten.set())
    heartbeat = Heartbeat(services, HOUR)

    before = datetime.now(UTC)
    heartbeat.start()
    at_once = beaten.wait(10)
    [job] = heartbeat._scheduler.get_jobs()
    heartbeat.stop()

    assert at_once
    assert job.trigger.interval == HOUR
    assert (job.coalesce, job.max_instances, job.misfire_grace_time) == (True, 1, None)
    assert before + HOUR <= job.next_run_time <= datetime.now(UTC) + HOUR
    assert str(heartbeat._scheduler.timezone) == "UTC"


def test_without_being_told_it_beats_every_fifteen_seconds(services):
    assert Heartbeat(services)._beat == BEAT == timedelta(seconds=15)


def test_each_beat_is_counted_and_ticks_with_the_services(monkeypatch, services, done):
    monkeypatch.setattr(schedule, "tick", lambda given: done.append(("tick", given)))
    heartbeat = Heartbeat(services, timedelta(seconds=0.01))

    began = heartbeat.ticks
    heartbeat.start()
    wait_for(lambda: heartbeat.ticks >= 3)
    heartbeat.stop()

    ticks = [entry for entry in done if entry[0] == "tick"]
    assert (began, heartbeat.ticks) == (0, len(ticks))
    assert set(map(id, (given for _, given in ticks))) == {id(services)}


def test_collecting_runs_from_start_to_stop_beside_the_ticks(monkeypatch, services, done):
    monkeypatch.setattr(schedule, "tick", lambda _services: None)
    heartbeat = Heartbeat(services, HOUR)

    heartbeat.start()
    heartbeat.stop()

    assert done == [("collecting starts", services), ("collecting stops", services)]


def test_stopping_waits_for_a_tick_that_runs(monkeypatch, services):
    running, may_end = Event(), Event()

    def slow(_services):
        running.set()
        may_end.wait(10)

    monkeypatch.setattr(schedule, "tick", slow)
    heartbeat = Heartbeat(services, HOUR)
    heartbeat.start()
    running.wait(10)
    stopping = Thread(target=heartbeat.stop)
    stopping.start()
    stopping.join(0.05)
    waits = stopping.is_alive()
    may_end.set()
    stopping.join(10)

    assert (waits, stopping.is_alive(), heartbeat.ticks) == (True, False, 1)


def wait_for(happened) -> None:
    until = time.monotonic() + 10
    while not happened() and time.monotonic() < until:
        time.sleep(0.005)
    assert happened()
