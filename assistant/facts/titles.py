"""Titles: 《documents》, document numbers, and the quoted names of brands, activities, mechanisms.

A quoted span is a name unless it is a fixed expression (assistant.facts.wording), the words of a
problem (关于“…”问题), a statement or a slogan. Names do lose their closing marks on scraped
pages; a title that never closes ends at the next punctuation.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from assistant.facts.unmarked import find_unmarked
from assistant.facts.wording import is_common_quoted
from assistant.notice.phrases import is_set_phrase

TitleKind = Literal["document", "title"]

_DOCUMENT = re.compile(
    r"《(?P<name>(?:[^《》\n]|《[^《》\n]{0,80}》){1,120})》"
    r"|《(?P<open>[^《》\n，。；：、]{2,60})(?=[\n，。；：、]|$)"
    r"|〈(?P<single>[^〈〉《》\n]{2,60})〉"
)
_NUMBERED = re.compile(
    r"(?:[\u4e00-\u9fff]{1,10})?[〔\[［【](?:19|20)\d\d[〕\]］】](?:第)?\d{1,4}号"
)
_NUMBER_HEAD = re.compile(
    r"(?:和|及|与|以|按|由|的|见|据|文件|印发了?|下发了?|出台了?|根据|依据|对照)"
)
_QUOTED = re.compile(
    r"“(?P<double>(?:[^“”\n]|“[^“”\n]{0,40}”){1,120})”"
    r'|"(?P<straight>[^"\n]{1,60})"'
    r"|「(?P<corner>[^「」\n]{1,60})」"
    r"|‘(?P<single>[^‘’“”\n]{1,40})’"
)
_BEFORE_PROBLEM = re.compile(r"(?:关于|针对|对照|反馈的?|指出的?|查处的?|存在的?) ?$")
_AFTER_PROBLEM = re.compile(
    r"(?:等)?(?:方面)?(?:内容)?的?(?:具体)?(?:突出)?问题|的?整改(?:情况|落实)?"
)
# a word behind the closing mark that makes the span a name
_NAME_HEAD = re.compile(
    r"(?:系列|主题|专项|特色|专题|青年|志愿|党建|文化|服务|宣传|宣讲|教育|实践|公益|品牌|创建|评选|培训|微信|网络|移动|数字"
    r"|智慧|线上|线下|学习|管理|监督|监管|工作|惠民|便民|关爱|帮扶|治理|整治|提升){0,2}"
    r"(?:行动|活动|工程|计划|项目|大赛|竞赛|比赛|赛|品牌|平台|系统|公众号|服务号|视频号|订阅号|小程序|APP|热线|专线|课堂"
    r"|讲堂|学堂|论坛|沙龙|基地|专栏|栏目|工作法|机制|模式|制度|工作室|驿站|服务队|突击队|宣讲团|队伍|夜校|联盟|联合体"
    r"|专项整治|专项治理|集中整治|集中治理|专项监督|专项检查|专项督查|大走访|大排查|大比武|大讨论|文化节|艺术节|晚会|仪式|讲座|征文|展览|称号|奖|杯|站|岗|号|群|卡|库|码|村|社区)"
)
# behind these even a common word is a name (“阳光采购”平台); behind 活动, 制度 it need not be one
_BRAND_HEAD = re.compile(
    r"(?:微信|网络|服务|管理|监督|监管|专项|移动|志愿)?(?:平台|系统|公众号|视频号|服务号|小程序|APP|品牌|行动|工程|计划|大赛|驿站"
    r"|工作室|热线|专栏|课堂|讲堂|服务队|突击队)"
)
_ENDS_AS_NAME = re.compile(
    r"(?:行动|活动|工程|计划|项目|大赛|竞赛|品牌|平台|系统|热线|课堂|讲堂|学堂|论坛|基地|工作法|机制|模式|工作室|驿站|夜校|联盟"
    r"|事业部|文化节|艺术节|晚会|研究|探索|调研|分析|思考|实践)$"
)
# “导师帮带”机制 describes how things are done rather than names something
_MECHANISM = re.compile(
    r"(?:工作|管理|监督|培养|服务|治理|运行|责任|联动|考核)?(?:机制|制度|模式|做法|方式|办法|流程)"
)
# more quoted names and the word for them all: “…”“…”等品牌
_ROW = re.compile(r"(?:[、和及]?“[^“”\n]{1,30}”){0,8}(?:等)?(?:一批|系列)?(?:的)?")
_CALLS = re.compile(
    r"(?:打造|创建|推出|组织|开展|举办|实施|启动|上线|开通|开发|成立|设立|命名为?|品牌|公众号|平台|主题|擦亮|唱响|创设|承办|评选|荣获"
    r"|获评|参加|发布|依托|深化|推广|创新|组建|建成|名为|推进|运营|建立|建设|申报|争创|探索)了?[\u4e00-\u9fff]{0,6}$"
)
_BEHIND_SLOGAN = re.compile(
    r"(?:等)?(?:的)?(?:原则|要求|思路|方式|方法|理念|态度|目标|导向|标准|规定|格局|工作格局|局面|现象|观念|思想|心态|做法"
    r"|形式|情绪|意识|理想|关系|作风|风气|顽疾|观|行为|倾向|苗头|等次|层面|环节|流程|链条|字样|一词|字|两个字|三个字|情形)"
)
_STATEMENT = re.compile(
    r"[。；！？：=<>]|不|没有|未(?!来)|无[^线人]|等[问方情]|【|[XxＸ×][人元年名个项次月]"
)
_EXHORTATION = re.compile(
    r"(?:加强|抓好|推进|坚持|深化|强化|落实|完善|提高|提升|做好|严格|严禁|进一步|切实|积极|主动|必须)"
)
_MARK = re.compile("[“”]")
_HEAD = re.compile(r"[\u4e00-\u9fffA-Za-z0-9]{2,8}$")
_TAIL = re.compile(r"[\u4e00-\u9fffA-Za-z0-9·]{2,12}?(?=等|[、，。；：“《（]|$)")
_ORDINARY = re.compile(r"[\d.,%\-—~～]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundTitle:
    """A title at [start, end), brackets or quotation marks included; see Fact.needs_source."""

    start: int
    end: int
    kind: TitleKind
    needs_source: bool = True


def find_titles(folded: str) -> Iterator[FoundTitle]:
    """Yield documents first, then quoted names, each in the order of the folded text."""
    for match in _DOCUMENT.finditer(folded):
        name = match["name"] or match["open"] or match["single"]
        if not _is_blank(name):
            yield FoundTitle(start=match.start(), end=match.end(), kind="document")
    for match in _NUMBERED.finditer(folded):
        start = match.start()
        for head in _NUMBER_HEAD.finditer(folded, start, match.end()):
            start = head.end()
        yield FoundTitle(start=start, end=match.end(), kind="document")
    for start, end in find_unmarked(folded):
        yield FoundTitle(start=start, end=end, kind="document")
    yield from _quoted_names(folded, 0, len(folded))
    yield from _half_quoted(folded)


def _quoted_names(folded: str, start: int, end: int) -> Iterator[FoundTitle]:
    """Names in quotation marks; inside a quoted statement those of the inner marks."""
    for match in _QUOTED.finditer(folded, start, end):
        if _is_name(folded, match):
            start, end = match.span()
            called = _is_called_name(folded, start, end)
            yield FoundTitle(start=start, end=end, kind="title", needs_source=called)
        elif match.end() - match.start() > 8:
            yield from _quoted_names(folded, match.start() + 1, match.end() - 1)


def _is_blank(name: str) -> bool:
    """A title that is only a placeholder: 《【待填：文件名称】》, 《XXXX》, 《……》."""
    return re.search(r"[^\W_XxＸ×]", re.sub(r"【[^】]*】", "", name)) is None


def _is_name(folded: str, match: re.Match[str]) -> bool:
    content = match.group()[1:-1].strip()
    before = folded[max(0, match.start() - 6) : match.start()]
    after = folded[match.end() : match.end() + 12]
    visible = re.sub(r"[XxＸ×\s]", "", content)
    if len(visible) < 2 or len(content) > 30 or _ORDINARY.fullmatch(visible):
        return False
    if is_common_quoted(content) and not (_BRAND_HEAD.match(after) and not is_set_phrase(content)):
        return False
    if _STATEMENT.search(content):
        return False
    if _AFTER_PROBLEM.match(after) and (_BEFORE_PROBLEM.search(before) or after.startswith("问题")):
        return False
    if _NAME_HEAD.match(after):
        return max(map(len, re.split("[、，]", content))) < 16
    if _BEHIND_SLOGAN.match(after):
        return False
    return _reads_as_name(content, after)


def _is_called_name(folded: str, start: int, end: int) -> bool:
    """Whether a word before or behind calls them a name (打造“…”, “…”行动, “…”等品牌)."""
    if _MECHANISM.match(folded, end):
        return False
    if _NAME_HEAD.match(folded, end) or _ENDS_AS_NAME.search(folded[start : end - 1]):
        return True
    row = _ROW.match(folded, end)
    if row is not None and _NAME_HEAD.match(folded, row.end()):
        return True
    return _CALLS.search(folded[max(0, start - 12) : start]) is not None


def _reads_as_name(content: str, after: str) -> bool:
    """Without a head word behind it: short, and no list of clauses (会前把关、会中较真)."""
    if _ENDS_AS_NAME.search(content):
        return True
    parts = re.split("[、，]", content)
    if len(parts) > 1:
        return len(parts) < 4 and max(map(len, parts)) <= 5 and not after.startswith("的")
    return len(content) <= 16 and not _EXHORTATION.match(content)


def _half_quoted(folded: str) -> Iterator[FoundTitle]:
    """Names that lost one of their marks, on lines where the marks do not pair (scraped pages)."""
    begin = 0
    for line in folded.split("\n"):
        end = begin + len(line)
        if line.count("“") != line.count("”"):
            marks = [
                begin - 1,
                *(found.start() for found in _MARK.finditer(folded, begin, end)),
                end,
            ]
            for before, mark, after in zip(marks, marks[1:], marks[2:], strict=False):
                found = _half(folded, mark, before, after)
                if found is not None:
                    yield found
        begin = end + 1


def _half(folded: str, mark: int, before: int, after: int) -> FoundTitle | None:
    if folded[mark] == "”" and folded[before : before + 1] != "“":
        head = _HEAD.search(folded[max(before + 1, mark - 8) : mark])
        start, end, name = (mark - len(head[0]), mark + 1, head[0]) if head else (0, 0, "")
    elif folded[mark] == "“" and folded[after : after + 1] != "”":
        tail = _TAIL.match(folded, mark + 1, min(after, mark + 14))
        start, end, name = (mark, tail.end(), tail[0]) if tail else (0, 0, "")
    else:
        return None
    if len(name) < 2 or is_common_quoted(name) or _STATEMENT.search(name):
        return None
    return FoundTitle(start=start, end=end, kind="title")
