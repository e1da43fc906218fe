"""The outbox: every post that is owed gets to its channel exactly once, and shows the present from then on.

    pending   not sent, or proven not delivered
    sending   committed before the call; how it ended is unknown until told, or found
    sent      it stands in its channel; edits follow while `shown` is behind `wanted`
    blocked   its channel, or the token, was refused: tried again every hour
    dead      its content was refused twice; a person takes it up again, or discards it
    skipped   given up knowingly (a digest too late), with the reason

A claim commits `sending` before the call, so whatever dies afterwards leaves a post to be looked up in the
channel's history, by the ids in its metadata, before it may be sent again. What this cannot see: a process
frozen between the check of its claim and the socket's write for longer than lease and grace; Slack taking a
message later than the grace; a message that somebody deleted before the look-up.
"""

from bot.delivery.outbox import Delivery
from bot.delivery.ownership import DeliveryLocked, owned
from bot.delivery.pace import Pace
from bot.delivery.verify import Verdict, verify

__all__ = ["Delivery", "DeliveryLocked", "Pace", "Verdict", "owned", "verify"]
