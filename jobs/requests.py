"""Amazon's own request for feedback, once for every order that may be asked about, while a lead has it on.

    due -> Amazon offers it? no: tomorrow again -> "asking" (committed) -> sent | refused | lost: looked up

Nobody is picked: what shipped is asked about, and Amazon alone says no. A call whose answer was lost is not
repeated before Amazon was asked whether it still offers one.
"""

from datetime import timedelta

from requests import codes

from bot.amazon import AmazonError, offered, solicit
from bot.feedback import Collection, FeedbackRequest
from bot.marketplaces import local_day
from bot.services import Services
from bot.store import requests
from bot.store.database import reading, writing
from jobs.source import Fields, Source, rest

PACE = timedelta(seconds=1)
LOOK = timedelta(minutes=1)
LATER = timedelta(days=1)
LOST = timedelta(minutes=10)
"""How long a request whose answer was lost may take to show."""


def step(services: Services, source: Source, _held: Collection) -> Fields:
    """Bring the next order on, or rest a while where none is due."""
    now = services.now
    account, marketplace = source.seller.account, source.marketplace
    with reading(services.engine) as session:
        on = requests.switched_on(session, account, marketplace)
        request = requests.next_due(session, account, marketplace, now) if on else None
    if request is None:
        return rest(now + LOOK)
    if request.last_day < local_day(marketplace, now):
        _note(services, request, state="refused", asked_at=now)
        return rest(now)
    _bring_on(services, source, request)
    return {**rest(now + PACE), "good_at": now}


def _bring_on(services: Services, source: Source, request: FeedbackRequest) -> None:
    now = services.now
    if _offered(source, request):
        _ask(services, source, request)
    elif request.state == "asking":
        # It was offered before the call whose answer was lost, and is no more: it went out.
        _note(services, request, state="sent", asked_at=now)
    else:
        _note(services, request, not_before=now + LATER)


def _offered(source: Source, request: FeedbackRequest) -> bool:
    try:
        return offered(source.way, request.order_id, source.marketplace)
    except AmazonError as error:
        if error.status not in (codes.bad_request, codes.not_found):
            raise
        return False


def _ask(services: Services, source: Source, request: FeedbackRequest) -> None:
    now = services.now
    if not _note(services, request, state="asking", not_before=now + LOST):
        return
    request.state = "asking"
    try:
        solicit(source.way, request.order_id, source.marketplace)
    except AmazonError as error:
        if error.status == codes.too_many_requests:
            _note(services, request, state="due", not_before=now)
        elif error.permanent and error.denied != "sign-in":
            # Amazon has just offered it, so the role is there: the no is about this order.
            _note(services, request, state="refused", asked_at=now)
            return
        raise
    _note(services, request, state="sent", asked_at=now)


def _note(services: Services, request: FeedbackRequest, **values: object) -> bool:
    with writing(services.engine) as session:
        return requests.note(session, request, **values)
