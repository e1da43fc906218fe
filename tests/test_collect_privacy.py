"""A canary in every input of collecting: none in the record, in the log, or in what is raised."""

import logging
from datetime import date

import pytest

from bot.bazaar import faults
from bot.store.database import reading
from seller import at_amazon

FRIDAY = date(2026, 11, 20)
EMAIL = "canary.bird+7@marketplace.amazon.com"
SECRETS = {
    "sp_api_client_id": "amzn1.canary-client",
    "sp_api_client_secret": "amzn1.canary-secret",
}
CANARIES = ("canary", "Atza|", "Atzr|", "X-Amz-Signature", "marketplace.amazon.com")
HEADER = "Date\tRating\tComments\tYour Response\tOrder ID\tRater Email\n"
ROW = f"11/20/26\t1\tWrite to {EMAIL} please\tWe wrote to {EMAIL}\t113-0000001-0000001\t{EMAIL}\n"
BODIES = {
    "a good report": HEADER + ROW,
    "a broken row": HEADER + ROW + f"99/99/99\t1\t{EMAIL}\t\t113-0000001-0000002\t{EMAIL}\n",
    "another report": f"amazon-order-id\tbuyer-email\n113-0000001-0000001\t{EMAIL}\n",
    "JSON": f'{{"email": "{EMAIL}"}}',
    "HTML": f"<html>{EMAIL}</html>",
    "nothing that is known": f"{EMAIL}\n" * 9,
}


@pytest.mark.parametrize("fault", [None, faults.http(403), faults.html(), faults.drop(), faults.truncated()])
@pytest.mark.parametrize("name", BODIES)
def test_no_canary_leaves_the_input(engine, clock, caplog, name, fault):
    caplog.set_level(logging.DEBUG)
    logging.getLogger("urllib3").setLevel(logging.INFO)
    with at_amazon(engine, clock, **SECRETS) as seller:
        seller.amazon.rate("US", 1, day=FRIDAY)
        for kind in ("GET_SELLER_FEEDBACK_DATA", "GET_SALES_AND_TRAFFIC_REPORT"):
            seller.amazon.desk.bodies[kind] = BODIES[name].encode()
        if fault:
            seller.amazon.faults.add("document", fault, times=4)
        seller.collect()

        with reading(engine) as session:
            record = "\n".join(session.connection().connection.iterdump())

    assert not [canary for canary in CANARIES if canary in record]
    assert not [canary for canary in CANARIES if canary in caplog.text]


def test_no_address_of_a_buyer_is_kept(seller):
    seller.amazon.rate("US", 1, "write to canary.bird@marketplace.amazon.com")
    seller.collect()

    with reading(seller.engine) as session:
        dump = "\n".join(session.connection().connection.iterdump())

    assert "marketplace.amazon" not in dump
    assert "stand-in" not in dump
