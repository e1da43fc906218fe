"""Drafts, marketplaces and the team's own pages, over the stand-in workspace."""

import os

import pytest

from bot.workspace import ANA, GUEST, MEI
from clock import RunningClock
from jobs.schedule import tick
from shop import open_shop

PAGE = """---
topic: house
title: House rules
lang: en
---
## house.ribbons: Ribbons
asks: what colour are our ribbons | may we tie a ribbon round the parcel

Tie every parcel with a {colour} ribbon.
"""


@pytest.fixture(scope="module")
def shop(tmp_path_factory):
    """One shop for this file, with a folder of the team's own pages."""
    team = tmp_path_factory.mktemp("team")
    (team / "policies").mkdir()
    write(team, "green")
    with open_shop(tmp_path_factory.mktemp("shop"), RunningClock(), team_knowledge=team) as shop:
        assert shop.bot.services.judgement.now.answerer
        yield shop


def write(team, colour):
    (team / "policies" / "house.en.md").write_text(PAGE.format(colour=colour), encoding="utf-8")


def modal(shop, kind, draft, user=ANA):
    view = shop.slack.command("/policy check", user=user).wait_view()
    shop.slack.submit(view, {"draft_kind": kind, "draft_words": draft}, user=user)
    return shop.slack.plain(view)


def test_a_draft_is_quoted_with_the_words_that_break_a_rule(shop):
    shown = shop.slack.plain(shop.ask("/policy check Hi, leave us 5 stars and get $10 back"))

    assert "Don't send this" in shown
    assert "5 stars" in shown
    assert "Instead:" in shown


def test_a_draft_is_answered_in_the_askers_language_not_its_own(shop):
    assert "先别发" in shop.slack.plain(shop.ask("/policy check Leave us 5 stars!", user=MEI))


def test_what_slack_escaped_is_read_as_it_was_typed(shop):
    shown = shop.slack.plain(shop.ask("/policy check Your refund of <b>5 & more</b> is on its way."))

    assert "&amp;" not in shown
    assert "<b>5 & more</b>" in shown


def test_a_language_without_rules_is_never_called_clean(shop):
    shown = shop.slack.plain(shop.ask("/policy check Dziękujemy za zamówienie, proszę wystawić opinię."))

    assert "not checked" in shown
    assert "Nothing found" not in shown


def test_a_long_draft_goes_into_a_modal_and_is_answered_there(shop):
    draft = "We have refunded you in full. " * 60 + "Please change your feedback to five stars."

    shown = modal(shop, "message", draft)

    assert "Don't send this" in shown


def test_a_public_reply_has_rules_of_its_own(shop):
    shown = modal(shop, "reply", "Thank you, we are sorry and have made it right.")

    assert "no second one" in shown


def test_a_guest_can_check_nothing(shop):
    assert "Guests can't" in shop.slack.plain(shop.ask("/policy check Hello", user=GUEST))


def test_a_source_of_another_country_says_so(shop):
    asked = "when should I write to a buyer at all?"

    for_germany = shop.slack.plain(shop.ask(f"/policy DE {asked}"))
    at_home = shop.slack.plain(shop.ask(f"/policy GB {asked}"))

    assert "Quoted from a UK source; the rules for DE may differ." in for_germany
    assert "a UK source" not in at_home


@pytest.mark.parametrize(
    "asked", ["is it allowed to send a coupon?", "in which cases may I write to a buyer?"]
)
def test_small_words_are_no_marketplaces(shop, asked):
    shown = shop.slack.plain(shop.ask(f"/policy {asked}"))

    assert asked.rstrip("?") in shown


def test_a_shared_answer_keeps_its_marketplace(shop):
    answer = shop.ask("/policy DE when should I write to a buyer at all?")

    [shared] = shop.slack.click(answer, "share").wait()

    assert "rules for DE" in shop.slack.plain(shared)


def test_feedback_policy_is_policy(shop):
    assert "Don't send this" in shop.slack.plain(shop.ask("/feedback policy check Leave us 5 stars!"))


def test_a_team_page_changed_on_disk_is_quoted_without_a_restart_as_the_teams_rule(shop):
    asked = "/policy what colour are our ribbons?"
    before = shop.slack.plain(shop.ask(asked))

    write(shop.bot.services.settings.team_knowledge, "scarlet")
    tick(shop.bot.services)
    after = shop.slack.plain(shop.ask(asked))

    assert "green ribbon" in before
    assert "scarlet ribbon" in after
    assert "Team rule" in after


def test_a_mistake_in_a_team_page_leaves_the_old_one_in_place(shop):
    asked = "/policy what colour are our ribbons?"
    shop.ask(asked)
    page = shop.bot.services.settings.team_knowledge / "policies" / "house.en.md"
    kept = page.read_text(encoding="utf-8")

    page.write_text("no front matter", encoding="utf-8")
    tick(shop.bot.services)
    shown = shop.slack.plain(shop.ask(asked))
    page.write_text(kept, encoding="utf-8")
    os.utime(page)
    tick(shop.bot.services)

    assert "ribbon" in shown
