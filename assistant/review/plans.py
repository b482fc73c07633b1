"""Plans: where a text words something as future (拟、将、计划、预计、力争…).

将 is future only before a verb or an adverb of time; as 把 (将问题分解为…) it is not. 计划 counts
as a verb only, and 拟定、模拟、拟提拔 are other words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_VERB = (
    r"(?:于|在|进一步|继续|持续|适时|尽快|逐步|陆续|按照|组织|开展|建立|制定|制订|修订|出台|印发|召开|完成|启动|安排|通过|结合|加大|加强|严格|定期|每"
    r"|全面|积极|着手|扩大|增加|新增|提升|对接|审议|研究|与(?=[^，。；]{1,24}(?:签|合作|对接|联合|共同))|会同|协调|申请|聘请|安装|新建|采购|实行|实施|推行|择机|由|投入|改造|聘|引进|引入|选派|邀请|设立|成立|组建|搭建|更换|购置|推进|推动|争取|力争|联合|利用|分批|分期|对(?!口|标|照)|明年|今年|年内|下半年|上半年|\d)"
)
_AHEAD = f"(?={_VERB})"
_PLAN = re.compile(
    rf"(?<![草模虚比])拟(?!制(?![定订])|[定订稿写议任提录确]){_VERB}?"
    rf"|(?<![即行])将(?!\d){_AHEAD}"
    # at the head of a clause 计划 is a verb, unless the words behind it make a noun of it
    r"|(?:(?<=[，。；：])|^)计划(?![的内外书表中和、与及性生经单财指任目已均以之管]|全部|执行|安排表|清单|方案)"
    rf"|(?:(?<=[，。；、：])|^|(?<=目前)|(?<=现)|(?<=并)|(?<=还)|(?<=均)|(?<=已)|(?<=局)|(?<=委)|(?<=院)|(?<=校)|(?<=组)|(?<=司)|(?<=村)|(?<=镇)|(?<=部)|(?<=项))计划(?={_VERB}|增加|扩大|增设|增配|升级|招[聘录]|整合|更新|维修|编制|扩建|选[聘派]|拨付|新增|为|向|再|把|年底|月底|近期|来年|下[个周月]|第[一二三四]季度|[一二三四]季度)"
    r"|预计|力争|打算|有望|争取(?=在|于|年|早日|\d|明|尽)|准备(?=在|于|对|开展|组织|修订|制定|建立|\d|明年)"
)
_CLAUSE = re.compile(r"[^，。；！？\n]+[，。；！？]?")
# 将…作为／纳入／列为 is 把, whatever stands between
_BA = re.compile(
    r"将[^，。；]{1,40}(?:作为|纳入|列入|列为|融入|贯穿|细化|分解|调整为|落实到|与[^，。；]{1,20}(?:结合|挂钩))"
)
_AFTERWARDS = re.compile(r"(?:下一步|下步|今后|后续|接下来|下阶段|同时|此外)[^。；]{0,6}")


def plan_spans(body: str, *, afterwards: bool = False) -> Iterator[tuple[int, int]]:
    """Yield the clauses of ``body`` worded as plans; those of 下一步 only with ``afterwards``."""
    for clause in _CLAUSE.finditer(body):
        text = clause.group()
        match = _PLAN.search(text)
        if match is None or (match.group() == "将" and _BA.search(text)):
            continue
        if not afterwards and _AFTERWARDS.match(text.lstrip()):
            continue
        yield clause.span()
