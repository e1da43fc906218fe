"""The demo as a newcomer meets it: the page in a real browser, the real bot behind it."""

import os
from pathlib import Path

import pytest

from bot.demo import running
from bot.sample import extra_report
from browser import CHROMIUM, Browser

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")

PICTURES = os.environ.get("PICTURES", "")
"""A folder for pictures of what was seen; none are kept without it."""


@pytest.fixture(scope="module")
def demo():
    with running() as demo:
        assert demo.all_posted(90)
        yield demo


@pytest.fixture(scope="module")
def browser():
    with Browser() as browser:
        yield browser


def picture(page, name: str) -> None:
    if PICTURES:
        page.screenshot(Path(PICTURES) / f"{name}.png")


def type_command(page, words: str) -> None:
    page.type("#write", words)
    page.press("Enter")


def alerts(demo) -> list[object]:
    return [each for each in demo.slack.posted if "New negative" in str(each.blocks)]


def test_the_page_shows_the_digest_with_its_picture_and_the_alerts(demo, browser):
    page = browser.open(demo.slack.url)

    page.wait_text("Seller feedback,", "#talk")
    page.wait_text("New negative on Amazon.com", "#talk")
    trend = "[...document.querySelectorAll('#talk img')].find(img => img.alt.includes('Positive share'))"
    page.wait(trend)
    page.run(f"{trend}.scrollIntoView()")  # pictures out of sight are not loaded
    page.wait(f"{trend}.naturalWidth > 400")
    picture(page, "page")


def test_a_claimed_case_shows_its_owner(demo, browser):
    page = browser.open(demo.slack.url)

    page.click("button[data-action=claim]")

    page.wait_text("Claimed by", "#talk")
    picture(page, "claimed")


def test_more_opens_a_modal_with_the_steps(demo, browser):
    page = browser.open(demo.slack.url)

    page.click("button[data-action=more]")

    page.wait("document.querySelector('dialog[open]')")
    page.wait_text("Best practices", "dialog[open]")
    picture(page, "more")
    page.press("Escape")
    page.wait("!document.querySelector('dialog.modal[open]')")


def test_commands_typed_in_the_message_box_are_answered(demo, browser):
    page = browser.open(demo.slack.url)

    type_command(page, "/feedback score")
    page.wait_text("The exact share is held against", "#talk")
    type_command(page, "/policy can I put a coupon in my message to a buyer?")

    page.wait_text("No coupons", "#talk")
    picture(page, "answers")


def test_a_report_dropped_on_the_page_brings_new_alerts(demo, browser):
    page = browser.open(demo.slack.url)
    before = len(alerts(demo))
    report = extra_report(demo.bot.services.now.date()).data.decode()

    page.drop_file("feedback.txt", report)
    page.wait("document.querySelector('dialog#file[open]')")
    page.click("dialog#file button[type=submit]")

    demo.slack.wait_for(lambda: len(alerts(demo)) == before + 2, 30)
    assert browser.errors == []


def test_the_page_can_be_read_on_a_phone_and_in_the_dark(demo, browser):
    phone = browser.open(demo.slack.url, width=390, height=844)
    phone.wait_text("New negative", "#talk")
    picture(phone, "phone")
    wide = phone.run("document.documentElement.scrollWidth")
    dark = browser.open(demo.slack.url, dark=True)
    dark.wait_text("New negative", "#talk")
    picture(dark, "dark")

    assert wide <= 390
