"""Drafts to a buyer: edited, checked and copied in one modal."""

import pytest

from bot.messages.drafts import LONGEST_DRAFT
from bot.messages.replies import reply_checked, reply_modal
from knowledge.compliance import check
from knowledge.drafts import LANGUAGES as BUYERS
from knowledge.drafts import Draft, buyer_message, packing_slip, public_reply
from messages_cast import LANGUAGES, NEVER_ARRIVED, card, library, slack_shows, words

KEPT = {"feedback": 1, "kind": "message"}


def field_of(view):
    [entry] = [block for block in view["blocks"] if block["type"] == "input"]
    return entry["element"]


def checked(draft: str, lang: str = "en"):
    return slack_shows(reply_checked(check(draft), draft, KEPT, lang, library()))


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("buyer", BUYERS)
def test_every_draft_stands_to_copy_and_in_the_field_to_edit(buyer, lang):
    drafts: list[Draft] = [
        public_reply(*NEVER_ARRIVED, buyer),
        buyer_message(*NEVER_ARRIVED, buyer),
        packing_slip(buyer),
    ]

    views = [slack_shows(reply_modal(card(), draft, lang)) for draft in drafts]

    assert [field_of(view)["initial_value"] for view in views] == [draft.paste for draft in drafts]
    assert all(draft.paste in words(view) for view, draft in zip(views, drafts, strict=True))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_draft_says_that_nothing_is_sent_to_the_buyer(lang):
    shown = words(reply_modal(card(), buyer_message(*NEVER_ARRIVED, "de"), lang))

    assert ("sends nothing to a buyer" if lang == "en" else "不会向买家发送任何内容") in shown


def test_an_edited_draft_shows_its_findings_and_can_be_edited_again():
    view = checked("We refunded you. Please change your feedback to five stars.")

    assert "Don't send this" in words(view)
    assert "Please change your feedback" in words(view)
    assert field_of(view)["initial_value"].startswith("We refunded you.")
    assert view["submit"]["text"] == "Check it"


def test_an_edited_draft_without_findings_is_shown_to_copy():
    view = checked("We are sorry that the parcel came late. We have refunded you in full today.")

    assert "Nothing found against the rules." in words(view)
    assert "as you have edited it" in words(view)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_longest_draft_full_of_problems_fits_its_modal(lang):
    draft = "\n".join(f"<!channel> Leave us 5 stars & get ${n} back." for n in range(80))[:LONGEST_DRAFT]

    assert field_of(checked(draft, lang))["initial_value"] == draft
