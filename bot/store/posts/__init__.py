"""What is owed to Slack: alerts as items, messages as posts, and what their channels allow."""

from bot.store.posts.binding import ChannelOf, Due, bind_items, due, rehome
from bot.store.posts.claims import Claim, Terms, claim
from bot.store.posts.counts import Trouble, by_state, parked, trouble, waiting
from bot.store.posts.gates import free, park, probe_now, unpark, wait
from bot.store.posts.lookups import Lookup, absent, claim_lookup, postpone
from bot.store.posts.outcomes import blocked, edited, gone, later, refused, sent, settle, unknown
from bot.store.posts.owed import (
    discard,
    items_of,
    known,
    owe_alert,
    owe_post,
    post_of,
    retry,
    touch,
    touch_alert,
)
from bot.store.posts.seen import Seen, adopt, last_known, mark_restored

__all__ = [
    "ChannelOf",
    "Claim",
    "Due",
    "Lookup",
    "Seen",
    "Terms",
    "Trouble",
    "absent",
    "adopt",
    "bind_items",
    "blocked",
    "by_state",
    "claim",
    "claim_lookup",
    "discard",
    "due",
    "edited",
    "free",
    "gone",
    "items_of",
    "known",
    "last_known",
    "later",
    "mark_restored",
    "owe_alert",
    "owe_post",
    "park",
    "parked",
    "post_of",
    "postpone",
    "probe_now",
    "refused",
    "rehome",
    "retry",
    "sent",
    "settle",
    "touch",
    "touch_alert",
    "trouble",
    "unknown",
    "unpark",
    "wait",
    "waiting",
]
