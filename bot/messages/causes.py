"""What a cause is called."""

from knowledge.library import Cause, Library, Text

UNCLEAR = Text("Unclear", "原因不明")
OUTSIDE_PLAYBOOK = Text("Outside the playbook", "不在手册内")


def known(library: Library, problem: str, cause: str) -> Cause | None:
    """Look a cause up; None for one that is unclear, outside the playbook or no longer on it."""
    try:
        return library.cause(problem, cause)
    except KeyError:
        return None


def problem_name(library: Library, problem: str, lang: str) -> str:
    """Say a problem: "Late shipment"; "Unclear" for none."""
    if problem in ("", "unclear"):
        return UNCLEAR.said(lang)
    try:
        return library.problem(problem).title.said(lang)
    except KeyError:
        return OUTSIDE_PLAYBOOK.said(lang)


def cause_name(library: Library, problem: str, cause: str, lang: str) -> str:
    """Say a problem and its cause, "Late shipment › Never arrived"; the problem alone if it has one cause."""
    name, found = problem_name(library, problem, lang), known(library, problem, cause)
    if found is None or len(library.problem(problem).causes) == 1:
        return name
    return f"{name} › {found.title.said(lang)}"
