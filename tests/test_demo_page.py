"""The demo as a newcomer meets it: the page in a real browser, the real bot behind it."""

import os
import re
from pathlib import Path

import pytest

from bot.delivery import Pace
from bot.demo import running
from bot.sample import extra_report
from browser import CHROMIUM, Browser
from cast import US, line, order
from cast import report as read

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")

ORDER = re.compile(r"\d{3}-\d{7}-\d{7}")
STOCK_OUT = "stock-out/cancelled-by-seller"
UNRESTED = Pace(look=0.1, rest=0.05)
"""Everything as it is, but for the second that delivery leaves between two messages."""
PICTURES = os.environ.get("PICTURES", "")
"""A folder for pictures of what was seen; none are kept without it."""


@pytest.fixture(scope="module")
def demo():
    with running(pace=UNRESTED) as demo:
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


def press(page, words: str, action: str) -> None:
    """Press the button of that name in the last message that says these words."""
    articles = "[...document.querySelectorAll('#talk article')]"
    found = f"{articles}.filter(a => a.innerText.includes('{words}')).at(-1)"
    page.run("document.querySelectorAll('.this').forEach(one => one.classList.remove('this'))")
    page.run(f"{found}.querySelector('[data-action={action}]').classList.add('this')")
    page.click(".this")


def leave(page) -> None:
    """Close the modal: it stands open before the person, whatever page they look at."""
    page.press("Escape")
    page.wait("!document.querySelector('dialog.modal[open]')")


def alerts(demo) -> list[object]:
    return [each for each in demo.slack.posted if "New negative" in str(each.blocks)]


def orders(demo) -> set[str]:
    return set(ORDER.findall(" ".join(str(each.blocks) for each in demo.slack.posted)))


def test_the_page_shows_the_digest_with_its_picture_and_the_alerts(demo, browser):
    page = browser.open(demo.slack.url)

    page.wait_text("Seller feedback,", "#talk")
    page.wait_text("New negative on Amazon.com", "#talk")
    trend = "[...document.querySelectorAll('#talk img')].find(img => img.alt.includes('Positive share'))"
    page.wait(trend)
    page.run(f"{trend}.scrollIntoView()")  # pictures out of sight are not loaded
    page.wait(f"{trend}.naturalWidth > 400")
    picture(page, "page")


def test_a_report_is_dropped_and_its_negative_claimed_corrected_resolved_and_scored(demo, browser):
    page = browser.open(demo.slack.url)
    before = len(alerts(demo))
    report = extra_report(demo.bot.services.now.date()).data.decode()

    page.drop_file("feedback.txt", report)
    page.wait("document.querySelector('dialog#file[open]')")
    page.click("dialog#file button[type=submit]")
    demo.slack.wait_for(lambda: len(alerts(demo)) == before + 2, 30)
    page.goto(demo.slack.url)
    new = ORDER.findall(str(alerts(demo)[-1].blocks))[0]

    page.wait_text(new, "#talk")
    press(page, new, "claim")
    page.wait_text("Claimed by", "#talk")
    press(page, new, "more")
    page.click("dialog [data-action=choose_cause]")
    page.wait("document.querySelector('dialog [data-action=cause_key]')")
    page.pick("dialog [data-action=cause_key]", STOCK_OUT)
    page.click("dialog [type=submit]")
    page.wait_text("Cause (confirmed)", "#talk")
    picture(page, "corrected")
    leave(page)
    press(page, new, "resolve")
    page.wait("document.querySelector('dialog [data-action=outcomes]')")
    page.pick("dialog [data-action=outcomes]", "refund")
    page.click("dialog [type=submit]")
    page.wait_text("Resolved:", "#talk")
    leave(page)
    type_command(page, "/feedback score")

    page.wait_text("The exact share is held against", "#talk")
    assert browser.errors == []


def test_commands_typed_in_the_message_box_are_answered(demo, browser):
    page = browser.open(demo.slack.url)

    type_command(page, "/feedback score")
    page.wait_text("The exact share is held against", "#talk")
    type_command(page, "/policy can I put a coupon in my message to a buyer?")

    page.wait_text("No coupons", "#talk")
    picture(page, "answers")


def test_the_page_can_be_read_on_a_phone_and_in_the_dark(demo, browser):
    phone = browser.open(demo.slack.url, width=390, height=844)
    phone.wait_text("New negative", "#talk")
    picture(phone, "phone")
    wide = phone.run("document.documentElement.scrollWidth")
    dark = browser.open(demo.slack.url, dark=True)
    dark.wait_text("New negative", "#talk")
    picture(dark, "dark")

    assert wide <= 390


def test_app_home_opens_cases_and_the_screen_to_label_the_past_by_keyboard(demo, browser):
    page = browser.open(f"{demo.slack.url}?at=home")
    page.wait_text("How Starkeeper is", "#talk")
    picture(page, "home")

    page.click("[data-action=label]")
    page.wait_text("1 of", "dialog[open]")
    picture(page, "label")
    page.press("Enter")
    page.wait_text("2 of", "dialog[open]")
    leave(page)
    page.click("#talk [data-action=more]")

    page.wait_text("To the buyer", "dialog[open]")
    picture(page, "more")
    leave(page)


def test_hours_pass_and_an_unclaimed_negative_is_reminded_of_in_its_thread(demo, browser):
    page = browser.open(demo.slack.url)

    page.click("[data-panel='2']")

    page.wait("document.querySelector('#talk .replies')", 30)


def test_time_passes_to_monday_and_the_next_digest_comes(demo, browser):
    page = browser.open(demo.slack.url)
    headings = "[...document.querySelectorAll('#talk h3')].map(h => h.innerText)"
    digests = f"{headings}.filter(words => words.startsWith('Seller feedback,')).length"
    before = page.run(digests)

    page.click("[data-panel='3']")

    page.wait(f"{digests} === {before} + 1", 30)


def test_two_hundred_negatives_are_summed_up_and_stand_on_pages_in_the_thread(demo, browser):
    page = browser.open(demo.slack.url)
    today = demo.bot.services.now.date()
    expected = {order(5000 + n) for n in range(200)}
    storm = read([line(5000 + n, 1, f"Parcel {n} is late.", today) for n in range(200)], "US", today)

    demo.bot.services.intake().take(storm, US)
    demo.bot.services.wake()

    demo.slack.wait_for(lambda: len(orders(demo) & expected) == 200, 60)
    page.wait_text("new negatives at once", "#talk")
    picture(page, "storm")
    page.run("[...document.querySelectorAll('#talk .replies')].at(-1).click()")
    page.wait_text("Page 1 of", "#thread")
    picture(page, "storm-thread")
