"""Extract: what a file of any kind holds, and how a worker is asked for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from assistant.errors import InputUnreadable
from assistant.files.caps import MAX_HTML, MAX_TEXT_BYTES, MIB, within
from assistant.files.decode import decode
from assistant.files.kind import Kind, kind_of
from assistant.files.unseen import unseen_remarks
from assistant.files.worker.wire import Frame

Table = tuple[tuple[str, ...], ...]
# the libraries stand behind these: they are imported in the worker alone
_TASKS: dict[Kind, str] = {
    "docx": "assistant.files.docx:task",
    "pdf": "assistant.files.pdf:task",
    "html": "assistant.files.html:task",
    "xlsx": "assistant.files.sheet:task",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Extract:
    """The text of a file, its tables as rows of cells, and remarks for the user (Chinese).

    A remark tells of what is in the file and not in the text (hidden text, hidden rows), or in the
    text and not to be seen (zero-width characters). ``encoding`` is the codec of a plain text, for
    other kinds the kind. A workbook has tables only.
    """

    text: str = ""
    tables: Sequence[Table] = ()
    remarks: tuple[str, ...] = ()
    encoding: str = ""

    def to_frame(self) -> Frame:
        """As the worker sends it."""
        return Frame(
            header={"text": self.text, "tables": self.tables, "remarks": self.remarks},
        )


def extract(data: bytes, source: str) -> Extract:
    """What the bytes hold, judged by content; ``source`` is what messages call the file.

    Plain text is decoded here; every other kind is parsed in a worker process. Raises
    InputUnreadable for what cannot be read, is too large or exceeds the worker's limits.
    """
    kind = kind_of(data, source)
    if kind == "text":
        if len(data) > MAX_TEXT_BYTES:
            raise InputUnreadable(
                f"“{source}”超过 {MAX_TEXT_BYTES // MIB} MB：请只保留一篇通报的正文"
            )
        decoded = decode(data, source)
        text = within(decoded.text, source)
        return Extract(text=text, remarks=unseen_remarks(text), encoding=decoded.encoding)
    if kind == "html" and len(data) > MAX_HTML:
        raise InputUnreadable(f"“{source}”超过 {MAX_HTML // MIB} MB：请只保留通报正文")
    # plain text has to be read at once: what starts processes is imported where one is needed
    from assistant.files.worker.pool import run

    answer = run(_TASKS[kind], {"source": source}, data, source=source)
    return _from_header(answer.header, kind)


def _from_header(header: dict[str, Any], kind: Kind) -> Extract:
    text = str(header["text"])
    return Extract(
        text=text,
        tables=tuple(
            tuple(tuple(str(cell) for cell in row) for row in table) for table in header["tables"]
        ),
        remarks=(*map(str, header["remarks"]), *unseen_remarks(text)),
        encoding=kind,
    )
