"""Unseen: characters of a text that a reader does not see, counted for the user.

The text itself keeps them, since offsets are those of the text as read; who parses it
(assistant.notice.clean) or sends it to a model leaves them out. Source of the classes: Unicode 15,
chapters 23.1 to 23.9.
"""

from __future__ import annotations

import re

_KINDS = (
    (
        "零宽字符",
        re.compile("[\u00ad\u034f\u115f\u1160\u180b-\u180f\u200b-\u200d\u2060-\u2064\ufeff]"),
    ),
    ("双向控制符", re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")),
    ("标签字符", re.compile("[\U000e0000-\U000e007f]")),
    (
        "控制字符",
        re.compile("[\x00-\x08\x0e-\x19\x1b-\x1f\x7f-\x84\x86-\x9f\u206a-\u206f\ufff9-\ufffb]"),
    ),
    ("无法还原的字符", re.compile("[\ufffd-\uffff\ud800-\udfff\ufdd0-\ufdef]")),
)
_CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x84\x86-\x9f]+")
_SURROGATE = re.compile("[\ud800-\udfff]")


def unseen_remarks(text: str) -> tuple[str, ...]:
    """One remark that counts the unseen characters by kind; none where there are none."""
    if text.isascii() and text.isprintable():
        return ()
    counts = {name: len(pattern.findall(text)) for name, pattern in _KINDS}
    found = "、".join(f"{name}{count}个" for name, count in counts.items() if count)
    if not found:
        return ()
    first = min(m.start() for _, pattern in _KINDS if (m := pattern.search(text)))
    return (
        f"文中有看不见的字符（{found}，首个在第{first + 1}字处）：起草和解析时略去，请核对原文",
    )


def printable(text: str) -> str:
    """Extracted ``text`` without control characters; lone surrogates become U+FFFD.

    For kinds whose extraction makes the text (PDF, web pages): there it is what offsets count.
    """
    if _SURROGATE.search(text):
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return _CONTROL.sub("", text)
