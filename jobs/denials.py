"""Amazon refuses for good: said once in the channel, with what to do; the message says when it is mended."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from bot.messages.denied import SIGN_IN
from bot.services import Services
from bot.store import collections, denials, posts
from bot.store.collections import Health
from bot.store.database import reading, writing
from bot.store.denials import Denial

CERTAIN = 2
"""Refusals in a row before anybody is told: a single one may be Amazon's slip."""


def tell_denials(services: Services) -> None:
    """Owe a notice for each refusal that somebody has to act on; bring up to date what is mended."""
    channel_of = services.settings.channel_of
    with reading(services.engine) as session:
        every = collections.health(session)
        refused = {(each.account, _topic(each)) for each in every if each.denied}
        mended = [
            post.id
            for post in denials.standing(session)
            if (post.payload["account"], post.payload["topic"]) not in refused
        ]
        new = [
            (channel, denial)
            for denial in _denials(every)
            if (channel := channel_of(denial.account, denial.marketplaces[0]))
            and not posts.known(session, denials.KIND, channel, denial.slot)
        ]
    if not (new or mended):
        return
    with writing(services.engine) as session:
        for channel, denial in new:
            denials.tell(session, channel, denial, services.now)
        for post_id in mended:
            denials.mend(session, post_id, services.now)
    services.wake()


def _denials(every: Sequence[Health]) -> Iterator[Denial]:
    found: dict[tuple[str, str], list[Health]] = defaultdict(list)
    for each in every:
        if each.denied and each.failures >= CERTAIN:
            found[each.account, _topic(each)].append(each)
    for (account, topic), rows in found.items():
        # A sign-in that is refused stops everything at that account: what came last, of anything, counts.
        about = [each for each in every if each.account == account and topic in (SIGN_IN, each.what)]
        good_at = max((each.good_at for each in about if each.good_at), default=None)
        yield Denial(account, topic, sorted({each.marketplace for each in rows}), good_at)


def _topic(health: Health) -> str:
    return SIGN_IN if health.denied == SIGN_IN else health.what
