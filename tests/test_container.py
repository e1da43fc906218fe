"""The container and the unit: nobody's process, and nothing writable but its data."""

import importlib.util
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

import sealed
from bot.clock import utc_now
from bot.intake import AlertRule, Intake
from bot.report import parse
from bot.sample import sample_reports
from bot.store import installation
from bot.store.database import open_database, writing
from bot.workspace import APP_TOKEN, BOT_TOKEN, FEEDBACK, Workspace
from cast import US, LatenessExpert

UNIT = (sealed.ROOT / "deploy" / "starkeeper.service").read_text(encoding="utf-8")
HEALTHY = sealed.ROOT / "deploy" / "healthy.py"
needs_seal = pytest.mark.skipif(not sealed.is_possible(), reason="needs root and mount namespaces")


@pytest.fixture
def box():
    """A sealed place; its database was installed eight days ago, so alerts and a digest are due."""
    folder = Path(tempfile.mkdtemp(prefix="box"))
    sealed.build(folder)
    engine = open_database(f"sqlite:///{folder / 'data' / 'starkeeper.db'}")
    with writing(engine) as session:
        installation.install(session, utc_now() - timedelta(days=8))
    today = utc_now().date()
    taking = Intake(engine, LatenessExpert(), AlertRule(), utc_now())
    taking.take(parse(sample_reports(today)[0].data, "US", today), US)
    engine.dispose()
    for each in (folder / "data").iterdir():
        shutil.chown(each, "nobody", "nogroup")
    yield folder
    shutil.rmtree(folder)


def ended(process: subprocess.Popen[str]) -> tuple[int, str]:
    said = "".join(process.communicate(timeout=60))
    return process.returncode, said


@needs_seal
def test_the_bot_runs_as_nobody_with_nothing_writable_but_its_data(box):
    now = utc_now()
    with Workspace() as slack:
        settings = {
            "SLACK_BOT_TOKEN": BOT_TOKEN,
            "SLACK_APP_TOKEN": APP_TOKEN,
            "SLACK_API_URL": slack.api_url,
            "FEEDBACK_CHANNEL": FEEDBACK,
            "DIGEST_AT": f"{now:%a} {now:%H}:00",
        }
        bot = sealed.start(box, ["python", "-m", "bot", "run"], **settings)
        try:
            slack.wait_for(lambda: any("New negative" in str(each.blocks) for each in slack.posted), 60)
            slack.wait_for(lambda: slack.state.files, 60)
            owner = Path(f"/proc/{bot.pid}").stat().st_uid
            bot.send_signal(signal.SIGTERM)
            code, log = ended(bot)
        finally:
            bot.kill()

    assert code == 0, log
    assert owner != 0
    assert "Traceback" not in log
    assert {each.name.split(".")[0] for each in (box / "data").iterdir()} == {"starkeeper"}


@needs_seal
@pytest.mark.parametrize(("place", "code"), [("app", 1), ("python", 1), ("data", 0), ("tmp", 0)])
def test_the_seal_holds(box, place, code):
    found, said = ended(sealed.start(box, ["touch", str(box / place / "x")]))

    assert found == code, said
    assert not code or "Read-only file system" in said


def test_the_image_holds_what_the_dockerfile_names_and_no_more():
    ignored = (sealed.ROOT / ".dockerignore").read_text(encoding="utf-8").split("\n")
    copied = re.findall(r"^COPY (\S+) ", sealed.DOCKERFILE, re.MULTILINE)

    assert "*" in ignored
    assert {each[1:] for each in ignored if each.startswith("!")} == set(copied)
    assert all((sealed.ROOT / each).exists() for each in copied)


def test_the_image_runs_as_a_user_without_rights_and_ends_on_sigterm():
    lines = sealed.DOCKERFILE.splitlines()

    assert "USER 10001" in lines
    assert "STOPSIGNAL SIGTERM" in lines
    assert "VOLUME /data" in lines
    assert lines.index("USER 10001") < lines.index("VOLUME /data")


def test_the_image_takes_only_what_is_pinned_by_hash_and_names_no_registry():
    installs = re.findall(r"pip install (.*)", sealed.DOCKERFILE)

    assert ["--require-hashes" in each and "requirements.txt" in each for each in installs] == [True]
    assert "://" not in sealed.DOCKERFILE
    assert re.search(r"^FROM python:3\.11-slim$", sealed.DOCKERFILE, re.MULTILINE)


@pytest.mark.parametrize(("status", "expected"), [(200, True), (503, False), (None, True)])
def test_a_container_is_well_unless_healthz_says_otherwise(status, expected):
    spec = importlib.util.spec_from_file_location("healthy", HEALTHY)
    healthy = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(healthy)

    class Healthz(BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(status)
            self.end_headers()

        def log_message(self, *_):
            pass

    with HTTPServer(("127.0.0.1", 0), Healthz) as server:
        address = f"http://127.0.0.1:{server.server_port}/healthz"
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        if status is None:
            server.shutdown()
            server.socket.close()
        well = healthy.is_well(address)
        server.shutdown()
        thread.join()

    assert well == expected


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="no systemd-analyze on this machine")
def test_systemd_takes_the_unit_and_finds_it_little_exposed(tmp_path):
    unit = tmp_path / "starkeeper.service"
    unit.write_text(UNIT.replace("/opt/starkeeper/.venv/bin/starkeeper", sys.executable), encoding="utf-8")

    verified = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", unit], capture_output=True, text=True, check=False
    )
    exposed = subprocess.run(
        ["systemd-analyze", "security", "--offline=true", "--threshold=20", unit],
        capture_output=True,
        text=True,
        check=False,
    )

    assert (verified.returncode, verified.stderr) == (0, "")
    assert exposed.returncode == 0, exposed.stdout[-200:]


@pytest.mark.parametrize(
    "line",
    [
        "DynamicUser=yes",
        "NoNewPrivileges=yes",
        "ProtectSystem=strict",
        "StateDirectory=starkeeper",
        "Restart=always",
    ],
)
def test_the_unit_gives_the_bot_nothing_but_its_directory(line):
    assert line in UNIT.splitlines()
