"""The names by which clicks and submissions come back, and the small words around them.

A button's value is the id of the feedback as text, unless its name says otherwise. A field of a modal has the
same name as block_id and action_id, so its value is `state["values"][NAME][NAME]`. A modal keeps
{"feedback": id, "lang": "en"} (or {"lang": …}) in its private_metadata.
"""

from knowledge.library import Text

CLAIM = "claim"
RELEASE = "release"
RESOLVE = "resolve"
"""Opens RESOLVE_VIEW."""
REOPEN = "reopen"
WAIT = "wait"
"""Opens WAIT_VIEW."""
GO_ON = "go_on"
HAND_OVER = "hand_over"
"""Opens HAND_OVER_VIEW."""
MORE = "more"
"""Opens MORE_VIEW."""
CHOOSE_CAUSE = "choose_cause"
"""Opens CAUSE_VIEW."""
OTHER_LANGUAGE = "other_language"
"""In MORE_VIEW: shows it in the other language."""
CLAIM_FROM_PAGE = "claim_from_page"
"""A menu below a page of a storm; the chosen option's value is the id of the feedback."""
MORE_FROM_PAGE = "more_from_page"
"""Another such menu; opens MORE_VIEW."""

DRAFT_NOTICE = "draft_notice"
"""Opens REPLY_VIEW with the neutral notice, once a case is resolved."""
DRAFT_REPLY = "draft_reply"
DRAFT_MESSAGE = "draft_message"
DRAFT_SLIP = "draft_slip"
"""Open REPLY_VIEW, a draft to edit, check and copy; in REPLY_VIEW they show another draft."""

SHARE = "share"
"""Value: the command that was answered, e.g. "/feedback score 30d US"."""
WINDOWS = "windows"
"""A menu below a scorecard; the chosen option's value is the command to answer."""
ENTER_COUNTS = "enter_counts"
"""Opens COUNTS_VIEW. Value: marketplace and window, "US 30d"; the marketplace may be empty."""
NOT_HELPFUL = "not_helpful"
"""Value: the question that was asked."""

ANSWER_QUESTION = "answer_question"
"""Opens ANSWER_VIEW. Value: the id of the question."""
NEWER, OLDER = "newer", "older"
"""Value: the command that shows that page of a list."""

LIST = "list"
"""Opens LIST_VIEW. Value: the command of the list, "/feedback list open"."""
LABEL = "label"
"""Opens LABEL_VIEW, or shows it in the modal that is open."""

CHECK_DRAFT = "check_draft"
DIAGNOSE = "diagnose"
"""Shortcuts of a message."""

MORE_VIEW = "more"
CAUSE_VIEW = "cause"
RESOLVE_VIEW = "resolve"
WAIT_VIEW = "wait"
HAND_OVER_VIEW = "hand_over"
NOTICE_VIEW = "notice"
"""Says that a case is resolved, and what speaks for and against a notice to the buyer."""
LIST_VIEW = "list"
LABEL_VIEW = "label"
DIAGNOSED_VIEW = "diagnosed"
COUNTS_VIEW = "counts"
DRAFT_VIEW = "draft"
REPLY_VIEW = "reply_draft"
"""Keeps {"feedback": id, "kind": "reply", "message" or "slip", "lang": …}."""
ANSWER_VIEW = "answer"
"""Keeps {"question": id, "lang": …}."""

CAUSE = "cause_key"
"""A menu: "problem/cause", or OUTSIDE."""
OTHER_CAUSE = "other_cause"
"""A menu of the whole playbook: "problem/cause"."""
CAUSE_WORDS = "cause_words"
"""A line of text, optional: what it was, when the playbook does not have it."""
OUTCOMES = "outcomes"
"""A menu of several: keys of OUTCOME_TEXTS."""
NOTE = "note"
FIXES = "fixes"
"""A menu of several, optional: "problem/cause#2" for the third fix of that cause on the playbook."""
LESSON = "lesson"
"""Text, optional: what we change so that it does not happen again."""
WAITING_FOR = "waiting_for"
"""A menu: keys of WAITING_TEXTS."""
UNTIL = "until"
"""A day."""
NEW_OWNER = "new_owner"
"""A person."""
MARKETPLACE = "marketplace"
WINDOW = "window"
POSITIVE = "positive"
NEUTRAL = "neutral"
NEGATIVE = "negative"
STARS = "stars"
ANSWER = "answer_words"
DRAFT = "draft_words"
DRAFT_KIND = "draft_kind"
"""A menu: "message" or "reply"."""

OUTSIDE = "outside/outside"
"""The choice "outside the playbook"."""

OUTCOME_TEXTS: dict[str, Text] = {
    "refund": Text("Refunded", "已全额退款"),
    "partial-refund": Text("Partly refunded", "已部分退款"),
    "replacement": Text("Replacement sent", "已补发"),
    "gift-certificate": Text("Gift certificate given", "已赠送礼品卡"),
    "explained": Text("Explained to the buyer", "已向买家解释"),
    "public-reply": Text("Public reply posted", "已公开回复"),
    "a-to-z": Text("A-to-z claim", "走 A-to-z 索赔"),
    "removal-requested": Text("Removal requested", "已申请移除"),
    "removal-granted": Text("Removed or struck through", "已移除或加删除线"),
    "removal-denied": Text("Removal refused", "移除申请被拒"),
    "nothing-possible": Text("Nothing could be done", "无法挽回"),
}
"""How a case can end; several may be true. A case keeps their keys, joined by commas."""

WAITING_TEXTS: dict[str, Text] = {
    "buyer": Text("the buyer", "买家"),
    "carrier": Text("the carrier", "承运商"),
    "amazon": Text("Amazon", "亚马逊"),
}
"""Whom a case can wait for."""

LABELS: dict[str, Text] = {
    CLAIM: Text("Claim", "认领"),
    RELEASE: Text("Give it back", "退回"),
    RESOLVE: Text("Resolve", "解决"),
    REOPEN: Text("Reopen", "重新打开"),
    WAIT: Text("Wait for…", "等待对方"),
    GO_ON: Text("Go on", "继续处理"),
    HAND_OVER: Text("Hand over", "转交"),
    MORE: Text("More", "更多"),
    CHOOSE_CAUSE: Text("Choose a cause", "选择原因"),
    OTHER_LANGUAGE: Text("In Chinese", "In English"),
    DRAFT_NOTICE: Text("Draft a neutral notice", "起草中立告知"),
    DRAFT_REPLY: Text("Draft a public reply", "起草公开回复"),
    DRAFT_MESSAGE: Text("Draft a message", "起草站内信"),
    DRAFT_SLIP: Text("Packing slip line", "装箱单附言"),
    SHARE: Text("Share here", "分享到频道"),
    WINDOWS: Text("Other windows", "其他时段"),
    ENTER_COUNTS: Text("Enter Amazon's numbers", "填写亚马逊的数字"),
    NOT_HELPFUL: Text("Not helpful", "没有帮助"),
    ANSWER_QUESTION: Text("Answer", "回答"),
    LIST: Text("All open cases", "全部未解决"),
    LABEL: Text("Label past comments", "标注历史留言"),
    NEWER: Text("Newer", "较新"),
    OLDER: Text("Older", "较早"),
    CLAIM_FROM_PAGE: Text("Claim one of these", "认领其中一条"),
    MORE_FROM_PAGE: Text("Open one of these", "查看其中一条"),
}
"""What stands on each button or menu."""

CLOSE = Text("Close", "关闭")
CANCEL = Text("Cancel", "取消")
SAVE = Text("Save", "保存")
