"""review FILE...: what is missing or wrong in a notice, and its safe fixes."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from assistant.cli.inputs import FILE_HELP, LIST_HELP, document, stdin
from assistant.cli.output import print_json, tell
from assistant.errors import InputUnreadable, WrongCall
from assistant.files.problems import read_problem_list
from assistant.notice.document import Document
from assistant.notice.parse import parse
from assistant.review.config import ReviewConfig, read_config
from assistant.review.finding import Review
from assistant.review.fixes import fix_document, unified_diff
from assistant.review.registry import all_rules
from assistant.review.render.json_ import review_json
from assistant.review.render.markdown import review_markdown
from assistant.review.render.text import review_text
from assistant.review.review import review
from assistant.review.waivers import SUFFIX, Waiver, read_waivers

FORMATS = ("text", "json", "markdown")
LEVELS = ("error", "warning", "info", "never")
# encodings in which a changed text can be written back as it was read
_WRITABLE = {"utf-8": "utf-8", "gb18030": "gb18030", "big5": "cp950"}


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of ``review``."""
    parser.add_argument("files", metavar="FILE", nargs="+", help=f"{FILE_HELP}，可列多个")
    parser.add_argument("--feedback", metavar="FILE", help=f"反馈问题清单，{LIST_HELP}")
    parser.add_argument("--format", choices=FORMATS, default="text", help="输出格式（默认 text）")
    parser.add_argument(
        "--fail-on",
        choices=LEVELS,
        default="error",
        help="有此级别及以上的发现时退出码为 1（默认 error；never 表示总是 0）",
    )
    parser.add_argument(
        "--config",
        metavar="FILE",
        help="TOML 配置，取其中的 [tool.assistant.review]：各规则级别、本单位固定表述等",
    )
    parser.add_argument(
        "--fragment", action="store_true", help="按片段审核，不检查缺失的部分（默认自动判断）"
    )
    parser.add_argument("--fix", action="store_true", help="显示安全修正的差异（unified diff）")
    parser.add_argument("--write", action="store_true", help="与 --fix 合用：把安全修正写回文件")


def run(arguments: argparse.Namespace) -> int:
    """Review each file; the exit code is 1 where any finding reaches ``--fail-on``."""
    if arguments.write and not arguments.fix:
        raise WrongCall("--write 只能与 --fix 合用：请加上 --fix")
    config = _config(arguments.config, fragment=arguments.fragment)
    feedback = _feedback(arguments.feedback)
    documents = [document(path) for path in arguments.files]
    if arguments.fix:
        documents = [
            _fixed(path, given, config, write=arguments.write)
            for path, given in zip(arguments.files, documents, strict=True)
        ]
    reviews = [
        review(parse(given), feedback=feedback, config=config, waivers=_waivers(path))
        for path, given in zip(arguments.files, documents, strict=True)
    ]
    if not arguments.fix:
        _print(arguments.format, reviews, documents)
    if arguments.fail_on == "never":
        return 0
    return int(any(one.reaches(arguments.fail_on) for one in reviews))


def _config(path: str | None, *, fragment: bool) -> ReviewConfig:
    config = ReviewConfig()
    if path is not None:
        config = read_config(_text(path), source=path, rules=list(all_rules()))
    return replace(config, fragment=True) if fragment else config


def _waivers(path: str) -> tuple[Waiver, ...]:
    """The waivers of the file beside the text, a.txt.waivers.toml; none for standard input."""
    side = Path(f"{path}{SUFFIX}")
    if path == "-" or not side.is_file():
        return ()
    return read_waivers(_text(str(side)), source=str(side), rules=list(all_rules()))


def _text(path: str) -> str:
    try:
        return Path(path).read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputUnreadable(f"读不了“{path}”：请检查文件是否存在、是否为 UTF-8 编码") from error


def _feedback(path: str | None) -> tuple[str, ...]:
    return tuple(read_problem_list(path, stdin())) if path is not None else ()


def _print(style: str, reviews: Sequence[Review], documents: Sequence[Document]) -> None:
    pairs = list(zip(reviews, documents, strict=True))
    for one in reviews:
        for note in one.notes:
            tell(f"{one.source}：{note}")
    if style == "json":
        answers = [review_json(one, given.text) for one, given in pairs]
        print_json(answers[0] if len(answers) == 1 else answers)
        return
    render = review_markdown if style == "markdown" else review_text
    sys.stdout.write("\n".join(render(one, given.text) for one, given in pairs))


def _fixed(path: str, given: Document, config: ReviewConfig, *, write: bool) -> Document:
    """Show the diff; the fixed text where it is written, else the text as it is."""
    fixed = fix_document(given, config=config)
    sys.stdout.write(unified_diff(given.text, fixed.text, name=path))
    if fixed.text == given.text:
        tell(f"{path}：没有可安全修正之处")
        return given
    if not write:
        return given
    _write(path, given, fixed.text)
    tell(f"{path}：已写入安全修正")
    return fixed


def _write(path: str, given: Document, text: str) -> None:
    """Write back in the encoding read, byte order mark kept; raises WrongCall where it cannot."""
    codec = _WRITABLE.get(given.encoding)
    if path == "-" or codec is None:
        kind = "标准输入" if path == "-" else f"{given.encoding} 格式的文件"
        raise WrongCall(f"{kind}不能直接写回：请另存为 UTF-8 的 .txt 后再用 --fix --write")
    target = Path(path)
    mark = next(_byte_order_marks(target.read_bytes()), b"")
    target.write_bytes(mark + text.encode(codec))


def _byte_order_marks(data: bytes) -> Iterator[bytes]:
    mark = "\ufeff".encode()
    if data.startswith(mark):
        yield mark
