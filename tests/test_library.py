"""The library: pages are read and layered, and every mistake is named with its file and line."""

import pytest

from knowledge.library import (
    QUESTION_TEXTS,
    QUESTIONS,
    KnowledgeError,
    Text,
    fingerprint,
    load,
)
from team_pages import PAGE, write


def mistakes(team):
    with pytest.raises(KnowledgeError) as refused:
        load(team)
    return refused.value.mistakes


def test_a_text_is_said_in_chinese_or_else_in_english():
    text = Text("Yes", "是")

    said = [text.said("zh"), text.said("en"), text.said("de")]

    assert said == ["是", "Yes", "Yes"]


def test_the_seven_questions_have_words_in_both_languages():
    assert tuple(QUESTION_TEXTS) == QUESTIONS
    assert all(text.en and text.zh for text in QUESTION_TEXTS.values())


def test_a_cause_is_found_by_problem_and_key():
    library = load()

    cause = library.cause("late-shipment", "longer-than-promised")

    assert cause.question == "shipping-fast"
    assert cause in library.causes()


def test_an_unknown_cause_is_a_key_error():
    with pytest.raises(KeyError):
        load().cause("late-shipment", "no-such-cause")


def test_a_team_page_changes_only_what_it_names(team):
    write(team, "playbook/wrong-item.yaml", PAGE)

    ours = load().cause("wrong-item", "incorrect-product-shipped")
    theirs = load(team).cause("wrong-item", "incorrect-product-shipped")

    [solution] = theirs.solutions
    assert solution.text.en == "Weigh every parcel."
    assert solution.source.title.en == "Team rule"
    assert (theirs.title, theirs.examples, theirs.check_first) == (
        ours.title,
        ours.examples,
        ours.check_first,
    )


def test_a_team_page_adds_a_cause(team):
    write(
        team,
        "playbook/wrong-item.yaml",
        PAGE.replace("incorrect-product-shipped", "swapped-labels")
        + "    title: {en: Labels were swapped, zh: 面单贴反}\n",
    )

    library = load(team)

    assert library.cause("wrong-item", "swapped-labels").title.zh == "面单贴反"
    assert library.cause("wrong-item", "incorrect-product-shipped").solutions


def test_a_team_source_is_cited_as_a_team_rule(team):
    write(team, "sources.yaml", "handbook:\n  title: {en: Our handbook, zh: 内部手册}\n")
    write(team, "playbook/wrong-item.yaml", PAGE.replace("称重。}", "称重。, source: handbook}"))

    [solution] = load(team).cause("wrong-item", "incorrect-product-shipped").solutions

    assert solution.source.title == Text("Team rule: Our handbook", "团队规则：内部手册")


def test_a_team_passage_replaces_ours_of_the_same_id(team):
    ours = load().passages[0]
    heading = f"## {ours.id}: Ask the lead"
    page = f"---\ntopic: t\ntitle: T\nlang: {ours.lang}\n---\n\n{heading}\n\nAsk the lead first.\n"
    write(team, "policies/own.md", page)

    found = [p for p in load(team).passages if (p.id, p.lang) == (ours.id, ours.lang)]

    [passage] = found
    assert passage.text == "Ask the lead first."
    assert passage.source.team


def test_a_missing_team_folder_is_named(tmp_path):
    [mistake] = mistakes(tmp_path / "nowhere")

    assert "no such folder" in mistake.sentence


@pytest.mark.parametrize(
    ("page", "line", "said"),
    [
        ("problem: x\ncauses: [\n", 3, "not readable as YAML"),
        ("problem: x\n", 1, "at least one cause"),
        ("problem: x\ncauses:\n  - id: y\n    colour: red\n", 4, "`colour` is not a field here"),
        ("problem: x\ncauses:\n  - ours: maybe\n    id: y\n", 3, "true or false"),
        ("problem: x\ncauses:\n  - id: y\n    question: is-it-nice\n", 4, "`is-it-nice` is not one of"),
        ("problem: x\ncauses:\n  - id: y\n    id: z\n", 4, "stands here twice"),
        ("problem: x\ncauses:\n  - id: y\n    share: much\n", 4, "`much` is not a number"),
        ("problem: x\ncauses:\n  - id: y\n    check_first: call\n", 4, "expected a list"),
        ("problem: x\ncauses:\n  - id: y\n    examples: {english: [a]}\n", 4, "not a language"),
        ("problem: x\ncauses:\n  - id: y\n    solutions:\n      - {zh: 好}\n", 5, "`en` is missing"),
        (
            "problem: x\ncauses:\n  - id: y\n    solutions:\n      - {en: a, zh: 好, source: atlas}\n",
            5,
            "`atlas` is not in sources.yaml",
        ),
        (
            "problem: x\ncauses:\n  - id: y\n    phrases:\n      en:\n        - {match: '(late'}\n",
            6,
            "do not pair up",
        ),
    ],
)
def test_a_mistake_in_a_playbook_page_is_named_with_file_and_line(team, page, line, said):
    write(team, "playbook/own.yaml", page)

    found = mistakes(team)

    assert any(m.file == "team/playbook/own.yaml" and m.line == line and said in m.sentence for m in found), (
        found
    )


@pytest.mark.parametrize(
    ("page", "line", "said"),
    [
        ("## a: A\n\ntext\n", 1, "front matter"),
        ("---\ntopic: t\nlang: en\n---\n", 1, "`title` is missing"),
        ("---\ntopic: t\ntitle: T\nlang: fr\n---\n", 4, "`lang` has to be en or zh"),
        ("---\ntopic: t\ntitle: T\nlang: en\n---\n## no colon\n\ntext\n", 6, "expected a heading"),
        ("---\ntopic: t\ntitle: T\nlang: en\n---\n## a: A\nmood: good\n\ntext\n", 7, "expected one of"),
        (
            "---\ntopic: t\ntitle: T\nlang: en\n---\n## a: A\ncovers: a, b, c, d\n\ntext\n",
            6,
            "3 is the limit",
        ),
        ("---\ntopic: t\ntitle: T\nlang: en\n---\n## a: A\n\n" + "x" * 601 + "\n", 6, "600 is the limit"),
        ("---\ntopic: t\ntitle: T\nlang: en\n---\n## a: A\n", 6, "no text"),
        ("---\ntopic: t\ntitle: T\nlang: en\n---\n## a: A\n\nb\n## a: A\n\nb\n", 9, "stands in"),
    ],
)
def test_a_mistake_in_a_policy_page_is_named_with_file_and_line(team, page, line, said):
    write(team, "policies/own.md", page)

    found = mistakes(team)

    assert any(m.file == "team/policies/own.md" and m.line == line and said in m.sentence for m in found), (
        found
    )


def test_a_page_that_is_not_utf8_is_named(team):
    (team / "playbook" / "own.yaml").write_bytes("causes: 缺货".encode("gbk"))

    assert any("not UTF-8" in mistake.sentence for mistake in mistakes(team))


def test_a_team_folder_changes_its_fingerprint_with_any_page(team):
    write(team, "playbook/wrong-item.yaml", PAGE)
    before = fingerprint(team)

    write(team, "playbook/wrong-item.yaml", PAGE + "\n")

    assert fingerprint(team) != before
    assert fingerprint(None) == ""
