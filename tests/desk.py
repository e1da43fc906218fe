"""What tests of the schedule share: as much of Slack as jobs ask, and alerts that are shown at once."""

from datetime import datetime

from slack_sdk.errors import SlackApiError
from sqlalchemy import Engine
from sqlmodel import select

from bot.feedback import Post
from bot.store.database import writing
from outgoing import bind


class Directs:
    """As much of Slack as links and direct messages need; U0GONE has left."""

    def auth_test(self) -> dict[str, str]:
        return {"url": "https://team.slack.com/"}

    def conversations_open(self, users: str) -> dict[str, dict[str, str]]:
        if users == "U0GONE":
            raise SlackApiError("", {"error": "user_disabled"})
        return {"channel": {"id": f"D{users[1:]}"}}


def show(engine: Engine, now: datetime) -> None:
    """Let delivery have shown all alerts that are owed."""
    while bind(engine, now):
        with writing(engine) as session:
            for post in session.exec(select(Post).where(Post.state == "pending")):
                post.state, post.ts, post.sent_at = "sent", f"1.{post.created_at:%f}", now
