"""Problems of a project: the feedback list with owner, deadline, status and draft versions."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

import sqlalchemy as sa
from sqlalchemy.engine import Connection, RowMapping

from assistant.errors import NotPermitted, WrongCall
from assistant.projects.access import Access, Change, new_id, now
from assistant.projects.merge import Edit, merged
from assistant.projects.model import STATUSES, DraftVersion, Problem
from assistant.projects.tables import DRAFTS, PROBLEMS

FIELDS = ("text", "focus_area", "owner", "deadline", "status")
LONGEST = 20_000  # characters of one field
MOST = 2_000  # problems a project


class Problems:
    """The problems of one database's projects; every call names project and user."""

    def __init__(self, access: Access) -> None:
        self._access = access

    def all(self, project: str, user: str) -> Sequence[Problem]:
        """In the order of the feedback."""
        with self._access.read(project, user) as connection:
            return _listed(connection, project)

    def add(
        self, project: str, user: str, texts: Sequence[str], focus_area: str = ""
    ) -> Sequence[Problem]:
        """Append problems, none dropped, none merged; returns the whole list.

        Raises WrongCall for an empty text or more than MOST problems.
        """
        for text in texts:
            _check({"text": text, "focus_area": focus_area})
        with self._access.change(project, user) as change:
            last = _listed(change.connection, project)
            if len(last) + len(texts) > MOST:
                raise WrongCall(f"一个项目最多 {MOST} 个问题：请分成几个项目")
            base = max((problem.position for problem in last), default=0)
            for number, text in enumerate(texts, base + 1):
                row = {"id": new_id(), "project": project, "position": number, "text": text.strip()}
                rest = {"focus_area": focus_area, "owner": "", "deadline": ""}
                change.connection.execute(
                    sa.insert(PROBLEMS).values(
                        **row, **rest, status="unknown", version=1, removed=False
                    )
                )
            change.log("add", f"problems:{len(texts)}")
            return _listed(change.connection, project)

    def edit(self, project: str, user: str, problem: str, edits: Mapping[str, Edit]) -> Problem:
        """Change fields (FIELDS); raises EditConflict, NotPermitted, WrongCall."""
        unknown = set(edits) - set(FIELDS)
        if unknown:
            raise WrongCall(f"问题没有“{'、'.join(sorted(unknown))}”这一项")
        _check({name: edit.new for name, edit in edits.items()})
        with self._access.change(project, user) as change:
            row = _locked(change, problem)
            new = merged({name: row[name] for name in FIELDS}, edits)
            if new:
                change.connection.execute(
                    sa.update(PROBLEMS)
                    .where(PROBLEMS.c.id == problem)
                    .values(**new, version=PROBLEMS.c.version + 1)
                )
                change.log("edit", f"problem:{problem}", new)
            return _problem(_locked(change, problem))

    def move(self, project: str, user: str, problem: str, position: int) -> Sequence[Problem]:
        """Put a problem at ``position`` (1 first); the others keep their order."""
        with self._access.change(project, user) as change:
            _locked(change, problem)
            order = [found.id for found in _listed(change.connection, project)]
            order.remove(problem)
            order.insert(max(0, position - 1), problem)
            for number, each in enumerate(order, 1):
                change.connection.execute(
                    sa.update(PROBLEMS).where(PROBLEMS.c.id == each).values(position=number)
                )
            change.log("move", f"problem:{problem}")
            return _listed(change.connection, project)

    def remove(self, project: str, user: str, problem: str) -> None:
        """Take a problem from the list; ``restore`` brings it and its drafts back."""
        self._set_removed(project, user, problem, True)

    def restore(self, project: str, user: str, problem: str) -> None:
        """Bring a removed problem back to its place."""
        self._set_removed(project, user, problem, False)

    def _set_removed(self, project: str, user: str, problem: str, removed: bool) -> None:
        with self._access.change(project, user) as change:
            _locked(change, problem, removed=not removed)
            change.connection.execute(
                sa.update(PROBLEMS).where(PROBLEMS.c.id == problem).values(removed=removed)
            )
            change.log("remove" if removed else "restore", f"problem:{problem}")

    def write_draft(
        self,
        project: str,
        user: str,
        problem: str,
        measures: Sequence[str],
        *,
        engine: str = "",
        note: str = "",
        base: int | None = None,
    ) -> DraftVersion:
        """Add a version of the measures; earlier ones stay. ``engine`` "" is a person's hand.

        ``base`` is the number of the version that was edited (0: there was none): where it is
        given and no longer the last, WrongCall is raised and nothing is written.
        """
        if any(len(text) > LONGEST for text in measures):
            raise WrongCall(f"一条措施超过 {LONGEST} 字：请精简")
        with self._access.change(project, user) as change:
            _locked(change, problem)
            last = _last_number(change.connection, problem)
            if base is not None and base != last:
                raise WrongCall("这条草稿刚被别人改过：请先看新版本，再决定是否覆盖")
            version = DraftVersion(
                problem=problem,
                number=last + 1,
                measures=tuple(text.strip() for text in measures if text.strip()),
                engine=engine,
                author=user,
                note=note,
                written=now(),
            )
            change.connection.execute(
                sa.insert(DRAFTS).values(
                    problem=problem,
                    number=version.number,
                    measures=json.dumps(version.measures, ensure_ascii=False),
                    engine=engine[:64],
                    author=user,
                    note=note,
                    written=version.written,
                )
            )
            change.log("draft", f"problem:{problem}", [f"version {version.number}"])
            return version

    def drafts(self, project: str, user: str, problem: str) -> Sequence[DraftVersion]:
        """All versions of a problem's measures, the first first."""
        query = (
            sa.select(DRAFTS)
            .join(PROBLEMS, PROBLEMS.c.id == DRAFTS.c.problem)
            .where(DRAFTS.c.problem == problem, PROBLEMS.c.project == project)
            .order_by(DRAFTS.c.number)
        )
        with self._access.read(project, user) as connection:
            return [_version(row) for row in connection.execute(query).mappings()]

    def latest(self, project: str, user: str) -> Mapping[str, DraftVersion]:
        """problem → the last version of its measures; a problem without one is left out."""
        newest = (
            sa.select(DRAFTS.c.problem, sa.func.max(DRAFTS.c.number).label("number"))
            .join(PROBLEMS, PROBLEMS.c.id == DRAFTS.c.problem)
            .where(PROBLEMS.c.project == project, ~PROBLEMS.c.removed)
            .group_by(DRAFTS.c.problem)
            .subquery()
        )
        query = sa.select(DRAFTS).join(
            newest,
            sa.and_(DRAFTS.c.problem == newest.c.problem, DRAFTS.c.number == newest.c.number),
        )
        with self._access.read(project, user) as connection:
            found = [_version(row) for row in connection.execute(query).mappings()]
        return {version.problem: version for version in found}


def _listed(connection: Connection, project: str) -> list[Problem]:
    query = (
        sa.select(PROBLEMS)
        .where(PROBLEMS.c.project == project, ~PROBLEMS.c.removed)
        .order_by(PROBLEMS.c.position, PROBLEMS.c.id)
    )
    return [_problem(row) for row in connection.execute(query).mappings()]


def _locked(change: Change, problem: str, *, removed: bool = False) -> RowMapping:
    """The row of a problem of this project, kept from other writers until the change ends."""
    query = (
        sa.select(PROBLEMS)
        .where(
            PROBLEMS.c.id == problem,
            PROBLEMS.c.project == change.project,
            PROBLEMS.c.removed == removed,
        )
        .with_for_update()
    )
    row = change.connection.execute(query).mappings().one_or_none()
    if row is None:
        raise NotPermitted("项目里没有这个问题，或它已被移出：请刷新后再试")
    return row


def _last_number(connection: Connection, problem: str) -> int:
    query = sa.select(sa.func.max(DRAFTS.c.number)).where(DRAFTS.c.problem == problem)
    return connection.execute(query).scalar_one() or 0


def _problem(row: RowMapping) -> Problem:
    return Problem(
        **{name: row[name] for name in ("id", "project", "position", "version", *FIELDS)}
    )


def _version(row: RowMapping) -> DraftVersion:
    return DraftVersion(
        **{name: row[name] for name in ("problem", "number", "engine", "author", "note")},
        measures=tuple(json.loads(row["measures"])),
        written=row["written"],
    )


def _check(fields: Mapping[str, str]) -> None:
    if "text" in fields and not fields["text"].strip():
        raise WrongCall("问题是空的：请写明")
    if any(len(value) > LONGEST for value in fields.values()):
        raise WrongCall(f"一项内容超过 {LONGEST} 字：请精简")
    if fields.get("status", "unknown") not in STATUSES:
        raise WrongCall(f"状态“{fields['status'][:20]}”不在 {'、'.join(STATUSES)} 之内")
