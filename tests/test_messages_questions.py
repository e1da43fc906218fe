"""Questions that wait, the modal for an answer, what the asker is told: harmless, within Slack's limits."""

import pytest

from bot.feedback import Question
from bot.messages import questions as said
from bot.messages.drafts import draft_modal
from clock import MONDAY
from messages_cast import LANGUAGES, slack_shows, slack_takes, words

HOSTILE = "<!channel> *x* https://evil.example `y` & " * 23


def question(number: int = 1, text: str = HOSTILE, **fields) -> Question:
    given = {"language": "en", "asked_by": "U0ANA", "channel": "", "asked_at": MONDAY}
    return Question(id=number, text=text, **(given | fields))


def answered(**fields) -> Question:
    return question(answer="<!here> Never. " * 40, answered_by="U0MEI", answered_at=MONDAY, **fields)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_full_page_of_hostile_questions_fits_and_harms_nothing(lang):
    waiting = [question(number) for number in range(said.PAGE)]

    message = slack_takes(said.question_list(waiting, said.PAGE, 3 * said.PAGE, lang))

    assert "<!channel>" not in words(message)
    assert {"older", "newer"} <= {e["action_id"] for e in message.blocks[-1]["elements"]}


def test_the_first_page_has_no_older_and_the_last_no_newer():
    first = said.question_list([question()], 0, said.PAGE + 1, "en")
    last = said.question_list([question()], said.PAGE, said.PAGE + 1, "en")

    assert [e["action_id"] for e in first.blocks[-1]["elements"]] == ["newer"]
    assert [e["action_id"] for e in last.blocks[-1]["elements"]] == ["older"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_nothing_waiting_is_said_and_is_no_empty_list(lang):
    assert len(slack_takes(said.question_list([], 0, 0, lang)).blocks) == 1


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_modals_are_what_slack_takes(lang):
    slack_shows(said.answer_modal(question(), lang))
    slack_shows(draft_modal(lang))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_asker_reads_question_answer_and_who_gave_it(lang):
    message = slack_takes(said.asker_told(answered(), lang))

    assert "Never." in words(message)
    assert "<@U0MEI>" in words(message)
    assert "<!here>" not in message.text
