"""The weekly digest becomes due: one row per channel and slot, whatever restarts or replicas do."""

import logging
from datetime import datetime, timedelta

from bot.rendering import digest_picture
from bot.services import Services
from bot.slackio import upload
from bot.store import installation, posts
from bot.store.database import reading, writing
from jobs.address import archive
from jobs.slots import latest_slot, next_slot

log = logging.getLogger(__name__)

LATE_AT_MOST = timedelta(days=3)
"""After downtime a digest that is later than this is recorded as skipped, and next week's comes."""
PICTURE_POLLS = 10


def owe_digests(services: Services) -> None:
    """Owe each channel the digest of its newest slot, unless it is owed, sent or skipped already."""
    for channel in services.settings.digest_channels:
        _owe_digest(services, channel)


def _owe_digest(services: Services, channel: str) -> None:
    now, at = services.now, services.settings.digest_at
    slot = latest_slot(now, at.weekday, at.at, services.settings.team(channel).timezone)
    key = slot.date().isoformat()
    with reading(services.engine) as session:
        begun = installation.installed_at(session)
        known = posts.known(session, "digest", channel, key)
    if known or slot < begun:
        return
    late = now - slot > LATE_AT_MOST
    payload = {} if late else _payload(services, channel, slot)
    with writing(services.engine) as session:
        post = posts.owe_post(session, "digest", channel, key, now, payload=payload)
        if post and late:
            post.state, post.error = "skipped", f"{(now - slot).days} days late"
            session.add(post)
    if late:
        log.warning("The digest of %s was skipped: the bot was down for more than three days", key)
    services.wake()


def _payload(services: Services, channel: str, slot: datetime) -> dict[str, str]:
    at, zone = services.settings.digest_at, services.settings.team(channel).timezone
    following = next_slot(services.now, at.weekday, at.at, zone)
    known = {"next_at": following.isoformat(), "archive": archive(services)}
    return {**known, **_picture(services, channel, slot)}


def _picture(services: Services, channel: str, slot: datetime) -> dict[str, str]:
    """Put the trend picture into Slack first; without one the digest goes out all the same."""
    settings = services.settings
    try:
        picture = digest_picture(
            services.engine,
            slot.date() - timedelta(days=1),
            lambda *place: settings.digest_channel_of(*place) == channel,
        )
        file_id = upload(services.client, "trend.png", picture.png, picture.says.en) if picture else ""
        if picture and file_id and _processed(services, file_id):
            return {"picture": file_id, "says_en": picture.says.en, "says_zh": picture.says.zh}
    except Exception as error:  # noqa: BLE001 - whatever it is, the digest goes out without its picture
        log.warning("The digest goes out without its picture: %s", error)
    return {}


def _processed(services: Services, file_id: str) -> bool:
    for attempt in range(PICTURE_POLLS):
        file = services.client.files_info(file=file_id)["file"]
        if file.get("original_w"):
            return True
        services.pause(0.2 * (attempt + 1))
    return False
