"""App Home: what it shows to whom, and that it fits whatever there is."""

import pytest

from bot.feedback import Channel
from bot.marketplaces import MARKETPLACES
from bot.messages.condition import Condition, Source
from bot.messages.home import SHOWN, Cases, Home, closed_home, home
from bot.workspace.blocks import check_view
from hostile import HOSTILE
from messages_cast import (
    LANGUAGES,
    NOON,
    card,
    case,
    rating,
    scorecard,
    unknown_scorecard,
    words,
)

NO_CASES = Cases()
WELL = Condition(sources=[Source("US", "report", NOON)])


def found(**fields) -> Home:
    given = {
        "cards": [scorecard()],
        "total": None,
        "mine": NO_CASES,
        "unresolved": NO_CASES,
        "next_digest": NOON,
        "condition": WELL,
    }
    return Home(**(given | fields))


def cases(total: int, comment: str = "Late.") -> Cases:
    shown = [card(rating(comment, number=n), case(number=n)) for n in range(1, min(total, SHOWN) + 1)]
    return Cases(shown, total)


def drawn(lang: str = "en", **fields):
    view = home(found(**fields), lang)
    check_view(view, {"home"}, lambda _file: True)
    return view


def pressed(view) -> list[str]:
    rows = (block["elements"] for block in view["blocks"] if block["type"] == "actions")
    return [element["value"] for row in rows for element in row]


def test_without_an_open_case_nothing_needs_anybody():
    shown = words(drawn())

    assert "No open case." in shown
    assert "Every message has reached Slack." in shown


def test_mine_stand_before_all_that_are_open_and_the_rest_is_a_button_away():
    view = drawn(mine=cases(2), unresolved=cases(200))

    shown = words(view)
    assert shown.index("*Yours*") < shown.index("*Open, oldest first*")
    assert "*2 yours · 200 open*" in shown
    assert "/feedback list unresolved 1" in pressed(view)
    assert "and 192 more" in shown


def test_each_case_has_the_button_that_opens_it():
    view = drawn(unresolved=cases(3))

    assert [block["accessory"]["value"] for block in view["blocks"] if "accessory" in block] == [
        "1",
        "2",
        "3",
    ]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_twenty_marketplaces_two_hundred_cases_and_hostile_words_fit(lang):
    worst = "".join(HOSTILE)[:3000]
    places = [scorecard(marketplace="US"), *[unknown_scorecard("DE")] * 19]
    broken = [Channel(name=f"C0{n}", free_at=NOON, parked="not_in_channel") for n in range(9)]
    sources = [Source(code, "sales", None, worst) for code in MARKETPLACES] * 3
    condition = Condition(sources, 3, broken, 7)

    view = drawn(
        lang,
        cards=places,
        total=scorecard(marketplace="US+DE"),
        mine=cases(200, worst),
        unresolved=cases(200, worst),
        condition=condition,
        lead=True,
    )

    assert len(view["blocks"]) <= 100
    assert "<!channel>" not in words(view)


def test_nothing_is_called_well_while_something_is_stuck():
    stuck = Condition(sources=[Source("US", "sales", NOON, "Amazon answers 403")])

    assert "Nothing needs you" not in words(drawn(condition=stuck))
    assert "See below" in words(drawn(condition=stuck))


def test_a_marketplace_has_one_line_for_all_that_comes_in_for_it_and_trouble_comes_first():
    sources = [
        Source("US", "feedback", NOON),
        Source("DE", "sales", None, "403"),
        Source("US", "sales", NOON),
    ]

    lines = words(drawn(condition=Condition(sources))).splitlines()

    told = [line for line in lines if line.startswith("Amazon.") and ": " in line]
    assert [line.partition(":")[0] for line in told] == ["Amazon.de", "Amazon.com"]
    assert told[1].count("<!date^") == 2


def test_only_leads_are_told_what_to_do_about_what_is_stuck():
    stuck = Condition(parked=[Channel(name="C0GONE", free_at=NOON, parked="is_archived")], dead=2)

    agent, lead = words(drawn(condition=stuck)), words(drawn(condition=stuck, lead=True))

    assert "leads see here what to do" in agent
    assert "C0GONE" not in agent
    assert "C0GONE" in lead
    assert "starkeeper posts --state dead" in lead


def test_whoever_may_only_read_is_offered_nothing_that_acts():
    view = drawn(agent=False, unlabelled=40, cards=[unknown_scorecard()])

    assert pressed(view) == ["/feedback list all"]
    assert "You can read here" in words(view)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_first_day_shows_what_to_do_first(lang):
    view = drawn(lang, cards=[unknown_scorecard("")], condition=Condition(), unlabelled=0, next_digest=None)

    assert ("direct message" if lang == "en" else "私信") in words(view)


def test_a_guest_sees_a_sentence_and_no_order():
    view = closed_home("Guests can't use Starkeeper.")

    check_view(view, {"home"}, lambda _file: True)
    assert words(view) == "Guests can't use Starkeeper."
