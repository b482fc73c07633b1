"""Ordinals in front of headings and items: 一、 （一） 1. （1） ① 一是 第一， 问题1：.

All patterns run on folded text (assistant.notice.fold), so half-width brackets and commas are
already full-width, and every offset is an offset of the text as read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.notice.model import Marker, MarkerStyle
from assistant.notice.numerals import ordinal_of

# 3.2023年… and 2.11月15日… are ordinals before a date, 3.5万元 is a number
_NOT_DECIMAL = r"(?!\d(?!\d{0,3}[年月名户家]))"
_CN = "[一二三四五六七八九十百零〇]{1,4}"

# the usual depth of each style (GB/T 9704-2012: 一、→（一）→1.→（1）); equal ranks are told apart
# by how their numbers run (assistant.notice.outline)
RANK: dict[MarkerStyle, float] = {
    "cn_dun": 1,
    "cn_paren": 2,
    "problem_n": 2.5,
    "other": 2.7,
    "arabic_dot": 3,
    "arabic_dun": 3,
    "arabic_paren": 4,
    "circled": 5,
    "ordinal": 6,
    "shi": 6,
}

_FORMS: tuple[tuple[MarkerStyle, re.Pattern[str]], ...] = (
    ("cn_paren", re.compile(rf"（ ?({_CN}) ?）(、)?[.，：]?")),
    ("arabic_paren", re.compile(r"（ ?(\d{1,3}) ?）(、)?[.，：]?")),
    # one bracket lost on the way through a web page
    ("cn_paren", re.compile(rf"（({_CN})(?=[关强加完健规严提推落深])()")),
    ("cn_paren", re.compile(rf"（({_CN})(?=[\u4e00-\u9fff“])(?![^（）]{{0,14}}）)()")),
    ("arabic_paren", re.compile(r"（(\d{1,2})(?=[\u4e00-\u9fff“《])(?![^（）]{0,14}）)()")),
    ("cn_paren", re.compile(rf"({_CN})）(、)?")),
    ("arabic_paren", re.compile(r"(\d{1,3})）(、)?")),
    ("shi", re.compile(r"([一二三四五六七八九十]{1,3})是(?!否)[，：]? ?")),
    ("cn_dun", re.compile(rf"({_CN}) ?[、.，](?![一二三四五六七八九十]+[、是]) ?")),
    ("arabic_dun", re.compile(r"(\d{1,3}) ?、(?!\d{1,2}[两三]?个[月年]|\d{1,2}两[月年]) ?")),
    ("arabic_dot", re.compile(rf"(\d{{1,2}}) ?\.{_NOT_DECIMAL} ?")),
    # the mark behind the ordinal lost: 二关于“…”问题
    ("cn_dun", re.compile(rf"({_CN})(?=关于|针对|聚焦)()")),
    ("arabic_dun", re.compile(r"(\d{1,2})(?=关于|针对|聚焦)()")),
    # one character for the whole ordinal: ㈠ ⑴ ⒈
    ("cn_paren", re.compile(r"([㈠-㈩])(、)? ?")),
    ("arabic_paren", re.compile(r"([⑴-⒇])(、)? ?")),
    ("arabic_dot", re.compile(r"([⒈-⒛]) ?")),
    ("circled", re.compile(r"([①-⑳])(?:、)? ?")),
    ("ordinal", re.compile(r"第([一二三四五六七八九十]{1,3})[，、：]")),
    # an area told by its number in words: 第三方面：建强党组织
    (
        "other",
        re.compile(rf"第({_CN})(?:个?方面|部分)()(?:[：、，] ?| {{1,4}}(?=[\u4e00-\u9fff“]))"),
    ),
    ("problem_n", re.compile(rf"【问题 ?(\d{{1,3}}|{_CN})】()[：]?")),
    (
        "problem_n",
        re.compile(
            r"(?:(?:反馈|整改|存在|具体)(?:的)?(?:问题|事项|任务|意见)(?:清单)?|事项|任务|序号) ?(?:第|之)?"
            rf"(\d{{1,3}}|{_CN})()(?:[：、] ?| {1, 4}(?=[\u4e00-\u9fff“])(?!已|均|全部|完成|办结|销号|其中|正在))"
        ),
    ),
    (
        "problem_n",
        re.compile(
            rf"第 ?(\d{{1,3}}|{_CN}) ?[个项条]()"
            r"(?:(?:反馈|整改)?(?:的)?(?:具体)?(?:问题|事项|任务|意见)[：、，] ?|[：] ?| (?=[\u4e00-\u9fff“]))"
        ),
    ),
    ("problem_n", re.compile(rf"问题 ?(?:（ ?)?(\d{{1,3}}|{_CN}) ?(?:）)?[：、.，]? ?")),
    # a bracket that lost its ordinal: （严肃党员发展… opens a line and is never closed as one
    (
        "cn_paren",
        re.compile(
            r"（(?=[\u4e00-\u9fff]{2,12}[^（）]{0,60}[。，])()(?![^（）]{0,80}）|[^\n]{1,400}）。?$)"
        ),
    ),
)

# items inside a paragraph; an item starts a clause, so a mark of punctuation stands before it
_INNER = re.compile(
    r"(?<=[。；，：！？”）、 ])(?:([一二三四五六七八九十]{1,2})是(?!否)"
    r"|（(\d{1,2})）|([①-⑳])|第([一二三四五六七八九十]{1,2})，|(\d{1,2})[.、](?=[\u4e00-\u9fff“《]))"
)


def leading_marker(folded: str, start: int, end: int) -> Marker | None:
    """The ordinal that opens the line ``folded[start:end]``, or None.

    The marker's span includes the mark that follows it (、 . ：) but no blank after that; its
    ``number`` is None where the ordinal itself was lost.
    """
    if start >= end or folded[start] not in _OPENERS:
        return None
    for style, form in _FORMS:
        match = form.match(folded, start, end)
        if match is None:
            continue
        stop = match.start() + len(match.group().rstrip())
        dun = len(match.groups()) > 1 and match.group(2) == "、"
        return Marker(
            text=folded[start:stop],
            start=start,
            end=stop,
            style=style,
            number=ordinal_of(match.group(1)) if match.group(1) else None,
            bracketed_dun=dun,
        )
    return None


_OPENERS = frozenset(
    "反整存具事任序（【一二三四五六七八九十百零〇0123456789第问㈠㈡㈢㈣㈤㈥㈦㈧㈨㈩⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
)


def inner_markers(folded: str, start: int, end: int) -> Iterator[Marker]:
    """Ordinals inside a paragraph, at the start of a clause: …；二是…；三是…, （2）…, ②….

    Only those that continue or open a series are yielded (the first is number 1, each next one
    the last plus one or two of the same style), so "（3）" as a reference stays text.
    """
    last: dict[MarkerStyle, int] = {}
    opening = leading_marker(folded, start, end)
    if opening is not None and opening.number is not None:
        last[opening.style] = opening.number
    for match in _INNER.finditer(folded, start, end):
        style = _INNER_STYLES[match.lastindex or 1]
        number = ordinal_of(match.group(match.lastindex or 1))
        if number is None or not 0 < number - last.get(style, 0) <= 2:
            continue
        if style not in last and number != 1:
            continue
        last[style] = number
        yield Marker(
            text=match.group(),
            start=match.start(),
            end=match.end(),
            style=style,
            number=number,
        )


_INNER_STYLES: dict[int, MarkerStyle] = {
    1: "shi",
    2: "arabic_paren",
    3: "circled",
    4: "ordinal",
    5: "arabic_dot",
}
