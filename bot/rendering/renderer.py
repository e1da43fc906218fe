"""Make the message of any post, in the language that is posted."""

from collections import Counter
from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from sqlmodel import Session

from bot.config import Settings
from bot.feedback import Feedback, Post, Question
from bot.judgement import Judgement
from bot.messages.alert import alert
from bot.messages.arrivals import FirstRun, first_run
from bot.messages.both import both
from bot.messages.card import AlertCard
from bot.messages.denied import Denied, denied
from bot.messages.digest import digest
from bot.messages.message import Message
from bot.messages.patterns import patterns
from bot.messages.questions import asker_told
from bot.messages.reminders import escalation, reminder, shift
from bot.messages.storm import Storm, page, storm
from bot.messages.threads import thread_line
from bot.rendering.cards import alert_card, line_card
from bot.rendering.digests import Reach, causes_before, digest_of
from bot.rendering.patterns import patterns_of
from bot.rendering.reminders import escalation_of, reminder_of, shift_of
from bot.store import denials, news, posts, questions
from bot.store.overdue import past_due

PLAIN = 300
"""Characters of the short form that is tried when Slack refused a message's blocks."""

InLanguage = Callable[[str], Message]


class Renderer:
    """Renders a post from the tables as they are now; `settings` say in which language, whom to mention."""

    def __init__(self, settings: Settings, judgement: Judgement, clock: Callable[[], datetime]) -> None:
        self._settings = settings
        self._judgement = judgement
        self._clock = clock
        self._kinds: Mapping[str, Callable[[Session, Post], InLanguage]] = {
            "alert": self._alert,
            "storm": self._storm,
            "page": self._page,
            news.KIND: self._news,
            "digest": self._digest,
            "first-run": self._first_run,
            questions.ANSWER: self._answer,
            "reminder": self._reminder,
            "overdue": self._escalation,
            "shift": self._shift,
            "pattern": self._pattern,
            denials.KIND: self._denied,
        }

    def __call__(self, session: Session, post: Post) -> Message:
        """Render a post in its own language, else the team's; a degraded one as plain text without blocks."""
        in_language = self._kinds[post.kind](session, post)
        language = post.payload.get("lang") or self._settings.team(post.channel).language
        message = both(in_language("en"), in_language("zh")) if language == "both" else in_language(language)
        return Message(message.text[:PLAIN], []) if post.degraded else message

    def _alert(self, session: Session, post: Post) -> InLanguage:
        [card] = self._cards(session, post)
        return lambda lang: alert(card, lang)

    def _storm(self, session: Session, post: Post) -> InLanguage:
        ratings = self._ratings(session, post)
        found = Storm(
            library=self._judgement.now.library,
            causes=Counter((rating.problem, rating.cause) for rating in ratings),
            marketplaces=Counter(rating.marketplace for rating in ratings),
            pages=int(post.payload.get("pages", 1)),
            before=causes_before(session, ratings),
            called=self._settings.alert_mention.get("", ""),
        )
        return lambda lang: storm(found, lang)

    def _page(self, session: Session, post: Post) -> InLanguage:
        library, payload = self._judgement.now.library, post.payload
        cards = [line_card(session, library, rating) for rating in self._ratings(session, post)]
        return lambda lang: page(cards, lang, payload.get("page", 1), payload.get("pages", 1))

    def _news(self, session: Session, post: Post) -> InLanguage:
        rated = session.get_one(Feedback, post.payload["feedback"])
        card = line_card(session, self._judgement.now.library, rated)
        told = [(action, detail) for action, detail in post.payload["told"]]
        shown = posts.post_of(session, post.payload["feedback"])
        named = shown is None or shown.id != post.thread_of
        return lambda lang: thread_line(card, told, lang, named=named)

    def _digest(self, session: Session, post: Post) -> InLanguage:
        slot = date.fromisoformat(post.slot)
        library = self._judgement.now.library
        settings, channel = self._settings, post.channel
        found = digest_of(
            session,
            library,
            slot - timedelta(days=1),
            post.payload,
            Reach(
                lambda *place: settings.digest_channel_of(*place) == channel,
                lambda session, places: past_due(session, places, settings, self._clock()),
                () if settings.digest_channel else {*settings.channels} - {channel},
            ),
        )
        return lambda lang: digest(found, lang)

    def _first_run(self, _session: Session, post: Post) -> InLanguage:
        found = FirstRun(**_first_run_of(post.payload))
        return lambda lang: first_run(found, lang)

    def _answer(self, session: Session, post: Post) -> InLanguage:
        question = session.get_one(Question, post.payload["question"])
        return lambda lang: asker_told(question, lang)

    def _reminder(self, session: Session, post: Post) -> InLanguage:
        found = reminder_of(session, post)
        return lambda lang: reminder(found, lang)

    def _escalation(self, session: Session, post: Post) -> InLanguage:
        found = escalation_of(session, post)
        return lambda lang: escalation(found, lang)

    def _shift(self, session: Session, post: Post) -> InLanguage:
        day = date.fromisoformat(post.slot)
        found = shift_of(session, self._settings, post.channel, day, self._clock())
        return lambda lang: shift(found, lang)

    def _pattern(self, session: Session, post: Post) -> InLanguage:
        found, library = patterns_of(session, post), self._judgement.now.library
        return lambda lang: patterns(found, library, lang)

    def _denied(self, _session: Session, post: Post) -> InLanguage:
        found = _denied_of(post.payload)
        return lambda lang: denied(found, lang)

    def _cards(self, session: Session, post: Post) -> list[AlertCard]:
        library, settings, now = self._judgement.now.library, self._settings, self._clock()
        return [
            alert_card(session, library, rating, now, settings) for rating in self._ratings(session, post)
        ]

    def _ratings(self, session: Session, post: Post) -> list[Feedback]:
        found = (session.get(Feedback, number) for number in posts.items_of(session, post.id))
        return [rating for rating in found if rating]


def _first_run_of(payload: dict[str, Any]) -> dict[str, Any]:
    since, at = payload["since"], payload["next_digest"]
    return {
        **payload,
        "since": date.fromisoformat(since) if since else None,
        "next_digest": datetime.fromisoformat(at) if at else None,
    }


def _denied_of(payload: dict[str, Any]) -> Denied:
    good_at, mended_at = payload.get("good_at"), payload.get("mended_at")
    return Denied(
        # Words kept with posts are removed by age: then the notice is history.
        payload.get("account", ""),
        payload.get("topic", "sign-in"),
        payload.get("marketplaces", ()),
        datetime.fromisoformat(good_at) if good_at else None,
        datetime.fromisoformat(mended_at) if mended_at else None,
    )
