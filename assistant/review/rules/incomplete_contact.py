"""incomplete-contact: no telephone, or neither address nor e-mail, or no area code."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.notice.model import Notice, Passage
from assistant.review.reach import read_reach
from assistant.review.reading import Reading
from assistant.review.rule import Hit, Rule, hit_at

RULE = Rule(
    id="incomplete-contact",
    name="监督方式不全",
    severity="warning",
    group="document",
    about="有联系方式，但没有电话，或者地址和邮箱都没有；固定电话没有区号的作提示。",
    message="监督方式不全：{what}",
    suggestion="补全监督方式：带区号的电话，通信地址或邮箱至少一项。",
    basis="通报结构：监督方式须有电话（带区号）、通信地址、邮编、邮箱",
)

_OPEN_PHONE = re.compile(r"电话[^，。；]{0,4}[X×x_＿【]")
_OPEN_POST = re.compile(
    r"(?:地址|信箱|邮箱|邮件)[^，。；]{0,4}[X×x_＿【]"
    r"|(?:信件|来信|信函|来函|邮寄|寄)[^，。；]{0,6}?[：至往到][^，。；]{2,40}(?:路|街|道|巷|号|楼|室|村|委|局|院|校)"
)
_DIGITS = re.compile(r"\d")
# without an area code a landline has seven or eight digits (GB numbering plan)
_LOCAL = (7, 8)


def check(notice: Notice, reading: Reading) -> Iterator[Hit]:
    """Yield a hit on the contact sentence, or on each landline that lacks its area code."""
    contact = notice.contact
    if not (contact.phones or contact.emails or contact.addresses or contact.postcodes):
        return
    span = contact.span or _around(notice, reading)
    phone = bool(contact.phones) or bool(_OPEN_PHONE.search(span.text))
    post = bool(contact.addresses or contact.emails) or bool(_OPEN_POST.search(span.text))
    reach = read_reach(reading)
    phone, post = phone or reach.phone, post or reach.post
    if not phone or not post:
        what = "没有电话" if not phone else "通信地址和邮箱都没有"
        yield hit_at(_sentence(notice, reading, span), what=what)
    for number in contact.phones:
        broken = any(
            start < number.end and number.start < end for start, end in reading.broken_dates
        )
        if not broken and _lacks_area_code(number.text):
            yield Hit(
                start=number.start,
                end=number.end,
                severity="info",
                values={"what": f"电话“{number.text}”没有区号"},
                suggestion="在固定电话前补区号，便于外地群众拨打。",
            )


def _lacks_area_code(number: str) -> bool:
    digits = len(_DIGITS.findall(number))
    return digits in _LOCAL and number[:1] not in "01" and not number.startswith(("400", "800"))


def _around(notice: Notice, reading: Reading) -> Passage:
    """The paragraph of the first contact item."""
    contact = notice.contact
    first = min(
        item.start
        for item in (*contact.phones, *contact.emails, *contact.addresses, *contact.postcodes)
    )
    line = next(line for line in notice.lines if line.start <= first < line.end)
    return reading.passage(line.start, line.end)


def _sentence(notice: Notice, reading: Reading, span: Passage) -> Passage:
    """The sentence that holds the first contact item, up to the end of the contact span."""
    contact = notice.contact
    first = min(
        item.start
        for item in (*contact.phones, *contact.emails, *contact.addresses, *contact.postcodes)
    )
    start = max(notice.folded.rfind(mark, span.start, first) + 1 for mark in "。！\n")
    last = max(
        item.end
        for item in (*contact.phones, *contact.emails, *contact.addresses, *contact.postcodes)
    )
    return reading.passage(max(start, span.start), min(max(last, first + 1), span.end))
