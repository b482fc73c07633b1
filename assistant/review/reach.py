"""Reach: the ways to reach the issuer that stand after the account, read by their form.

The parser reads contact details behind their labels; a clerk may leave the label out
(社区大厅（荷塘路甲6号）, 0000-5551212（纪工委）). What has the form of a telephone number, an e-mail
address or a postal address after the account counts here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.review.reading import Reading

_PHONE = re.compile(
    r"(?<![\d.])0\d{2,3}[-—－ ]{1,2}\d{5,8}(?!\d)|（0\d{2,3}）\d{7,8}(?!\d)|(?<![\d.])1[3-9]\d{9}(?!\d)"
    r"|(?:电话|热线|致电|拨打)[^，。；\d]{0,8}\d{5,8}(?!\d)"
)
_POST = re.compile(
    r"[A-Za-z0-9_-]{1,64}[@＠][A-Za-z0-9-]{1,40}\."
    r"|[\u4e00-\u9fff]{1,20}(?:路|街|巷|道|弄|村|组|园|镇|乡)[\u4e00-\u9fff]{0,6}\d{1,5}(?:-\d{1,4})?[号栋幢弄楼室]"
    r"|(?:地址|地点|信箱|来信|来访|来函|寄)[^，。；\d]{0,24}(?:路|街|巷|楼|室|村部|大院|大楼|大厅|中心|办公室|收)"
    r"|[到至往给](?=[^，。；\d]{0,24}[镇乡村路街道])[^，。；\d]{2,30}(?:反映|来访|投信|投递|面谈|收)"
    r"|信箱：[^，。；\n]{1,20}信箱"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """Whether a telephone, and whether a postal or e-mail address, stands after the account."""

    phone: bool
    post: bool


def read_reach(reading: Reading) -> Reach:
    """Look through all lines after the last record, headings and page residue included."""
    ends = [record.end for record in reading.records]
    notice = reading.notice
    start = max(ends, default=min(reading.account_start, len(notice.folded) * 2 // 3))
    return Reach(
        phone=_PHONE.search(notice.folded, start) is not None,
        post=_POST.search(notice.folded, start) is not None,
    )
