"""parse FILE: a notice as its structure."""

from __future__ import annotations

import argparse

from assistant.cli.inputs import FILE_HELP, document
from assistant.cli.output import print_json, print_text
from assistant.notice.parse import parse
from assistant.notice.show_tree import show_tree
from assistant.notice.to_json import notice_json


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of ``parse``."""
    parser.add_argument("file", metavar="FILE", help=FILE_HELP)
    parser.add_argument(
        "--format",
        choices=("json", "tree"),
        default="json",
        help="json：结构化输出（默认）；tree：便于阅读的结构树",
    )
    parser.add_argument(
        "--with-text", action="store_true", help="在 JSON 中附上全文（各处位置都按它计数）"
    )


def run(arguments: argparse.Namespace) -> int:
    """Print the notice as JSON (schema notice/1) or as a tree."""
    notice = parse(document(arguments.file))
    if arguments.format == "tree":
        print_text(show_tree(notice))
    else:
        print_json(notice_json(notice, with_text=arguments.with_text))
    return 0
