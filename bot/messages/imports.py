"""What is said about a report that was sent to the bot: taken in, refused, or in need of a word."""

from bot.feedback import Import
from bot.messages.arrivals import imported
from bot.messages.blocks import context, section, sections
from bot.messages.escaping import inline
from bot.messages.message import Message
from bot.messages.words import domain, say
from bot.report import Report
from knowledge.library import Text

_OTHER = Text(
    "Most buyers' addresses are of {place}: is it really this marketplace's report?",
    "多数买家邮箱属于 {place}，请确认这份报告的站点是否正确。",
)
_DELETE = Text(
    "Please delete the file from this conversation now: it holds buyers' addresses. Starkeeper kept none.",
    "请现在从对话中删除该文件：其中含有买家邮箱。Starkeeper 没有保存任何邮箱。",
)
_WHICH = Text(
    "Which marketplace is this report of? Send it again with its code, e.g. `US` or `DE`, as the message.",
    "这份报告属于哪个站点？请重新发送，并在消息里写上站点代码，例如 `US` 或 `DE`。",
)
_ONE = Text("One report at a time, please. Nothing was imported.", "请一次只发送一份报告。没有导入任何数据。")
_NOT_FETCHED = Text(
    "The file could not be fetched from Slack ({reason}). Nothing was imported; send it again.",
    "无法从 Slack 下载文件（{reason}）。没有导入任何数据，请重新发送。",
)


def received(run: Import, report: Report, lang: str) -> Message:
    """Say what a report brought, whether it may be another marketplace's, and that the file should go."""
    said = imported(run, report.rejections, lang)
    likely = report.likely_marketplaces[:1]
    doubt = [say(_OTHER, lang, place=domain(likely[0]))] if likely and likely[0] != run.marketplace else []
    return Message(said.text, [*said.blocks, *sections(doubt), context(_DELETE.said(lang))])


def which_marketplace(lang: str) -> Message:
    """Ask whose report it is: nothing in it tells."""
    return _plain(_WHICH.said(lang))


def one_file_at_a_time(lang: str) -> Message:
    """Say that several files came at once."""
    return _plain(_ONE.said(lang))


def not_fetched(reason: str, lang: str) -> Message:
    """Say that Slack did not hand out the file."""
    return _plain(say(_NOT_FETCHED, lang, reason=inline(reason, 200)))


def _plain(text: str) -> Message:
    return Message(text, [section(text)])
