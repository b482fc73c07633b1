"""``python -m eval VERB …``: run, compare, rescore, report, gate."""

from __future__ import annotations

import argparse
import datetime
import io
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.cli.boundary import Boundary
from assistant.cli.parser import Parser
from assistant.errors import WrongCall
from assistant.settings import read_settings

if TYPE_CHECKING:
    from eval.log import Log

BASELINE = Path(__file__).resolve().parent / "baselines" / "gate.json"
REPORT = BASELINE.with_name("report.html.gz")  # what the app's page shows before any run of its own


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; exit code 1 where a comparison is red, else those of the assistant."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    boundary = Boundary(debug="--debug" in arguments)
    with boundary:
        options = _parser().parse_args(arguments)
        command: Callable[[argparse.Namespace], int] = options.command
        try:
            boundary.code = command(options)
        except ModuleNotFoundError as error:
            if (error.name or "").split(".")[0] in {"assistant", "eval"}:
                raise
            raise WrongCall(
                f"评测需要的软件包 {error.name} 没有安装：请运行 pip install -e '.[eval]'"
            ) from error
        sys.stdout.flush()
    return boundary.code


def _parser() -> Parser:
    parser = Parser(prog="python -m eval", description="离线评测：检索、起草、事实核对与审校。")
    verbs = parser.add_subparsers(
        dest="verb", metavar="VERB", title="命令", required=True, parser_class=Parser
    )
    run = _run_parser(verbs.add_parser("run", help="运行评测，写出日志"))
    compare = verbs.add_parser("compare", help="比较两份日志，变差超限时退出码为 1")
    compare.add_argument("before", metavar="A", type=Path, help="原来的日志")
    compare.add_argument("after", metavar="B", type=Path, help="现在的日志")
    compare.add_argument(
        "--tolerance", metavar="X", type=float, help="各项总指标允许变差多少（默认各有其值）"
    )
    compare.set_defaults(command=_compare)
    rescore = verbs.add_parser("rescore", help="用现在的评分方法给日志重新评分，不再运行")
    rescore.add_argument("log", metavar="LOG", type=Path, help="日志文件")
    rescore.add_argument("--out", metavar="FILE", type=Path, help="写到别的文件（默认写回原处）")
    rescore.set_defaults(command=_rescore)
    report = verbs.add_parser("report", help="把日志写成一个自足的网页")
    report.add_argument("log", metavar="LOG", type=Path, help="日志文件")
    report.add_argument("-o", "--out", metavar="FILE", type=Path, default=Path("report.html"),
                        help="网页文件（默认 report.html）")  # fmt: skip
    report.set_defaults(command=_report)
    gate = verbs.add_parser("gate", help="快速评测一遍，与提交的基线比较")
    gate.add_argument("--update", action="store_true", help="以这次的结果为新的基线")
    gate.set_defaults(command=_gate)
    bench = verbs.add_parser("bench", help="速度与同类工具并排测量（以倍数计）")
    bench.add_argument("--scale", metavar="N", type=int, nargs="*", default=[1000],
                       help="另测这些条数的合成语料（默认 1000；十万条要半小时以上）")  # fmt: skip
    bench.add_argument("--scale-only", action="store_true", help="只测合成语料")
    bench.add_argument("--out", metavar="FILE", type=Path, help="另把数字写进这个文件")
    bench.add_argument(
        "--save", action="store_true", help="写入 eval/baselines（bench.json、scale.json）"
    )
    bench.set_defaults(command=_bench)
    for verb in (run, compare, rescore, report, gate, bench):
        verb.add_argument("--debug", action="store_true", help="出错时显示详细信息")
    return parser


def _run_parser(run: Parser) -> Parser:
    run.add_argument("suites", metavar="SUITE", nargs="*", help="评测名，不给则全部运行")
    run.add_argument("--notices", metavar="DIR", type=Path, help="用这个文件夹的通报代替自带语料")
    run.add_argument("--out", metavar="FILE", type=Path, help="日志文件（默认写入数据文件夹）")
    run.add_argument("--fast", action="store_true", help="只取一部分样本，一分钟以内")
    run.add_argument("--only", metavar="TEXT", default="", help="只运行编号含有这段文字的样本")
    run.add_argument("--resume", action="store_true", help="接着上次没有跑完的运行（同一日志文件）")
    run.add_argument("--save", action="store_true", help="把全部评测的数字写入 eval/baselines")
    run.add_argument("--workers", metavar="N", type=int, choices=range(1, 65), default=2,
                     help="同时运行几个样本（默认 2），分数与此无关")  # fmt: skip
    run.add_argument(
        "--record", action="store_true", help="向配置的语言模型提问并录下回答（judge）"
    )
    run.set_defaults(command=_run)
    return run


def _run(options: argparse.Namespace) -> int:
    from eval.full import save
    from eval.kept import SUFFIX
    from eval.log import write_log
    from eval.registry import SUITES, chosen
    from eval.report.page import write_page
    from eval.run import run
    from eval.show import log_lines
    from eval.suites.judge import RECORDINGS, drop_older

    settings = read_settings()
    logs = settings.data_dir / "eval" / "logs"
    stamp = datetime.datetime.now().strftime("%Y%m%d-%H%M%S")
    out: Path = options.out or logs / f"{stamp}.json"
    # without a name of its own a run is taken up by whatever run comes next
    partial = (options.out or logs / "unfinished").with_suffix(SUFFIX)
    log = run(
        chosen(options.suites),
        settings,
        notices=options.notices,
        fast=options.fast,
        only=options.only,
        partial=partial,
        resume=options.resume,
        record=options.record,
        workers=options.workers,
    )
    write_log(log, out)
    partial.unlink(missing_ok=True)
    if options.out is None:  # the page of the app offers it
        write_page(log, out.with_suffix(".html"))
    if options.save:
        save(log)
    if options.record:
        drop_older(RECORDINGS)
    print("\n".join(log_lines(log, SUITES)))
    print(f"用时 {log.head['seconds']:.0f} 秒，日志：{out}", file=sys.stderr)
    return 0


def _compare(options: argparse.Namespace) -> int:
    from eval.log import read_log

    return _verdict(read_log(options.before), read_log(options.after), options.tolerance)


def _verdict(before: Log, after: Log, tolerance: float | None = None) -> int:
    from eval.compare import compare
    from eval.registry import SUITES
    from eval.show import comparison_lines

    comparison = compare(before, after, SUITES, tolerance=tolerance)
    print("\n".join(comparison_lines(comparison, SUITES)))
    return int(comparison.red)


def _rescore(options: argparse.Namespace) -> int:
    from eval.log import read_log, rescored, write_log
    from eval.registry import SUITES
    from eval.show import log_lines

    log = read_log(options.log)
    if log.head.get("trimmed"):
        raise WrongCall(f"“{options.log}”是精简的基线，没有输出可供重新评分：请用完整的日志")
    log = rescored(log, SUITES)
    write_log(log, options.out or options.log)
    print("\n".join(log_lines(log, SUITES)))
    return 0


def _report(options: argparse.Namespace) -> int:
    from eval.log import read_log
    from eval.report.page import write_page

    write_page(read_log(options.log), options.out)
    print(f"已写出：{options.out}", file=sys.stderr)
    return 0


def _gate(options: argparse.Namespace) -> int:
    from eval.history import add_point, point_of
    from eval.log import read_log, trimmed, write_log
    from eval.registry import GATE, SUITES
    from eval.report.page import write_page
    from eval.run import run

    log = run([SUITES[name] for name in GATE], read_settings(), fast=True)
    if options.update:
        write_log(trimmed(log), BASELINE)
        add_point(point_of(log, SUITES))
        write_page(log, REPORT)
        print(f"已更新基线：{BASELINE.name}", file=sys.stderr)
        return 0
    return _verdict(read_log(BASELINE), log)


def _bench(options: argparse.Namespace) -> int:
    from eval.bench.run import COMMITTED, bench, scale, write
    from eval.bench.scale_table import scale_table
    from eval.bench.table import tables
    from eval.scale import committed

    if not options.scale_only:
        found = bench(read_settings())
        for path in (options.out, COMMITTED if options.save else None):
            if path is not None:
                write(found, path)
        print(tables(found))
    measured = []
    for row in scale(options.scale):  # kept one by one: a large size takes an hour
        measured.append(row)
        if options.save:
            committed.keep([row], committed.COMMITTED)
    print(scale_table(measured))
    return 0
