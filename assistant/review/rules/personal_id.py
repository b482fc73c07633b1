"""personal-id: identity numbers, bank cards, and mobile numbers outside the contact paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.notice.model import Notice
from assistant.review.reading import Reading
from assistant.review.rule import Hit, Rule

RULE = Rule(
    id="personal-id",
    name="个人信息号码",
    severity="error",
    group="content",
    about="18位身份证号、16至19位银行卡号、监督方式段以外的11位手机号；不验校验位，只看格式。",
    message="疑似{kind}：“{found}”",
    suggestion="公开稿删去该号码，必要时只保留“相关人员”等概称。",
    basis="公开脱敏要求：身份证号、银行卡号、个人手机不得公开",
)

_IDENTITY = r"(?P<identity>\d{6}[ -]?(?:18|19|20)\d{6}[ -]?\d{3}[\dXx]|\d{17}[Xx])"
_CARD = r"(?P<card>\d{16,19}|\d{4}(?:[ -]\d{4}){3}(?:[ -]\d{1,3})?)"
_MOBILE = r"(?P<mobile>1[3-9]\d[ -]?\d{4}[ -]?\d{4})"
_NUMBER = re.compile(f"(?<![0-9A-Za-z.])(?:{_IDENTITY}|{_CARD}|{_MOBILE})(?![0-9A-Za-z])")
# other long numbers that offices quote
_CODE = re.compile(
    r"(?:信用代码|编号|编码|代码|合同号|发票号|文号|单号|批号|案号)[^，。；\d]{0,6}$"
)
_COUNTED = re.compile(r"\.\d|[元万亿余多个人次件吨%]")
_NAMES = {"identity": "身份证号", "card": "银行卡号", "mobile": "个人手机号"}


def check(notice: Notice, reading: Reading) -> Iterator[Hit]:
    """Yield each number with all but its head masked in the message."""
    contact = [*reading.spans_of("contact")]
    if notice.contact.span:
        contact.append((notice.contact.span.start, notice.contact.span.end))
    for match in _NUMBER.finditer(notice.folded):
        kind = match.lastgroup or ""
        start, end = match.span()
        if kind == "mobile" and any(a <= start < b for a, b in contact):
            continue
        if kind != "identity" and (
            _CODE.search(notice.folded[max(0, start - 16) : start])
            or _COUNTED.match(notice.folded[end : end + 2])
        ):
            continue
        found = f"{match.group()[:3]}…（{len(match.group())}位）"
        yield Hit(start=start, end=end, values={"kind": _NAMES[kind], "found": found})
