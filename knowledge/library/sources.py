"""Read sources.yaml: where everything that we say is written."""

from dataclasses import replace

from knowledge.library.model import Source
from knowledge.pages import Place, Text

TEAM_RULE = Source(
    key="team-rule",
    title=Text("Team rule", "团队规则"),
    owner="your team",
    region="any",
    date="",
    url="",
    note=Text("", ""),
    team=True,
)
_FIELDS = ("title", "owner", "region", "date", "url", "note", "confidence")


def read_sources(page: Place, *, team: bool) -> dict[str, Source]:
    """Answer the sources of a page by key. A team's are titled "Team rule: ..."."""
    sources = {key: _source(key, place) for key, place in page.fields().items()}
    return {key: _as_team_rule(source) for key, source in sources.items()} if team else sources


def _source(key: str, place: Place) -> Source:
    fields = place.known(*_FIELDS)
    return Source(
        key=key,
        title=fields["title"].both("title"),
        owner=fields["owner"].word(),
        region=fields["region"].word() or "any",
        date=fields["date"].word(),
        url=fields["url"].word(),
        note=fields["note"].both("note") if fields["note"] else Text("", ""),
        confidence=fields["confidence"].word(),
    )


def _as_team_rule(source: Source) -> Source:
    said = TEAM_RULE.title
    title = Text(f"{said.en}: {source.title.en}", f"{said.zh}：{source.title.zh}")
    return replace(source, title=title, team=True)


def cited(place: Place, sources: dict[str, Source], *, team: bool) -> Source:
    """Answer the source whose key stands here. On a team's page no key means the team itself."""
    key = place.word("" if team else "source")
    if key and key not in sources:
        place.wrong(f"`{key}` is not in sources.yaml")
    return sources.get(key, TEAM_RULE)
