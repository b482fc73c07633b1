"""One rule a file, named after its id; each holds ``RULE`` and ``check(notice, reading)``."""
