"""review FILE...: what is missing or wrong in a notice, and its safe fixes."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from assistant.cli.inputs import FILE_HELP, LIST_HELP, loaded, stdin
from assistant.cli.judge import Judge
from assistant.cli.output import plain, print_json, tell
from assistant.cli.word_copy import check_target, write_copy
from assistant.errors import WrongCall
from assistant.files.problems import read_problem_list
from assistant.notice.document import Document
from assistant.notice.parse import parse
from assistant.review.config import ReviewConfig, read_config
from assistant.review.config_file import config_text, find_config, settings_text
from assistant.review.coverage import Similarity
from assistant.review.finding import Review
from assistant.review.fixes import fix_document, unified_diff
from assistant.review.registry import all_rules
from assistant.review.render.html import review_html
from assistant.review.render.json_ import review_json
from assistant.review.render.markdown import review_markdown
from assistant.review.render.sarif import sarif_log
from assistant.review.render.text import review_text
from assistant.review.review import review
from assistant.review.waivers import SUFFIX, Waiver, read_waivers

FORMATS = ("text", "json", "sarif", "markdown", "html")
LEVELS = ("error", "warning", "info", "never")
_RENDERERS = {"text": review_text, "markdown": review_markdown, "html": review_html}
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
        help="TOML 配置，取其中的 [tool.assistant.review]：各规则级别、本单位固定表述等"
        "（默认找文稿所在文件夹和当前文件夹的 assistant.toml、pyproject.toml）",
    )
    parser.add_argument(
        "--fragment", action="store_true", help="按片段审核，不检查缺失的部分（默认自动判断）"
    )
    parser.add_argument(
        "--with-llm",
        action="store_true",
        help="另请语言模型看措施是否空泛、对症，语气和逻辑是否妥当（单列在后，不影响规则的发现和退出码）",
    )
    parser.add_argument("--fix", action="store_true", help="显示安全修正的差异（unified diff）")
    parser.add_argument("--write", action="store_true", help="与 --fix 合用：把安全修正写回文件")
    parser.add_argument(
        "--docx",
        metavar="OUT",
        help="另写一份 Word 文件：发现处加批注，安全修正作修订（输入为 .docx 时保留原版式）",
    )


def run(arguments: argparse.Namespace) -> int:
    """Review each file; the exit code is 1 where any finding reaches ``--fail-on``."""
    if arguments.write and not arguments.fix:
        raise WrongCall("--write 只能与 --fix 合用：请加上 --fix")
    if arguments.docx is not None:
        if arguments.fix:
            raise WrongCall("--docx 不能和 --fix 同时使用：--docx 已把安全修正标为修订")
        check_target(arguments.docx, arguments.files)
    if arguments.format == "html" and len(arguments.files) > 1:
        raise WrongCall("--format html 一次只能用于一个文件：请逐个审核")
    feedback = _feedback(arguments.feedback)
    similarity = _similarity(feedback)
    judge = Judge() if arguments.with_llm else None
    reviews, documents, codes = [], [], []
    for path in arguments.files:
        data, given = loaded(path)
        config = _config(arguments.config, path, fragment=arguments.fragment)
        waivers = _waivers(path)
        if arguments.fix:
            given = _fixed(path, given, config, waivers, write=arguments.write)
        notice = parse(given)
        found = review(
            notice, feedback=feedback, config=config, waivers=waivers, similarity=similarity
        )
        codes.append(arguments.fail_on != "never" and found.reaches(arguments.fail_on))
        if judge is not None:
            found = judge.see(notice, found)
        if arguments.docx is not None:
            write_copy(arguments.docx, data, given, notice, found)
        reviews.append(found)
        documents.append(given)
    if not arguments.fix:
        _print(arguments.format, reviews, documents)
    return int(any(codes))


def _config(path: str | None, draft: str, *, fragment: bool) -> ReviewConfig:
    """The settings that are named, else those that lie beside the draft."""
    config = ReviewConfig()
    file = Path(path) if path is not None else find_config(draft)
    if file is not None:
        config = read_config(settings_text(file), source=str(file), rules=list(all_rules()))
    return replace(config, fragment=True) if fragment else config


def _waivers(path: str) -> tuple[Waiver, ...]:
    """The waivers of the file beside the text, a.txt.waivers.toml; none for standard input."""
    side = Path(f"{path}{SUFFIX}")
    if path == "-" or not side.is_file():
        return ()
    return read_waivers(config_text(side), source=str(side), rules=list(all_rules()))


def _feedback(path: str | None) -> tuple[str, ...]:
    return tuple(read_problem_list(path, stdin(), on_remark=tell)) if path is not None else ()


def _similarity(feedback: Sequence[str]) -> Similarity | None:
    """Likeness in meaning, loaded only where a list is to be aligned."""
    if not feedback:
        return None
    from assistant.chat.likeness import meaning

    return meaning()


def _print(style: str, reviews: Sequence[Review], documents: Sequence[Document]) -> None:
    pairs = list(zip(reviews, documents, strict=True))
    for one in reviews:
        for note in one.notes:
            tell(f"{one.source}：{note}")
    if style == "json":
        answers = [review_json(one, given.text) for one, given in pairs]
        print_json(answers[0] if len(answers) == 1 else answers)
        return
    if style == "sarif":
        print_json(sarif_log([(one, given.text) for one, given in pairs]))
        return
    render = _RENDERERS[style]
    text = "\n".join(render(one, given.text) for one, given in pairs)
    sys.stdout.write(plain(text) if style == "text" else text)


def _fixed(
    path: str, given: Document, config: ReviewConfig, waivers: tuple[Waiver, ...], *, write: bool
) -> Document:
    """Show the diff; the fixed text where it is written, else the text as it is."""
    fixed = fix_document(given, config=config, waivers=waivers)
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
