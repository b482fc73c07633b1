"""Bench: speed and what it finds, side by side with peers in one run, told as ratios."""
