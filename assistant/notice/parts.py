"""Parts: what kind of section a heading or a paragraph opens, read from the words of the genre."""

from __future__ import annotations

import re
from functools import lru_cache

from assistant.notice.model import SectionKind

_UNFINISHED = re.compile(
    r"^[^。“”]{0,6}?(?:尚未|还未|未|没|正在|需|仍需|有待)[^。“”]{0,8}(?:完成|整改|推进|到位|坚持|办[结完]|解决)[^。“”]{0,14}(?:问题|事项|任务|项目|情况|内容|工作|的事|[件项个])"
    r"|^[^。“”]{0,6}?(?:长期|持续)(?:坚持|整改|推进)[^。“”]{0,8}(?:问题|事项|任务|项目|情况)|^未(?:完成|办结)$|^[^。“”]{0,6}?没有?[改做办弄]完"
)
_NEXT = re.compile(
    r"下一步|下步|今后|往后|后面(?:要做|怎么)|以后|继续(?:整改|做|抓|盯|推进|深化|用力|努力)|后续|长效(?:巩固|治理|管理)$|下阶段|下一阶段|接下来|努力方向|(?:工作|整改)?打算|工作(?:安排|计划|思路|举措)$|长效机制[^。]{0,24}(?:成果|整改|运用)"
    r"|持续(?:深化|巩固|抓好|推进)[^。]{0,20}(?:整改|成果)|巩固[^。]{0,12}(?:整改)?(?:成果|成效)|推动[^。“”]{0,10}(?:常态|长效)|(?:持续|接续|乘势|不断)(?:用力|发力)|(?:拓展|扩大|深化|运用|转化)(?:巡[察视])?整改(?:成果|成效)"
)
_CONTACT = re.compile(
    r"监督[^。，]{0,6}(?:方式|渠道|途径)|反馈渠道|意见[^。，]{0,6}渠道|联系我们|监督方式|联系方式|意见反馈|反映(?:渠道|方式|途径)|监督渠道|接受监督|监督电话"
)
_STATISTICS = re.compile(
    r"(?<!拓展)(?<!巩固)(?<!扩大)(?<!深化)(?<!运用)(?<!转化)(?:整改|主要|取得的?)(?:成果|结果)$|成果(?:汇总|清单|一览)|总体数据|整改数据|数据统计|整改完成情况|(?:总体|整体)(?:成效|完成情况)"
)
_ORGANIZATION = re.compile(
    r"组织(?:情况|领导|实施|开展|推进|部署|落实)|工作开展|基本情况|总体情况|总体进展|主要做法|(?:加强|强化|切实加强)(?:组织)?领导|部署|推进情况|政治任务|政治责任|责任落实"
    r"|工作情况|整改工作$|提高(?:政治)?站位|扛牢|压实|统筹推进|主体责任|主要举措"
)
_PROBLEMS = re.compile(
    r"(?:反馈|指出|具体|突出|主要|存在|发现)[^。“”]{0,10}(?:问题|意见|事项)[^。“”]{0,12}(?:整改|落实|情况|进展|举措)|(?:整改|落实)[^。“”]{0,10}(?:情况|成效|进展|结果|效果)"
    r"|问题(?:的)?整改|(?:逐项|逐条)整改|整改落实|聚焦反馈|重点(?:问题|任务)|(?:取得的?|主要|工作|阶段性|初步)成效"
)

_ORDERED: tuple[tuple[SectionKind, re.Pattern[str]], ...] = (
    ("contact", _CONTACT),
    ("unfinished", _UNFINISHED),
    ("next_steps", _NEXT),
    ("organization", re.compile(r"组织(?:情况|领导|推进|实施)|整改组织|组织和")),
    ("statistics", _STATISTICS),
    ("problems", _PROBLEMS),
    ("organization", _ORGANIZATION),
)

# an area of the inspection, whatever it speaks of: 聚焦巡察、审计等监督发现问题整改情况, 贯彻上级部署方面
_AREA = re.compile(
    r"^(?:关于)?聚焦(?!反馈|问题|整改|突出|重点|巡[察视](?:反馈|整改))|^[^。，]{4,30}方面(?:的?问题)?$"
)
_SINGLE_PROBLEM = re.compile(
    r"^(?:关于|针对)“[^”反馈]{2,120}”(?:的|方面)?(?:整改|问题)|^(?:关于|针对)[^。]{2,160}问题|“[^”]{2,200}”[^。]{0,6}问题"
)


# longer ones are paragraphs, not worth keeping
_LONGEST_KEPT = 400


def part_kind(heading: str) -> SectionKind | None:
    """The kind of section that a heading (without its ordinal) announces, None if it names none.

    A heading about one problem (关于“…”问题的整改情况) is no part, though it speaks of 整改情况.
    """
    return _kind(heading) if len(heading) <= _LONGEST_KEPT else _kind.__wrapped__(heading)


@lru_cache(maxsize=2048)
def _kind(heading: str) -> SectionKind | None:
    """``part_kind``, kept: one parse asks for the same headings many times."""
    if _SINGLE_PROBLEM.search(heading) and not re.search(r"^关于[^“]{0,14}(?:反馈|指出)", heading):
        return None
    if _AREA.search(heading):
        return None
    for kind, pattern in _ORDERED:
        if pattern.search(heading):
            return kind
    return None


_NEXT_PARAGRAPH = re.compile(
    r"(?:(?:继续|持续|抓好|做好|关于|对于|在){1,2})?(?:下一步|下步|今后|往后|接下来|下一阶段|下阶段|后续)[^。]{0,12}?(?:，|工作|将|：|我们|打算)|[^。？，]{0,12}(?:怎么[办做干]|做什么|干什么|怎样巩固|咋办)[？，]|[^。，]{2,24}将以(?:此次|这次|本次)?巡[察视]整改"
)


def names_next_steps(heading: str) -> bool:
    """Whether a heading (also) announces further work, e.g. 未完成事项和下一步工作."""
    return _NEXT.search(heading) is not None


_LOOKS_AHEAD = re.compile(
    r"(?:虽然|尽管|总的来?看|总体(?:来)?看|经过[^。]{0,20}(?:整改|努力|攻坚)|通过(?:此次|这次|本次|集中|巡[察视])?整改|回顾)"
    r"|[^。]{0,60}。(?:[^。]{0,80}。){0,4}[^。，；]{0,12}(?:下一步|今后|下阶段|下一阶段|接下来)"
)
_LOOKS_BACK = re.compile(
    r"(?:对|针对|以上|上述|截至|目前|至此)?[^。]{0,16}(?:反馈|指出)的[^。]{0,8}(?:\d+|[一二三四五六七八九十]{1,3})[个项条][^。]{0,6}问题"
    r"|特此(?:通报|报告|公告|公布)"
)


_TURNS_AHEAD = re.compile(
    r"[。；](?:下一步|下步|今后|往后|接下来|下阶段|下一阶段)[^。，；]{0,12}(?:，|将|要)"
)
# the unit itself says what it will do: 局党组将…, or that rectification is never over
_UNIT_WILL = re.compile(
    r"(?:[^。]{0,60}。)?[^。，；]{0,24}(?:党[组委]|党工委|支部|总支|委员会|公司|学校|医院|我[们局院校]|本[局院校]|全[县市区局院校镇乡])[^。，；]{0,4}将(?!以)"
    r"|[^。]{0,24}对已(?:经)?(?:整改到位|完成整改|整改完成|办结|完成|销号)的[^。，；]{0,6}(?:问题|事项)，[^。]{0,30}[每按]|[^。]{0,24}整改(?:工作)?(?:永远在路上|只有进行时|永无止境|没有(?:休止符|完成时|终点)|不是(?:终点|一阵风|一时))"
)


def looks_ahead(paragraph: str) -> bool:
    """Whether an unnumbered paragraph behind the last measure turns to further work."""
    if opens_next_steps(paragraph) or _LOOKS_AHEAD.match(paragraph) is not None:
        return True
    return _UNIT_WILL.match(paragraph) is not None and foretells(paragraph)


def looks_back(paragraph: str) -> bool:
    """Whether a paragraph behind the last measure sums up the whole account or ends it."""
    return _LOOKS_BACK.match(paragraph) is not None


_FUTURE = re.compile(
    r"将(?!以)|[拟再]|计划|力争|预计|继续|每[日周旬月季年学半两]|逐[日周月季年]|按[月季年]"
    r"|[年月日季底]前|之前|起[，每]|明年|次年|下半年|\d月底|[一二三四]季度"
)
_PAST = re.compile(
    r"已(?!经?(?:完成(?:整改)?|整改(?:到位|完成)?|销号|办结|改完|验收)的)|完成(?=了|\d)|了(?!解|断)|累计|新增|(?:增加|降|升|减|缩短)[至到]"
)
_CLAUSE = re.compile(r"[^。；\n]{4,300}")


def foretells(passage: str) -> bool:
    """Whether more clauses of a passage tell what will be done than what was done."""
    clauses = [match.group() for match in _CLAUSE.finditer(passage)]
    ahead = sum(bool(_FUTURE.search(clause)) for clause in clauses)
    back = sum(bool(_PAST.search(clause)) for clause in clauses)
    return ahead * 2 >= len(clauses) and ahead > 2 * back


def turns_ahead(paragraph: str) -> bool:
    """Whether a paragraph comes to further work somewhere: …批评教育2人。下一步，将继续…."""
    return _TURNS_AHEAD.search(paragraph) is not None


def reflects(heading: str) -> bool:
    """Whether a heading names what was learnt (整改体会), no further work."""
    return re.search(r"体会|启示|感悟|感想|反思", heading) is not None


def opens_next_steps(paragraph: str) -> bool:
    """Whether an (unnumbered) paragraph speaks of further work from its first words on."""
    return _NEXT_PARAGRAPH.match(paragraph) is not None
