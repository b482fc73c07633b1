"""Migrations: how the database of an older release becomes today's (Alembic)."""
