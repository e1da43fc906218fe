"""The commands: what there is, what each does, and what is said to a word that is none of them."""

from collections.abc import Sequence
from typing import NamedTuple

from bot.messages.blocks import context, header, section, sections
from bot.messages.message import Message
from bot.messages.notices import to_ask
from bot.messages.words import quoted, say
from knowledge.library import Text


class Command(NamedTuple):
    """A command: the slash word, the word after it ("" for free text), what may follow, what it does."""

    slash: str
    word: str
    takes: str
    says: Text

    @property
    def usage(self) -> str:
        """The command as it is typed."""
        return " ".join(filter(None, (self.slash, self.word, self.takes)))

    @property
    def start(self) -> str:
        """The command without what may follow."""
        return f"{self.slash} {self.word}".strip()


COMMANDS = (
    Command(
        "/feedback",
        "score",
        "[30d|90d|365d|lifetime|week] [marketplace]",
        Text("Where you stand against 95 % and 4.5 stars", "目前的好评率与星级，对照95%与4.5星"),
    ),
    Command(
        "/feedback",
        "list",
        "[open|claimed|waiting|overdue|resolved|unresolved|mine|all] [page]",
        Text("The cases, oldest first", "差评处理清单，最早的在前"),
    ),
    Command("/feedback", "show", "ORDER-ID", Text("One rating and its case", "某个订单的反馈及处理情况")),
    Command("/feedback", "counts", "", Text("Enter Amazon's own numbers", "填写亚马逊卖家平台上的数字")),
    Command(
        "/feedback",
        "label",
        "",
        Text(
            "Say what past comments were about, so that the diagnosis becomes yours",
            "标注历史留言的原因，让诊断更贴合你们",
        ),
    ),
    Command(
        "/feedback",
        "questions",
        "",
        Text("What the pages don't answer, for a lead to answer", "知识库答不了的问题，由负责人回答"),
    ),
    Command(
        "/feedback",
        "request",
        "[ORDER-ID|on US|off US]",
        Text(
            "Whether feedback may be asked for; for all orders or none", "能否向买家索评；对全部订单一视同仁"
        ),
    ),
    Command(
        "/feedback",
        "export",
        "[cases|scorecards]",
        Text("Cases or scorecards as a file for a spreadsheet, for you alone", "导出表格文件，仅发给你"),
    ),
    Command("/feedback", "policy", "QUESTION", Text("The same as /policy", "与 /policy 相同")),
    Command(
        "/feedback",
        "language",
        "[en|zh|auto]",
        Text("In which language I answer you", "设置我回答你时用的语言"),
    ),
    Command("/feedback", "help", "", Text("This list", "显示本清单")),
    Command(
        "/policy",
        "",
        "[marketplace] QUESTION",
        Text("What Amazon's rules say, with sources", "查亚马逊的规定，附来源"),
    ),
    Command(
        "/policy",
        "check",
        "[DRAFT]",
        Text(
            "Hold a draft to a buyer against the rules; alone it takes a long draft or a public reply",
            "检查写给买家的草稿是否合规；不带内容时可贴入长草稿或公开回复",
        ),
    ),
)
"""Every command, in the order of the help."""

_TITLE = Text("What Starkeeper does when you ask", "可以这样问 Starkeeper")
_ROLES = {
    "MEMBER": Text(
        "You may read here. Cases, shared answers and reports are for agents and leads: ask {people}.",
        "你可以查看。处理差评、分享回答和导入报告由处理人员和负责人进行，请联系{people}。",
    ),
    "AGENT": Text(
        "You are an agent: you may claim and resolve cases. For cases that others have, and what the team"
        " decides, ask {people}.",
        "你是处理人员，可以认领和解决差评。他人负责的差评和团队事务，请联系{people}。",
    ),
    "LEAD": Text(
        "You are a lead: you may do everything, with anybody's case too.",
        "你是负责人，可以进行所有操作，也可以处理他人负责的差评。",
    ),
}
_PRIVATE = Text(
    "You alone see an answer until you share it. Slack takes no commands in threads: use the buttons there.",
    "回答只有你能看到，点“分享到频道”后他人才可见。Slack 不支持在消息列中使用命令，请用按钮。",
)
_REPORTS = Text(
    "Ratings come in with Amazon's feedback report: send me the file in a direct message and name the"
    " marketplace, or run `starkeeper import FILE --marketplace US`.",
    "评分来自亚马逊的反馈报告：把文件私信发给我并写明站点，或运行"
    " `starkeeper import FILE --marketplace US`。",
)
_NEVER = Text("Nothing typed here ever reaches a buyer.", "这里输入的内容绝不会发给买家。")
_UNKNOWN = Text("I don't know {word}. {near}", "没有{word}这个命令。{near}")
_NEAR = Text(
    "Did you mean `{near}`? Everything there is: `/feedback help`",
    "你是想用 `{near}` 吗？全部命令见 `/feedback help`",
)
_ALL = Text("Everything there is: `/feedback help`", "全部命令见 `/feedback help`")
_TEXT = Text("Commands: {commands}", "命令：{commands}")


def help_(commands: Sequence[Command], role: str, others: Sequence[str], lang: str) -> Message:
    """List the commands that somebody of that role ("MEMBER", "AGENT", "LEAD") may use; `others` may more."""
    lines = [f"`{each.usage}`\n{each.says.said(lang)}" for each in commands]
    text = say(_TEXT, lang, commands=" · ".join(each.start for each in commands))
    blocks = [
        header(_TITLE.said(lang)),
        section(say(_ROLES[role], lang, people=to_ask(others, lang))),
        *sections(lines),
        *([] if role == "MEMBER" else [section(_REPORTS.said(lang))]),
        context(_PRIVATE.said(lang), _NEVER.said(lang)),
    ]
    return Message(text, blocks)


def unknown(word: str, nearest: str, lang: str) -> Message:
    """Say that a word is no command, and the nearest one (as typed, "/feedback score"; "" for none)."""
    near = say(_NEAR, lang, near=nearest) if nearest else _ALL.said(lang)
    text = say(_UNKNOWN, lang, word=quoted(word, lang), near=near)
    return Message(text, [section(text)])
