"""The fact guard: what a text states as fact, whether the user gave it, and masking what was not."""
