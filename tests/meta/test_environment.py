"""The set-up: what was cut short is noticed, a ready environment is found ready at once."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest
from scripts import load_script

ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.fixture(scope="module")
def environment() -> ModuleType:
    """The script behind ``make venv``, as a module."""
    return load_script(ROOT / ".ci" / "environment.py")


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site-packages folder with one whole distribution."""
    info = tmp_path / "yam-1.0.dist-info"
    info.mkdir()
    (tmp_path / "yam").mkdir()
    (tmp_path / "yam" / "a.py").write_text("1234")
    (info / "METADATA").write_text("Name: yam")
    rows = ["yam/a.py,sha256=x,4", "yam/__pycache__/a.pyc,,", "yam-1.0.dist-info/RECORD,,"]
    (info / "RECORD").write_text("\n".join([*rows, "yam-1.0.dist-info/METADATA,,9"]))
    return tmp_path


def test_whole(environment: ModuleType, site: Path) -> None:
    assert environment.damaged(site, ["yam-1.0.dist-info"]) == []


@pytest.mark.parametrize("lost", ["yam/a.py", "yam-1.0.dist-info/RECORD"])
def test_a_lost_file_is_noticed(environment: ModuleType, site: Path, lost: str) -> None:
    (site / lost).unlink()
    assert environment.damaged(site, []) == ["yam-1.0.dist-info"]


def test_a_cut_file_is_noticed(environment: ModuleType, site: Path) -> None:
    (site / "yam" / "a.py").write_text("12")
    assert environment.damaged(site, []) == ["yam-1.0.dist-info"]


def test_a_lost_distribution_is_noticed(environment: ModuleType, site: Path) -> None:
    assert environment.damaged(site, ["oak-2.0.dist-info"]) == ["oak-2.0.dist-info"]


def test_remains_are_cleared(environment: ModuleType, site: Path) -> None:
    (site / "yam" / "a.py").unlink()
    (site / "~am").mkdir()
    environment.clear_remains(site)
    assert [path.name for path in site.iterdir()] == ["yam"]


def test_an_unreadable_stamp_counts_as_none(
    environment: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(environment, "STAMP", tmp_path / "installed.json")
    assert environment.read_stamp() == {}
    for text in ("", "[1]", "{", "{}"):
        environment.STAMP.write_text(text)
        assert environment.read_stamp() == {}


def test_everything_is_pinned(environment: ModuleType) -> None:
    pins = (ROOT / "constraints.txt").read_text("utf-8").split()
    assert all(re.fullmatch(r"[A-Za-z0-9_.-]+==[A-Za-z0-9.+!]+", pin) for pin in pins)
    names = {pin.partition("==")[0].lower().replace("_", "-") for pin in pins}
    project = environment.tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    wanted = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    asked = {re.match(r"[A-Za-z0-9_.-]+", want)[0].lower().replace("_", "-") for want in wanted}
    assert asked - names - {"rectification-assistant"} == set()  # its own extras
    assert {"pip", "setuptools"} <= names


def test_a_ready_environment_is_found_ready(environment: ModuleType) -> None:
    stamp = environment.read_stamp()
    if stamp.get("fingerprint") != environment.fingerprint():
        pytest.skip("the tests do not run in the environment of `make venv`")
    script = [sys.executable, ROOT / ".ci" / "environment.py"]
    done = subprocess.run(script, capture_output=True, check=False)
    assert (done.returncode, done.stdout) == (0, b"")


def test_make_help_names_every_command() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    targets = re.search(r"^\.PHONY: (.+)$", makefile, re.MULTILINE)
    assert targets is not None
    for target in set(targets[1].split()) - {"help"}:
        assert re.search(rf'^\t@echo "make {target} ', makefile, re.MULTILINE), target
