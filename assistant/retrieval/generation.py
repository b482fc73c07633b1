"""Generation: one state of the derived index: which segments it has, swapped in in one step.

``<data>/index/<corpus>/current`` names the generation in use; it is replaced after everything new
has been written and checked. Segments are shared between generations and never changed. A process
that is killed while it builds leaves folders that nothing names; the next build sweeps them away.
Readers hold a shared lock on the generation they have open, so that it and its segments are swept
only when nobody reads them any more.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import uuid
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.errors import IndexBusy, IndexUnavailable
from assistant.retrieval.dense.engine import Engine
from assistant.retrieval.lock import SharedLock, exclusive
from assistant.retrieval.segment import DerivedBroken, Segment

FORMAT = 2
POINTER = "current"
MANIFEST = "manifest.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A segment of a generation and the numbers of its editions that are no longer offered."""

    name: str
    dead: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What a generation was built from and by what: store state, model, recipe, vector engine.

    ``probed`` is the number of rows when the probes of hubness were chosen.
    """

    state: str
    model: str
    recipe: str
    dense: str
    probed: int = 0
    parts: tuple[Part, ...] = ()
    format: int = FORMAT

    def is_made_like(self, other: Manifest) -> bool:
        """By the same model, recipe and vector engine."""
        return (self.model, self.recipe, self.dense) == (other.model, other.recipe, other.dense)


class Generations:
    """The generations of one corpus below ``folder``."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @property
    def lock_path(self) -> Path:
        """Held alone by whoever builds."""
        return self.folder / "build.lock"

    def current(self) -> tuple[Path, Manifest] | None:
        """The generation in use, or None where there is none or its manifest cannot be read."""
        try:
            name = (self.folder / POINTER).read_text(encoding="utf-8").strip()
        except OSError:
            return None
        manifest = read_manifest(self.folder / name) if name else None
        return None if manifest is None else (self.folder / name, manifest)

    def pointer(self) -> Path | None:
        """The folder of the generation in use, without a look into it."""
        try:
            return self.folder / (self.folder / POINTER).read_text(encoding="utf-8").strip()
        except OSError:
            return None

    def add(self, segment: Segment, engine: Engine | None) -> str:
        """Write a segment into a new folder, into ``engine`` as well, and return its name."""
        name = f"s-{uuid.uuid4().hex[:12]}"
        folder = self.folder / name
        segment.save(folder)
        if engine is not None:
            engine.write(folder, [record.id for record in segment.table], segment.matrix)
        return name

    def swap(
        self,
        manifest: Manifest,
        hubs: NDArray[np.float32],
        probes: NDArray[np.float32],
        engine: Engine,
    ) -> None:
        """Make a generation of segments that are there, use it, and sweep the others."""
        folder = self.folder / f"g-{uuid.uuid4().hex[:12]}"
        folder.mkdir(parents=True)
        np.save(folder / "hubs.npy", hubs)
        np.save(folder / "probes.npy", probes)
        parts = [{"name": part.name, "dead": sorted(part.dead)} for part in manifest.parts]
        fields = asdict(replace(manifest, parts=())) | {"parts": parts}
        _write_whole(folder / MANIFEST, json.dumps(fields))
        _write_whole(self.folder / POINTER, folder.name)
        self.sweep(engine)

    def hubs(self, generation: Path) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """Hubness of every row and the probes it was measured with; raises DerivedBroken."""
        try:
            return np.load(generation / "hubs.npy"), np.load(generation / "probes.npy")
        except (OSError, ValueError, EOFError) as error:
            raise DerivedBroken(str(error)) from error

    def hold(self, generation: Path) -> SharedLock | None:
        """A reader's hold on a generation, or None when it has just been swept."""
        lock = SharedLock(generation / "reader.lock")
        if lock.held and (generation / MANIFEST).is_file():
            return lock
        lock.close()
        return None

    def sweep(self, engine: Engine) -> None:
        """Delete generations that are not in use and that nobody reads, then the segments that no
        generation has any more. Build lock held."""
        current = self.pointer()
        kept: set[str] = set()
        for folder in self.folder.glob("g-*"):
            if folder == current or not _delete_unread(folder):
                manifest = read_manifest(folder)
                kept.update(part.name for part in (manifest.parts if manifest else ()))
        for folder in self.folder.glob("s-*"):
            if folder.name not in kept:
                with contextlib.suppress(IndexUnavailable):  # a server is down: the next sweep
                    engine.forget(folder)
                    shutil.rmtree(folder, ignore_errors=True)


def _delete_unread(folder: Path) -> bool:
    """Delete a generation unless somebody reads it; True if it is gone."""
    try:
        with exclusive(folder / "reader.lock"):
            (folder / MANIFEST).unlink(missing_ok=True)
    except IndexBusy:
        return False
    shutil.rmtree(folder, ignore_errors=True)
    return True


def read_manifest(folder: Path) -> Manifest | None:
    """What a generation says of itself; None where it cannot be read or is of another format."""
    try:
        fields = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        parts = tuple(_parts(fields.pop("parts")))
        manifest = Manifest(**fields, parts=parts)
    except (OSError, ValueError, TypeError, KeyError):
        return None
    return manifest if manifest.format == FORMAT else None


def _parts(listed: list[dict[str, object]]) -> Iterator[Part]:
    for item in listed:
        name, dead = item["name"], item["dead"]
        if not isinstance(name, str) or not isinstance(dead, list):
            raise TypeError("a part has a name and a list")
        yield Part(name=name, dead=frozenset(dead))


def _write_whole(path: Path, text: str) -> None:
    """Write a file so that a reader sees the old content or the new, never a part."""
    beside = path.with_name(f"{path.name}.{os.getpid()}.new")
    with beside.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)
