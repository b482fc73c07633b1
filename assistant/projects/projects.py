"""Projects: make, list, name, describe, share and put away."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any, get_args

import sqlalchemy as sa
from sqlalchemy.engine import Connection, RowMapping

from assistant.errors import NotPermitted, WrongCall
from assistant.projects.access import Access, Change, new_id, now, role_of
from assistant.projects.merge import Edit, merged
from assistant.projects.model import AuditEntry, Project, Role
from assistant.projects.tables import AUDIT, MEMBERS, PROJECTS

LONGEST_NAME = 200
LONGEST_VALUE = 20_000  # characters of one entry of the profile


class Projects:
    """The projects of one database; every call names the user it is made for."""

    def __init__(self, access: Access) -> None:
        self._access = access

    def create(self, name: str, user: str, profile: Mapping[str, str] | None = None) -> Project:
        """A new project that ``user`` owns; raises WrongCall for an empty or too long name."""
        _check_name(name)
        project, at = new_id(), now()
        with self._access.database.write() as connection:
            connection.execute(
                sa.insert(PROJECTS).values(
                    id=project,
                    name=name.strip(),
                    profile=json.dumps(dict(profile or {}), ensure_ascii=False),
                    created=at,
                    changed=at,
                    version=1,
                    removed=False,
                )
            )
            connection.execute(sa.insert(MEMBERS).values(project=project, user=user, role="owner"))
            Change(connection=connection, user=user, project=project).log("create", "project")
        return self.get(project, user)

    def all(self, user: str) -> Sequence[Project]:
        """The projects that ``user`` is a member of, the last changed first."""
        query = _visible(user).order_by(PROJECTS.c.changed.desc(), PROJECTS.c.id)
        with self._access.database.read() as connection:
            return [_project(row) for row in connection.execute(query).mappings()]

    def get(self, project: str, user: str) -> Project:
        """One project; raises NotPermitted."""
        with self._access.read(project, user) as connection:
            return _project(
                connection.execute(_visible(user).where(PROJECTS.c.id == project)).mappings().one()
            )

    def edit(self, project: str, user: str, edits: Mapping[str, Edit]) -> Project:
        """Change entries of the profile (an entry that was not there is ""), or the "name".

        Raises EditConflict, NotPermitted, WrongCall.
        """
        with self._access.change(project, user) as change:
            row = _locked(change.connection, project)
            profile: dict[str, str] = json.loads(row["profile"])
            current = {**dict.fromkeys(edits, ""), **profile, "name": row["name"]}
            new = merged(current, edits)
            name = new.pop("name", row["name"])
            _check_name(name)
            if any(len(value) > LONGEST_VALUE for value in new.values()):
                raise WrongCall(f"一项内容超过 {LONGEST_VALUE} 字：请精简")
            if new or name != row["name"]:
                kept = {path: value for path, value in {**profile, **new}.items() if value}
                values = {"profile": json.dumps(kept, ensure_ascii=False), "name": name.strip()}
                change.connection.execute(
                    sa.update(PROJECTS)
                    .where(PROJECTS.c.id == project)
                    .values(**values, version=PROJECTS.c.version + 1)
                )
                change.log("edit", "project", edits)
        return self.get(project, user)

    def remove(self, project: str, user: str) -> None:
        """Put a project away; ``restore`` brings it back."""
        with self._access.change(project, user, "own") as change:
            change.log("remove", "project")
            _set_removed(change.connection, project, True)

    def restore(self, project: str, user: str) -> Project:
        """Bring back a project that its owner put away; raises NotPermitted."""
        with self._access.database.write() as connection:
            owns = sa.select(MEMBERS.c.role).where(
                MEMBERS.c.project == project, MEMBERS.c.user == user, MEMBERS.c.role == "owner"
            )
            if connection.execute(owns).first() is None:
                raise NotPermitted("没有这个项目，或没有权限：请向项目负责人核对")
            _set_removed(connection, project, False)
            Change(connection=connection, user=user, project=project).log("restore", "project")
        return self.get(project, user)

    def members(self, project: str, user: str) -> Mapping[str, Role]:
        """user → role, by name."""
        with self._access.read(project, user) as connection:
            query = sa.select(MEMBERS).where(MEMBERS.c.project == project).order_by(MEMBERS.c.user)
            return {row["user"]: row["role"] for row in connection.execute(query).mappings()}

    def share(self, project: str, user: str, member: str, role: Role | None) -> None:
        """Give ``member`` a role, or none; the last owner stays. Raises NotPermitted, WrongCall."""
        if role is not None and role not in get_args(Role):
            raise WrongCall(f"没有“{role}”这种角色：请用 owner、editor 或 reader")
        with self._access.change(project, user, "own") as change:
            connection = change.connection
            _locked(connection, project)
            connection.execute(
                sa.delete(MEMBERS).where(MEMBERS.c.project == project, MEMBERS.c.user == member)
            )
            if role is not None:
                connection.execute(
                    sa.insert(MEMBERS).values(project=project, user=member, role=role)
                )
            owners = sa.select(sa.func.count()).where(
                MEMBERS.c.project == project, MEMBERS.c.role == "owner"
            )
            if not connection.execute(owners).scalar_one():
                raise WrongCall("项目至少要有一名负责人：请先指定另一名")
            change.log("share", f"member:{member}"[:64], [role or "none"])

    def audit(self, project: str, user: str, limit: int = 200) -> Sequence[AuditEntry]:
        """The last changes, newest first."""
        with self._access.read(project, user) as connection:
            return audit_entries(connection, project, limit)

    def may_edit(self, project: str, user: str) -> bool:
        """Whether ``user`` may change it; raises NotPermitted where it may not even be seen."""
        with self._access.read(project, user) as connection:
            return role_of(connection, project, user, "read") != "reader"


def audit_entries(
    connection: Connection, project: str, limit: int, actions: Sequence[str] = ()
) -> Sequence[AuditEntry]:
    """The last entries of a project (or other place), newest first; of ``actions`` alone if any."""
    query = sa.select(AUDIT).where(AUDIT.c.project == project)
    if actions:
        query = query.where(AUDIT.c.action.in_(actions))
    rows = connection.execute(query.order_by(AUDIT.c.number.desc()).limit(limit)).mappings()
    return [
        AuditEntry(
            at=row["at"],
            user=row["user"],
            action=row["action"],
            object=row["object"],
            fields=tuple(json.loads(row["fields"])),
        )
        for row in rows
    ]


def _visible(user: str) -> sa.Select[Any]:
    return (
        sa.select(PROJECTS, MEMBERS.c.role)
        .join(MEMBERS, MEMBERS.c.project == PROJECTS.c.id)
        .where(MEMBERS.c.user == user, ~PROJECTS.c.removed)
    )


def _locked(connection: Connection, project: str) -> RowMapping:
    """The project's row, kept from other writers until the change ends."""
    query = sa.select(PROJECTS).where(PROJECTS.c.id == project).with_for_update()
    return connection.execute(query).mappings().one()


def _set_removed(connection: Connection, project: str, removed: bool) -> None:
    connection.execute(sa.update(PROJECTS).where(PROJECTS.c.id == project).values(removed=removed))


def _project(row: RowMapping) -> Project:
    return Project(
        id=row["id"],
        name=row["name"],
        profile=json.loads(row["profile"]),
        created=row["created"],
        changed=row["changed"],
        version=row["version"],
        role=row["role"],
    )


def _check_name(name: str) -> None:
    if not name.strip() or len(name) > LONGEST_NAME:
        raise WrongCall(f"项目名称要有 1 到 {LONGEST_NAME} 个字：请填写")
