"""missing-organization: nothing on how the rectification was organised."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.notice.model import Notice
from assistant.review.reading import Reading
from assistant.review.rule import Hit, Rule

RULE = Rule(
    id="missing-organization",
    name="缺组织情况",
    severity="warning",
    group="document",
    about="逐项整改以外，没有一处写整改工作如何组织：领导小组、会议部署、任务分工、台账清单、督促检查。",
    message="没有写整改工作的组织情况（领导小组、会议、分工、台账、督查）",
    suggestion="在导语之后补一段组织情况：何时开会部署、谁牵头、如何分工和督办，都写具体。",
    basis="通报结构：导语之后为组织情况",
)

_ORGANISED = re.compile(
    r"(?<!巡[察视]工作)领导小组|整改小组|生活会|认领|认下|分头|包抓|包保|各包|整改单|专班|工作组|双组长|任组长|为组长|负总责|牵头|分工|责任(?:领导|单位|部门|科室)"
    r"|(?:明确|确定|落实|定|列出|填|写)[^，。；]{0,16}责任人|责任人[、和]|责任到人|台账|清单|(?<!未)销号(?!的)|挂图作战"
    r"|督查|督办|督导|督促|调度|推进会|领导班子成员|分管领导|压实[^。，]{0,6}责任|整改方案|工作方案|实施方案|细化[^。，]{0,6}(?:任务|措施)"
    r"|(?:召开|主持)[^。]{0,30}会|开[^。，；]{0,12}会(?![计同员场])|任务书|对账|派驻|当场表态|一人一个领|会议[^。]{0,8}(?:研究|传达|部署)|专题(?:研究|学习|部署|民主生活会|组织生活会|会议)|逐[条项][^。，]{0,8}(?:研究|落实|认领|明确)"
)
# the lead itself speaks of 部署 and of the group, so only unmistakable words count there
_ORGANISED_LEAD = re.compile(
    r"(?<!巡[察视]工作)领导小组|生活会|认领|认下|分头|包抓|包保|各包|整改单|专班|台账|清单|销号|整改方案|专题(?:会|研究|民主生活会)|党组会|党委会"
    r"|整改(?:工作|落实)?(?:领导|推进)?小组|[任为]组长[^。；，]{0,40}整改|(?:副?组长|小组)[^。；，]{0,16}负责整改|对[一两几]?[次遍回]?账"
    # a meeting of the unit on the feedback, not the one at which it was fed back
    r"|(?:召开|开了?|主持)(?![^。；，]{0,16}(?:反馈|动员|进驻)会)[^。；，]{0,20}(?<!社)会[^。；]{0,24}(?:研究|商量|商议|讨论|分工|整改(?!进展|情况|落实情况))"
)

# what will be done, or whom to call, does not say how the work was organised
_NOT_YET = frozenset({"unfinished", "next_steps", "contact", "signature", "boilerplate"})


def check(notice: Notice, reading: Reading) -> Iterator[Hit]:
    """Yield one hit where neither the frame nor the lead says how the work was organised."""
    for line in reading.frame_lines:
        # a heading announces (逐条整改销号); what was done stands beneath it
        announced = line.role == "heading" and "。" not in line.text
        if line.section in _NOT_YET or announced:
            continue
        pattern = _ORGANISED_LEAD if line.section == "lead" else _ORGANISED
        if pattern.search(notice.folded, line.start, line.end):
            return
    yield Hit()
