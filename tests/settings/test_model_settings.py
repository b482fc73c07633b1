"""Model settings: what is taken, from where, and what is refused without naming a key."""

from __future__ import annotations

import copy
import pickle
import stat
from pathlib import Path

import pytest

from assistant.errors import WrongCall
from assistant.model_settings import (
    VARIABLES,
    ModelSettings,
    is_loopback,
    overridden,
    read_model_settings,
)
from assistant.secret import Secret, redacted
from assistant.settings import read_settings
from assistant.settings_file import NAME, read_saved, save, shown

KEY = "sk-proj-Ab1Cd2Ef3Gh4Ij5Kl6"


def test_defaults() -> None:
    assert read_model_settings({}) == ModelSettings()
    assert ModelSettings().wanted == "none"


@pytest.mark.parametrize(
    ("environ", "wanted", "address"),
    [
        ({"LLM_BASE_URL": "http://h:8000/v1/"}, "endpoint", "http://h:8000/v1"),
        ({"OPENAI_BASE_URL": "http://h/v1/chat/completions"}, "endpoint", "http://h/v1"),
        ({"LLM_BASE_URL": "http://a/v1", "OPENAI_BASE_URL": "http://b"}, "endpoint", "http://a/v1"),
        ({"OPENAI_MODEL": "m"}, "endpoint", "https://api.openai.com/v1"),
        ({"OPENAI_API_KEY": KEY}, "none", "https://api.openai.com/v1"),
        ({"ENGINE": "LOCAL", "LLM_MODEL": "m"}, "local", "https://api.openai.com/v1"),
        ({"ENGINE": "offline", "LLM_MODEL": "m"}, "none", "https://api.openai.com/v1"),
        ({"LLM_BASE_URL": "  ", "LLM_MODEL": ""}, "none", "https://api.openai.com/v1"),
    ],
)
def test_environment(environ: dict[str, str], wanted: str, address: str) -> None:
    settings = read_model_settings(environ)
    assert (settings.wanted, settings.address) == (wanted, address)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("LLM_BASE_URL", "llm.example.gov.cn/v1"),
        ("LLM_BASE_URL", "ftp://h/v1"),
        ("LLM_BASE_URL", "http://[::1"),
        ("LLM_BASE_URL", "http://h:99999/v1"),
        ("LLM_BASE_URL", "http://user:pass@h/v1"),
        ("LLM_BASE_URL", "http://h/v1?key=x"),
        ("LLM_BASE_URL", "http://模型/v1"),
        ("LLM_BASE_URL", "http://h/v1\r\nx: y"),
        ("LLM_MODEL", "a" * 201),
        ("LLM_MODEL", "a\nb"),
        ("LLM_TEMPERATURE", "2.1"),
        ("LLM_TEMPERATURE", "-1"),
        ("LLM_TEMPERATURE", "nan"),
        ("LLM_TEMPERATURE", "热"),
        ("LLM_CONTEXT", "511"),
        ("LLM_CONTEXT", "8k"),
        ("LLM_TIMEOUT", "0"),
        ("LLM_TIMEOUT", "inf"),
        ("ENGINE", "gpt"),
        ("LLM_RECORD", "yes"),
    ],
)
def test_refused(name: str, value: str) -> None:
    with pytest.raises(WrongCall, match=f"环境变量 {name} 的值"):
        read_model_settings({name: value})


@pytest.mark.parametrize("value", [f"{KEY} x", f"{KEY}\nx", f"“{KEY}”", "a" * 4097])
def test_a_refused_key_is_not_repeated(value: str) -> None:
    with pytest.raises(WrongCall) as refused:
        read_model_settings({"LLM_API_KEY": value})
    assert KEY not in str(refused.value) and "LLM_API_KEY" in str(refused.value)


def test_a_key_shows_nowhere(data_dir: Path) -> None:
    settings = read_settings({"ASSISTANT_DATA_DIR": str(data_dir), "LLM_API_KEY": KEY})
    assert settings.model.api_key.reveal() == KEY
    assert KEY not in f"{settings} {settings!r} {shown(settings.model)}"
    assert copy.deepcopy(settings.model).api_key == Secret(KEY)
    with pytest.raises(TypeError):
        pickle.dumps(settings.model.api_key)


@pytest.mark.parametrize(
    "text",
    [
        f"Incorrect API key provided: {KEY}.",
        f"Incorrect API key provided: {KEY[:8]}*****{KEY[-4:]}.",
        f"authorization: Bearer {KEY}",
        f"https://h/v1?api_key={KEY}&x=1",
        f"http://user:{KEY}@h/",
        "Bearer eyJhbGciOi.eyJzdWIi.c2ln",
    ],
)
def test_redacted(text: str) -> None:
    clean = redacted(text, Secret(KEY))
    assert "〔密钥〕" in clean
    assert not any(part in clean for part in (KEY, KEY[:8], KEY[-6:], "eyJhbGci"))


def test_ordinary_text_is_not_redacted() -> None:
    text = "基本的task-force和风险点排查，token数4096，keyword-search"
    assert redacted(text, Secret(KEY)) == text


def test_saved_and_overridden_by_the_environment(data_dir: Path) -> None:
    save(data_dir, {"base_url": "http://h/v1", "model": '甲"\\', "api_key": KEY, "timeout": "60"})
    assert stat.S_IMODE((data_dir / NAME).stat().st_mode) == 0o600
    environ = {"ASSISTANT_DATA_DIR": str(data_dir), "LLM_BASE_URL": "http://e/v1"}
    model = read_settings(environ).model
    assert (model.base_url, model.model, model.timeout) == ("http://e/v1", '甲"\\', 60.0)
    assert model.api_key.reveal() == KEY
    assert overridden(environ) == {"base_url"}
    assert shown(model)["api_key"] == "已设置" and shown(model)["context"] == ""


def test_a_change_keeps_the_rest(data_dir: Path) -> None:
    save(data_dir, {"model": "甲", "api_key": KEY})
    save(data_dir, {"model": "乙"})
    assert read_saved(data_dir) == {"model": "乙", "api_key": KEY}
    save(data_dir, {"api_key": ""})
    assert read_saved(data_dir) == {"model": "乙"}
    assert [path.name for path in data_dir.iterdir()] == [NAME]


def test_a_key_does_not_follow_a_changed_address(data_dir: Path) -> None:
    save(data_dir, {"base_url": "http://a.example.gov.cn/v1", "api_key": KEY})
    save(data_dir, {"base_url": "http://a.example.gov.cn/v1", "model": "甲"})
    assert read_saved(data_dir)["api_key"] == KEY
    save(data_dir, {"base_url": "http://b.example.gov.cn/v1"})
    assert "api_key" not in read_saved(data_dir)
    save(data_dir, {"base_url": "http://c.example.gov.cn/v1", "api_key": KEY})
    assert read_saved(data_dir)["api_key"] == KEY


def test_a_key_of_the_environment_is_not_for_an_address_of_the_page(data_dir: Path) -> None:
    save(data_dir, {"base_url": "http://b.example.gov.cn/v1"})
    environ = {"ASSISTANT_DATA_DIR": str(data_dir), "OPENAI_API_KEY": KEY}
    assert not read_settings(environ).model.api_key
    for name in ("LLM_BASE_URL", "OPENAI_API_BASE"):
        given = {**environ, name: "http://a.example.gov.cn/v1"}
        assert read_settings(given).model.api_key.reveal() == KEY


@pytest.mark.parametrize("changes", [{"nope": "1"}, {"temperature": "9"}, {"api_key": "a b"}])
def test_a_bad_change_writes_nothing(data_dir: Path, changes: dict[str, str]) -> None:
    save(data_dir, {"model": "甲"})
    with pytest.raises(WrongCall):
        save(data_dir, {"model": "乙", **changes})
    assert read_saved(data_dir) == {"model": "甲"}


@pytest.mark.parametrize(
    "text", ["[model\n", "model = 3\n", "[model]\nnope = 1\n", "[model]\nmodel = []\n"]
)
def test_a_broken_file_is_named(data_dir: Path, text: str) -> None:
    data_dir.mkdir()
    (data_dir / NAME).write_text(text, "utf-8")
    with pytest.raises(WrongCall, match=NAME):
        read_settings({"ASSISTANT_DATA_DIR": str(data_dir)})


@pytest.mark.parametrize(
    ("address", "local"),
    [
        ("http://127.0.0.1:8000/v1", True),
        ("http://127.9.9.9/v1", True),
        ("http://localhost:1/v1", True),
        ("http://[::1]:8000/v1", True),
        ("http://10.0.0.1/v1", False),
        ("http://localhost.example.gov.cn/v1", False),
    ],
)
def test_loopback(address: str, local: bool) -> None:
    assert is_loopback(address) is local


def test_every_variable_is_explained() -> None:
    assert all(v.meaning and v.names for v in VARIABLES)
    names = [name for variable in VARIABLES for name in variable.names]
    assert len(names) == len(set(names))
