"""Claims: the figures a notice states of itself: 问题数, 措施数, 制度数, 处理人数, 资金, 完成率."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain

from assistant.notice.model import Claim, ClaimKind
from assistant.notice.numerals import ARABIC, NUMERAL, value_of

_N = rf"(?<![第\d.X×〔])(?P<n>{NUMERAL})(?P<rough>余|多)?"
# an amount keeps its printed value: 1.2万元 is 1.2 with the unit 万元
_SUM = rf"(?<![\d.])(?P<n>{ARABIC}|[一二两三四五六七八九十百千〇零]{{1,9}})(?P<rough>余|多)?"
_VERBS = (
    r"(?:(?:党纪|政务|党纪政务)?处分|组织处理|诫勉(?:谈话)?|批评教育|责令(?:作出)?(?:书面)?检[查讨]|(?:提醒|警示"
    r"|廉政)谈话|谈话(?:提醒|函询)|教育提醒|约谈|问责|通报批评|处理|免职|调离|立案|移送|处罚|扣罚"
    r"|告诫|函询)"
)
_MONEY = (
    r"(?:清退|追回|追缴|收缴|补缴|补齐|上缴|挽回|超付|退缴|退还|清收|收回|退赔|节约|节省|盘活"
    r"|补交|缴回|清缴|核减|追偿|清理|收取|扣回|退回|补发|返还|缴入|缴回|退赃)"
)
_RULES = r"(?:新?制定|新订|修订|修改|完善|出台|新建|建立|健全|印发|废止|新增)"
_DONE = (
    r"(?:(?<!基本)完成(?:整改)?|整改(?:完成|到位|完毕)|已整改|办[结完]|改[完好]|落实|落地|销号"
    r"|解决)"
)
_OPEN = (
    r"(?:(?:正在|持续|有序|稳步|继续|仍在)(?:推进|整改)(?:中)?|推进中?|尚未完成(?:整改)?"
    r"|未完成(?:整改)?|基本完成|剩余|余下|其余|长期坚持|正在办理|(?:取得)?阶段性(?:成效|进展)?)"
)

_PATTERNS: tuple[tuple[ClaimKind, re.Pattern[str]], ...] = (
    (
        "rate",
        re.compile(
            rf"(?:完成|整改|落实|办结|销号|到位)率(?:均|已)?(?:为|达到|达|是)? {{0,12}}"
            rf"(?:百分之(?P<cn>[一二三四五六七八九十百]{{1,5}})|{_N}(?P<unit>%))"
        ),
    ),
    ("focus_areas", re.compile(rf"{_N}(?P<unit>个|大)(?:大)?方面")),
    (
        "problems",
        re.compile(
            rf"{_N}(?P<unit>个|项|条|类)(?:方面)?的?(?:具体|突出|主要|重点|反馈|整改)?的?问题"
        ),
    ),
    ("problems", re.compile(rf"问题(?:共|共计|总计)?{_N}(?P<unit>个|项|条)")),
    (
        "measures",
        re.compile(rf"{_N}(?P<unit>项|条|个)(?:具体)?的?(?:整改|工作)?(?:具体)?(?:措施|举措)"),
    ),
    ("measures", re.compile(rf"(?:措施|举措)(?:共|共计)?{_N}(?P<unit>项|条|个)")),
    ("rule_docs", re.compile(rf"建章立制(?:共)?{_N}(?P<unit>项|个|件)")),
    (
        "rule_docs",
        re.compile(
            rf"(?:{_RULES}[^。；，\d]{{0,16}})?(?:制度|规章)(?:文件|规定|机制|办法|规范|性文件)?(?:共|共计)?{_N}(?P<unit>项|个|件|份|部)"
        ),
    ),
    (
        "rule_docs",
        re.compile(
            rf"(?:{_RULES}[^。；，\d]{{0,12}})?{_N}(?P<unit>项|个|件|份|部)(?:规章|内部|管理|相关|工作)?(?:制度|规章)"
        ),
    ),
    (
        "people",
        re.compile(
            rf"{_VERBS}[^\d。；，、]{{0,12}}?{_N}(?P<unit>人次|人|名)?(?![\d件起次个项份家户所处场条批%万元年月日])"
        ),
    ),
    (
        "people",
        re.compile(rf"(?:对|给予|其中)?{_N}(?P<unit>人次|人|名)[^\d。；，、]{{0,16}}?{_VERBS}"),
    ),
    ("money", re.compile(rf"{_MONEY}[^\d。；，]{{0,16}}?{_SUM}(?P<unit>亿元|万元|元)")),
    (
        "money",
        re.compile(rf"(?:资金|款项|经济损失|费用)(?:共|共计|合计)?{_SUM}(?P<unit>亿元|万元|元)"),
    ),
)
# a bare count after "finished" or "in progress": 已完成30个、正在推进2个; measures and rules alike
_PROGRESS = re.compile(
    rf"(?P<state>{_DONE}|{_OPEN})(?:的|了| {{1,12}})?{_N}(?P<unit>个|项|条)"
    r"(?:(?P<after>(?:具体)?(?:整改)?(?:措施|举措|问题))|(?=[，。；、）（和及 ]|$))"
)
# the same with the count in front: 2个已完成整改，1个正在推进
_COUNT_FIRST = re.compile(
    rf"(?<=[，、；：中 ])(?:其中|有)?{_N}(?P<unit>个|项|条)(?:已|均|全部|已经)?(?P<state>{_DONE}"
    rf"|{_OPEN})(?P<after>)(?=[，。；、）整中]|$)"
)
_REVISED = re.compile(
    rf"(?:修订|修改|新建|新增|新定|废止)(?:完善)?(?:制度)?{_N}(?P<unit>项|个|件)"
    rf"|(?<![第\d.])(?P<n2>{NUMERAL})(?P<unit2>项|个|件)(?:修订|修改|新定|新建|废止)"
)
_OWN_SEARCH = re.compile(
    r"解决(?:具体|实际|了)|自查|检查|先期|排查|发现|清查|查摆|认领|梳理|剖析|检视|初步|各[包领牵负]|每人|包抓|退回|协调解决"
)
_NO_COUNT = r"[^。；\d一二三四五六七八九十]"
_FINISHED_AFTER = re.compile(
    rf"(?:，(?:到|截至)[^，。；]{{0,12}}?|在[^，。；]{{2,16}}前)?(?:{_NO_COUNT}{{0,10}}?(?:已|均|全部|都){_NO_COUNT}{{0,8}}"
    r"(?:完成(?!时[间限]|期限|节点|标准)|整改到位|办[结完]|销号|落实|改[好完])|的?整改(?:完毕|完成|到位))"
    r"(?:整改)?(?![\d一二三四五六七八九十])"
)
# 共完成问题7个
_FINISHED_BEFORE = re.compile(r"(?<![应未需待])(?:完成|办结|销号|解决|整改到位|整改完毕)了?$")
# a count behind these words is a share of the whole, no claim of it
_SHARE = re.compile(r"(?:有|其中|各[包领]|随机|抽查|复检|复查|抽取|选取|退回|前)$")
# characters before a sentence in which the noun that it counts may stand
_NOUN_REACH = 120
# cut where no sentence ends, so that a text without full stops stays linear
_SENTENCE = re.compile(r"[^。！？\n]{1,800}[。！？]?")


def find_claims(shape: str, text: str, start: int, end: int) -> Iterator[Claim]:
    """Yield the claims within [start, end), in order, none inside another's span."""
    found = sorted(
        _all_claims(shape, text, start, end), key=lambda claim: (claim.start, -claim.end)
    )
    last_end = start
    for claim in found:
        if claim.start >= last_end:
            yield claim
            last_end = claim.end


def _all_claims(shape: str, text: str, start: int, end: int) -> Iterator[Claim]:
    for sentence in _SENTENCE.finditer(shape, start, end):
        left, right = sentence.span()
        if not re.search(r"[\d一二两三四五六七八九十百]", sentence.group()):
            continue
        for kind, pattern in _PATTERNS:
            for match in pattern.finditer(shape, left, right):
                claim = _claim(kind, match, shape, text, left, right)
                if claim is not None:
                    yield claim
        yield from _progress_claims(shape, text, left, right)


def _claim(
    kind: ClaimKind, match: re.Match[str], shape: str, text: str, left: int, right: int
) -> Claim | None:
    group = match.groupdict()
    number = group.get("cn") or group["n"]
    value = value_of(number)
    if value is None or (number == "一" and kind != "people"):
        return None
    before = shape[max(left, match.start() - 3) : match.start()]
    if kind in ("problems", "measures") and _SHARE.search(before):
        return None
    if kind == "measures" and (before.endswith("对") or shape.startswith("退回", match.end())):
        return None
    if kind in ("problems", "focus_areas") and not _speaks_of_feedback(
        shape, match.start(), left, right
    ):
        return None
    done: bool | None = True if kind in ("rate", "rule_docs", "people", "money") else None
    if kind in ("problems", "measures") and _FINISHED_AFTER.match(shape, match.end(), right):
        done = True
    if kind == "problems" and _FINISHED_BEFORE.search(shape, left, match.start()):
        done = True
    start, stop = match.start(), match.end()
    unit = "%" if kind == "rate" else (group["unit"] or "")
    return Claim(
        text=text[start:stop],
        start=start,
        end=stop,
        kind=kind,
        value=value,
        unit="个" if kind == "focus_areas" else unit,
        done=done,
    )


def _speaks_of_feedback(shape: str, at: int, left: int, right: int) -> bool:
    """Whether a count of problems belongs to the feedback, not to the unit's own search."""
    before = shape[max(left, at - 24) : at]
    own = [match.start() for match in _OWN_SEARCH.finditer(before)]
    fed_back = max(before.rfind("反馈"), before.rfind("指出"))
    if own and own[-1] > fed_back:
        return False
    return bool(re.search(r"反馈|指出|整改|巡[察视]|问题", shape[left:right]))


def _progress_claims(shape: str, text: str, left: int, right: int) -> Iterator[Claim]:
    """Counts of what is finished or in progress, and 修订1项 behind 制定制度2项."""
    for match in chain(
        _PROGRESS.finditer(shape, left, right), _COUNT_FIRST.finditer(shape, left, right)
    ):
        kind = _counted(shape, left, match)
        value = value_of(match["n"])
        if kind is not None and value is not None and match["n"] != "一":
            done = re.fullmatch(_DONE, match["state"]) is not None
            yield _bare(kind, match, text, value, match["unit"], done=done)
    at = shape.find("制度", left, right)
    if at < 0:
        return
    for match in _REVISED.finditer(shape, at, right):
        value = value_of(match["n"] or match["n2"])
        if value is not None:
            yield _bare("rule_docs", match, text, value, match["unit"] or match["unit2"], done=True)


def _counted(shape: str, left: int, match: re.Match[str]) -> ClaimKind | None:
    """What a bare count counts: the noun behind it, else the nearest one before it.

    Problems are rectified and counted by 个; measures are carried out and counted by 项 or 条.
    """
    if match["after"]:
        return "problems" if match["after"].endswith("问题") else "measures"
    same_unit = re.compile(rf"{NUMERAL}{match['unit']}[^，。；、]{{0,6}}?(问题|措施|举措)")
    counted = same_unit.findall(shape, max(0, left - _NOUN_REACH), match.start())
    if counted:
        return "problems" if counted[-1] == "问题" else "measures"
    start = left if match["unit"] == "个" else max(0, left - _NOUN_REACH)
    problems = shape.rfind("问题", start, match.start())
    measures = max(shape.rfind(noun, start, match.start()) for noun in ("措施", "举措"))
    if problems == measures:
        return "problems" if match["unit"] == "个" else None
    return "problems" if problems > measures else "measures"


def _bare(
    kind: ClaimKind, match: re.Match[str], text: str, value: float, unit: str, *, done: bool
) -> Claim:
    start, end = match.span()
    return Claim(
        text=text[start:end], start=start, end=end, kind=kind, value=value, unit=unit, done=done
    )


def is_result(claim: Claim) -> bool:
    """Whether a claim is a result (rules.md, missing-statistics), not just a number of problems."""
    return claim.kind in ("rule_docs", "people", "money", "rate") or claim.done is not None


# how a paragraph opens that sums up: 截至…, 总的看, 上述6个问题, 整改取得的主要成果是
_SUMS_UP = re.compile(
    r"(?:[^。：\d]{2,24}[。：？])?(?:(?:截[至止]|到(?=20|\d|目前)|至此|目前|现在|如今|从?总[的体之]|综合|汇总|概括|经过|通过|上述|以上|这)|[^。，]{0,12}反馈"
    r"|(?:集中|巡[察视])?整改(?:工作)?(?:以来|取得|至今|期间)"
    rf"|{NUMERAL}[个项条](?:具体)?问题(?:已|均|全部|都|中|完成|整改))"
)
_IN_VIEW = 300  # characters of a paragraph in which its results must show
_SEVERAL = 2


def sums_up_the_whole(shape: str, text: str, start: int, end: int) -> bool:
    """Whether a paragraph tells the results of the whole rectification, and not those of a problem.

    Its opening says so, and it counts the problems beside their rate or other results.
    """
    end = min(end, start + _IN_VIEW)
    if _SUMS_UP.match(shape, start, end) is None:
        return False
    found = list(find_claims(shape, text, start, end))
    results = [claim for claim in found if is_result(claim)]
    told = {claim.kind for claim in results}
    counted = any(claim.kind == "problems" for claim in found)
    return counted and len(results) >= _SEVERAL and bool(told & {"problems", "rate"})
