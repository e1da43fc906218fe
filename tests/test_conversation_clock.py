"""The clock of a case and a pattern, over the stand-in workspace: thread, lead, end of the shift."""

import re

from bot.workspace import ANA, FEEDBACK, MEI
from cast import line
from clock import MONDAY, RunningClock
from jobs.schedule import tick
from shop import open_shop

LATE = "Ordered three weeks ago and still waiting, it never arrived."


def said_after(shop, hours):
    """Let so many hours go by, look what is due, and give what is said then."""
    before = len(shop.slack.posted)
    shop.clock.pass_by(hours=hours)
    tick(shop.bot.services)
    return shop.settled()[before:]


def linked(message):
    return [f"{ts[:10]}.{ts[10:]}" for ts in re.findall(r"/archives/\w+/p(\d+)", str(message.blocks))]


def test_a_pattern_is_said_once_and_what_nobody_claims_is_said_in_its_thread_then_to_the_lead(tmp_path):
    with open_shop(tmp_path, RunningClock(MONDAY), leads=MEI, shift_end="18:00") as shop:
        shop.take([line(n, 1, LATE) for n in (1, 2, 3)])
        first, *others = (message for message in shop.settled() if "1 star" in message.text)
        assert "A reminder comes <!date^" in str(first.blocks)

        shop.slack.click(first, "claim", user=ANA)
        shop.until(lambda: "Claimed by" in str(first.blocks))
        assert "Due <!date^" in str(first.blocks)

        [pattern] = [message for message in said_after(shop, 0) if "pattern" in message.text]
        assert "3 negatives in 7 days" in pattern.text
        assert sorted(linked(pattern)) == sorted(alert.ts for alert in (first, *others))

        threads = said_after(shop, 4)
        assert {message.thread_ts for message in threads} == {alert.ts for alert in others}
        assert {message.text for message in threads} == {
            "Nobody has claimed this for 4 working hours. Press Claim above to take it."
        }

        [lead] = said_after(shop, 4)
        assert (lead.channel, lead.text) == (
            "D0MEI",
            f"Unclaimed for 8 working hours in <#{FEEDBACK}>: 2 negatives.",
        )
        assert sorted(linked(lead)) == sorted(alert.ts for alert in others)

        [shift_end] = said_after(shop, 1)
        assert shift_end.text == (
            "End of shift, 23 Nov: 3 negatives open (2 unclaimed, 1 claimed, 2 past due)."
        )
        assert said_after(shop, 8) == said_after(shop, 8) == []
