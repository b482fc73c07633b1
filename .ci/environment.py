"""Make `.venv` ready for use: create it, install the pinned packages, repair what was cut short.

Run by `make venv` with any Python from 3.11 on (standard library only); safe to call at any time
and from two terminals. A call on a ready environment takes a fraction of a second and needs no
network: it compares the fingerprint of the stamp (written last) and looks at every file that the
installed packages recorded. Exit codes: 0 ready, 1 could not be made ready, 130 interrupted.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
STAMP = VENV / "installed.json"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
# settings of the caller's pip that would send packages elsewhere than into .venv
MISLEADING = ("PIP_USER", "PIP_TARGET", "PIP_PREFIX", "PIP_ROOT", "PYTHONPATH", "PYTHONHOME")


def say(text: str) -> None:
    """Print one line of progress at once."""
    print(f"[环境] {text}", flush=True)


def fingerprint() -> str:
    """SHA-256 of all that decides what is installed: dependencies, pins, interpreter, place."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    decisive = [
        project["build-system"],
        project["project"],
        project["tool"]["setuptools"],
        (ROOT / "constraints.txt").read_text("utf-8"),
        sys.version,
        str(ROOT),  # scripts and the editable install name the folder: a moved clone starts anew
    ]
    return hashlib.sha256(json.dumps(decisive, sort_keys=True).encode()).hexdigest()


def site_packages() -> Path:
    """The folder of `.venv` that packages are installed into."""
    if os.name == "nt":
        return VENV / "Lib" / "site-packages"
    return VENV / "lib" / f"python{sys.version_info[0]}.{sys.version_info[1]}" / "site-packages"


def installed(site: Path) -> list[str]:
    """Names of the `*.dist-info` folders, sorted."""
    return sorted(path.name for path in site.glob("*.dist-info"))


def is_whole(info: Path) -> bool:
    """Whether every file that a distribution recorded is there, in the size recorded.

    Compiled files are left out: Python makes them again. pip writes RECORD last, so a
    distribution without one was cut short.
    """
    try:
        with (info / "RECORD").open(encoding="utf-8", newline="") as record:
            for name, _, size in csv.reader(record):
                if name.endswith(".pyc"):
                    continue
                found = (info.parent / name).stat()
                if size and int(size) != found.st_size:
                    return False
    except (OSError, ValueError):
        return False
    return True


def damaged(site: Path, expected: list[str]) -> list[str]:
    """The distributions that are expected or begun, but not whole."""
    present = installed(site)
    missing = [name for name in expected if name not in present]
    return missing + [name for name in present if not is_whole(site / name)]


def read_stamp() -> dict[str, object]:
    """The stamp of the last finished installation, or {} where there is none that can be read."""
    try:
        stamp = json.loads(STAMP.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return stamp if isinstance(stamp, dict) else {}


def is_ready(wanted: str) -> bool:
    """Whether the last installation was finished, was for `wanted`, and is still whole."""
    stamp = read_stamp()
    if stamp.get("fingerprint") != wanted or not PYTHON.exists():
        return False
    expected = stamp.get("distributions")
    broken = damaged(site_packages(), expected if isinstance(expected, list) else [])
    if broken:
        more = f" 等 {len(broken)} 个" if len(broken) > 5 else ""
        say(f"发现不完整的依赖包，将修复：{'、'.join(broken[:5])}{more}")
    return not broken


def create() -> None:
    """Make `.venv` anew; raises CalledProcessError where Python cannot."""
    say(f"用 Python {sys.version.split()[0]} 创建虚拟环境 .venv")
    if VENV.is_symlink() or VENV.is_file():
        VENV.unlink()
    subprocess.run([sys.executable, "-m", "venv", "--clear", str(VENV)], check=True)


def can_run_pip() -> bool:
    """Whether the environment's interpreter is this version of Python and its pip starts."""
    probe = "import sys, pip._internal.cli.main; print(sys.version)"
    try:
        answer = subprocess.run(
            [PYTHON, "-c", probe], capture_output=True, text=True, env=environment(), check=False
        )
    except OSError:
        return False
    return answer.returncode == 0 and answer.stdout.strip() == sys.version.strip()


def environment() -> dict[str, str]:
    """The caller's environment without what would lead pip astray."""
    quiet = {"PIP_DISABLE_PIP_VERSION_CHECK": "1", "PIP_NO_INPUT": "1", "PYTHONUTF8": "1"}
    return {k: v for k, v in os.environ.items() if k not in MISLEADING} | quiet


def clear_remains(site: Path) -> None:
    """Take away half-installed distributions, so that pip installs them again."""
    for name in damaged(site, []):
        shutil.rmtree(site / name, ignore_errors=True)
    for path in site.glob("~*"):  # pip's own copies of what it was replacing when it was killed
        shutil.rmtree(path, ignore_errors=True)


def pip(*arguments: str) -> None:
    """Run `pip install` within the pins; show its progress briefly and its errors in full.

    Raises CalledProcessError. The whole output is kept in `.venv/install.log`.
    """
    pins = ROOT / "constraints.txt"
    command = [str(PYTHON), "-m", "pip", "install", "--no-color", "--progress-bar", "off"]
    log = VENV / "install.log"
    collected = 0
    errors: list[str] = []
    with (
        log.open("a", encoding="utf-8") as file,
        subprocess.Popen(
            [*command, "-c", str(pins), *arguments],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            env=environment(),
            cwd=ROOT,
            close_fds=False,
            encoding="utf-8",
            errors="replace",
        ) as process,
    ):
        assert process.stdout is not None
        for line in process.stdout:
            file.write(line)
            if line.startswith("Collecting "):
                collected += 1
                if collected % 25 == 0:
                    say(f"  已取得 {collected} 个依赖包……")
            elif line.startswith("Installing collected packages"):
                say("  正在写入 .venv……")
            elif errors or re.match(r"\s*(ERROR|error)\b", line):
                errors.append(line)
    if process.returncode:
        sys.stderr.write("".join(errors[-40:]))
        say(f"pip 没有装成，完整输出在 {log.relative_to(ROOT)}")
        raise subprocess.CalledProcessError(process.returncode, "pip")


def pinned(name: str) -> str:
    """`name==version` as in constraints.txt."""
    pins = (ROOT / "constraints.txt").read_text("utf-8").split()
    return next(pin for pin in pins if pin.startswith(f"{name}=="))


def install(wanted: str) -> bool:
    """Install everything, check it, and write the stamp last; False where files are missing."""
    STAMP.unlink(missing_ok=True)
    clear_remains(site_packages())
    say("安装依赖（第一次需要联网，大约一至三分钟）")
    pip(pinned("pip"), pinned("setuptools"))
    pip("--no-build-isolation", "-e", ".[dev]")
    broken = damaged(site_packages(), [])
    if broken:
        say(f"这些依赖包不完整：{'、'.join(broken)}")
        return False
    stamp = {"fingerprint": wanted, "distributions": installed(site_packages())}
    draft = STAMP.with_suffix(".tmp")
    draft.write_text(json.dumps(stamp, indent=1), "utf-8")
    draft.replace(STAMP)
    say("环境已就绪")
    return True


@contextmanager
def only_one() -> Iterator[None]:
    """Let two calls at the same time take turns (not on Windows, which has no flock)."""
    try:
        import fcntl
    except ImportError:
        yield
        return
    with Path(__file__).open(encoding="utf-8") as this:
        os.set_inheritable(this.fileno(), True)  # a pip that outlives a killed call keeps the lock
        try:
            fcntl.flock(this, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            say("另一个命令正在安装，等它结束")
            fcntl.flock(this, fcntl.LOCK_EX)
        yield


def prepare() -> int:
    """Make the environment ready; returns the exit code."""
    wanted = fingerprint()
    if is_ready(wanted):
        return 0
    if not can_run_pip():
        create()
    if install(wanted):
        return 0
    say("重新创建环境")
    create()
    return 0 if install(wanted) else 1


def main() -> int:
    """Run, turning what can go wrong into one line each."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a console that cannot show Chinese is no reason
    try:
        with only_one():
            return prepare()
    except KeyboardInterrupt:
        say("已中断；再运行一次会接着安装")
        return 130
    except subprocess.CalledProcessError as error:
        if error.cmd == "pip":
            say("安装失败：请看上面的 pip 提示（多为网络或磁盘空间），处理后再运行一次会接着安装")
        else:
            say("无法创建虚拟环境：Debian、Ubuntu 上请先安装 python3-venv，再运行一次")
    except OSError as error:
        say(f"无法读写 {error.filename or VENV}：{error.strerror}")
    return 1


if __name__ == "__main__":
    sys.exit(main())
