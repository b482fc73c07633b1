"""Ledger of a project: the facts that drafts may use, each with its evidence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import sqlalchemy as sa
from sqlalchemy.engine import RowMapping

from assistant.errors import NotPermitted, WrongCall
from assistant.projects.access import Access, Change, new_id
from assistant.projects.merge import Edit, merged
from assistant.projects.model import LedgerFact
from assistant.projects.tables import FACTS, PROBLEMS

FIELDS = ("text", "date", "figure", "document", "evidence")
LONGEST = 5_000  # characters of one field


class Ledger:
    """Facts of one database's projects; every call names project and user."""

    def __init__(self, access: Access) -> None:
        self._access = access

    def facts(self, project: str, user: str) -> Sequence[LedgerFact]:
        """All facts in the order in which they were entered."""
        query = sa.select(FACTS).where(FACTS.c.project == project, ~FACTS.c.removed)
        with self._access.read(project, user) as connection:
            rows = connection.execute(query.order_by(FACTS.c.entered)).mappings()
            return [_fact(row) for row in rows]

    def add(
        self, project: str, user: str, problem: str | None, fields: Mapping[str, str]
    ) -> LedgerFact:
        """Enter a fact (FIELDS; "text" must not be empty) for a problem or the whole project.

        Raises NotPermitted where the problem is not of this project, WrongCall.
        """
        given = {name: fields.get(name, "").strip() for name in FIELDS}
        _check(given)
        with self._access.change(project, user) as change:
            if problem is not None:
                _check_problem(change, problem)
            entered = sa.select(sa.func.coalesce(sa.func.max(FACTS.c.entered), 0) + 1).where(
                FACTS.c.project == project
            )
            row = {"id": new_id(), "project": project, "problem": problem, **given}
            change.connection.execute(
                sa.insert(FACTS).values(
                    **row, entered=entered.scalar_subquery(), version=1, removed=False
                )
            )
            change.log("add", f"fact:{row['id']}")
            return _fact(_locked(change, str(row["id"])))

    def edit(self, project: str, user: str, fact: str, edits: Mapping[str, Edit]) -> LedgerFact:
        """Change fields (FIELDS); raises EditConflict, NotPermitted, WrongCall."""
        with self._access.change(project, user) as change:
            row = _locked(change, fact)
            current = {name: row[name] for name in FIELDS}
            unknown = set(edits) - set(FIELDS)
            if unknown:
                raise WrongCall(f"事实没有“{'、'.join(sorted(unknown))}”这一项")
            new = merged(current, edits)
            _check({**current, **new})
            if new:
                change.connection.execute(
                    sa.update(FACTS)
                    .where(FACTS.c.id == fact)
                    .values(**new, version=FACTS.c.version + 1)
                )
                change.log("edit", f"fact:{fact}", new)
            return _fact(_locked(change, fact))

    def remove(self, project: str, user: str, fact: str) -> None:
        """Take a fact out of the ledger; the row stays in the database."""
        with self._access.change(project, user) as change:
            _locked(change, fact)
            change.connection.execute(
                sa.update(FACTS).where(FACTS.c.id == fact).values(removed=True)
            )
            change.log("remove", f"fact:{fact}")


def _check_problem(change: Change, problem: str) -> None:
    query = sa.select(PROBLEMS.c.id).where(
        PROBLEMS.c.id == problem, PROBLEMS.c.project == change.project
    )
    if change.connection.execute(query).first() is None:
        raise NotPermitted("项目里没有这个问题：请刷新后再试")


def _locked(change: Change, fact: str) -> RowMapping:
    query = (
        sa.select(FACTS)
        .where(FACTS.c.id == fact, FACTS.c.project == change.project, ~FACTS.c.removed)
        .with_for_update()
    )
    row = change.connection.execute(query).mappings().one_or_none()
    if row is None:
        raise NotPermitted("项目里没有这条事实，或它已被移出：请刷新后再试")
    return row


def _fact(row: RowMapping) -> LedgerFact:
    names = ("id", "project", "problem", "version", *FIELDS)
    return LedgerFact(**{name: row[name] for name in names})


def _check(fields: Mapping[str, str]) -> None:
    if not fields["text"].strip():
        raise WrongCall("事实是空的：请写明")
    if any(len(value) > LONGEST for value in fields.values()):
        raise WrongCall(f"一项内容超过 {LONGEST} 字：请精简")
