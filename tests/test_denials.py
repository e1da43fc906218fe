"""Amazon refuses until somebody acts: said once, with what to do, and brought up to date once mended."""

from collections.abc import Sequence
from datetime import timedelta

import pytest

from bot.bazaar import faults
from bot.bazaar.server import REFRESH_TOKEN
from bot.feedback import Post
from bot.messages.denied import TOPICS, Denied, denied
from bot.store import denials
from jobs.denials import tell_denials
from messages_cast import slack_takes, words
from seller import at_amazon

HOUR = timedelta(hours=1)
REVOKED = {"sp_api_refresh_token": "Atzr|revoked", "feedback_channel": "C0FEEDBACK"}


def notices(seller) -> Sequence[Post]:
    tell_denials(seller.services)
    return [post for post in seller.rows(Post) if post.kind == denials.KIND]


def test_a_revoked_token_is_told_once_for_all_that_it_stops(engine, clock):
    with at_amazon(engine, clock, marketplaces="US,CA", **REVOKED) as seller:
        seller.collect()
        at_first = notices(seller)
        for _ in range(30):
            seller.collect(after=HOUR)
            tell_denials(seller.services)

        [told] = notices(seller)

    assert at_first == []
    assert (told.channel, told.payload["topic"]) == ("C0FEEDBACK", "sign-in")
    assert told.payload["marketplaces"] == ["CA", "US"]


def test_a_missing_role_is_told_with_its_name_and_mended_when_amazon_answers_again(engine, clock):
    with at_amazon(engine, clock, feedback_channel="C0FEEDBACK") as seller:
        seller.collecting("health")
        seller.amazon.faults.add("createReport", faults.http(403), times=4)
        seller.collect()
        seller.collect(after=HOUR)
        [told] = notices(seller)
        before = told.wanted
        seller.collect(after=HOUR)
        [mended] = notices(seller)

    assert told.payload["topic"] == "health"
    assert "mended_at" in mended.payload
    assert mended.wanted == before + 1


def test_what_is_refused_anew_after_it_worked_is_told_anew(engine, clock):
    with at_amazon(engine, clock, feedback_channel="C0FEEDBACK") as seller:
        seller.collecting("sales")
        for _ in range(2):
            seller.amazon.faults.add("createReport", faults.http(403), times=4)
            for _ in range(3):
                seller.collect(after=HOUR)
                tell_denials(seller.services)

        assert len(notices(seller)) == 2


def test_what_only_fails_for_a_while_is_told_to_nobody(engine, clock):
    with at_amazon(engine, clock, feedback_channel="C0FEEDBACK") as seller:
        seller.amazon.faults.add("createReport", faults.http(503), times=60)
        for _ in range(5):
            seller.collect(after=HOUR)

        assert notices(seller) == []


@pytest.mark.parametrize("topic", TOPICS)
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_refusal_says_what_to_do_and_never_a_token(topic, lang):
    message = slack_takes(denied(Denied("main", topic, ["US", "CA"]), lang))

    assert "SP_API_REFRESH_TOKEN" in words(message)
    assert REFRESH_TOKEN not in words(message)
