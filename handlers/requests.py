"""`/feedback request`: whether an order may be asked about; and a lead's switch for asking about all."""

from sqlmodel import Session

from bot.amazon import Looked, look_up, sellers
from bot.intake import Place
from bot.marketplaces import MARKETPLACES, ORDER_ID, local_day
from bot.messages import notices
from bot.messages import requests as said
from bot.messages.message import Message
from bot.roles import Role
from bot.store import collections, events, orders, preferences, requests
from bot.store.database import reading, writing
from handlers.shell import Asked

SWITCH = {requests.ON: True, requests.OFF: False}


def show(asked: Asked, words: str) -> Message:
    """Answer `request [ORDER-ID | on MARKETPLACE | off MARKETPLACE]`; alone it says where it is on."""
    first, _, rest = words.partition(" ")
    if first.lower() in SWITCH:
        return _turn(asked, first.lower(), rest.strip())
    if order := ORDER_ID.search(words):
        return said.asking(_known(asked, order[0]), asked.language)
    return said.usage(asked.language) if words else _standing(asked)


def _turn(asked: Asked, value: str, marketplace: str) -> Message:
    """Turn the daily request on or off for every account that sells there; only a lead may."""
    asked.require(Role.LEAD, f"request {value}")
    code = {"GB": "UK"}.get(marketplace.upper(), marketplace.upper())
    if code not in MARKETPLACES:
        return notices.no_marketplace(marketplace or "?", list(MARKETPLACES), asked.language)
    places = [place for place in _places(asked) if place.marketplace == code]
    if not places:
        return said.not_connected(code, asked.language)
    with writing(asked.services.engine) as session:
        for place in places:
            _choose(session, asked, place, value)
    return said.switched(code, on=SWITCH[value], lang=asked.language)


def _choose(session: Session, asked: Asked, place: Place, value: str) -> None:
    who, now = asked.person.id, asked.now
    preferences.choose(session, requests.switch(place.account, place.marketplace), value, who, now)
    events.record(session, who, f"request {value}", now, f"{place.marketplace} ({place.account})")
    for what in ("shipped", "requests"):
        collections.wake(session, (place.account, place.marketplace, what), now)


def _standing(asked: Asked) -> Message:
    with reading(asked.services.engine) as session:
        found = [
            (place.marketplace, requests.turned_on(session, place.account, place.marketplace))
            for place in _places(asked)
        ]
    if not found:
        return said.usage(asked.language)
    stand = [(code, row.who, row.at) if row else (code, "", None) for code, row in found]
    return said.switches(stand, asked.language)


def _known(asked: Asked, order_id: str) -> said.Asking:
    """Gather what the record knows of asking about an order, and what Amazon says of it now."""
    with reading(asked.services.engine) as session:
        request, facts = requests.of_order(session, order_id), orders.of_order(session, order_id)
    done = request is not None and request.asked_at is not None
    live = Looked() if done else _look_up(asked, order_id)
    marketplace = next((each.marketplace for each in (request, facts) if each), live.marketplace)
    days = [(each.promised_from, each.promised_by) for each in (request, facts, live.facts) if each]
    return said.Asking(
        order_id,
        marketplace,
        local_day(marketplace or "US", asked.now),
        request=request,
        promised=next(((first, last) for first, last in days if first and last), None),
        offered=live.offered,
        on=_on(asked, marketplace),
        trouble=live.trouble,
    )


def _look_up(asked: Asked, order_id: str) -> Looked:
    settings = asked.services.settings
    return look_up(settings, sellers(settings), order_id)


def _on(asked: Asked, marketplace: str) -> bool:
    places = [place for place in _places(asked) if place.marketplace == marketplace]
    with reading(asked.services.engine) as session:
        return any(requests.switched_on(session, place.account, marketplace) for place in places)


def _places(asked: Asked) -> list[Place]:
    return [
        Place(seller.account, code)
        for seller in sellers(asked.services.settings)
        for code in seller.marketplaces
    ]
