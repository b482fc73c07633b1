"""Skeleton: what is offered where no problem type and no precedent fits, marked as such.

It is the plain frame of a good measure (domain.md section 4: action, result, guard against
relapse) around the user's own words; everything else is a placeholder.
"""

from __future__ import annotations

from assistant.drafting.library import Stage
from assistant.drafting.topic import core_of

_PROGRESS = (
    "由【待填：责任科室】牵头，就“{core}”逐项核实具体情形和成因，【待填：完成日期】前形成问题清单，"
    "共查实【待填：查实问题数】项，逐项明确整改办法和责任人。",
    "对照清单逐项整改：【待填：具体整改动作和结果】，能够当即改正的立行立改，一时改不了的列明原因和下一个节点。",
    "把“{core}”纳入日常检查内容，按季度抽查整改结果，发现反弹的退回重办并在单位内部通报。",
)
_PLAN = (
    "由【待填：责任科室】牵头，就“{core}”逐项核实具体情形和成因，于【待填：完成时限】前形成问题清单，逐项明确"
    "整改办法和责任人。",
    "对照清单逐项整改：【待填：拟采取的具体措施】，能够当即改正的立行立改，一时改不了的列明原因和下一个节点。",
    "将“{core}”纳入日常检查内容，按季度抽查整改结果，发现反弹的退回重办并在单位内部通报。",
)
_MAX_CORE = 40


def skeleton_measures(problem: str, stage: Stage) -> tuple[str, ...]:
    """Three measures in the plain frame; the problem's words are cut at 40 characters."""
    core = core_of(problem).replace("“", "‘").replace("”", "’")
    core = core.split("。")[0].split("；")[0]
    if len(core) > _MAX_CORE:
        core = core.split("，")[0][:_MAX_CORE]
    return tuple(text.format(core=core) for text in (_PLAN if stage == "plan" else _PROGRESS))
