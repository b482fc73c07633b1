"""Main: from the arguments to the verb, and from whatever happens to an exit code."""

from __future__ import annotations

import io
import sys
from collections.abc import Sequence

from assistant import __version__
from assistant.cli.boundary import Boundary
from assistant.cli.parser import Parser, add_debug
from assistant.cli.verbs import VERBS, load

DESCRIPTION = "巡视巡察整改进展情况通报的起草与审核助手。"
EPILOG = (
    "文件可以是 .txt、.md、.docx、.pdf、.html，或用 - 表示标准输入。\n"
    "退出码：0 完成，1 有审核发现，2 调用有误，3 输入不可读，4 服务不可用。"
)


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; returns its exit code (see assistant.cli.boundary)."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    _speak_utf8()
    boundary = Boundary(debug="--debug" in arguments)
    with boundary:
        boundary.code = _run(arguments)
        sys.stdout.flush()
    return boundary.code


def build_parser(only: str | None = None) -> Parser:
    """The parser of all verbs; ``only`` the named one gets its arguments (and is imported)."""
    parser = Parser(prog="python -m assistant", description=DESCRIPTION, epilog=EPILOG)
    parser.add_argument("--version", action="version", version=__version__, help="显示版本号后退出")
    add_debug(parser)
    verbs = parser.add_subparsers(
        dest="verb", metavar="VERB", title="命令", required=True, parser_class=Parser
    )
    for name, summary in VERBS.items():
        verb = verbs.add_parser(name, help=summary, description=f"{summary}。")
        if name == only:
            load(name).configure(verb)
            add_debug(verb)
    return parser


def _run(arguments: list[str]) -> int:
    """Parse and do; without any argument the help is the answer."""
    named = next((word for word in arguments if not word.startswith("-")), None)
    parser = build_parser(named if named in VERBS else None)
    if not arguments:
        parser.print_help()
        return 0
    options = parser.parse_args(arguments)
    return load(options.verb).run(options)


def _speak_utf8() -> None:
    """UTF-8 whatever the locale; what cannot be encoded (broken file names) is escaped."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
