"""What `starkeeper knowledge check` finds beyond mistakes: gaps, drift, statements that nothing covers."""

from knowledge.library import Mistake, check, load, stamp
from team_pages import PAGE, write


def reported(team):
    return [mistake for mistake in check(team) if mistake.file.startswith("team/")]


def test_the_shipped_knowledge_has_no_mistake_no_gap_and_no_drift():
    assert check() == []


def test_a_text_without_chinese_loads_in_english_and_is_reported(team):
    write(team, "playbook/wrong-item.yaml", PAGE.replace(", zh: 每个包裹都称重。", ""))

    [solution] = load(team).cause("wrong-item", "incorrect-product-shipped").solutions

    assert solution.text.zh == "Weigh every parcel."
    assert Mistake("team/playbook/wrong-item.yaml", 5, "`solution` has no Chinese") in reported(team)


def test_a_passage_in_one_language_is_reported(team):
    write(team, "policies/own.md", "---\ntopic: t\ntitle: T\nlang: en\n---\n## own.rule: A\n\nAsk.\n")

    [mistake] = reported(team)

    assert str(mistake) == "team/policies/own.md:6: `own.rule` has no Chinese"


def test_english_that_changes_without_its_chinese_is_reported_until_accepted(team):
    write(team, "playbook/wrong-item.yaml", PAGE)
    stamp(team)
    clean = reported(team)

    write(team, "playbook/wrong-item.yaml", PAGE.replace("every parcel", "every second parcel"))
    [drifted] = reported(team)
    stamp(team)

    assert clean == []
    assert (drifted.line, drifted.sentence) == (5, "the English of this has changed and the Chinese has not")
    assert reported(team) == []


def test_a_statement_that_no_passage_covers_is_reported():
    covered = load().passages[0].covers[0]

    found = check(statements=[{"id": covered}, {"id": "zz.nothing"}])

    assert [mistake for mistake in found if mistake.file == "statements"] == [
        Mistake("statements", 2, "no passage covers `zz.nothing`")
    ]
