"""The clock of a case and a pattern, over the stand-in workspace: thread, lead, end of the shift."""

import re

from bot.workspace import ANA, FEEDBACK, MEI
from cast import line
from clock import MONDAY, RunningClock
from jobs.schedule import tick
from shop import open_shop

LATE = "Ordered three weeks ago and still waiting, it never arrived."


def said(shop, hours, words):
    """Let so many hours go by, look what is due, and give all that was ever said with these words."""
    shop.clock.pass_by(hours=hours)
    tick(shop.bot.services)
    return [message for message in shop.settled(60) if words in message.text]


def linked(message):
    return [f"{ts[:10]}.{ts[10:]}" for ts in re.findall(r"/archives/\w+/p(\d+)", str(message.blocks))]


def test_a_pattern_is_said_once_and_what_nobody_claims_is_said_in_its_thread_then_to_the_lead(tmp_path):
    with open_shop(tmp_path, RunningClock(MONDAY), leads=MEI, shift_end="18:00") as shop:
        shop.take([line(n, 1, LATE) for n in (1, 2, 3)])
        first, *others = (message for message in shop.settled(60) if "1 star" in message.text)
        assert "A reminder comes <!date^" in str(first.blocks)

        shop.slack.click(first, "claim", user=ANA)
        shop.until(lambda: "Claimed by" in str(first.blocks), 60)
        assert "Due <!date^" in str(first.blocks)

        [pattern] = said(shop, 0, "A pattern: Late shipment")
        assert "3 negatives in 7 days" in pattern.text
        assert sorted(linked(pattern)) == sorted(alert.ts for alert in (first, *others))

        threads = said(shop, 4, "Nobody has claimed this for 4 working hours.")
        assert sorted(message.thread_ts for message in threads) == sorted(alert.ts for alert in others)

        [lead] = said(shop, 4, f"Unclaimed for 8 working hours in <#{FEEDBACK}>: 2 negatives.")
        assert lead.channel == "D0MEI"
        assert sorted(linked(lead)) == sorted(alert.ts for alert in others)

        [shift_end] = said(shop, 1, "End of shift, 23 Nov: 3 negatives open")
        assert shift_end.text.endswith("(2 unclaimed, 1 claimed, 2 past due).")
        everything = len(shop.slack.posted)
        said(shop, 8, "")
        assert len(said(shop, 8, "")) == everything
