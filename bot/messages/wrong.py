"""What stands beside a field of a case's modal that can't be taken as it was filled in."""

from knowledge.library import Text

WORDS_WANTED = Text("Say in a few words what it was.", "请简单说明是什么原因。")
WORDS_FOR_OUTSIDE = Text(
    "Choose “Outside the playbook” for this, or leave it empty.", "如要填写，请选择“不在手册内”，否则请留空。"
)
ONE_OR_THE_OTHER = Text(
    "Amazon either granted the removal or refused it: pick one.", "移除申请要么获准要么被拒，请只选一项。"
)
NOTHING_ELSE = Text(
    "“Nothing could be done” stands alone: take it or the others away.", "“无法挽回”不能与其他项同选。"
)
OTHER_FIXES = Text(
    "These are fixes for another cause: take them away, or keep the cause.",
    "这些是其他原因的措施，请取消选择，或保留原来的原因。",
)
LATER_DAY = Text("Pick a day after today.", "请选择今天之后的日期。")
SOONER_DAY = Text("Pick a day within the next {days} days.", "请选择{days}天以内的日期。")
NOT_ALLOWED = Text(
    "They may not act on cases here. Pick somebody who may.", "对方无权处理差评，请选择有权限的同事。"
)
THEIRS_ALREADY = Text("They have it already.", "这一条已由对方跟进。")
