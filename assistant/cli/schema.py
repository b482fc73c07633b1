"""schema NAME: print the JSON Schema that an answer validates against."""

from __future__ import annotations

import argparse
import sys

from assistant.errors import WrongCall
from assistant.schemas.read import names, schema_text


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of ``schema``."""
    parser.add_argument("name", metavar="NAME", help=f"可用：{'、'.join(names())}")


def run(arguments: argparse.Namespace) -> int:
    """Print the schema as it is published."""
    text = schema_text(arguments.name)
    if text is None:
        raise WrongCall(f"没有名为“{arguments.name}”的格式：可用 {'、'.join(names())}")
    sys.stdout.write(text)
    return 0
