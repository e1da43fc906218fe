"""Tokens for Amazon: fetched, replaced, named where they are wrong, and never given away."""

import logging
import traceback

import pytest
import requests

from amazon_cast import (
    CANARIES,
    DOCUMENT,
    LWA,
    REPORTS,
    STORED,
    ZIPPED,
    Seconds,
    asked,
    signs_in,
    way_in,
)
from bot.amazon import AmazonError


def test_one_token_serves_until_shortly_before_its_end(amazon):
    clock = Seconds()
    signs_in(amazon, lives=600)
    amazon.get(f"{REPORTS}/R1", json=asked())
    way = way_in(clock)

    for _ in range(3):
        way.report("R1")
    clock.now = 481
    way.report("R1")

    assert [call.request.url for call in amazon.calls].count(LWA) == 2


def test_a_token_that_ended_early_is_replaced_once(amazon):
    signs_in(amazon)
    amazon.get(f"{REPORTS}/R1", status=403, json={"errors": [{"code": "Unauthorized"}]})
    amazon.get(f"{REPORTS}/R1", json=asked())

    found = way_in().report("R1")

    assert found.status == "DONE"
    assert [call.request.url for call in amazon.calls].count(LWA) == 2


@pytest.mark.parametrize("status", [401, 403])
def test_a_denial_with_a_new_token_too_is_permanent(amazon, status):
    signs_in(amazon)
    amazon.get(f"{REPORTS}/R1", status=status)

    with pytest.raises(AmazonError) as error:
        way_in().report("R1")

    assert error.value.permanent
    assert len(amazon.calls) == 4


@pytest.mark.parametrize(("status", "named"), [(400, "SP_API_REFRESH_TOKEN"), (401, "SP_API_CLIENT_SECRET")])
def test_a_refused_sign_in_names_the_setting(amazon, status, named):
    amazon.post(LWA, status=status, json={"error": "invalid_grant"})

    with pytest.raises(AmazonError, match=named) as error:
        way_in().report("R1")

    assert error.value.permanent


@pytest.mark.parametrize("answer", [{}, {"access_token": ""}, {"access_token": "x"}, {"access_token": 1}])
def test_a_sign_in_without_a_token_is_an_error(amazon, answer):
    amazon.post(LWA, json=answer)

    with pytest.raises(AmazonError, match="no token"):
        way_in().report("R1")


def test_the_presigned_address_gets_no_token_and_no_cookie(amazon):
    signs_in(amazon)
    amazon.get(DOCUMENT, json={"url": STORED}, headers={"Set-Cookie": "session=canary"})
    amazon.get(STORED, body=ZIPPED, content_type="text/tab-separated-values; charset=windows-1252")

    document = way_in().document("amzn1.doc.1")

    sent = amazon.calls[-1].request
    assert bytes(document.data) == ZIPPED
    assert document.content_type.endswith("windows-1252")
    assert not {"x-amz-access-token", "Authorization", "Cookie"} & set(sent.headers)


@pytest.mark.parametrize("status", [200, 302, 400, 401, 403, 429, 500])
@pytest.mark.parametrize("where", [LWA, f"{REPORTS}/R1", DOCUMENT, STORED])
def test_no_error_and_no_log_line_holds_a_token_or_an_address(amazon, caplog, where, status):
    caplog.set_level(logging.DEBUG)
    logging.getLogger("urllib3").setLevel(logging.INFO)
    echo = " ".join(CANARIES)
    amazon.add("POST" if where == LWA else "GET", where, status=status, json=[echo])
    signs_in(amazon)
    amazon.get(DOCUMENT, json={"url": STORED})
    amazon.get(STORED, body=requests.ConnectionError(echo))
    said = []

    for call in (lambda: way_in().report("R1"), lambda: way_in().document("amzn1.doc.1")):
        try:
            call()
        except (AmazonError, requests.ConnectionError) as error:
            said.append(repr(error) + "".join(traceback.format_exception(error)))

    assert not [canary for canary in CANARIES if canary in "".join(said) + caplog.text]
