"""The model inside the process, as far as it can be tested without one."""

from __future__ import annotations

import importlib
import types
from pathlib import Path

import pytest

from assistant.errors import ModelUnavailable
from assistant.llm.server import Server, assembled


def _without(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> types.ModuleType:
        raise ModuleNotFoundError(name)

    monkeypatch.setattr(importlib, "import_module", missing)


def test_without_the_extra_it_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    _without(monkeypatch)
    with pytest.raises(ModelUnavailable, match=r"\.\[local\]"):
        Server(None, folder=tmp_path, context_tokens=512, threads=1).start()


def test_a_file_that_is_no_model(tmp_path: Path) -> None:
    pytest.importorskip("xllamacpp", reason="the optional extra local is not installed")
    broken = tmp_path / "x.gguf"
    broken.write_bytes(b"GGUF" + b"\0" * 100)
    with pytest.raises(ModelUnavailable, match=r"x\.gguf 无法载入"):
        Server(broken, folder=tmp_path, context_tokens=512, threads=1).start()


def test_a_half_written_model_is_written_anew(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    chunk = tmp_path / "part00"
    chunk.write_bytes(b"model")

    def assemble(path: Path) -> None:
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"model")

    package = types.SimpleNamespace(
        MODEL_NAME="m.gguf", chunk_paths=lambda: [chunk], assemble=assemble
    )
    monkeypatch.setattr(importlib, "import_module", lambda name: package)
    folder = tmp_path / "models"
    folder.mkdir()
    (folder / "m.gguf").write_bytes(b"mod")
    assert assembled(folder).read_bytes() == b"model"
    assert [path.name for path in folder.iterdir()] == ["m.gguf"]


def test_a_full_disk_is_said(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def assemble(path: Path) -> None:
        path.write_bytes(b"m")
        raise OSError(28, "No space left on device")

    package = types.SimpleNamespace(MODEL_NAME="m.gguf", chunk_paths=list, assemble=assemble)
    monkeypatch.setattr(importlib, "import_module", lambda name: package)
    with pytest.raises(ModelUnavailable, match="空间"):
        assembled(tmp_path)
    assert list(tmp_path.iterdir()) == []
