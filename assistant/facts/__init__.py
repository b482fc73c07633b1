"""The fact guard: what a text states as fact, whether it was given, and masking what was not."""
