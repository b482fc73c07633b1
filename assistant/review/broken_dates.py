"""Broken dates: 年, 月, 日 lost, doubled or swapped, digits run together, without their reading.

``assistant.notice.dates`` reads what can be read; here every broken writing is found, readable or
not, because three rules ask whether a date is broken rather than absent.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.notice.model import Line

_YEAR = r"(?:19|20)\d\d"
# what follows a day that lost its 日: an end, or the next word of the sentence
_NEXT = r"(?=[，。；、）]|$|\n|\s|县|市|区|省|集|校|院|学|公司|党|委|巡|召|印|前|以|起|之|向|对|反)"
# what a sentence goes on with behind a day: who did it, or what was done
_DEED = (
    r"(?:反馈|召开|召集|印发|下发|向|对(?!口)|县委|市委|省委|区委|党委|党组|巡[察视]|成立|组建|修订|制定|出台|发布|举办|举行|开展|组织|完成|清退|追回|收回"
    r"|上缴|缴入|缴回|补缴|退还|退回|通过|施行|实施|起|前|将|由|经|在|到|至今|开始|启动|移交|验收|通报|公示|公布|约谈|签订|收到|全部|全额|已)"
)
_GARBLED = re.compile(
    rf"(?=\d)(?<![\d.])(?:"
    rf"{_YEAR}\d{{2,9}}[日号](?:至\d{{1,10}}[日号]?)?"  # 2021331618日
    rf"|{_YEAR}\d{{1,4}}月(?:\d{{1,2}}[日号])?"  # 20243月27日, 2021912月
    rf"|{_YEAR}[ ]{{1,3}}\d{{1,2}}月(?:\d{{1,2}}[日号])?"  # 2024 3月27日
    rf"|{_YEAR}年\d{{3,6}}[日号]"  # 2024年327日
    rf"|{_YEAR}年\d{{1,2}}[ ，.]\d{{1,2}}[日号]"  # 2024年3 27日
    rf"|{_YEAR}年\d{{1,2}}[日号](?!报|常|均|内|龄)(?:\d{{1,2}}月)?"  # 2024年3日, 2024年27日3月
    rf"|(?:{_YEAR}年)?\d{{1,2}}月\d{{1,2}}[至到](?:{_YEAR}年)?\d{{1,2}}月(?:\d{{1,2}}[日号])?"  # 9月9至11月1日
    rf"|(?:{_YEAR}年)?\d{{1,2}}月\d{{1,2}}[日号][至到](?:{_YEAR}年)?\d{{1,2}}月\d{{1,2}}(?=[，。；）]|$|\n)"
    rf"|{_YEAR}年\d{{1,2}}月\d[日号]\d(?=[，。；至）]|$|\n)"  # 2025年6月2日0
    rf"|{_YEAR}[日号](?:\d{{1,2}}月)?"
    rf"|{_YEAR}月(?:\d{{1,2}}年)?(?:\d{{1,2}}[月日号]){{0,2}}"  # 2024月3年27日
    rf"|{_YEAR}年年(?![度底初中末报均终间会审前])(?:\d{{1,2}}月)?(?:\d{{1,2}}[日号])?"
    rf"|{_YEAR}年\d{{1,2}}年(?:\d{{1,2}}[日号])?"
    rf"|{_YEAR}年\d{{1,2}}月\d{{1,2}}月(?:\d{{1,2}}[日号])?"
    rf"|{_YEAR}年\d{{3,4}}月(?:\d{{1,2}}[日号])?"
    rf"|(?:{_YEAR}年)?(?:1[0-2]|0?[1-9])月\d{{3,4}}[日号]"  # 5月3031日
    rf"|{_YEAR}年月(?:\d{{1,2}}[日号])?"
    rf"|{_YEAR}年\d{{1,2}}月[日号](?!常|报|均)"
    rf"|{_YEAR}年\d{{1,2}}月\d{{1,2}}(?![\d.％%])(?!\s?[日号至到—~～、\-和或及余多个名人次项条万元家户场])(?<!\d\d\d){_NEXT}"
    rf"|(?:\d{{3}}|\d{{5,6}})年\d{{1,2}}月(?:\d{{1,2}}[日号])?"  # 202年3月, 20244年3月
    rf")"
    rf"|(?:{_YEAR}年)?(?<!\d)\d{{1,2}}月月(?![度底初中末报均检考例会供])(?:\d{{1,2}}[日号])?"
    rf"|(?:{_YEAR}年)?(?:(?<!\d)\d{{1,2}}月)?(?<!\d)\d{{1,2}}日日(?!报|常|均|清)"
    rf"|(?<![\d.年])(?:1[0-2]|[1-9])月(?:[12]\d|3[01]|[1-9])(?=[，。；）]|{_DEED})"  # 5月24，8月9成立
    rf"|{_YEAR}年(?:1[0-2]|[1-9])月(?:[12]\d|3[01]|[1-9])(?={_DEED})"  # 2024年12月18缴入
    rf"|(?<=[，。；])(?:3[2-9]|[4-9]\d|\d{{3,4}})日(?=，|{_DEED})|(?<=[日号]至)\d{{3,4}}[日号]"  # ，520日反馈
    # 9月4月反馈; two months that follow one another may be meant (9月10月)
    r"|(?<![\d年至到、])(?!1月2月|2月3月|3月4月|4月5月|5月6月|6月7月|7月8月|8月9月|9月10月|10月11月|11月12月|12月1月)"
    r"(?:1[0-2]|[1-9])月(?:[12]?\d|3[01])月(?=[，。；]|[\u4e00-\u9fff])(?![份间底初末上中下])"
    rf"|(?<!\d)\d{{1,2}}月日(?![常报均])|(?<![\d月年至到、])\d{{1,2}}日\d{{1,2}}月(?!\d)"
    rf"|(?<=[，。；至])月\d{{1,2}}日|(?<!\d)\d{{1,2}}月\d{{1,2}}日\d{{1,2}}日(?![至内])"
    rf"|(?<=[，。；：（于自在从至])年\d{{1,2}}月\d{{1,2}}[日号]"
)
_CN = "〇零○一二三四五六七八九"
_GARBLED_CN = re.compile(
    rf"二[{_CN}]{{3}}(?:年年[一二三四五六七八九十]{{1,2}}月|年[一二三四五六七八九十]{{1,2}}年|月[一二三四五六七八九十]{{1,2}}年"
    rf"|年[一二三四五六七八九十]{{2,5}}日|[一二三四五六七八九十]{{1,2}}月|年[一二三四五六七八九十]{{1,2}}月月"
    rf"|年[一二三四五六七八九十]{{1,2}}月[一二三四五六七八九十]{{1,3}}日日"
    rf"|年[一二三四五六七八九十]{{1,2}}月[一二三四五六七八九十]{{1,3}}(?=\s*$)"
    r"|年[一二三四五六七八九十]{1,2}月(?:[一二三四五六七八九]{2,3}十?|[一二三]?十十[一二三四五六七八九]?|[一二三]十[一二三四五六七八九]{2})日)"
    rf"(?:[一二三四五六七八九十]{{1,3}}日)?",
    re.MULTILINE,
)
# a line that is a date and nothing else, without its 年月日
_BARE_LINE = re.compile(rf"(?:{_YEAR}\d{{2,4}}|{_YEAR}年\d{{2,4}}|{_YEAR}年?\d{{1,2}}月\d{{1,2}})$")


def broken_dates(folded: str, last_lines: Sequence[Line]) -> Iterator[tuple[int, int]]:
    """Yield the spans of broken dates; ``last_lines`` are where a bare run of digits is a date."""
    for pattern in (_GARBLED, _GARBLED_CN):
        for match in pattern.finditer(folded):
            yield match.span()
    for line in last_lines:
        if _BARE_LINE.fullmatch(folded, line.start, line.end):
            yield line.start, line.end
