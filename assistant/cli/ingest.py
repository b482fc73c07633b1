"""ingest PATH...: notices into the corpus that search and draft draw on."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from tqdm import tqdm

from assistant.cli.inputs import document
from assistant.cli.options import add_corpus
from assistant.cli.output import print_text, tell
from assistant.errors import InputUnreadable
from assistant.notice.document import Document
from assistant.retrieval.backing import open_backing
from assistant.retrieval.folders import notice_files
from assistant.retrieval.ingest import Row, ingest
from assistant.settings import read_settings

OUTCOMES = {
    "added": "新增",
    "replaced": "更新",
    "unchanged": "未变",
    "quarantined": "隔离",
    "skipped": "跳过",
}


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of ``ingest``."""
    parser.add_argument("paths", metavar="PATH", nargs="+", help="通报文件或文件夹，- 表示标准输入")
    add_corpus(parser)
    parser.add_argument(
        "--keep-quarantined",
        action="store_true",
        help="多为占位符或广告的通报也照常收入（默认隔离，不作范例）",
    )


def run(arguments: argparse.Namespace) -> int:
    """Print a row a file (outcome, path, reason; tab-separated) as it is finished.

    Raises InputUnreadable, before anything is written, where no file can be read; the exit code
    is 3, too, where a file that was named itself was skipped.
    """
    reader = _Reader(arguments.paths)
    reader.find_one()
    named = {str(Path(path)) for path in arguments.paths}
    counts: Counter[str] = Counter()
    failed = False
    settings = read_settings()
    rows = ingest(
        arguments.paths,
        data_dir=settings.data_dir,
        backing=open_backing(settings),
        corpus=arguments.corpus,
        read=reader.read,
        keep_quarantined=arguments.keep_quarantined,
        on_wait=tell,
    )
    for row in _with_bar(rows, arguments.paths):
        cells = (" ".join(cell.split()) for cell in (row.outcome, row.path, row.reason))
        print_text("\t".join(cells).rstrip("\t") + "\n")
        sys.stdout.flush()
        counts[row.outcome] += 1
        failed = failed or (row.outcome == "skipped" and row.path in named)
    tell("，".join(f"{name} {counts[key]}" for key, name in OUTCOMES.items()))
    return InputUnreadable.exit_code if failed else 0


def _with_bar(rows: Iterator[Row], paths: Sequence[str]) -> Iterator[Row]:
    """The rows; where standard error is a terminal, with a bar of the files on it."""
    if not sys.stderr.isatty():
        yield from rows
        return
    total = sum(1 for _ in notice_files(paths))
    with tqdm(total=total, unit="篇", desc="收录", file=sys.stderr, leave=False) as bar:
        for row in rows:
            bar.update()
            bar.clear()  # the row is printed where the bar stood
            yield row
            bar.refresh()


class _Reader:
    """Reads each file once, although the first is wanted before the store is opened."""

    def __init__(self, paths: Sequence[str]) -> None:
        self._paths = paths
        self._read: dict[str, Document | InputUnreadable] = {}

    def find_one(self) -> None:
        """Read until a file can be read; raises InputUnreadable where none can."""
        failures: list[InputUnreadable] = []
        for path in notice_files(self._paths):
            try:
                self._read[path] = document(path)
            except InputUnreadable as error:
                self._read[path] = error
                failures.append(error)
            else:
                return
        if not failures:
            named = "、".join(self._paths)
            raise InputUnreadable(f"“{named}”里没有通报文件（.txt、.md、.docx、.pdf、.html）")
        for failure in failures[:-1]:
            tell(f"跳过：{failure}")
        raise failures[-1]

    def read(self, path: str) -> Document:
        """The document of a path; raises InputUnreadable."""
        known = self._read.pop(path, None)
        if isinstance(known, InputUnreadable):
            raise known
        return known if known is not None else document(path)
