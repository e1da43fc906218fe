"""The stand-in's page in a real browser: typed, clicked, dropped, with mouse and keyboard."""

import pytest

from bot.workspace import ANA, FEEDBACK, MEI, Workspace
from browser import CHROMIUM, Browser
from workspace_cast import asked, button, modal, section, words

pytest_plugins = ["workspace_fixtures"]

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")

MANIFEST = {
    "features": {
        "slash_commands": [
            {"command": "/feedback", "description": "Scores and cases", "usage_hint": "score | list | help"},
            {"command": "/policy", "description": "What the policies say", "usage_hint": "your question"},
        ],
        "shortcuts": [{"type": "message", "name": "Check this draft", "callback_id": "check"}],
    },
    "oauth_config": {"scopes": {"bot": ["chat:write"]}},
    "settings": {"event_subscriptions": {"bot_events": ["message.im", "app_home_opened"]}},
}
NOTE = "dialog [data-action=note]"


@pytest.fixture(scope="module")
def browser():
    with Browser() as chromium:
        yield chromium


@pytest.fixture
def slack():
    with Workspace(manifest=MANIFEST) as workspace:
        yield workspace


@pytest.fixture
def page(browser, slack):
    browser.errors.clear()
    opened = browser.open(slack.url)
    yield opened
    assert browser.errors == []
    opened.send("Page.close")


def alert(client, **rest):
    row = {"type": "actions", "elements": [button("claim", "7"), button("more", "7", **rest)]}
    client.chat_postMessage(channel=FEEDBACK, text="1 star, US", blocks=[section("*New negative*"), row])


def open_modal(slack, client, *blocks, **rest):
    client.views_open(trigger_id=slack.command("/feedback").trigger_id, view=modal(*blocks, **rest))


def test_a_command_is_suggested_completed_and_answered_by_keyboard_alone(app, page):
    app.answer = lambda _request: {"text": "30 days: 93.0 % positive"}

    page.type("#write", "/po")
    page.press("Tab")
    page.send("Input.insertText", text="coupons?")
    page.press("Enter")

    page.wait_text("30 days: 93.0 % positive", "#talk")
    assert "Only visible to you" in page.text("#talk")
    assert (app.heard[0].payload["command"], app.heard[0].payload["text"]) == ("/policy", "coupons?")


def test_a_new_message_appears_and_its_button_works(app, page, client):
    alert(client)

    page.wait_text("New negative", "#talk")
    page.click("[data-action=claim]")

    page.wait("!document.querySelector('[aria-busy=true]')")
    assert app.heard[0].payload["actions"][0]["value"] == "7"


def test_an_edit_shows_in_place(slack, app, page, client):
    alert(client)
    page.wait_text("New negative", "#talk")

    client.chat_update(channel=FEEDBACK, ts=slack.posted[0].ts, text="x", blocks=[section("Claimed by Ana")])

    page.wait_text("Claimed by Ana", "#talk")
    assert "New negative" not in page.text("#talk")


def test_a_button_with_a_question_waits_for_the_answer(app, page, client):
    question = {n: words(n.title()) for n in ("title", "text", "confirm", "deny")}
    alert(client, confirm=question)

    page.click("[data-action=more]")
    page.click("dialog.sure .no")
    page.click("[data-action=more]")
    page.click("dialog.sure .primary")

    page.wait("!document.querySelector('[aria-busy=true]') && !document.querySelector('dialog.sure')")
    assert len(app.heard) == 1


def test_a_modal_shows_its_error_keeps_the_words_and_closes_when_right(slack, app, page, client):
    open_modal(slack, client, asked("note", "n"), asked("more", "m", optional=True))
    app.answer = lambda _request: {"response_action": "errors", "errors": {"n": "Say what you found."}}

    page.wait("document.querySelector('dialog[open]')")
    page.type(NOTE, "hm")
    page.type("dialog [data-action=more]", "later")
    page.click("dialog [type=submit]")
    page.wait_text("Say what you found.", "dialog")
    kept = page.run(
        f"[...document.querySelectorAll('{NOTE}, dialog [data-action=more]')].map((box) => box.value)"
    )
    app.answer = lambda _request: {}
    page.click("dialog [type=submit]")

    page.wait("!document.querySelector('dialog[open]')")
    assert kept == ["hm", "later"]
    assert slack.modal(ANA) is None


def test_an_updated_modal_keeps_what_is_being_typed(slack, app, page, client):
    open_modal(slack, client, asked("note", "n"))
    page.wait("document.querySelector('dialog[open]')")
    page.type(NOTE, "half a sent")

    client.views_update(view_id=slack.modal(ANA).id, view=modal(section("One moment"), asked("note", "n")))

    page.wait_text("One moment", "dialog")
    assert page.run(f"document.querySelector('{NOTE}').value") == "half a sent"


def test_escape_closes_the_modal(slack, app, page, client):
    open_modal(slack, client, section("x"))
    page.wait("document.querySelector('dialog[open]')")

    page.press("Escape")

    page.wait("!document.querySelector('dialog[open]')")
    slack.wait_for(lambda: slack.modal(ANA) is None)


def test_a_dropped_file_goes_to_the_bot_with_its_caption(slack, app, page):
    page.drop_file("report.txt", "Date\tRating\n")
    page.wait_text("Send report.txt to Starkeeper", "#file")
    page.type("#caption", "US")
    page.press("Enter")

    page.wait_text("report.txt", "#talk")
    [said] = slack.shown("dm", ANA)
    assert said.text == "US"
    assert next(iter(slack.state.files.values())).content == b"Date\tRating\n"


def test_a_chosen_file_is_offered_the_same_way(app, page, tmp_path):
    report = tmp_path / "report.txt"
    report.write_text("Date")

    page.choose_file("input[type=file]", report)

    page.wait_text("Send report.txt to Starkeeper", "#file")


def test_a_thread_opens_and_takes_a_reply(slack, app, page, client):
    alert(client)
    client.chat_postMessage(channel=FEEDBACK, text="A reminder", thread_ts=slack.posted[0].ts)
    page.wait_text("1 reply", "#talk")

    page.click(".replies")
    page.wait_text("A reminder", "#thread")
    page.type("#reply", "on it")
    page.press("Enter")

    page.wait_text("on it", "#thread")
    assert "on it" not in page.text("#talk")


def test_app_home_is_asked_for_and_shown(app, page, slack, client):
    def publish(request):
        if request.payload.get("event", {}).get("type") == "app_home_opened":
            rows = [section("My cases"), *(section(f"Case {n}") for n in range(60))]
            client.views_publish(user_id=ANA, view={"type": "home", "blocks": rows})
        return {}

    app.answer = publish

    page.click("#places ul:last-of-type a")
    page.click(".tabs a:first-child")

    page.wait_text("My cases", "#talk")
    assert page.run("document.querySelector('#talk').scrollTop") == 0


def test_light_and_dark_can_be_switched_and_stay_so(app, page, slack):
    scheme = "getComputedStyle(document.documentElement).colorScheme"

    page.click("#theme")
    chosen = page.run(scheme)
    page.goto(slack.url)

    assert (chosen, page.run(scheme)) == ("dark", "dark")
    page.click("#theme")


def test_the_person_can_be_switched(slack, app, page):
    page.run("document.querySelector('#who').value = [...document.querySelector('#who').options][1].value")
    page.run("document.querySelector('#who').dispatchEvent(new Event('change', {bubbles: true}))")
    page.wait(f"location.search.includes('{MEI}')")

    page.wait("document.readyState == 'complete'")
    assert page.run("document.querySelector('#who').selectedOptions[0].text") == "Mei Chen (admin)"
    page.type("#write", "hello from mei")
    page.press("Enter")

    page.wait_text("hello from mei", "#talk")
    assert slack.shown(FEEDBACK, MEI)[-1].user == MEI


def test_hostile_words_stay_words(app, page, client):
    hostile = '<img src=x onerror="document.title=1"> <!channel> <javascript:alert(1)|x>'

    client.chat_postMessage(channel=FEEDBACK, text="x", blocks=[{"type": "header", "text": words(hostile)}])

    page.wait_text("onerror=", "#talk")
    assert page.run("document.querySelectorAll('#talk img, #talk .mention').length") == 0


@pytest.mark.parametrize("width", [360, 768, 1024, 1400])
def test_nothing_runs_out_of_the_page_sideways(app, page, client, width):
    alert(client)
    client.chat_postMessage(channel=FEEDBACK, text="https://example.com/" + "x" * 300)
    page.resize(width, 800)

    page.wait_text("example.com", "#talk")

    assert page.run("document.documentElement.scrollWidth <= innerWidth")


def test_every_control_has_a_name(app, page, slack, client):
    alert(client)
    page.wait_text("New negative", "#talk")
    nameless = """[...document.querySelectorAll('button, a, input, select, textarea, summary')]
        .filter((node) => !node.textContent.trim() && !node.ariaLabel && !node.labels?.length && !node.title)
        .map((node) => node.outerHTML)"""

    assert page.run(nameless) == []
