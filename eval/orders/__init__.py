"""Orders: what the recogniser of instructions (assistant/drafting/recogniser.py) is trained on, and how."""
