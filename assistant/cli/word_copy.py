"""Word copy: what review --docx OUT writes."""

from __future__ import annotations

from pathlib import Path

from assistant.cli.output import tell
from assistant.errors import WrongCall
from assistant.notice.document import Document
from assistant.notice.model import Notice
from assistant.review.finding import Review


def check_target(out: str, inputs: list[str]) -> None:
    """Raise WrongCall where ``out`` cannot be the commented copy of the one input."""
    if len(inputs) != 1:
        raise WrongCall("--docx 一次只能用于一个文件：请逐个审核")
    if not out.lower().endswith(".docx"):
        raise WrongCall(f"“{out}”不是 .docx：请给出以 .docx 结尾的文件名")
    if inputs[0] != "-" and Path(out).resolve() == Path(inputs[0]).resolve():
        raise WrongCall("--docx 不能覆盖原文：请换一个文件名")
    if not Path(out).resolve().parent.is_dir():
        raise WrongCall(f"“{out}”所在的文件夹不存在：请先建立")


def write_copy(out: str, data: bytes, document: Document, notice: Notice, review: Review) -> None:
    """Write the commented copy: of a .docx the document itself, of anything else a new one."""
    # lxml is imported where it is needed: reviewing plain text has to start at once
    from assistant.review.word.annotate import annotate_docx, annotate_text

    if document.encoding == "docx":
        done = annotate_docx(data, document.text, review, title=notice.title)
    else:
        done = annotate_text(document.text, review, title=notice.title)
    Path(out).write_bytes(done.data)
    tell(f"{out}：已写入批注{done.comments}条，修订{done.changes}处")
