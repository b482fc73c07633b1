"""Where settings are found: beside the draft, else in the working directory, ours before theirs."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.errors import InputUnreadable, WrongCall
from assistant.review.config import read_config
from assistant.review.config_file import find_config, settings_text

TABLE = '[tool.assistant.review]\nunit_names = ["水务局"]\n'


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "drafts").mkdir()
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    return tmp_path


def test_none(folder: Path) -> None:
    assert find_config(str(folder / "drafts" / "a.txt")) is None
    (folder / "drafts" / "pyproject.toml").write_text("[project]\nname = '甲'\n", "utf-8")
    assert find_config(str(folder / "drafts" / "a.txt")) is None


def test_order(folder: Path) -> None:
    draft = str(folder / "drafts" / "a.txt")
    wanted = []
    for place in ("here/pyproject.toml", "here/assistant.toml"):
        (folder / place).write_text(TABLE, "utf-8")
        wanted.append(Path(place).name)
        assert find_config(draft) == Path(wanted[-1])
        assert find_config("-") == Path(wanted[-1])
    for place in ("drafts/pyproject.toml", "drafts/assistant.toml"):
        (folder / place).write_text(TABLE, "utf-8")
        assert find_config(draft) == folder / place
    assert find_config("-") == Path("assistant.toml")


def test_settings_under_another_name_are_refused(folder: Path) -> None:
    path = folder / "assistant.toml"
    path.write_text("[review]\nunit_names = []\n", "utf-8")
    with pytest.raises(WrongCall, match=r"没有 \[tool.assistant.review\] 表"):
        settings_text(path)
    with pytest.raises(WrongCall, match=r"没有配置表“reveiw”：是否指 review"):
        read_config("[tool.assistant.reveiw]\n", source="a.toml", rules=())


def test_unreadable(folder: Path) -> None:
    with pytest.raises(InputUnreadable, match="读不了"):
        settings_text(folder / "missing.toml")
    (folder / "drafts" / "pyproject.toml").write_bytes(b"\xff\xfe\xfa")
    with pytest.raises(InputUnreadable, match="UTF-8"):
        find_config(str(folder / "drafts" / "a.txt"))
