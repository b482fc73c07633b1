"""Folders: which files of a folder are taken for notices."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

SUFFIXES = frozenset({".txt", ".md", ".docx", ".pdf", ".html", ".htm"})
PLAIN = frozenset({".txt", ".md"})
# what stands beside the notices of a corpus and is none, where it is plain text
SKIPPED_NAMES = frozenset({"readme", "license", "changelog", "origin", "sources", "notice"})
SKIPPED_FOLDERS = frozenset({"library", "node_modules", "__pycache__"})


def path_key(path: str) -> str:
    """What a file is known by: its whole path, "-" for standard input."""
    return storable(path if path == "-" else str(Path(path).resolve()))


def storable(path: str) -> str:
    """A path as text; what of it is no UTF-8, and so in no store, as \\udcff."""
    return path.encode("utf-8", "backslashreplace").decode("utf-8")


def notice_files(paths: Iterable[str]) -> Iterator[str]:
    """Files as they are named; folders as their notice files, sorted, subfolders included.

    A file that is named is always yielded, so that it can be answered for; in a folder only
    SUFFIXES count, without hidden files, READMEs and the measure library. Each file once.
    """
    seen: set[Path] = set()
    for name in paths:
        path = Path(name)
        found = sorted(_inside(path)) if path.is_dir() else [path]
        for file in found:
            key = file.resolve()
            if key not in seen:
                seen.add(key)
                yield str(file)


def _inside(folder: Path) -> Iterator[Path]:
    for path in folder.rglob("*"):
        parts = path.relative_to(folder).parts
        if any(part.startswith((".", "~$")) for part in parts):
            continue
        if any(part in SKIPPED_FOLDERS for part in parts[:-1]):
            continue
        suffix = path.suffix.lower()
        if suffix not in SUFFIXES or (suffix in PLAIN and path.stem.lower() in SKIPPED_NAMES):
            continue
        if path.is_file():
            yield path
