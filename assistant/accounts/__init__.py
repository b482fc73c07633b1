"""Accounts: who uses the page, and what a role allows."""
