"""Write, or with --check compare, corpus/index.csv: one row for each notice of the corpus.

The rows are the front matter of corpus/NN-*.md, in the order of the file names.
"""

from __future__ import annotations

import csv
import io
import sys
from pathlib import Path

import yaml

CORPUS = Path(__file__).resolve().parent.parent.parent / "corpus"
INDEX = CORPUS / "index.csv"
COLUMNS = (
    "file",
    "unit",
    "unit_type",
    "level",
    "kind",
    "mode",
    "year",
    "framework",
    "structure",
    "problems",
    "measures",
)


def row(path: Path) -> dict[str, str]:
    """The columns of one notice; a key that its front matter lacks is an error."""
    meta = yaml.safe_load(path.read_text("utf-8").split("---")[1])
    return {"file": path.name, **{name: str(meta[name]) for name in COLUMNS[1:]}}


def index(folder: Path = CORPUS) -> str:
    """The text of the index of ``folder``."""
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(row(path) for path in sorted(folder.glob("[0-9]*-*.md")))
    return out.getvalue()


def main(arguments: list[str]) -> int:
    """0 where the index is fresh or has been written."""
    text = index()
    if INDEX.exists() and INDEX.read_text("utf-8") == text:
        return 0
    if "--check" in arguments:
        print("corpus/index.csv: 已过时，请运行 python tests/meta/render_corpus_index.py")
        return 1
    INDEX.write_text(text, "utf-8")
    print("corpus/index.csv: 已更新")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
