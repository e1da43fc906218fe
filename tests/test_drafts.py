import pytest

from knowledge.compliance import check
from knowledge.drafts import (
    LANGUAGES,
    buyer_message,
    neutral_notice,
    packing_slip,
    public_reply,
    templates,
    thank_you,
)
from knowledge.languages import tongues
from knowledge.library import load


def drafts(lang):
    causes = [(cause.problem, cause.key) for cause in load().causes()]
    replies = [public_reply(*cause, lang) for cause in causes]
    messages = [buyer_message(*cause, lang) for cause in causes]
    return [*replies, *messages, thank_you(lang), neutral_notice(lang), packing_slip(lang)]


def kind(draft):
    return "reply" if draft.kind == "reply" else "message"


def test_there_are_drafts_in_every_language_that_is_checked():
    assert set(LANGUAGES) == set(tongues().checked)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_draft_passes_the_draft_check_in_its_language(lang):
    for draft in drafts(lang):
        checked = check(draft.paste, kind(draft))

        assert checked.clean, (draft.paste, checked)
        assert checked.language == lang


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_line_passes_on_its_own(lang):
    for draft in drafts(lang):
        for line in draft.lines:
            assert not check(line.paste, kind(draft)).findings, line.paste


def test_every_cause_of_the_playbook_has_drafts_of_its_own():
    book = templates()
    causes = {cause.key for cause in load().causes()}

    assert causes <= book.replies.keys()
    assert causes <= book.messages.keys()


def test_every_cause_that_is_about_the_order_is_sorry_for_something_of_its_own():
    said = {
        cause.key: public_reply(cause.problem, cause.key, "en").lines[0].paste
        for cause in load().causes()
        if cause.problem != "incorrect-feedback"
    }

    assert len(set(said.values())) == len(said)


def test_each_line_is_shown_as_pasted_and_in_both_reading_languages():
    line = public_reply("late-shipment", "never-arrived", "de").lines[0]

    assert line.paste.startswith("Es tut uns leid")
    assert line.reader.said("en").startswith("We are sorry")
    assert line.reader.said("zh").startswith("很抱歉")


def test_no_language_borrows_another_languages_line():
    for key, said in templates().lines.items():
        assert len(set(said.values())) == len(LANGUAGES), key


def test_a_cause_of_the_teams_own_gets_the_general_draft():
    assert public_reply("ours", "no-invoice", "en") == public_reply("unclear", "unclear", "en")


def test_no_message_per_cause_mentions_feedback_or_stars():
    for cause in load().causes():
        said = buyer_message(cause.problem, cause.key, "en").paste.lower()

        assert not any(word in said for word in ("feedback", "rating", "review", "star"))


def test_a_message_has_a_line_for_each_sentence_and_a_reply_is_one_paragraph():
    message = buyer_message("late-shipment", "never-arrived", "en")
    reply = public_reply("late-shipment", "never-arrived", "zh")

    assert message.paste.splitlines() == [line.paste for line in message.lines]
    assert "\n" not in reply.paste
    assert " 请通过" not in reply.paste


def test_the_neutral_notice_says_that_sources_disagree_and_when_it_may_be_used():
    notes = " ".join(note.en for note in neutral_notice("en").notes)

    assert "Only after the problem is solved" in notes
    assert "Sources disagree" in notes


def test_the_packing_slip_line_is_marked_as_unconfirmed_and_offers_no_link():
    slip = packing_slip("en")

    assert slip.notes[0].en.startswith("Unconfirmed")
    assert slip.notes[0].zh.startswith("未经证实")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_draft_holds_a_link_or_the_old_address(lang):
    said = " ".join(draft.paste for draft in drafts(lang))

    assert "http" not in said
    assert "account-access-login" not in said


def test_a_language_without_drafts_is_an_error():
    with pytest.raises(KeyError):
        public_reply("late-shipment", "never-arrived", "pl")
