"""View: what the project database holds, as rows and lines of the screen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from assistant.chat.bulk import CUT
from assistant.chat.project import OpenPlace, Overview
from assistant.compose.from_project import FIELDS
from assistant.projects.model import AuditEntry, DraftVersion, LedgerFact, Problem, Project, Role
from assistant.review.finding import Review
from assistant.review.registry import all_rules
from assistant.ui.markdown import inert
from assistant.ui.projects import words


def project_choices(projects: Sequence[Project]) -> list[tuple[str, str]]:
    """Name and id for the drop-down; equal names are told apart by their day."""
    return [(f"{project.name}（{project.changed[:10]}）", project.id) for project in projects]


def overview_line(overview: Overview) -> str:
    """How far the project is."""
    if not overview.problems:
        return words.NO_PROBLEMS
    parts = [
        f"**{overview.problems}个问题**",
        f"已起草{overview.drafted}个",
        f"已完成整改{overview.done}个",
    ]
    if overview.open_places:
        parts.append(f"**还缺{overview.open_places}处**（{overview.waiting}个问题等事实）")
    elif overview.drafted:
        parts.append("没有待填项")
    return "，".join(parts)


def problem_rows(
    problems: Sequence[Problem],
    drafts: Mapping[str, DraftVersion],
    places: Sequence[OpenPlace],
) -> list[list[str]]:
    """A row for each problem."""
    rows = []
    for problem in problems:
        draft = drafts.get(problem.id)
        missing = sum(place.problem == problem.id for place in places)
        rows.append(
            [
                str(problem.position),
                problem.text,
                words.STATUS[problem.status],
                f"{len(draft.measures)}条" if draft else words.NONE,
                f"{missing}处" if missing else "",
            ]
        )
    return rows


def places_line(places: Sequence[OpenPlace], elsewhere: Sequence[str]) -> str:
    """How much is to be filled in here, and what the notice lacks beside its measures."""
    here = f"**还缺{len(places)}处。** 填完点“{words.FILL}”。" if places else words.NO_PLACES
    return f"{here}\n\n{words.ELSEWHERE.format('、'.join(elsewhere))}" if elsewhere else here


def place_rows(places: Sequence[OpenPlace]) -> list[list[str]]:
    """A row for each open place, its last cell to be filled in."""
    return [[f"第{place.position}个", place.name, _around(place), ""] for place in places]


def _around(place: OpenPlace) -> str:
    """The sentence that the place stands in, shortened on both sides."""
    mark = f"【待填：{place.name}】"
    at = -1
    count = -1
    while count < place.nth:
        at = place.sentence.find("【待填：", at + 1)
        count += 1
    start, end = max(0, at - 24), at + len(mark) + 24
    text = place.sentence[start:end]
    return ("…" if start else "") + text + ("…" if end < len(place.sentence) else "")


def fact_choices(facts: Sequence[LedgerFact], problem: str) -> list[tuple[str, str]]:
    """The facts of a problem, with their evidence."""
    return [
        (fact.text + (f"（佐证：{fact.evidence}）" if fact.evidence else ""), fact.id)
        for fact in facts
        if fact.problem == problem
    ]


def version_choices(versions: Sequence[DraftVersion]) -> list[tuple[str, int]]:
    """The versions, newest first."""
    return [
        (
            f"第{version.number}版 {version.written[:16].replace('T', ' ')} {written_by(version)}",
            version.number,
        )
        for version in reversed(versions)
    ]


def written_by(version: DraftVersion) -> str:
    """Who wrote a version: an engine, with what became of it, or a person, with what he did."""
    by_engine = version.engine and (not version.note or version.note == CUT)
    said = f"{engine_name(version.engine)}起草" if by_engine else version.author
    return f"{said}，{version.note}" if version.note else said


def engine_name(engine: str) -> str:
    """ "llm:qwen" is 模型qwen, all others are the offline engine."""
    kind, _, model = engine.partition(":")
    return (
        words.BY_MODEL.format(f" {model} " if model else "") if kind == "llm" else words.BY_OFFLINE
    )


def problem_line(problem: Problem, versions: Sequence[DraftVersion]) -> str:
    """Which problem is open, and who wrote its measures as they stand."""
    last = versions[-1] if versions else None
    said = f"　第{last.number}版，{inert(written_by(last))}" if last else f"　{words.NO_DRAFT}"
    return f"**第{problem.position}个问题**{said}"


def finding_rows(review: Review) -> list[list[str]]:
    """Findings, errors first."""
    order = list(words.LEVELS)
    found = sorted(review.findings, key=lambda f: (order.index(f.severity), f.start or 0))
    rules = all_rules()
    return [
        [words.LEVELS[f.severity], rules[f.rule].name if f.rule in rules else f.rule, f.message]
        for f in found
    ]


def review_line(review: Review, missing: int) -> str:
    """The result in one line."""
    counts = {level: sum(f.severity == level for f in review.findings) for level in words.LEVELS}
    said = "、".join(f"{words.LEVELS[level]}{n}" for level, n in counts.items() if n) or "没有发现"
    return f"**已生成。** 审核：{said}。" + (f"还缺{missing}处待填项。" if missing else "")


def member_rows(members: Mapping[str, Role]) -> list[list[str]]:
    """Who has which role."""
    return [[name, words.ROLES[role]] for name, role in members.items()]


def audit_rows(entries: Sequence[AuditEntry]) -> list[list[str]]:
    """Who changed what when; never the text itself."""
    return [
        [
            entry.at[:19].replace("T", " "),
            entry.user,
            words.ACTIONS.get(entry.action, entry.action),
            _object(entry.object),
            "、".join(_part(field) for field in entry.fields),
        ]
        for entry in entries
    ]


def _object(name: str) -> str:
    kind, _, detail = name.partition(":")
    said = words.OBJECTS.get(kind, kind)
    return f"{said} {detail}" if kind in ("member", "problems") and detail else said


def _part(name: str) -> str:
    """The Chinese name of a changed field or of a rule; "version 3" of a draft is 第3版."""
    if name.startswith("version "):
        return f"第{name.removeprefix('version ')}版"
    if name in all_rules():
        return all_rules()[name].name
    return words.PARTS.get(name) or FIELDS.get(name, name)
