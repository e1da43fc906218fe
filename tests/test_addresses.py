"""Addresses that payloads name are followed on Slack's hosts and on SLACK_API_URL's, and nowhere else."""

import pytest
import responses

from bot.slackio import TransportError, UntrustedAddressError, download, respond, trusted, web_client

SLACK = "https://slack.com/api/"
FILE = "https://files.slack.com/files-pri/T1-F1/download/report.txt"


@pytest.mark.parametrize("url", [FILE, "https://hooks.slack.com/commands/T1/1/x", "https://slack.com/x"])
def test_slacks_own_addresses_are_followed(url):
    assert trusted(url, SLACK) == url


@pytest.mark.parametrize(
    "url",
    [
        "http://files.slack.com/x",
        "https://files.slack.com.evil.example/x",
        "https://evil.example/files.slack.com",
        "https://files.slack.com@evil.example/x",
        "https://files.slack.com:8443/x",
        "http://169.254.169.254/latest/meta-data",
        "http://127.0.0.1:1/x",
        "file:///etc/passwd",
        "",
    ],
)
def test_any_other_address_is_refused_before_a_connection(url):
    with pytest.raises(UntrustedAddressError):
        trusted(url, SLACK)


def test_a_stand_ins_own_address_is_followed_and_no_other_port_of_its_machine():
    assert trusted("http://127.0.0.1:8765/answer", "http://127.0.0.1:8765/api/")
    with pytest.raises(UntrustedAddressError):
        trusted("http://127.0.0.1:8766/answer", "http://127.0.0.1:8765/api/")


@responses.activate
def test_a_file_is_fetched_with_the_token_from_slack_alone():
    responses.get(FILE, body=b"rows")
    client = web_client("xoxb-1", SLACK)

    assert download(client, FILE, 100) == b"rows"
    assert responses.calls[0].request.headers["Authorization"] == "Bearer xoxb-1"
    with pytest.raises(UntrustedAddressError):
        download(client, "https://evil.example/report.txt", 100)
    assert len(responses.calls) == 1


@responses.activate
def test_a_file_that_is_too_large_missing_or_elsewhere_is_refused_in_a_sentence():
    client = web_client("xoxb-1", SLACK)
    responses.get(FILE, body=b"x" * 101)
    responses.get(f"{FILE}.gone", status=404)
    responses.get(f"{FILE}.moved", status=302, headers={"Location": "https://evil.example/x"})

    for ending in ("", ".gone", ".moved"):
        with pytest.raises(TransportError):
            download(client, f"{FILE}{ending}", 100)
    assert {call.request.url for call in responses.calls} == {FILE, f"{FILE}.gone", f"{FILE}.moved"}


@responses.activate
def test_an_answer_goes_to_slack_once_and_is_never_sent_again():
    url = "https://hooks.slack.com/commands/T1/1/x"
    responses.post(url, status=500)

    with pytest.raises(TransportError):
        respond(url, SLACK, "text", [])

    assert len(responses.calls) == 1
