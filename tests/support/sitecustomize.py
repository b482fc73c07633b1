"""Loaded at the start of child processes that tests run with this folder on PYTHONPATH."""

import network_guard

network_guard.install()
