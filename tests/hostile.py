"""Two hundred comments that try to mention, link, format or hide something in Slack."""

ATTACKS = (
    "<!channel>", "<!here|everybody>", "<@U0ANA>", "<#C123|general>", "<!subteam^S1>", "<!date^0^{date}|x>",
    "<https://evil.example|click here>", "https://evil.example/a?b=1&c=2", "www.evil.example",
    "mailto:a@b.example",
    "*bold* _slanted_ ~struck~ `code`", "```\nblock\n```", "> quoted\n&gt; quoted", "&lt;!channel&gt; &amp;",
    ":rotating_light::tada:", "\u202egnihton\u202c \u2066x\u2069",
    "\u200b\u200c\u200d\ufeff\u2060<!here>", "\x00\x07\x1b[31mred",
    "Z" + "\u0301" * 500, "😀👨‍👩‍👧🏴󠁧󠁢󠁥󠁮󠁧󠁿" * 30,
)  # fmt: skip
SETTINGS = (
    "{}",
    "Late. {} Never again.",
    "{0} {0} {0}",
    "\n\n{}\n\n",
    "a{}b",
    "•{}",
    "لم يصل الطلب {} أبدا",
    "三周前下单{}至今没收到",
    "{}" + " and on and on" * 210,
    "\ud800{}\u2028",
)
HOSTILE = tuple(setting.format(attack) for setting in SETTINGS for attack in ATTACKS)
