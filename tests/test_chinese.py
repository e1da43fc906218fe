"""A Chinese team reads Chinese: nothing is half translated, wherever somebody clicks."""

import importlib
import pkgutil
import re
import shutil
from collections.abc import Iterator
from datetime import timedelta
from types import SimpleNamespace

import pytest
from sqlmodel import select

import bot
import handlers
from bot.config import settings_from
from bot.feedback import Post
from bot.judgement import judgement_of
from bot.messages.actions import OTHER_LANGUAGE
from bot.messages.home import home
from bot.rendering import Renderer
from bot.rendering.home import home_of
from bot.report import Said
from bot.services import Services
from bot.store import cases, installation, posts
from bot.store.database import connect, reading, writing
from bot.workspace import FEEDBACK, MEI
from cast import US, line, order, report
from clock import Clock
from handlers.feedback import ANSWERS
from jobs.schedule import DUE
from knowledge.library import Text
from slack_cast import FakeSlack
from walker import Surface, Walk, modal_of

NAMES = {
    *("Amazon", "Slack", "Starkeeper", "README", "Excel", "Solicitations API", "SP-API", "Connect Amazon"),
    *(
        "Develop Apps",
        "A-to-z",
        "FBA",
        "FBM",
        "SKU",
        "PDF",
        "RTF",
        "MB",
        "ID",
        "gzip",
        "invite",
        "OpenDocument",
    ),
    *("XML", "JSON", "HTML", "CSV", "zip", "xls", "xlsx", "ods", "rtf", "rar", "In English", "Buy Shipping"),
}
"""What is called the same in Chinese."""
CODES = re.compile(
    r"`[^`]*`|「[^」]*」|\{[^}]*\}|<[^>]*>|:[a-z_]+:|[A-Z_]*_[A-Z_]+|\bLANGUAGE\b|https?:\S+"
    r"|/[a-z]+(?: [a-z0-9]+)*|\b[A-Z]{2}\b|Amazon\.[a-z.]+"
    r"|\b(?:30d|90d|365d|lifetime|week|en|zh|auto|open|mine|all|claimed|waiting|overdue|resolved|unresolved)\b"
)
"""What is typed, quoted, or stands for something: commands, gaps, mentions, settings, marketplaces."""


def english_in(text: str) -> list[str]:
    """Give the words of a text that are neither Chinese nor a name."""
    left = CODES.sub(" ", text)
    for name in sorted(NAMES, key=len, reverse=True):
        left = re.sub(rf"(?<![A-Za-z]){re.escape(name)}(?![A-Za-z])", " ", left)
    return re.findall(r"[A-Za-z]{2,}(?:[ '-][A-Za-z]+)*", left)


def test_english_words_within_chinese_are_found():
    assert english_in("没有导入：the file is empty（Amazon.de，`/feedback help`，「late」）") == [
        "the file is empty"
    ]


def said_in(value: object, depth: int = 0) -> Iterator[str]:
    """Give the Chinese of every sentence in a module's value."""
    if isinstance(value, Text | Said):
        yield value.zh
    elif isinstance(value, dict) and depth < 4:
        for each in value.values():
            yield from said_in(each, depth + 1)
    elif isinstance(value, tuple | list | set | frozenset) and depth < 4:
        yield from [value.zh] if isinstance(getattr(value, "zh", None), str) else ()
        for each in value:
            yield from said_in(each, depth + 1)


def modules() -> Iterator[str]:
    for package in (bot, handlers):
        for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if not re.search(r"__main__|migrations|workspace|bazaar", found.name):
                yield found.name


def test_no_chinese_sentence_holds_english_words():
    said = {
        each for name in modules() for each in said_in(list(vars(importlib.import_module(name)).values()))
    }

    assert len(said) > 500
    assert {each: english_in(each) for each in said if english_in(each)} == {}


COMMENTS = ["三周还没收到货", "颜色发错了", "包装破损，客服不理人", "质量太差", "没有回复邮件"]
ASKED = [
    *(f"/feedback {word}" for word in ANSWERS if word != "export"),
    *("/feedback score 5d", "/feedback scoer", "/feedback list nonsense", "/feedback show 1"),
    *("/feedback list all", "/feedback score 90d US", "/feedback score lifetime DE"),
    *(f"/feedback show {order(1)}", f"/feedback show {order(999)}", f"/feedback request {order(1)}"),
    *(
        "/policy",
        "/policy 可以在邮件里放优惠券吗",
        "/policy 今天天气怎么样",
        "/policy check",
        "/policy check 请给五星好评",
    ),
    *("/feedback request on", "/feedback language fr", "/feedback questions", "/feedback list all 2"),
]


@pytest.fixture(scope="module")
def walk(tmp_path_factory, empty_database):
    """All that Mei gets to see: what is posted, what she asks for, and where that leads."""
    engine = connect(f"sqlite:///{shutil.copy(empty_database, tmp_path_factory.mktemp('walk'))}")
    settings = settings_from(_env_file=None, feedback_channel=FEEDBACK, leads=MEI, language="zh")
    clock, at_once = Clock(), SimpleNamespace(submit=lambda work: work())
    judgement, slack = judgement_of(engine, None), FakeSlack()
    services = Services(settings, engine, judgement, slack, clock, at_once, lambda _: None, lambda: None)
    walk = Walk(services, {OTHER_LANGUAGE})
    with pytest.MonkeyPatch.context() as patched:
        for sender in ("handlers.desk.respond", "handlers.sharing.respond"):
            patched.setattr(sender, walk.hear)
        begin(services)
        for _ in range(4):  # as the cases are after what was clicked before
            for posted in all_posted(services):
                walk.at(posted)
        look_around(walk)
        clock.pass_by(days=7)
        for job in DUE:
            job(services)
        for posted in all_posted(services):
            walk.at(posted)
    yield walk
    engine.dispose()


def begin(services: Services) -> None:
    """Let a few negatives come, some praise, and then a storm."""
    with writing(services.engine) as session:
        installation.install(session, services.now)
    for lines in (
        [line(n, 1 + n % 2, words) for n, words in enumerate(COMMENTS, 1)],
        [line(n, 5, "很快") for n in range(100, 110)],
        [line(n, 1, "一个月了还没收到") for n in range(200, 222)],
    ):
        services.intake().take(report(lines), US)


def look_around(walk: Walk) -> None:
    """Ask for everything there is; look at cases that wait and are over, and at the App Home."""
    services, now = walk.services, walk.services.now
    for command in ASKED:
        walk.ask(command)
    for name, entry in handlers.SHORTCUTS.items():
        walk.do(walk.desk.on_shortcut(name, entry), 0, message={"text": "三周还没收到货"})
    with writing(services.engine) as session:
        cases.claim(session, 2, MEI, now)
        cases.wait(session, 2, MEI, "carrier", now + timedelta(days=2), now)
        cases.claim(session, 3, MEI, now)
        cases.resolve(session, 3, MEI, "refund,removal-denied", now)
    for number in (2, 3):
        walk.ask(f"/feedback show {order(number)}")
    walk.at(home_shown(services))


def all_posted(services: Services) -> list[Surface]:
    """Render every message that is owed."""
    renderer = Renderer(services.settings, services.judgement, services.clock)
    with writing(services.engine) as session:
        posts.bind_items(session, lambda place: services.settings.channel_of(*place), services.now)
    with reading(services.engine) as session:
        rendered = [renderer(session, post) for post in session.exec(select(Post))]
    return [Surface(each.text, each.blocks) for each in rendered]


def home_shown(services: Services) -> Surface:
    library = services.judgement.now.library
    with reading(services.engine) as session:
        found = home_of(session, library, services.settings, services.now, MEI, agent=True, lead=True)
    return modal_of(home(found, "zh"))


def test_nothing_that_a_chinese_team_is_shown_is_in_english(walk):
    clicked = {name for _, name, *_ in walk.tried}

    assert len(walk.shown) > 200
    assert set(handlers.ACTIONS) - clicked == {OTHER_LANGUAGE}
    assert {*handlers.VIEWS, *handlers.SHOWN_VIEWS} <= {
        kind for kind, name, *_ in walk.tried if name == "submit"
    }
    assert {text: english_in(text) for text in walk.shown if english_in(text)} == {}
