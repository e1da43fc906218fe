"""Files in the stand-in: sent, shared, processed, downloaded, deleted."""

import requests

from bot.workspace import (
    BOT_TOKEN,
    FEEDBACK,
)
from workspace_cast import refusal

pytest_plugins = ["workspace_fixtures"]

PICTURE = b"\x89PNG picture"


def test_a_picture_can_be_shown_only_once_it_is_processed(slack, client):
    slack.state.picture_polls = 2
    file = client.files_upload_v2(content=PICTURE, filename="trend.png", alt_txt="trend")["files"][0]["id"]
    blocks = [{"type": "image", "slack_file": {"id": file}, "alt_text": "trend"}]

    refused = refusal(client.chat_postMessage, channel=FEEDBACK, text="digest", blocks=blocks)
    looks = ["original_w" in client.files_info(file=file)["file"] for _ in range(3)]

    assert refused == "invalid_blocks"
    assert looks == [False, False, True]
    assert client.chat_postMessage(channel=FEEDBACK, text="digest", blocks=blocks)["ok"]


def test_a_file_comes_with_the_token_and_a_sign_in_page_without(slack, client):
    file = client.files_upload_v2(content=b"a\tb\n", filename="r.txt")["files"][0]["id"]
    address = client.files_info(file=file)["file"]["url_private_download"]

    signed = requests.get(address, headers={"Authorization": f"Bearer {BOT_TOKEN}"}, timeout=5)
    unsigned = requests.get(address, timeout=5)

    assert signed.content == b"a\tb\n"
    assert unsigned.headers["Content-Type"].startswith("text/html")


def test_a_file_can_be_shared_into_a_channel_with_a_comment(slack, client):
    client.files_upload_v2(
        channel=FEEDBACK, content=PICTURE, filename="trend.png", initial_comment="This week"
    )

    [posted] = slack.posted
    assert (posted.text, posted.files[0]["name"]) == ("This week", "trend.png")
    assert client.conversations_history(channel=FEEDBACK)["messages"][0]["files"][0]["name"] == "trend.png"


def test_a_deleted_file_is_gone(client):
    file = client.files_upload_v2(content=PICTURE, filename="trend.png")["files"][0]["id"]

    client.files_delete(file=file)

    assert refusal(client.files_info, file=file) == "file_not_found"
