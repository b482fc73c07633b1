"""The review inside a Word document: comments at the findings, safe fixes as tracked changes."""
