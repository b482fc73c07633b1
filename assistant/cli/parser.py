"""Parser: argparse in Chinese. A wrong call raises WrongCall with one line that says what to do."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable, Sequence
from typing import Any, NoReturn

from assistant.errors import WrongCall

# argparse's messages (Python 3.11 to 3.14) and what they are in Chinese; the last takes our own
_NAME = r"argument (?P<names>.+?): "
_MESSAGES: Sequence[tuple[str, str]] = (
    (r"the following arguments are required: (?P<names>.+)", "缺少 {names}"),
    (r"one of the arguments (?P<names>.+) is required", "{names} 中要给出一个"),
    (r"unrecognized arguments: (?P<names>.+)", "不认识的参数 {names}"),
    (rf"{_NAME}not allowed with argument (?P<other>.+)", "{names} 不能和 {other} 同时使用"),
    (
        r"argument VERB: invalid choice: (?P<value>.+?),? \(choose from (?P<all>.+)\)",
        "没有命令 {value}，可用：{all}",
    ),
    (
        rf"{_NAME}invalid choice: (?P<value>.+?),? \(choose from (?P<all>.+)\)",
        "{names} 不能是 {value}，可用：{all}",
    ),
    (rf"{_NAME}expected (?:one|at least one) argument", "{names} 后面缺少内容"),
    (rf"{_NAME}ignored explicit argument (?P<value>.+)", "{names} 不带内容"),
    (rf"{_NAME}(?P<reason>.+)", "{names}：{reason}"),
)


class ChineseFormatter(argparse.RawDescriptionHelpFormatter):
    """Help with a Chinese usage line; descriptions keep the line breaks they were written with."""

    def __init__(self, prog: str, **options: Any) -> None:
        super().__init__(prog, max_help_position=30, **options)

    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:
        """As inherited, with 用法 in front."""
        super().add_usage(usage, actions, groups, "用法：" if prefix is None else prefix)


class Parser(argparse.ArgumentParser):
    """An argument parser that speaks Chinese and takes no abbreviated options."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("formatter_class", ChineseFormatter)
        super().__init__(add_help=False, allow_abbrev=False, **options)
        self._positionals.title = "参数"
        self._optionals.title = "选项"
        self.add_argument("-h", "--help", action="help", help="显示本说明后退出")

    def error(self, message: str) -> NoReturn:
        """Raise WrongCall with argparse's message in Chinese."""
        raise WrongCall(f"{in_chinese(message)}。用法见 {self.prog} --help")


def in_chinese(message: str) -> str:
    """One of argparse's messages in Chinese; one that is not known stays as it is."""
    for pattern, wording in _MESSAGES:
        match = re.fullmatch(pattern, message, re.DOTALL)
        if match:
            found = {name: value.replace("'", "") for name, value in match.groupdict().items()}
            return wording.format(**found)
    return message


def add_debug(parser: argparse.ArgumentParser) -> None:
    """The option that every verb has."""
    parser.add_argument(
        "--debug",
        action="store_true",
        default=argparse.SUPPRESS,
        help="出错时另外显示完整的调用栈",
    )


def whole_number(least: int, most: int) -> Callable[[str], int]:
    """A type for ``add_argument``: an integer from ``least`` to ``most``."""

    def convert(text: str) -> int:
        if not text.isascii() or not text.isdigit() or not least <= int(text[:9]) <= most:
            raise argparse.ArgumentTypeError(f"“{text}”不是 {least} 到 {most} 的整数")
        return int(text)

    return convert
