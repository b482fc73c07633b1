"""search QUERY: past records that treated a like problem."""

from __future__ import annotations

import argparse

from assistant.cli.filters import add_filters, read_filters
from assistant.cli.inputs import document, filled
from assistant.cli.options import add_corpus, add_exclude
from assistant.cli.output import print_json
from assistant.cli.parser import whole_number
from assistant.errors import InputUnreadable, WrongCall
from assistant.retrieval.backing import open_backing
from assistant.retrieval.index import open_index
from assistant.retrieval.to_json import search_json
from assistant.settings import read_settings

MOST = 200


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of ``search``."""
    parser.add_argument("query", metavar="QUERY", nargs="?", help="要查找的问题，一句话")
    parser.add_argument("--batch", metavar="FILE", help="一行一个问题；输出 JSON 数组")
    parser.add_argument(
        "-k",
        metavar="K",
        type=whole_number(1, MOST),
        default=5,
        help="最多给出几条（默认 5）",
    )
    add_exclude(parser)
    add_corpus(parser)
    add_filters(parser, focus=True)


def run(arguments: argparse.Namespace) -> int:
    """Print the hits (schema search/1); for --batch an array of such answers, in order."""
    if (arguments.query is None) == (arguments.batch is None):
        raise WrongCall("请给出一个问题，或用 --batch 给出问题文件（二者选一）")
    queries = [filled(arguments.query, "问题")] if arguments.batch is None else _queries(arguments)
    settings = read_settings()
    index = open_index(settings.data_dir, arguments.corpus, backing=open_backing(settings))
    try:
        found = (
            index.search(
                query,
                k=arguments.k,
                exclude=frozenset(arguments.exclude),
                filters=read_filters(arguments),
            )
            for query in queries
        )
        answers = [search_json(result) for result in found]
    finally:
        index.close()
    print_json(answers[0] if arguments.batch is None else answers)
    return 0


def _queries(arguments: argparse.Namespace) -> list[str]:
    lines = document(arguments.batch).text.splitlines()
    queries = [line.strip() for line in lines if line.strip()]
    if not queries:
        raise InputUnreadable(f"“{arguments.batch}”里没有问题：请每行写一个问题")
    return queries
