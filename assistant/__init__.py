"""Drafting and review assistant for 巡视巡察整改进展情况通报 (rectification notices)."""

__version__ = "0.1.0"
