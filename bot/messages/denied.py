"""Amazon refuses something until somebody acts: what is not collected, what to do; later that it is again."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.messages.blocks import context, sections
from bot.messages.escaping import inline
from bot.messages.message import Message
from bot.messages.words import domain, joined, listed, moment, say
from knowledge.library import Text

SIGN_IN = "sign-in"


@dataclass(frozen=True, slots=True)
class Denied:
    """What Amazon refuses: `topic` is SIGN_IN or one thing that is collected.

    `good_at` is when it was last collected, None for never; `mended_at` is when it was again, None while it
    is not.
    """

    account: str
    topic: str
    marketplaces: Sequence[str]
    good_at: datetime | None = None
    mended_at: datetime | None = None


TOPICS = {
    SIGN_IN: Text("everything", "全部数据"),
    "feedback": Text("the feedback report", "反馈报告"),
    "sales": Text("the daily totals", "每日总数"),
    "health": Text("the account's health", "账户状况"),
    "orders": Text("the facts of orders", "订单信息"),
    "shipped": Text("the list of shipped orders", "已发货订单列表"),
    "requests": Text("requests for feedback", "索评请求"),
}
"""What each thing that is collected is called."""
ROLES = {
    "feedback": "Selling Partner Insights",
    "sales": "Brand Analytics",
    "health": "Selling Partner Insights",
    "orders": "Inventory and Order Tracking",
    "shipped": "Inventory and Order Tracking",
    "requests": "Buyer Solicitation",
}
"""The role that Amazon names for each."""
REACHES_BACK = (SIGN_IN, "feedback", "sales")
"""What is made up for once Amazon answers again."""

_SIGN_IN = Text(
    "Amazon no longer accepts the sign-in of the account {account}: nothing is collected for {places}.",
    "亚马逊不再接受账户 {account} 的登录：{places} 的数据已停止获取。",
)
_ROLE = Text(
    "Amazon refuses {what} for {places}: the application lacks the role “{role}”.",
    "亚马逊拒绝提供 {places} 的{what}：应用缺少“{role}”角色。",
)
_MENDED = Text(
    "Amazon answers again, since {at}. Collected as before for {places}: {what}.",
    "亚马逊已于{at}恢复响应，{places} 的{what}照常获取。",
)
_BLIND = Text("*New negatives are not seen until then.*", "*在此之前看不到新差评。*")
_ALERTS_GO_ON = Text("Alerts go on without it.", "差评提醒不受影响。")
_DO_SIGN_IN = Text(
    "*Do now*  Authorise the application again in Seller Central (Develop Apps), put the new refresh token"
    " into SP_API_REFRESH_TOKEN and restart the bot.",
    "*现在要做*  在卖家平台的开发者页面（Develop Apps）重新授权应用，把新的刷新令牌填入"
    " SP_API_REFRESH_TOKEN，然后重启机器人。",
)
_DO_ROLE = Text(
    "*Do now*  Add the role to the application in Seller Central (Develop Apps), authorise it again, put the"
    " new refresh token into SP_API_REFRESH_TOKEN and restart the bot. If you don't want this, leave it: I"
    " say it only once.",
    "*现在要做*  在卖家平台的开发者页面（Develop Apps）为应用添加该角色并重新授权，把新的刷新令牌填入"
    " SP_API_REFRESH_TOKEN，然后重启机器人。不需要这项功能可不处理，此提示只发一次。",
)
_AGAIN = Text("It is tried again by itself.", "系统会自动重试。")
_KEPT = Text(
    "What comes in meanwhile is not lost: each report reaches back 60 days.",
    "期间的反馈不会丢失：每份报告都包含最近60天。",
)
_LAST = Text("Last collected {at}.", "上次获取：{at}。")


def denied(found: Denied, lang: str) -> Message:
    """Say what Amazon refuses and what to do about it; or that it answers again."""
    places = listed([domain(code) for code in found.marketplaces], lang)
    what = TOPICS[found.topic].said(lang)
    if found.mended_at:
        text = say(_MENDED, lang, at=moment(found.mended_at, lang), what=what, places=places)
        return Message(text, sections([text]))
    given = {"account": inline(found.account), "what": what, "places": places}
    text = say(_SIGN_IN if found.topic == SIGN_IN else _ROLE, lang, role=ROLES.get(found.topic, ""), **given)
    blind = found.topic in (SIGN_IN, "feedback")
    lines = [
        joined([text, (_BLIND if blind else _ALERTS_GO_ON).said(lang)], lang),
        (_DO_SIGN_IN if found.topic == SIGN_IN else _DO_ROLE).said(lang),
    ]
    again = [_AGAIN.said(lang), *([_KEPT.said(lang)] if found.topic in REACHES_BACK else [])]
    last = [say(_LAST, lang, at=moment(found.good_at, lang))] if found.good_at else []
    return Message(text, [*sections(lines), context(joined(again, lang), *last)])
