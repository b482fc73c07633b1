"""The screen 项目: from the feedback list to the whole notice, kept step by step."""
