"""Generation: one build of the derived index, made beside the one in use and swapped in.

``<data>/index/<corpus>/current`` names the generation in use; it is replaced in one step after
everything in the new folder has been written and checked. A process that is killed while it
builds leaves a folder that nothing names; the next build sweeps it away. Readers hold a shared
lock on the generation they have open, so that it is swept only when nobody reads it any more.
"""

from __future__ import annotations

import json
import os
import shutil
import uuid
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from assistant.errors import IndexBusy
from assistant.retrieval import dense
from assistant.retrieval.derived import Derived
from assistant.retrieval.lock import SharedLock, exclusive
from assistant.retrieval.record import StoredRecord

FORMAT = 1
POINTER = "current"
MANIFEST = "manifest.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What a generation was built from: store state, model, recipe, number of records."""

    state: str
    model: str
    recipe: str
    count: int
    format: int = FORMAT


class Generations:
    """The generations of one corpus below ``folder``."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def current(self) -> tuple[Path, Manifest] | None:
        """The generation in use, or None where there is none or its manifest cannot be read."""
        try:
            name = (self.folder / POINTER).read_text(encoding="utf-8").strip()
            fields = json.loads((self.folder / name / MANIFEST).read_text(encoding="utf-8"))
            manifest = Manifest(**fields)
        except (OSError, ValueError, TypeError):
            return None
        if not name or manifest.format != FORMAT:
            return None
        return self.folder / name, manifest

    def build(self, records: Sequence[StoredRecord], derived: Derived, manifest: Manifest) -> None:
        """Build a new generation, check it, swap it in, sweep the others. Writer's lock held."""
        name = f"g-{uuid.uuid4().hex[:12]}"
        folder = self.folder / name
        folder.mkdir(parents=True)
        derived.save(folder)
        dense.build(folder / "chroma", records, derived.matrix)
        check = dense.DenseIndex(folder / "chroma", [record.id for record in records])
        try:
            check.open()
            if len(records):
                check.nearest(derived.matrix[0], 1)
        finally:
            check.close()
        _write_whole(folder / MANIFEST, json.dumps(asdict(manifest)))
        _write_whole(self.folder / POINTER, name)
        self.sweep()

    def hold(self, generation: Path) -> SharedLock | None:
        """A reader's hold on a generation, or None when it has just been swept."""
        lock = SharedLock(generation / "reader.lock")
        if lock.held and (generation / MANIFEST).is_file():
            return lock
        lock.close()
        return None

    def sweep(self) -> None:
        """Delete the generations that are not in use and that nobody reads. Writer's lock held."""
        current = self.current()
        for folder in self.folder.glob("g-*"):
            if current is not None and folder == current[0]:
                continue
            try:
                with exclusive(folder / "reader.lock"):
                    (folder / MANIFEST).unlink(missing_ok=True)
                shutil.rmtree(folder, ignore_errors=True)
            except IndexBusy:
                continue


def _write_whole(path: Path, text: str) -> None:
    """Write a file so that a reader sees the old content or the new, never a part."""
    beside = path.with_name(f"{path.name}.{os.getpid()}.new")
    with beside.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)
