"""missing-contact: no telephone, address or e-mail at all."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.notice.model import Notice
from assistant.review.reach import read_reach
from assistant.review.reading import Reading
from assistant.review.rule import Hit, Rule

RULE = Rule(
    id="missing-contact",
    name="缺监督方式",
    severity="error",
    group="document",
    about="全文没有电话、地址、邮箱中的任何一项，只写“欢迎监督”的仍算缺。",
    message="没有监督联系方式（电话、通信地址、邮箱）",
    suggestion="在落款之前补监督方式：带区号的电话、通信地址、邮政编码和邮箱。",
    basis="通报结构：监督方式须有电话、通信地址、邮编、邮箱",
)

# a contact that is still a placeholder is placeholder-left, not absent
_OPEN = re.compile(r"(?:电话|地址|信箱|邮箱|邮件)[：为]? ?(?:[X×x_＿]|【)")


def check(notice: Notice, reading: Reading) -> Iterator[Hit]:
    """Yield one hit where the public is given no way to reach the issuer."""
    contact = notice.contact
    if contact.phones or contact.emails or contact.addresses:
        return
    reach = read_reach(reading)
    if not (reach.phone or reach.post or _OPEN.search(notice.folded, reading.account_start)):
        yield Hit()
