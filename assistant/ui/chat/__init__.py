"""The screen 对话: a message in, drafts or a review out, sources beside it."""
