"""The wiring: all is built here from Settings, for `starkeeper run`, for the demo and for the tests."""

import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import datetime
from threading import Event, Thread
from time import sleep

from slack_bolt import App
from slack_sdk.errors import SlackApiError

import handlers
from bot.channels import Rule
from bot.clock import utc_now
from bot.config import Settings
from bot.delivery import Delivery, Pace, owned
from bot.judgement import judgement_of
from bot.rendering import Renderer
from bot.services import Services, WorkQueue
from bot.slackio import (
    LISTENERS,
    HttpTransport,
    SocketTransport,
    Transport,
    TransportError,
    web_client,
)
from bot.slackio.directory import Directory
from bot.store import installation
from bot.store.database import open_database, writing
from jobs.schedule import BEAT, Heartbeat, tick
from jobs.watchdog import Pulse, Watchdog

log = logging.getLogger(__name__)

WATCH_SECONDS = 1.0
DRAIN_SECONDS = 25.0
"""How long a bot that stops may take; what is not done then is in the record, as after a crash."""
DELIVERY_PATIENCE = 180.0
"""Seconds without a good round of delivery: more than the longest round of calls that all time out."""


@dataclass(slots=True)
class Starkeeper:
    """A bot that is built and not yet started."""

    services: Services
    delivery: Delivery
    heartbeat: Heartbeat
    transport: Transport
    watchdog: Watchdog
    _stopping: Event = field(default_factory=Event)
    _held: ExitStack = field(default_factory=ExitStack)
    _deliverer: Thread | None = None

    def start(self) -> None:
        """Own delivery, check the token, see what is due, connect; raises DeliveryLocked, TransportError."""
        self._held.enter_context(owned(self.services.engine))
        self._check_token()
        Thread(target=self.services.judgement.warm_up, name="warm-up", daemon=True).start()
        tick(self.services)
        self.transport.start()
        self._deliverer = Thread(target=self.delivery.run, args=(self._stopping,), name="delivery")
        self._deliverer.start()
        self.heartbeat.start()

    def stop(self, within: float = DRAIN_SECONDS) -> bool:
        """Drain: answer what was asked, send what is being sent, leave the rest in the record.

        False when that takes longer than `within` seconds: then end the process as it is.
        """
        draining = Thread(target=self._drain, name="drain", daemon=True)
        draining.start()
        draining.join(within)
        if draining.is_alive():
            log.error("Not drained within %s seconds: ending as it is, the record has the rest", within)
        return not draining.is_alive()

    def _drain(self) -> None:
        self.heartbeat.stop()
        self.transport.stop()
        self.services.work.drain()
        self._stopping.set()
        self.services.wake()
        if self._deliverer is not None:
            self._deliverer.join()
        self._held.close()

    def watch(self, stop: Event) -> bool:
        """Wait for `stop`; False when heartbeat or delivery died first, and the process should end."""
        while not stop.wait(WATCH_SECONDS):
            dead = [name for name, beats in self.watchdog.report().items() if not beats]
            if dead:
                log.critical("%s died: ending, so that whatever started me starts me again", ", ".join(dead))
                return False
        return True

    def _check_token(self) -> None:
        try:
            self.services.client.auth_test()
        except SlackApiError as error:
            raise TransportError(
                f"Slack refused SLACK_BOT_TOKEN ({error.response['error']}). It is the Bot User OAuth Token "
                "(xoxb-…) under OAuth & Permissions in the app's settings."
            ) from None
        except OSError as error:
            raise TransportError(f"Slack can't be reached at SLACK_API_URL ({error}).") from None


def build(
    settings: Settings,
    clock: Callable[[], datetime] = utc_now,
    pause: Callable[[float], None] = sleep,
    pace: Pace = Pace(),  # noqa: B008 - frozen
    listen: tuple[str, int] | None = None,
) -> Starkeeper:
    """Open the database and put everything together; nothing is sent or received before `start`.

    Slack is reached by Socket Mode or, where `listen` names a host and a port, calls there by HTTP.
    """
    engine = open_database(settings.database_url)
    with writing(engine) as session:
        installation.install(session, clock())
    judgement = judgement_of(engine, settings.team_knowledge)
    client = web_client(settings.slack_bot_token.get_secret_value(), settings.slack_api_url)
    delivery = Delivery(
        engine,
        client,
        Renderer(settings, judgement, clock),
        lambda place: settings.channel_of(*place),
        bars=Rule(settings, Directory(client, clock)).bars,
        pace=pace,
        clock=clock,
    )
    services = Services(settings, engine, judgement, client, clock, WorkQueue(), pause, delivery.wake)
    heartbeat = Heartbeat(services)
    watchdog = Watchdog(
        {
            "heartbeat": Pulse(lambda: heartbeat.ticks, 3 * BEAT.total_seconds()),
            "delivery": Pulse(lambda: delivery.beat, DELIVERY_PATIENCE),
        }
    )
    app = bolt(settings, services)
    transport: Transport = (
        HttpTransport(app, *listen, watchdog.report)
        if listen
        else SocketTransport(app, settings.slack_app_token.get_secret_value(), settings.slack_api_url)
    )
    return Starkeeper(services, delivery, heartbeat, transport, watchdog)


def bolt(settings: Settings, services: Services) -> App:
    """Make the Bolt app with every listener registered."""
    app = App(
        client=services.client,
        signing_secret=settings.slack_signing_secret.get_secret_value() or None,
        token_verification_enabled=False,
        raise_error_for_unhandled_request=True,
        listener_executor=ThreadPoolExecutor(LISTENERS, thread_name_prefix="listener"),
    )
    handlers.register(app, services)
    return app
