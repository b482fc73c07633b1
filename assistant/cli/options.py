"""Options that several verbs share."""

from __future__ import annotations

import argparse

from assistant.retrieval.index import DEFAULT_CORPUS


def add_corpus(parser: argparse.ArgumentParser) -> None:
    """``--corpus NAME``: which index."""
    parser.add_argument(
        "--corpus",
        metavar="NAME",
        default=DEFAULT_CORPUS,
        help=f"语料库（默认 {DEFAULT_CORPUS}）",
    )


def add_exclude(parser: argparse.ArgumentParser) -> None:
    """``--exclude NOTICE``, repeatable: notices that must not be offered."""
    parser.add_argument(
        "--exclude",
        metavar="NOTICE",
        action="append",
        default=[],
        help="不用这篇通报：文件名、标题或编号，可重复",
    )
