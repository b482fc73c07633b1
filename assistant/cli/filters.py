"""Filters on the command line: --kind, --level, --unit-type, --focus and --year."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping

from assistant.errors import WrongCall
from assistant.retrieval.filters import Filters, read_years
from assistant.retrieval.profile import KINDS, LEVELS, UNIT_TYPES


def add_filters(parser: argparse.ArgumentParser, *, focus: bool) -> None:
    """The options; ``focus`` where records, not only notices, are chosen."""
    group = parser.add_argument_group("筛选（同一项可重复，任一相符即可；通报没有写明的不算相符）")
    named: tuple[tuple[str, Mapping[str, str], str], ...] = (
        ("--kind", KINDS, "巡视还是巡察"),
        ("--level", LEVELS, "派出党组织的层级"),
        ("--unit-type", UNIT_TYPES, "单位类型"),
    )
    for option, codes, about in named:
        group.add_argument(
            option,
            metavar="名称",
            action="append",
            default=[],
            type=_code(codes),
            help=f"{about}：{'、'.join(codes.values())}",
        )
    if focus:
        group.add_argument(
            "--focus", metavar="TEXT", action="append", default=[], help="所属方面含有的文字"
        )
    group.add_argument("--year", metavar="YEAR", type=_years, help="年份：2024 或 2023-2025")


def read_filters(arguments: argparse.Namespace) -> Filters:
    """What the options ask for."""
    return Filters(
        kinds=frozenset(arguments.kind),
        levels=frozenset(arguments.level),
        unit_types=frozenset(arguments.unit_type),
        focus=frozenset(getattr(arguments, "focus", ())),
        years=arguments.year,
    )


def _code(codes: Mapping[str, str]) -> Callable[[str], str]:
    """A type for ``add_argument``: a Chinese name or its code, as the code."""

    def convert(text: str) -> str:
        found = next((code for code, name in codes.items() if text in (code, name)), None)
        if found is None:
            raise argparse.ArgumentTypeError(f"没有“{text}”，可用：{'、'.join(codes.values())}")
        return found

    return convert


def _years(text: str) -> tuple[int, int]:
    try:
        return read_years(text)
    except WrongCall as error:
        raise argparse.ArgumentTypeError(str(error)) from error
