"""``parse --format tree``: the notice as a readable Chinese outline."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.notice.framework import focus_areas, framework_of
from assistant.notice.model import Notice, Record, Section

_SECTIONS = {
    "lead": "导语",
    "organization": "组织情况",
    "statistics": "总体数据",
    "problems": "逐项整改",
    "unfinished": "未完成事项",
    "next_steps": "下一步",
    "contact": "监督方式",
    "signature": "落款",
    "boilerplate": "页面残留",
}
_STATUSES = {"done": "已完成", "ongoing": "推进中", "long_term": "长期坚持", "unknown": "未说明"}
_KINDS = {"xunshi": "巡视", "xuncha": "巡察", None: "巡视巡察"}
_WIDTH = 40
_ABSENT = "未写明"


def show_tree(notice: Notice) -> str:
    """The outline, one item a line, ending in a line break."""
    return "\n".join(_lines(notice)) + "\n"


def _lines(notice: Notice) -> Iterator[str]:
    title = "（无标题）" if notice.title is None else "".join(notice.title.text.split())
    yield title
    yield f"├ 发文机关：{notice.issuer or _ABSENT}　成文日期：{notice.date_of_issue or _ABSENT}"
    inspection = notice.inspection
    start, end = inspection.start or "？", inspection.end or "？"
    yield f"├ {_KINDS[inspection.kind]}：{inspection.team or _ABSENT}　{start} 至 {end}"
    framework = framework_of(focus_areas(notice))
    areas = f"　聚焦框架：{framework}" if framework else ""
    yield f"├ 反馈：{inspection.feedback or _ABSENT}{areas}"
    for claim in notice.claims:
        yield f"├ 数据：{_short(claim.text)}"
    shown: set[str] = set()
    for section in notice.sections:
        heading = _heading(notice, section)
        yield f"├ {_SECTIONS[section.kind]} [{section.start}–{section.end}] {heading}"
        for record in notice.records:
            if record.section == section.kind and record.id not in shown:
                shown.add(record.id)
                yield from _record(record)
    for name, passages in (
        ("电话", notice.contact.phones),
        ("邮箱", notice.contact.emails),
        ("地址", notice.contact.addresses),
        ("邮编", notice.contact.postcodes),
    ):
        for passage in passages:
            yield f"├ {name}：{passage.text}"
    measures = sum(len(record.measures) for record in notice.records)
    yield f"└ 共 {len(notice.records)} 条问题、{measures} 条措施"


def _record(record: Record) -> Iterator[str]:
    focus = f"（{_short(record.focus_area)}）" if record.focus_area else ""
    yield f"│　├ {_short(record.problem.text)}{focus} [{_STATUSES[record.status]}]"
    for measure in record.measures:
        yield f"│　│　· {_short(measure.text)}"


def _heading(notice: Notice, section: Section) -> str:
    return _short(section.heading or notice.text[section.start : section.end])


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= _WIDTH else flat[: _WIDTH - 1] + "…"
