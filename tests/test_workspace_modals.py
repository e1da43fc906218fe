"""Modals in the stand-in: opened, filled in, submitted, refused, updated, closed."""

import pytest

from bot.workspace import ANA, Workspace
from workspace_cast import Listener, asked, client_of, modal, section, words

pytest_plugins = ["workspace_fixtures"]


def open_modal(slack, client, view):
    client.views_open(trigger_id=slack.command("/feedback").trigger_id, view=view)
    return slack.modal(ANA)


def test_a_trigger_opens_one_modal_within_three_seconds():
    now = [1_795_000_000.0]
    with Workspace(clock=lambda: now[0]) as slack, Listener(slack):
        client = client_of(slack)
        early, late = slack.command("/feedback").trigger_id, slack.command("/feedback").trigger_id

        def opened(trigger):
            return client.api_call("views.open", json={"trigger_id": trigger, "view": modal(section("x"))})

        assert opened(early)["ok"]
        with pytest.raises(Exception, match="exchanged_trigger_id"):
            opened(early)
        now[0] += 3.1
        with pytest.raises(Exception, match="expired_trigger_id"):
            opened(late)


def test_a_submission_carries_what_was_filled_in(slack, app, client):
    view = open_modal(slack, client, modal(asked("note", "n"), callback_id="resolve", private_metadata="7"))

    slack.submit(view, {"note": "refunded"})

    payload = app.heard[-1].payload
    assert payload["type"] == "view_submission"
    assert payload["view"]["state"]["values"]["n"]["note"]["value"] == "refunded"
    assert (payload["view"]["callback_id"], payload["view"]["private_metadata"]) == ("resolve", "7")
    assert payload["view"]["hash"] == view.hash
    assert slack.modal(ANA) is None


def test_an_empty_required_field_is_held_back_by_the_client_itself(slack, app, client):
    view = open_modal(slack, client, modal(asked("note", "n"), asked("more", "m", optional=True)))

    reply = slack.submit(view, {})

    assert reply.errors == {"n": "Please complete this required field."}
    assert len(app.heard) == 1


@pytest.mark.parametrize(
    ("ack", "titles"),
    [
        ({}, []),
        ({"response_action": "errors", "errors": {"n": "Too short"}}, ["A modal"]),
        ({"response_action": "update", "view": modal(section("x"), title=words("Next"))}, ["Next"]),
        (
            {"response_action": "push", "view": modal(section("x"), title=words("Above"))},
            ["A modal", "Above"],
        ),
        ({"response_action": "clear"}, []),
    ],
    ids=["close", "errors", "update", "push", "clear"],
)
def test_a_submissions_acknowledgement_decides_what_stays_open(slack, app, client, ack, titles):
    view = open_modal(slack, client, modal(asked("note", "n")))
    app.answer = lambda _request: ack

    reply = slack.submit(view, {"note": "x"})

    assert [v.title for v in slack.state.views.stacks.get(ANA, [])] == titles
    assert reply.errors == ack.get("errors", {})
    assert slack.violations == []


def test_an_error_below_no_input_block_is_a_violation(slack, app, client):
    view = open_modal(slack, client, modal(asked("note", "n")))
    app.answer = lambda _request: {"response_action": "errors", "errors": {"nowhere": "x"}}

    slack.submit(view, {"note": "x"})

    assert "no input block 'nowhere'" in slack.violations[0]


def test_a_view_can_be_updated_while_its_hash_is_fresh(slack, app, client):
    view = open_modal(slack, client, modal(section("one")))
    stale = view.hash

    client.views_update(view_id=view.id, hash=stale, view=modal(section("two")))

    assert view.blocks == [section("two")]
    with pytest.raises(Exception, match="hash_conflict"):
        client.views_update(view_id=view.id, hash=stale, view=modal(section("three")))


def test_a_closed_modal_is_told_only_where_the_app_asked_for_it(slack, app, client):
    silent = slack.cancel(open_modal(slack, client, modal(section("x"))))
    told = slack.cancel(open_modal(slack, client, modal(section("x"), notify_on_close=True)))

    assert silent is None
    assert told is not None
    assert app.heard[-1].payload["type"] == "view_closed"
