"""doctor: try out what the assistant stands on, and say what to do where something does not work."""

from __future__ import annotations

import argparse
import asyncio
import os
import tempfile
from collections.abc import AsyncGenerator, Iterator
from dataclasses import asdict

from assistant.cli.output import print_json, tell
from assistant.errors import AssistantError, IndexMissing, WrongCall
from assistant.llm.checkup import Check, Level, checkup
from assistant.llm.prompts import load_prompts
from assistant.retrieval.backing import open_backing
from assistant.retrieval.index import open_index
from assistant.settings import Settings, read_settings

UNWELL = 4
_SHOWN: dict[Level, str] = {"ok": "正常", "off": "未用", "warn": "注意", "fail": "不行"}


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of ``doctor``."""
    parser.add_argument(
        "--format", choices=("text", "json"), default="text", help="输出格式（默认 text）"
    )


def run(arguments: argparse.Namespace) -> int:
    """Check everything; 0 where all that is configured works, else 4."""
    checks = []
    for check in _checks():
        checks.append(check)
        if arguments.format == "text":
            _print(check)
    well = all(check.level != "fail" for check in checks)
    if arguments.format == "json":
        rows = [asdict(check) for check in checks]
        print_json({"schema": "doctor/1", "ok": well, "checks": rows})
    return 0 if well else UNWELL


def _print(check: Check) -> None:
    print(f"[{_SHOWN[check.level]}] {check.name}：{check.found}", flush=True)
    if check.advice:
        print(f"       {check.advice}", flush=True)


def _checks() -> Iterator[Check]:
    try:
        settings = read_settings()
    except WrongCall as error:
        yield Check(name="设置", level="fail", found=str(error))
        return
    yield _folder(settings)
    yield _prompts(settings)
    yield _index(settings)
    if settings.model.wanted != "none":
        tell("正在向模型提问，最多约两分钟……")
    with asyncio.Runner() as runner:
        checks = checkup(settings)
        while (check := runner.run(_next(checks))) is not None:
            yield check


async def _next(checks: AsyncGenerator[Check, None]) -> Check | None:
    return await anext(checks, None)


def _folder(settings: Settings) -> Check:
    """Can the data folder be written?"""
    folder = settings.data_dir
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        reason = os.strerror(error.errno) if error.errno else ""
        return Check(
            name="数据文件夹",
            level="fail",
            found=f"{folder} 不能写入：{reason}",
            advice="请检查权限和磁盘空间，或用 ASSISTANT_DATA_DIR 换一个文件夹",
        )
    return Check(name="数据文件夹", level="ok", found=str(folder))


def _prompts(settings: Settings) -> Check:
    """Are all prompts well formed?"""
    try:
        prompts = load_prompts(settings.prompts_dirs)
    except AssistantError as error:
        return Check(name="提示词", level="fail", found=str(error))
    own = [p.name for p in prompts.values() if p.path.parent == settings.unit_prompts_dir]
    replaced = f"，其中本单位替换的：{'、'.join(own)}" if own else ""
    return Check(name="提示词", level="ok", found=f"{len(prompts)} 个，格式无误{replaced}")


def _index(settings: Settings) -> Check:
    """Is there a corpus, and does its index answer?"""
    try:
        with open_index(settings.data_dir, backing=open_backing(settings)) as index:
            stats = index.stats()
            answered = index.search("公务接待审批不严格", threshold=0.0)
    except IndexMissing:
        return Check(
            name="语料",
            level="warn",
            found="还没有收入通报，起草只用措施库",
            advice="请运行 python -m assistant ingest corpus",
        )
    except AssistantError as error:
        return Check(name="语料", level="fail", found=str(error))
    found = f"通报 {stats.notices} 篇，范例 {stats.records} 条，检索正常"
    if stats.records and not answered.hits:
        return Check(
            name="语料",
            level="fail",
            found="索引不能检索",
            advice="请运行 python -m assistant corpus rebuild",
        )
    figures = {"notices": stats.notices, "records": stats.records, "fresh": stats.fresh}
    return Check(name="语料", level="ok", found=found, figures=figures)
