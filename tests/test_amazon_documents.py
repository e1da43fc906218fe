"""A report's document: only from Amazon's storage, only so large, and whole."""

import socket
import threading

import pytest
import responses

from amazon_cast import HOST, STORED, Seconds, public
from bot.amazon import AmazonError, Storage, documents
from bot.amazon.addresses import refuse_untrusted
from bot.amazon.wire import session

HOSTS = (HOST, "rebound.example", "127.0.0.1:9")

BAD = (
    "http://tortuga-prod-na.s3.amazonaws.com/doc",
    "https://evil.example/doc",
    "https://s3.amazonaws.com/tortuga-prod-na/doc",
    "https://evil-tortuga-prod-na.s3.amazonaws.com/doc",
    "https://tortuga-prod-na.s3.amazonaws.com.evil.example/doc",
    "https://tortuga-prod-na.s3.amazonaws.com./doc",
    "https://tortuga-prod-na.s3.amazonaws.com:8443/doc",
    "https://tortuga-prod-na.s3.amazonaws.com:99999/doc",
    "https://user@tortuga-prod-na.s3.amazonaws.com/doc",
    "https://user:word@tortuga-prod-na.s3.amazonaws.com/doc",
    "https://tortuga-prod-na.s3.amazonaws.com@evil.example/doc",
    "https://evil.example#@tortuga-prod-na.s3.amazonaws.com/doc",
    "https://evil.example\\@tortuga-prod-na.s3.amazonaws.com/doc",
    "https://evil.example?tortuga-prod-na.s3.amazonaws.com/doc",
    "https://127.0.0.1/doc",
    "http://127.0.0.1/doc",
    "http://localhost/doc",
    "https://[::1]/doc",
    "https://[::ffff:127.0.0.1]/doc",
    "https://2130706433/doc",
    "https://0x7f000001/doc",
    "https://169.254.169.254/latest/meta-data/",
    "https://10.0.0.8/doc",
    "https://192.168.1.1/doc",
    "https://[fd00::1]/doc",
    "ftp://tortuga-prod-na.s3.amazonaws.com/doc",
    "file:///etc/passwd",
    "//tortuga-prod-na.s3.amazonaws.com/doc",
    "tortuga-prod-na.s3.amazonaws.com/doc",
    "javascript:alert(1)",
    "https:///doc",
    "https://[broken/doc",
    "https://tortuga-prod-na.s3.amazonaws.com/a b",
    "https://tortuga-prod-na.s3.amazonaws.com/\r\nHost: evil.example",
    "https://töртuga-prod-na.s3.amazonaws.com/doc",
    "https://rebound.example/doc",
    "",
)


def resolve(host: str) -> list[str]:
    return ["52.216.1.1", "10.0.0.8"] if host == "rebound.example" else public(host)


@pytest.mark.parametrize("url", BAD)
def test_a_bad_address_is_refused_before_anything_is_connected_to(url, monkeypatch):
    connected = []
    monkeypatch.setattr(socket.socket, "connect", lambda *address: connected.append(address))

    with pytest.raises(AmazonError, match="not to be trusted") as error:
        Storage(session(), HOSTS, resolve).fetch(url)

    assert error.value.permanent
    assert connected == []
    assert not url or url not in str(error.value)


@pytest.mark.parametrize(
    "address",
    ["10.1.2.3", "127.0.0.1", "169.254.1.1", "0.0.0.0", "224.0.0.1", "fe80::1%eth0", "::ffff:10.0.0.1", "x"],
)
def test_a_trusted_name_with_a_private_address_is_refused(address):
    with pytest.raises(AmazonError, match="private address"):
        refuse_untrusted(STORED, [HOST], lambda _host: ["52.216.1.1", address])


def test_a_name_that_does_not_resolve_may_do_so_later():
    def unknown(_host: str) -> list[str]:
        raise OSError

    with pytest.raises(AmazonError) as error:
        refuse_untrusted(STORED, [HOST], unknown)

    assert not error.value.permanent


def test_plain_http_goes_to_a_loopback_name_that_the_setting_holds_and_to_no_other():
    refuse_untrusted("http://127.0.0.1:4711/doc", ["127.0.0.1"], public)

    with pytest.raises(AmazonError):
        refuse_untrusted("http://localhost:4711/doc", ["127.0.0.1"], public)


@responses.activate
def test_a_document_larger_than_the_bound_is_refused_for_good(monkeypatch):
    monkeypatch.setattr(documents, "MOST_BYTES", 100_000)
    responses.get(STORED, body=b"x" * 100_001)

    with pytest.raises(AmazonError, match="larger than") as error:
        Storage(session(), HOSTS, resolve).fetch(STORED)

    assert error.value.permanent


@responses.activate
def test_a_document_that_only_drips_is_given_up():
    clock = Seconds()
    responses.get(STORED, body=b"x" * 1_000_000)

    def later() -> float:
        clock.sleep(100)
        return clock.now

    with pytest.raises(AmazonError, match="not there after") as error:
        Storage(session(), HOSTS, resolve, later).fetch(STORED)

    assert not error.value.permanent


def serve(answer: bytes) -> int:
    """Answer one connection with these bytes and close it; returns the port."""
    server = socket.create_server(("127.0.0.1", 0))

    def once() -> None:
        peer, _ = server.accept()
        with server, peer:
            peer.recv(65536)
            peer.sendall(answer)

    threading.Thread(target=once, daemon=True).start()
    return server.getsockname()[1]


def test_a_document_cut_short_is_not_taken_for_whole():
    port = serve(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\nConnection: close\r\n\r\nDate\tRating")

    with pytest.raises(AmazonError, match="could not be fetched whole") as error:
        Storage(session(), ["127.0.0.1"], resolve).fetch(f"http://127.0.0.1:{port}/doc")

    assert not error.value.permanent


def test_a_document_that_the_connection_zips_stays_zipped_for_the_parser_to_bound():
    bomb = b"\x1f\x8b" + b"0" * 50
    head = f"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: {len(bomb)}\r\n\r\n".encode()
    port = serve(head + bomb)

    document = Storage(session(), ["127.0.0.1"], resolve).fetch(f"http://127.0.0.1:{port}/doc")

    assert bytes(document.data) == bomb


def test_a_document_does_not_show_its_bytes():
    shown = repr(documents.Document(bytearray(b"canary@marketplace.amazon.com"), "text/plain"))

    assert "canary" not in shown
