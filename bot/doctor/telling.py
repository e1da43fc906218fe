"""How doctor says what it found, for a person at a terminal."""

from collections.abc import Iterator, Sequence

from bot.doctor.finding import Finding


def told(found: Sequence[Finding]) -> Iterator[str]:
    """Say in the first line whether anything is wrong; then each finding, with what to do below it."""
    wrong = sum(each.state == "wrong" for each in found)
    if not wrong:
        yield "Nothing is wrong."
    else:
        yield f"{wrong} {'thing is' if wrong == 1 else 'things are'} wrong; the arrow below says what to do."
    for each in found:
        yield f"{each.state.upper():5}  {each.what}: {each.says}"
        if each.do:
            yield f"       -> {each.do}"
