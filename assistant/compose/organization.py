"""Organization: how the rectification was organised, in the user's sentences and the usual steps.

The user's sentences come first and stay as they are, under the unit's name where they have no
subject; a usual step (group, plan, meeting, list, follow-up) is added only where no sentence speaks
of it, with placeholders for all that the case does not say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.compose.case import Case
from assistant.compose.ledger import Ledger
from assistant.compose.wording import blank, clause, own_name, sentence
from assistant.drafting.unit import in_own_words, unit_kind

_TIME = (
    r"(?:自?(?:\d{4}年)?\d{1,2}月(?:\d{1,2}日|[上中下]旬|底|初|份)?(?:起|以来|前)?|\d{1,2}日"
    r"|(?:集中)?整改(?:期间|以来)|(?:收到)?反馈(?:意见|会)?(?:后|当[天日]|次日)|截至[^，。]{1,12}，|第一时间|随后|先后|及时|迅速"
    r"|专门|多次|\d{1,3}次|当[天日]|每[月周季]度?|定期|同时|并|还|已)"
)
_DOING = (
    r"(?:成立|组建|召开|制定|印发|出台|下发|研究(?![室院])|审定|审议|组织(?![部委])|开展|建立|明确|传达|学习|梳理"
    r"|将|把|对|坚持|压实|细化|分解|逐[项条一]|按[照月季]|落实|督促|督办|督导|调度|实行|形成|完成|认领|部署|通过|举行"
    r"|邀请|设立|主动|认真|全面|深入|切实|安排|抽调|签订|确定)"
)
_NO_SUBJECT = re.compile(rf"(?:{_TIME}，?){{0,6}}{_DOING}")
_GROUP = re.compile(r"领导小组|工作专班|整改专班|工作组")
_PLAN = re.compile(r"(?:整改|实施|工作)[^，。；]{0,6}方案")
_MEETING = re.compile(r"(?:民主|组织)生活会")
_SPLIT = re.compile(r"分解|细化[为成]|\d+[条项个](?:具体)?(?:整改)?措施")
_DUTIES = re.compile(r"责任(?:领导|人|部门|科室|股室|单位|清单|分工)|三张清单|时限")
_BOOK = re.compile(r"台账|清单|对账")
_FOLLOWED = re.compile(r"调度|督导|督办|督查|销号|例会|推进会")
_BRANCH = re.compile(r"(?<!总)支部委员会$|党支部$")


def organization_text(case: Case, ledger: Ledger) -> str:
    """What the case says of the organization, and of the usual steps those that it leaves out."""
    said = "".join(case.organization)
    sentences = _given(case)
    steps = list(_usual(case, said))
    name = own_name(case)
    if steps and sentences and sentences[-1][0].startswith(name):
        sentences[-1] += steps
    elif steps:
        sentences.append([f"{name}{steps[0]}", *steps[1:]])
    written = "".join(sentence("，".join(clauses)) for clauses in sentences)
    listed = _list_of(ledger, said, own=name)
    return written + in_own_words(listed, unit_kind(case.issuer))


def _given(case: Case) -> list[list[str]]:
    """The user's sentences as clauses; one without a subject goes under the unit's name."""
    name, sentences = own_name(case), list[list[str]]()
    for text in map(clause, case.organization):
        if _NO_SUBJECT.match(text) is None:
            sentences.append([text])
        elif sentences and sentences[-1][0].startswith(name):
            sentences[-1].append(text)
        else:
            sentences.append([f"{name}{text}"])
    return sentences


def _usual(case: Case, said: str) -> Iterator[str]:
    """The usual steps that the user's sentences leave out."""
    if not _GROUP.search(said):
        yield f"成立由{blank('组长职务')}任组长的整改工作领导小组"
    if not _PLAN.search(said):
        yield f"{blank('印发日期')}印发整改方案"
    if not _MEETING.search(said):
        meeting = "组织生活会" if _BRANCH.search(case.issuer or "") else "专题民主生活会"
        yield f"{blank('会议日期')}召开{meeting}"


def _list_of(ledger: Ledger, said: str, *, own: str) -> str:
    """反馈的8个问题分解为…条措施，…: what of it the user's sentences leave out."""
    parts: list[str] = []
    if not _SPLIT.search(said):
        measures = ledger.measures if ledger.measures is not None else blank("措施数")
        parts.append(f"反馈的{ledger.problems or blank('问题数')}个问题分解为{measures}条措施")
    if not _DUTIES.search(said):
        parts.append("逐条明确责任领导、责任科室和完成时限")
    if not _BOOK.search(said):
        parts.append("建立台账")
    if not _FOLLOWED.search(said):
        parts += [f"{blank('调度频次')}调度进展", "对账销号"]
    if not parts:
        return ""
    subject = "" if parts[0].startswith("反馈") else own
    return f"{subject}{'，'.join(parts)}。"
