"""Compose: a case (one inspection of one unit) becomes the whole notice, as text and as .docx."""
