"""Tables: what stands in the project database. A change here needs a file in migrations/versions.

Every row that people edit carries ``version``, counted up by each change; nothing is deleted,
``removed`` takes it from sight. Times are UTC, ISO 8601 with seconds.
"""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

METADATA = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)
_ID = String(32)  # random, hexadecimal
_NAME = String(200)
_TIME = String(32)

PROJECTS = Table(
    "projects",
    METADATA,
    Column("id", _ID, primary_key=True),
    Column("name", _NAME, nullable=False),
    Column("profile", Text, nullable=False),  # JSON: path of a case → value
    Column("created", _TIME, nullable=False),
    Column("changed", _TIME, nullable=False),
    Column("version", Integer, nullable=False),
    Column("removed", Boolean, nullable=False),
)
MEMBERS = Table(
    "members",
    METADATA,
    Column("project", _ID, ForeignKey("projects.id"), primary_key=True),
    Column("user", _NAME, primary_key=True),
    Column("role", String(16), nullable=False),
)
PROBLEMS = Table(
    "problems",
    METADATA,
    Column("id", _ID, primary_key=True),
    Column("project", _ID, ForeignKey("projects.id"), nullable=False, index=True),
    Column("position", Integer, nullable=False),
    Column("text", Text, nullable=False),
    Column("focus_area", Text, nullable=False),
    Column("owner", Text, nullable=False),
    Column("deadline", Text, nullable=False),
    Column("status", String(16), nullable=False),
    Column("version", Integer, nullable=False),
    Column("removed", Boolean, nullable=False),
)
FACTS = Table(
    "facts",
    METADATA,
    Column("id", _ID, primary_key=True),
    Column("project", _ID, ForeignKey("projects.id"), nullable=False, index=True),
    Column("problem", _ID, ForeignKey("problems.id")),  # null: of the whole project
    Column("text", Text, nullable=False),
    Column("date", Text, nullable=False),
    Column("figure", Text, nullable=False),
    Column("document", Text, nullable=False),
    Column("evidence", Text, nullable=False),
    Column("entered", Integer, nullable=False),  # order of entry within the project
    Column("version", Integer, nullable=False),
    Column("removed", Boolean, nullable=False),
)
DRAFTS = Table(
    "drafts",
    METADATA,
    Column("problem", _ID, ForeignKey("problems.id"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("measures", Text, nullable=False),  # JSON: list of texts
    Column("engine", String(64), nullable=False),  # offline, llm …, or "" for a person
    Column("author", _NAME, nullable=False),
    Column("note", Text, nullable=False),
    Column("written", _TIME, nullable=False),
)
WAIVERS = Table(
    "waivers",
    METADATA,
    Column("id", _ID, primary_key=True),
    Column("project", _ID, ForeignKey("projects.id")),  # null: of a draft outside any project
    Column("draft", _ID, nullable=False, server_default="", index=True),  # its key, else ""
    Column("rule", String(64), nullable=False),
    Column("quote", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("user", _NAME, nullable=False),
    Column("given", _TIME, nullable=False, server_default=""),
    Column("removed", Boolean, nullable=False),
    UniqueConstraint("project", "id"),
)
AUDIT = Table(
    "audit",
    METADATA,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("at", _TIME, nullable=False),
    Column("user", _NAME, nullable=False),
    Column("project", _ID, nullable=False),  # or the key of a draft outside any project
    Column("action", String(32), nullable=False),
    Column("object", String(64), nullable=False),
    Column("fields", Text, nullable=False),  # names of what was changed, never its text
    Index("ix_audit_project", "project"),
)
