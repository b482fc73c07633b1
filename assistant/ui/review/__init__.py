"""The screen 审核: a draft notice, what was found in it, and what can be done about it."""
