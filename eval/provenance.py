"""Provenance: what a run was made with, so that two logs can be told apart or put side by side."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path

from assistant.retrieval.embedding import DEFAULT_MODEL, SentenceEncoder
from assistant.settings import ROOT, Settings
from eval.world import World

HERE = Path(__file__).resolve().parent


def commit() -> tuple[str | None, bool | None]:
    """(commit, whether the tree differs from it); (None, None) outside a git checkout."""
    head = _git("rev-parse", "HEAD")
    if head is None:
        return None, None
    return head, bool(_git("status", "--porcelain", "--", "assistant", "eval", "corpus", "prompts"))


def _git(*arguments: str) -> str | None:
    git = shutil.which("git")
    if git is None:
        return None
    done = subprocess.run([git, *arguments], cwd=ROOT, capture_output=True, text=True, check=False)
    return done.stdout.strip() if done.returncode == 0 else None


def data_hashes(world: World) -> dict[str, str]:
    """12 digits of the SHA-256 of each kind of data an evaluation reads."""
    settings: Settings = world.settings
    return {
        "notices": _digest(notice.path for notice in world.notices),
        "library": _digest(settings.library_dir.glob("*.yaml")),
        "cases": _digest((ROOT / "tests" / "cases").rglob("*.yaml")),
        "queries": _digest((HERE / "data").glob("*.yaml")),
        "prompts": _digest(p for p in settings.prompts_dir.rglob("*") if p.is_file()),
    }


def models() -> dict[str, str]:
    """The embedding models; no figure here needs a language model."""
    return {"retrieval": DEFAULT_MODEL, "classification": SentenceEncoder.name}


def _digest(paths: Iterable[Path]) -> str:
    digest = hashlib.sha256()
    for path in sorted(paths):
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:12]
