"""From project: what the project database holds of one inspection, as a case to compose."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from assistant.compose.case import Case
from assistant.projects.model import DraftVersion, LedgerFact, Problem, Project

_DATE = re.compile(r"(\d{4})\s*[-年./]\s*(\d{1,2})\s*[-月./]\s*(\d{1,2})\s*日?")
# paths of the profile that hold a date, a list of lines, or a number
DATES = {
    "date_of_issue",
    "inspection.start",
    "inspection.end",
    "inspection.feedback",
    "statistics.as_of",
}
LISTS = {
    "organization",
    "next_steps",
    "statistics.people",
    "statistics.sentences",
    "contact.phones",
    "contact.addresses",
    "contact.postcodes",
    "contact.emails",
}
NUMBERS = {
    "statistics.problems",
    "statistics.measures",
    "statistics.measures_done",
    "statistics.rules_made",
    "statistics.rules_revised",
}
# path → what the field is called on the page, in the order of a notice
FIELDS: Mapping[str, str] = {
    "issuer": "发文机关全称",
    "short_name": "简称（以下简称）",
    "inspection.kind": "巡视或巡察",
    "inspection.round": "届次和轮次",
    "inspection.mode": "方式（常规、专项……）",
    "inspection.team": "巡察组名称",
    "inspection.start": "巡察起始日期",
    "inspection.end": "巡察结束日期",
    "inspection.feedback": "反馈日期",
    "organization": "组织情况（每行一句）",
    "statistics.as_of": "数据截至日期",
    "statistics.measures": "整改措施数（按整改方案）",
    "statistics.measures_done": "已完成的措施数",
    "statistics.money": "资金（如：追回资金1.26万元）",
    "statistics.people": "处理人员（每行一项）",
    "statistics.sentences": "其他总体数据（每行一句）",
    "next_steps": "下一步工作（每行一条）",
    "contact.phones": "联系电话（带区号）",
    "contact.addresses": "通信地址",
    "contact.postcodes": "邮政编码",
    "contact.emails": "电子邮箱",
    "contact.hours": "受理时段",
    "date_of_issue": "成文日期",
    "skeleton": "结构（three_part 三段式，direct 直列型）",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectCase:
    """The case, the ids of its problems in their order, and what could not be taken over."""

    case: Case
    problems: tuple[str, ...]
    remarks: tuple[str, ...]


def case_of(
    project: Project,
    problems: Sequence[Problem],
    facts: Sequence[LedgerFact],
    drafts: Mapping[str, DraftVersion],
) -> ProjectCase:
    """The case of a project; an entry that is no date or number is left out and remarked."""
    remarks: list[str] = []
    given: dict[str, Any] = {}
    for path, text in project.profile.items():
        value = _value(path, text)
        if path not in FIELDS:
            continue
        if value is None or not _fits(path, value):
            remarks.append(f"“{FIELDS[path]}”写的是“{text[:30]}”，认不出来：请改写后再生成")
            continue
        _put(given, path, value)
    given["problems"] = [_problem(problem, facts, drafts) for problem in problems]
    given["facts"] = [_said(fact) for fact in facts if fact.problem is None]
    return ProjectCase(
        case=Case.model_validate(given),
        problems=tuple(problem.id for problem in problems),
        remarks=tuple(remarks),
    )


def _value(path: str, text: str) -> Any:
    """The value of an entry; None where it is not of its kind."""
    if path in DATES:
        return read_date(text)
    if path in LISTS:
        return [line.strip() for line in text.splitlines() if line.strip()] or None
    if path in NUMBERS:
        return int(text) if re.fullmatch(r"\s*\d{1,6}\s*", text) else None
    return text.strip() or None


def read_date(text: str) -> datetime.date | None:
    """2025年6月1日 or 2025-06-01 (white space ignored); None for anything else."""
    found = _DATE.fullmatch(text.strip())
    if not found:
        return None
    try:
        return datetime.date(*map(int, found.groups()))
    except ValueError:
        return None


def _fits(path: str, value: Any) -> bool:
    """Whether a case takes the value there (a kind, a skeleton)."""
    probe: dict[str, Any] = {}
    _put(probe, path, value)
    try:
        Case.model_validate(probe)
    except ValidationError:
        return False
    return True


def _put(given: dict[str, Any], path: str, value: Any) -> None:
    *parents, name = path.split(".")
    for parent in parents:
        given = given.setdefault(parent, {})
    given[name] = value


def _problem(
    problem: Problem, facts: Sequence[LedgerFact], drafts: Mapping[str, DraftVersion]
) -> dict[str, Any]:
    draft = drafts.get(problem.id)
    return {
        "text": problem.text,
        "focus_area": problem.focus_area or None,
        "status": problem.status,
        "owner": problem.owner or None,
        "deadline": problem.deadline or None,
        "facts": [_said(fact) for fact in facts if fact.problem == problem.id],
        "measures": list(draft.measures) if draft else [],
        "drafted": bool(draft and draft.engine),
    }


def _said(fact: LedgerFact) -> str:
    """The fact as one clause; what its other columns hold and its text does not is added."""
    text = fact.text.rstrip("。；，")
    missing = [part for part in (fact.figure, fact.document) if part and part not in text]
    date = fact.date if fact.date and fact.date not in text else ""
    return "，".join([f"{date}{text}", *missing])
