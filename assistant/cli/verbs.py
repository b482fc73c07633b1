"""Verbs: what the command line can do. A verb's module is imported only when it is called.

Each module of ``assistant.cli`` named here has two functions: ``configure(parser)`` adds the
verb's arguments, ``run(arguments) -> int`` does the work and returns the exit code.
"""

from __future__ import annotations

import argparse
import importlib
from collections.abc import Mapping
from typing import Protocol, cast


class Verb(Protocol):
    """What a verb's module offers."""

    def configure(self, parser: argparse.ArgumentParser) -> None:
        """Add the verb's arguments."""

    def run(self, arguments: argparse.Namespace) -> int:
        """Do the work; returns the exit code of the contract, raises AssistantError."""


# verb (and name of its module) → one line of help, in the order of the work
VERBS: Mapping[str, str] = {
    "parse": "把一篇通报解析成结构（标题、各部分、问题与措施、数据、联系方式）",
    "ingest": "把通报文件或文件夹收进语料库",
    "corpus": "查看或整理语料库：列出、修改记录、移出、恢复",
    "search": "按问题查找以往的整改记录",
    "draft": "为问题起草整改措施",
    "facts": "核对一段文字里的事实是否有依据",
    "compose": "由案例文件写出整篇通报（.docx、.md、.txt）或整改台账（.xlsx）",
    "review": "审核通报：缺什么、错在哪里，并可作安全修正",
    "rules": "列出或说明审核规则",
    "users": "管理可以登录页面的用户：list、add、password、role、disable、enable",
    "doctor": "检查配置、提示词、语料、索引和模型服务，说明怎么办",
    "schema": "打印某种 JSON 输出的格式定义",
}


def load(name: str) -> Verb:
    """Import the module of a verb."""
    return cast(Verb, importlib.import_module(f"assistant.cli.{name}"))
