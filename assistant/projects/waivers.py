"""Waivers: findings that people let stand, each with its reason, who gave it, and when.

They are kept for a project, where every member sees them, or for one draft of a user outside any
project. Nothing is deleted: what was withdrawn is in the audit trail.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, fields

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from assistant.errors import NotPermitted, WrongCall
from assistant.projects.access import Access, Change, new_id, now
from assistant.projects.model import AuditEntry, Waiver
from assistant.projects.projects import audit_entries
from assistant.projects.tables import WAIVERS

LONGEST = 5_000  # characters of a quotation or a reason
MOST = 500  # waivers of one place


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where waivers are kept: a project, or (``project`` None) a draft by its key."""

    project: str | None = None
    draft: str = ""

    @property
    def name(self) -> str:
        """What the audit trail calls it."""
        return self.project or self.draft


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is to stand: findings of a rule at the words that it quotes ("": any), and why."""

    rule: str
    quote: str
    reason: str


def place_of_draft(owner: str, title: str) -> Place:
    """The place of a draft outside any project: its owner's alone, known again by its title."""
    known = json.dumps([owner, "".join(title.split())], ensure_ascii=False)
    digest = hashlib.sha256(known.encode("utf-8", "replace")).hexdigest()
    return Place(draft=digest[:32])


class Waivers:
    """Waivers of one database; every call names the user. A project asks for its permission."""

    def __init__(self, access: Access) -> None:
        self._access = access

    def all(self, place: Place, user: str) -> Sequence[Waiver]:
        """What stands now, the oldest first; raises NotPermitted."""
        with self._read(place, user) as connection:
            return list(_standing(connection, place))

    def give(self, place: Place, user: str, *asked: Asked) -> Sequence[Waiver]:
        """Let findings stand, all or none; the same one given twice is kept once.

        Raises NotPermitted, WrongCall where a reason is missing or there are too many.
        """
        for one in asked:
            _check(one)
        with self._change(place, user) as change:
            _alone(change.connection, place)
            standing = {(one.rule, one.quote): one for one in _standing(change.connection, place)}
            given = []
            for one in asked:
                if (one.rule, one.quote) not in standing:
                    standing[one.rule, one.quote] = _write(change, place, one)
                given.append(standing[one.rule, one.quote])
            if len(standing) > MOST:
                raise WrongCall(f"一处至多 {MOST} 条豁免：请先撤销用不着的")
        return given

    def end(self, place: Place, user: str, waiver: str) -> None:
        """Report the finding again; raises NotPermitted where the place has no such waiver."""
        with self._change(place, user) as change:
            here = (WAIVERS.c.id == waiver, _of(place), ~WAIVERS.c.removed)
            rule = change.connection.execute(sa.select(WAIVERS.c.rule).where(*here)).scalar()
            if rule is None:
                raise NotPermitted("没有这条豁免，或刚被撤销：请刷新后再试")
            change.connection.execute(
                sa.update(WAIVERS).where(WAIVERS.c.id == waiver).values(removed=True)
            )
            change.log("unwaive", f"waiver:{waiver}", [rule])

    def history(self, place: Place, user: str, limit: int = 20) -> Sequence[AuditEntry]:
        """Who gave and withdrew what when, the newest first; ``fields`` holds the rule."""
        with self._read(place, user) as connection:
            return audit_entries(connection, place.name, limit, ("waive", "unwaive"))

    @contextmanager
    def _read(self, place: Place, user: str) -> Iterator[Connection]:
        if place.project is None:
            with self._access.database.read() as connection:
                yield connection
        else:
            with self._access.read(place.project, user) as connection:
                yield connection

    @contextmanager
    def _change(self, place: Place, user: str) -> Iterator[Change]:
        if place.project is None:
            with self._access.database.write() as connection:
                yield Change(connection=connection, user=user, project=place.name)
        else:
            with self._access.change(place.project, user) as change:
                yield change


def _check(asked: Asked) -> None:
    if not asked.reason.strip():
        raise WrongCall("请写明豁免的理由")
    if len(asked.quote) > LONGEST or len(asked.reason) > LONGEST:
        raise WrongCall(f"豁免的引文或理由超过 {LONGEST} 字：请精简")


def _write(change: Change, place: Place, asked: Asked) -> Waiver:
    reason = " ".join(asked.reason.split())
    waiver = Waiver(
        id=new_id(),
        rule=asked.rule[:64],
        quote=asked.quote,
        reason=reason,
        user=change.user,
        given=now(),
    )
    row = {field.name: getattr(waiver, field.name) for field in fields(Waiver)}
    change.connection.execute(
        sa.insert(WAIVERS).values(**row, project=place.project, draft=place.draft, removed=False)
    )
    change.log("waive", f"waiver:{waiver.id}", [waiver.rule])
    return waiver


def _of(place: Place) -> sa.ColumnElement[bool]:
    if place.project is not None:
        return WAIVERS.c.project == place.project
    return sa.and_(WAIVERS.c.project.is_(None), WAIVERS.c.draft == place.draft)


def _alone(connection: Connection, place: Place) -> None:
    """Others who give at the same place wait until this transaction ends (SQLite's do anyway)."""
    if connection.dialect.name == "postgresql":
        connection.execute(sa.select(sa.func.pg_advisory_xact_lock(sa.func.hashtext(place.name))))


def _standing(connection: Connection, place: Place) -> Iterator[Waiver]:
    query = sa.select(WAIVERS).where(_of(place), ~WAIVERS.c.removed)
    for row in connection.execute(query.order_by(WAIVERS.c.given, WAIVERS.c.id)).mappings():
        yield Waiver(**{field.name: row[field.name] for field in fields(Waiver)})
