"""Reviewers: ours and the peers, each as a command that reads one file and says what it finds.

The peers are an optional extra (``pip install -e '.[peers]'``, ``npm install -g zhlint``); one
that is not installed is said to be absent. None of them knows this kind of notice.
"""

from __future__ import annotations

import importlib.util
import json
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import docx

from assistant.errors import ServiceUnavailable

SECONDS = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class Reviewer:
    """A tool. ``command`` gives the words that run it on a file of ``suffix``.

    ``findings`` counts its findings by what they say, without their place, so that two texts can
    be compared; ``version`` is None where it is not installed. ``beside``: it runs in the folder
    of the file.
    """

    name: str
    suffix: str
    version: str | None
    command: Callable[[Path], Sequence[str]]
    findings: Callable[[str], Counter[str]]
    beside: bool = False

    def folder(self, path: Path) -> Path | None:
        """Where it runs; None: where we are."""
        return path.parent if self.beside else None

    def run(self, path: Path) -> Counter[str]:
        """What it finds in a file; raises TimeoutExpired."""
        done = subprocess.run(
            self.command(path),
            cwd=self.folder(path),
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            timeout=SECONDS,
            check=False,
        )
        return self.findings(done.stdout + done.stderr)


def write(text: str, folder: Path, name: str, suffix: str) -> Path:
    """The text as a file that a reviewer takes: plain, or a .docx of plain paragraphs."""
    path = folder / f"{name}{suffix}"
    if suffix == ".docx":
        document = docx.Document()
        for line in text.splitlines():
            document.add_paragraph(line)
        document.save(str(path))
    else:
        path.write_text(text, "utf-8")
    return path


def reviewers() -> tuple[Reviewer, ...]:
    """Ours first, then the peers."""
    return (
        Reviewer(
            name="本项目",
            suffix=".txt",
            version=_version("rectification-assistant"),
            command=lambda path: (
                sys.executable, "-m", "assistant", "review", str(path), "--format", "json",
            ),
            findings=_ours,
        ),
        Reviewer(
            name="gongwen-skill",
            suffix=".docx",
            version=_version("gongwen-skill"),
            command=lambda path: (str(_script("gongwen")), "check", "--json", str(path)),
            findings=_gongwen,
        ),
        Reviewer(
            name="AutoCorrect",
            suffix=".txt",
            version=_version("autocorrect-py"),
            command=lambda path: (sys.executable, "-m", "eval.bench.autocorrect", str(path)),
            findings=_edits,
        ),
        Reviewer(
            name="zhlint",
            suffix=".txt",
            version=_zhlint(),
            command=lambda path: ("zhlint", path.name),
            findings=_zhlint_findings,
            beside=True,  # it fails on absolute paths
        ),
    )  # fmt: skip


def _script(name: str) -> Path:
    return Path(sys.executable).with_name(name)


def _version(package: str) -> str | None:
    if importlib.util.find_spec("importlib.metadata") is None:
        return None
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version(package)
    except PackageNotFoundError:
        return None


def _zhlint() -> str | None:
    found = shutil.which("zhlint")
    if found is None:
        return None
    package = Path(found).resolve().parent.parent / "package.json"
    if not package.is_file():
        return "?"
    return str(json.loads(package.read_text("utf-8")).get("version", "?"))


def _ours(said: str) -> Counter[str]:
    answer, _ = json.JSONDecoder().raw_decode(said[said.index("{") :])
    return Counter(found["rule"] for found in answer["findings"])


def _gongwen(said: str) -> Counter[str]:
    start = said.find("[")
    if start < 0:
        return Counter()
    found, _ = json.JSONDecoder().raw_decode(said[start:])  # notes of its own follow the list
    return Counter(item["rule_id"] for item in found)


def _edits(said: str) -> Counter[str]:
    return Counter(line for line in said.splitlines() if line.startswith("finding"))


def _zhlint_findings(said: str) -> Counter[str]:
    if "[start]" not in said:  # it ends with 0 even where it fails
        raise ServiceUnavailable(f"zhlint 没有读到文件：{said[-200:]}")
    return Counter(line.split(" - ", 1)[1].strip() for line in said.splitlines() if " - " in line)
