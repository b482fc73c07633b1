"""The first tables: projects, members, problems, facts, drafts, waivers, audit."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables. Written out: a migration must not change when the tables do."""
    op.create_table(
        "projects",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("profile", sa.Text, nullable=False),
        sa.Column("created", sa.String(32), nullable=False),
        sa.Column("changed", sa.String(32), nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("removed", sa.Boolean, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_projects"),
    )
    op.create_table(
        "members",
        sa.Column("project", sa.String(32), nullable=False),
        sa.Column("user", sa.String(200), nullable=False),
        sa.Column("role", sa.String(16), nullable=False),
        sa.PrimaryKeyConstraint("project", "user", name="pk_members"),
        sa.ForeignKeyConstraint(["project"], ["projects.id"], name="fk_members_project"),
    )
    _problems_and_facts()
    _drafts_and_waivers()
    op.create_table(
        "audit",
        sa.Column("number", sa.Integer, autoincrement=True, nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
        sa.Column("user", sa.String(200), nullable=False),
        sa.Column("project", sa.String(32), nullable=False),
        sa.Column("action", sa.String(32), nullable=False),
        sa.Column("object", sa.String(64), nullable=False),
        sa.Column("fields", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_audit"),
    )
    op.create_index("ix_audit_project", "audit", ["project"])


def _problems_and_facts() -> None:
    op.create_table(
        "problems",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("project", sa.String(32), nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        *[
            sa.Column(name, sa.Text, nullable=False)
            for name in ("text", "focus_area", "owner", "deadline")
        ],
        sa.Column("status", sa.String(16), nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("removed", sa.Boolean, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_problems"),
        sa.ForeignKeyConstraint(["project"], ["projects.id"], name="fk_problems_project"),
    )
    op.create_index("ix_problems_project", "problems", ["project"])
    op.create_table(
        "facts",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("project", sa.String(32), nullable=False),
        sa.Column("problem", sa.String(32)),
        *[
            sa.Column(name, sa.Text, nullable=False)
            for name in ("text", "date", "figure", "document", "evidence")
        ],
        sa.Column("entered", sa.Integer, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("removed", sa.Boolean, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_facts"),
        sa.ForeignKeyConstraint(["project"], ["projects.id"], name="fk_facts_project"),
        sa.ForeignKeyConstraint(["problem"], ["problems.id"], name="fk_facts_problem"),
    )
    op.create_index("ix_facts_project", "facts", ["project"])


def _drafts_and_waivers() -> None:
    op.create_table(
        "drafts",
        sa.Column("problem", sa.String(32), nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("measures", sa.Text, nullable=False),
        sa.Column("engine", sa.String(64), nullable=False),
        sa.Column("author", sa.String(200), nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("written", sa.String(32), nullable=False),
        sa.PrimaryKeyConstraint("problem", "number", name="pk_drafts"),
        sa.ForeignKeyConstraint(["problem"], ["problems.id"], name="fk_drafts_problem"),
    )
    op.create_table(
        "waivers",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("project", sa.String(32), nullable=False),
        sa.Column("rule", sa.String(64), nullable=False),
        sa.Column("quote", sa.Text, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("user", sa.String(200), nullable=False),
        sa.Column("removed", sa.Boolean, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_waivers"),
        sa.ForeignKeyConstraint(["project"], ["projects.id"], name="fk_waivers_project"),
        sa.UniqueConstraint("project", "id", name="uq_waivers_project"),
    )


def downgrade() -> None:
    """Drop what ``upgrade`` made."""
    for name in ("audit", "waivers", "drafts", "facts", "problems", "members", "projects"):
        op.drop_table(name)
