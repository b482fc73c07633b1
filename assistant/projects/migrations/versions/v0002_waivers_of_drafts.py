"""Waivers say when they were given, and may belong to a draft outside any project."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """``given`` is "" for waivers of the release before; they all belong to projects."""
    with op.batch_alter_table("waivers") as table:
        table.alter_column("project", existing_type=sa.String(32), nullable=True)
        table.add_column(sa.Column("draft", sa.String(32), nullable=False, server_default=""))
        table.add_column(sa.Column("given", sa.String(32), nullable=False, server_default=""))
        table.create_index("ix_waivers_draft", ["draft"])


def downgrade() -> None:
    """Waivers of drafts go: the release before has no place for them."""
    op.execute(sa.text("DELETE FROM waivers WHERE project IS NULL"))
    with op.batch_alter_table("waivers") as table:
        table.drop_index("ix_waivers_draft")
        table.drop_column("given")
        table.drop_column("draft")
        table.alter_column("project", existing_type=sa.String(32), nullable=False)
