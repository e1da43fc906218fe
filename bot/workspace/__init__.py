"""A stand-in Slack workspace on 127.0.0.1: Web API, Socket Mode, block validation, faults, and a page.

It is Slack, not Starkeeper: it knows nothing of the rest of the program. `starkeeper demo` runs in it, and so
do the tests, which use it synchronously::

    with Workspace() as slack:                    # any free port; Workspace(port=8765, clock=my_clock)
        app = build(SLACK_API_URL=slack.api_url)  # with the tokens BOT_TOKEN and APP_TOKEN
        slack.wait_connected()                    # its Socket Mode connection is open

        reply = slack.command("/feedback score", user=ANA, channel=FEEDBACK)
        assert reply.acked                        # within Slack's three seconds; reply.ack is the payload
        [answer] = reply.wait()                   # response_url, ephemeral post, or words in the ack

        [alert] = slack.wait_posted()             # all the bot's visible messages, in order: slack.posted
        assert alert.text and alert.blocks and alert.metadata and alert.thread_ts == ""
        reply = slack.click(alert, "claim", user=ANA)        # value="..." tells equal action_ids apart
        slack.wait_for(lambda: "Ana" in str(alert.blocks))   # chat.update changes alert; alert.edits
        slack.choose(alert, "more", "hand-over")             # selects, overflow, radio, checkboxes, dates

        view = slack.click(alert, "resolve").wait_view()     # views.open; slack.modal(ANA) is the front one
        reply = slack.submit(view, {"cause": "stock-out", "note": "found it"})    # by action_id or block_id
        assert not reply.errors                   # {block_id: words}; update and push stand in reply.views
        slack.cancel(view)

        slack.upload("dm", "report.txt", b"...", "US", user=MEI)    # message/file_share and file_shared
        slack.message("hello <b>", channel="dm"); slack.mention("hello"); slack.open_home(user=ANA)
        slack.shortcut("check-draft", message=alert); slack.redeliver(reply.envelope)

        slack.faults.add("chat.postMessage", faults.rate_limited(1.5))    # also http, error, drop, reset,
        slack.faults.add("chat.postMessage", faults.drop(), times=2)      # hang, slow, truncated, html
        slack.faults.lag = 2; slack.faults.history_misses()
        slack.faults.at_random(Random(7), {faults.drop(): 0.2})
        slack.disturb("refresh")                  # or close, abort, mute, unmute
        assert slack.violations == []             # nothing that Slack would have refused
        slack.calls; slack.pace(FEEDBACK); slack.home(ANA); slack.shown("dm", MEI); slack.thread(alert)
        slack.state.channels[FEEDBACK].archived = True; slack.state.groups["S0LEADS"] = [MEI]
        slack.state.picture_polls = 2             # files.info calls until a picture can be shown
        slack.down(30); slack.forget(before)      # cut everything for a while; keep long runs small
        print(slack.plain(alert))                 # as readable lines; views too

`Workspace(manifest=...)` takes the app's manifest: its commands and shortcuts appear on the page, events it
does not subscribe to are not sent, calls beyond its scopes answer missing_scope. `Workspace(panel=[...])`
takes `PanelAction`s, the buttons of the page's side panel; the list may grow later.

Words typed by people arrive escaped (`&amp; &lt; &gt;`), in commands too, as Slack sends them.
"""

from bot.workspace import faults
from bot.workspace.ledger import Call, Message
from bot.workspace.page.panel import PanelAction
from bot.workspace.people import (
    ANA,
    BOT,
    EXTERNAL,
    FEEDBACK,
    GENERAL,
    GUEST,
    MEI,
    SHARED,
    TEAM,
    Channel,
    Person,
)
from bot.workspace.replies import Reply
from bot.workspace.server import APP_TOKEN, BOT_TOKEN
from bot.workspace.views import View
from bot.workspace.workspace import Workspace

__all__ = [
    "ANA",
    "APP_TOKEN",
    "BOT",
    "BOT_TOKEN",
    "EXTERNAL",
    "FEEDBACK",
    "GENERAL",
    "GUEST",
    "MEI",
    "SHARED",
    "TEAM",
    "Call",
    "Channel",
    "Message",
    "PanelAction",
    "Person",
    "Reply",
    "View",
    "Workspace",
    "faults",
]
