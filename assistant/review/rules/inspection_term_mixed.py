"""inspection-term-mixed: 巡视 in a notice about 巡察, or the other way round."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from assistant.notice.model import Notice
from assistant.review.reading import Reading
from assistant.review.rule import Hit, Rule

RULE = Rule(
    id="inspection-term-mixed",
    name="巡视巡察混用",
    severity="error",
    group="content",
    about="中央、省级派出的叫巡视，市、县、企业集团、高校派出的叫巡察，同一篇只用一种；“巡视巡察”、"
    "《中国共产党巡视工作条例》、提到另一级的巡视巡察、被巡视单位内部的巡察不算。",
    message="“{found}”疑应为“{right}”：本次由{who}派出",
    suggestion="改为“{right}”。",
    basis="《中国共产党巡视工作条例》：中央和省级党委巡视，市县党委巡察",
)

Kind = Literal["巡视", "巡察"]

_HIGH = r"(?:党中央|中央|省委|自治区党委|兵团党委)"
_LOW = (
    r"(?:市委|州委|地委|盟委|县委|区委|旗委|党工委|工委|集团(?:公司)?党委|公司党委|校党委"
    r"|大学党委|学院党委|党委|党组)"
)
# who sent the group, told first by its name, then by the round, then by any mention
_SENT_BY = tuple(
    re.compile(rf"(?:(?P<high>{_HIGH})|(?P<low>{_LOW})){what}")
    for what in (
        r"(?:第[一二三四五六七八九十\d]{1,3})?巡[视察查]组",
        r"(?:\d{4}年)?第[一二三四五六七八九十\d]{1,3}轮",
        r"(?:巡[视察查]|(?:的)?(?:统一|工作)?(?:部署|安排))",
    )
)
_MUNICIPALITY = re.compile(r"北京市|上海市|天津市|重庆市")
_WORD = re.compile(r"巡视|巡察|巡查")
_TITLE = re.compile(r"《[^《》\n]{1,80}》")
# what makes the word the inspection of Party committees, not a walk of inspection
_AFTER = re.compile(
    r"组|整改|反馈|工作|办|期间|以来|指出|发现|监督|问题|进驻|成果|任务|移交|结束|后|中|对象|意见|提出|“?(?:回头看|后半)|情况|巡察|的|，|。|、|$"
)
_BEFORE = re.compile(
    r"(?:[省市县区州旗]委|党委|党组|工委|接受|开展了?|进行了?|本轮|轮|此次|这次|常规|专项|机动|提级|交叉|延伸|同步|一并|政治|以|次|抓好|对照)$"
)
_WALK = re.compile(r"员|病房|校园|考场|课堂|教室|宿舍|线路|设备|设施|现场|值守|岗")
# names and turns in which the other word is right
_BOTH = re.compile(r"巡视[、和及与]?巡察|巡察[、和及与]?巡视")
_LAW = re.compile(
    r"巡视(?:工作)?(?:条例|方针|规划|干部|利剑|制度|要点|理论|战略|定位|监督的重要|的?重要(?:论述|讲话|指示|思想|精神))"
    r"|巡视工作(?:的)?(?:会议|实践|规律|决策|全局|重要|高质量)"
)
# the doctrine: 习近平总书记关于巡视…, 坚守政治巡视
_DOCTRINE = re.compile(
    r"(?:总书记|党的[^。；，]{2,8}大|中央[^。；，]{0,12}(?:关于|对))[^。；，]{0,20}$|(?:深化|坚守|坚持|把握|聚焦)政治$"
)
_ABOVE = re.compile(
    rf"(?:{_HIGH}|上级|省级|国家|部党组|总局|上一级|省、市委?|省市)[^。；，]{{0,14}}$"
)
_BY_THE_GROUP = re.compile(rf"{_HIGH}[^。；]{{0,10}}巡视组(?:对|向)[^。；，]{{0,64}}$")
_NUMBER = r"第[一二三四五六七八九十\d]{1,3}$"
_HIGH_GROUP = re.compile(_HIGH + _NUMBER)
_LOW_GROUP = re.compile(r"(?:[市县区州旗]委)" + _NUMBER)
_INSIDE = re.compile(
    r"(?:内部|校内|院内|系统内|本级|下属|下级|所属|基层|二级)[^。，；]{0,8}$"
    r"|对[^。，；]{2,24}(?:开展|进行|实施)了?(?:政治|常规|专项|内部)?$"
    r"|(?:党委|党组|工委)(?:第?[一二三四五六七八九十]{1,3}轮|内部|政治|常规|专项)?$"
    r"|(?:轮|政治|常规)$"
)
_OWN_RUN = re.compile(r"(?:内部|校内|院内|系统内|下属|所属)[^。；]{0,12}巡察[^。；]{0,30}$")
_INSIDE_AFTER = re.compile(
    r"工作(?!情况|要求|有关)|制度|规划|队伍|干部|办法|联动|全覆盖|对象|办(?!公室反馈)"
)
_PATROL_SLIP = re.compile(
    r"(?:[省市县区州旗]委|党委|党组|工委)[^。；，]{0,10}$|第[一二三四五六七八九十]{1,3}$|轮$|接受$|政治$"
)
_PATROL_NOT = re.compile(
    r"(?:医院|安全|河|湖|林|田|路|治安|日常|网格|护|消防|夜间|工地|市场|执法)[^。；，]{0,4}$"
)


def check(notice: Notice, reading: Reading) -> Iterator[Hit]:
    """Yield the words of the other kind, judged by who sent this inspection."""
    right, who = _kind(notice)
    if right is None:
        return
    titles = [match.span() for match in _TITLE.finditer(notice.folded)]
    for match in _WORD.finditer(notice.folded):
        word = match.group()
        if word == right:
            continue
        if any(start < match.start() < end for start, end in titles):
            slip = _names_the_group(notice.folded, match, right)
        else:
            slip = _is_slip(notice.folded, match, right, reading)
        if slip:
            yield Hit(
                start=match.start(),
                end=match.end(),
                values={"found": word, "right": right, "who": who},
            )


def _names_the_group(folded: str, match: re.Match[str], right: Kind) -> bool:
    """Whether a word inside a title is that of a group no such committee sends: 市委第八巡视组."""
    before = folded[max(0, match.start() - 10) : match.start()]
    sender = _LOW_GROUP if right == "巡察" else _HIGH_GROUP
    return folded.startswith("组", match.end()) and sender.search(before) is not None


def _kind(notice: Notice) -> tuple[Kind | None, str]:
    """Which word this notice should use, and which committee sent the inspection."""
    head = notice.folded[: _head_end(notice)]
    for pattern in _SENT_BY:
        match = pattern.search(head)
        if match is None:
            continue
        if match.group("high"):
            return "巡视", match.group("high")
        if match.group("low") == "市委" and _MUNICIPALITY.search(head):
            break
        return "巡察", match.group("low")
    counts = {word: notice.folded.count(word) for word in ("巡视", "巡察")}
    if not any(counts.values()):
        return None, ""
    return ("巡视" if counts["巡视"] > counts["巡察"] else "巡察"), "同一党组织"


def _head_end(notice: Notice) -> int:
    ends = [section.end for section in notice.sections_of("lead")]
    return max(ends, default=min(len(notice.folded), 600))


def _is_slip(folded: str, match: re.Match[str], right: Kind, reading: Reading) -> bool:
    start, end = match.span()
    around = folded[max(0, start - 3) : end + 3]
    before, after = folded[max(0, start - 96) : start], folded[end : end + 8]
    if _BOTH.search(around) or _WALK.match(after):
        return False
    if match.group() == "巡查":
        return bool(_PATROL_SLIP.search(before) or re.match(r"整改|反馈", after)) and not (
            _PATROL_NOT.search(before)
        )
    if not (_AFTER.match(after) or _BEFORE.search(before)):
        return False
    if right == "巡察":
        told = _LAW.match(folded, start) or _DOCTRINE.search(before)
        return not (told or _ABOVE.search(before))
    return _slip_under_xunshi(before, after, start, reading)


def _slip_under_xunshi(before: str, after: str, start: int, reading: Reading) -> bool:
    """A body under 巡视 may run 巡察 of its own: only what cannot be that is a slip.

    A sentence that names one of its own goes on speaking of it: 对下属2家企业的内部巡察…，11月完成巡察反馈.
    """
    if _ABOVE.search(before) or _BY_THE_GROUP.search(before):
        return True
    if _INSIDE.search(before) or _INSIDE_AFTER.match(after) or _OWN_RUN.search(before):
        return False
    in_record = any(record.start <= start < record.end for record in reading.records)
    return not in_record and bool(
        re.match(
            r"组|整改|反馈|意见|期间|指出|发现|以来|结束|后|成果|工作(?:的)?(?:有关|统一)?(?:要求|规定)",
            after,
        )
    )
