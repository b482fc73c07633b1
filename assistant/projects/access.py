"""Access: every read and change of a project asks here first, inside its own transaction."""

from __future__ import annotations

import datetime
import json
import secrets
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Literal, cast

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from assistant.errors import NotPermitted
from assistant.projects.database import Database
from assistant.projects.model import Role
from assistant.projects.tables import AUDIT, MEMBERS, PROJECTS

Need = Literal["read", "edit", "own"]
_MAY: dict[Need, tuple[Role, ...]] = {
    "read": ("owner", "editor", "reader"),
    "edit": ("owner", "editor"),
    "own": ("owner",),
}
_REFUSED = "没有这个项目，或没有权限：请向项目负责人核对"


def new_id() -> str:
    """32 random hexadecimal digits: an id says nothing and cannot be guessed."""
    return secrets.token_hex(16)


def now() -> str:
    """The time in UTC, to the second."""
    return datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A permitted change under way: what is written here is committed together or not at all."""

    connection: Connection
    user: str
    project: str

    def log(self, action: str, target: str, fields: Iterable[str] = ()) -> None:
        """Enter the change into the audit trail and mark the project as changed."""
        at = now()
        row = {"at": at, "user": self.user, "project": self.project, "action": action}
        names = json.dumps(sorted(fields), ensure_ascii=False)
        self.connection.execute(sa.insert(AUDIT).values(**row, object=target, fields=names))
        self.connection.execute(
            sa.update(PROJECTS).where(PROJECTS.c.id == self.project).values(changed=at)
        )


class Access:
    """Opens a project for a user; a stranger learns not even whether it exists."""

    def __init__(self, database: Database) -> None:
        self.database = database

    @contextmanager
    def read(self, project: str, user: str, need: Need = "read") -> Iterator[Connection]:
        """A reading connection; raises NotPermitted."""
        with self.database.read() as connection:
            role_of(connection, project, user, need)
            yield connection

    @contextmanager
    def change(self, project: str, user: str, need: Need = "edit") -> Iterator[Change]:
        """A change by one who may make it; raises NotPermitted."""
        with self.database.write() as connection:
            role_of(connection, project, user, need)
            yield Change(connection=connection, user=user, project=project)


def role_of(connection: Connection, project: str, user: str, need: Need) -> Role:
    """The role of ``user``; raises NotPermitted where it does not suffice."""
    query = (
        sa.select(MEMBERS.c.role)
        .join(PROJECTS, PROJECTS.c.id == MEMBERS.c.project)
        .where(MEMBERS.c.project == project, MEMBERS.c.user == user, ~PROJECTS.c.removed)
    )
    role = connection.execute(query).scalar_one_or_none()
    if role is None:
        raise NotPermitted(_REFUSED)
    if role not in _MAY[need]:
        raise NotPermitted("你在这个项目里没有这项权限：请向项目负责人申请")
    return cast(Role, role)
