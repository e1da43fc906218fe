"""Who may reach the stand-in: this machine by its own names, and no other site."""

import socket

import pytest
import requests

from bot.workspace import ANA

pytest_plugins = ["workspace_fixtures"]


@pytest.fixture
def page(slack):
    return lambda: requests.get(slack.url, timeout=5).text


def test_the_page_listens_on_loopback_only(slack):
    port = int(slack.url.rsplit(":", 1)[1])
    addresses = {info[4][0] for info in socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)}

    for address in addresses - {"127.0.0.1", "127.0.1.1"}:
        with pytest.raises(ConnectionRefusedError):
            socket.create_connection((address, port), timeout=2)


@pytest.mark.parametrize("path", ["/", "/page/parts", "/page/page.js", "/api/auth.test", "/files-pri/F0/a"])
@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:{port}", "127.0.0.1", "127.0.0.1:1", "localhost.evil:{port}"]
)
def test_a_foreign_name_is_refused_everywhere(slack, host, path):
    port = slack.url.rsplit(":", 1)[1]

    answer = requests.get(slack.url + path, headers={"Host": host.format(port=port)}, timeout=5)

    assert answer.status_code == 421


def test_localhost_is_a_name_of_this_machine(slack):
    port = slack.url.rsplit(":", 1)[1]

    assert requests.get(slack.url, headers={"Host": f"localhost:{port}"}, timeout=5).ok


@pytest.mark.parametrize(
    "path", ["/page/act", "/page/upload", "/api/chat.postMessage", "/response/x", "/upload/v1/x"]
)
@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1:1"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
    ids=str,
)
def test_another_site_can_do_nothing_here(slack, path, headers):
    answer = requests.post(slack.url + path, json={}, headers=headers, timeout=5)

    assert answer.status_code == 403


def test_another_site_can_open_no_socket(slack):
    headers = {"Origin": "https://evil.example", "Upgrade": "websocket", "Connection": "Upgrade"}

    assert requests.get(slack.url + "/link/", headers=headers, timeout=5).status_code == 403


def test_the_pages_own_requests_are_let_through(slack):
    headers = {"Origin": slack.url, "Sec-Fetch-Site": "same-origin"}

    answer = requests.post(
        slack.url + "/page/act", json={"do": "home", "user": ANA}, headers=headers, timeout=5
    )

    assert answer.ok


def test_only_json_counts_as_an_act(slack):
    answer = requests.post(slack.url + "/page/act", data='{"do": "home"}', timeout=5)

    assert answer.status_code == 415


def test_the_page_runs_no_script_but_its_own(slack, page):
    policy = requests.get(slack.url, timeout=5).headers["Content-Security-Policy"]

    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "style=" not in page()
    assert "onclick" not in page()
    assert page().count("<script") == page().count('<script src="/page/')
