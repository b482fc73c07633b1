#!/bin/sh
# What the live tests need from the system: a browser, LibreOffice, a Chinese font and a PostgreSQL
# server. Where this machine cannot install them (no apt-get, not root, no network) it says so; the
# live tests are then skipped, except in CI (CI=true), where they have to run.
set -u

missing=""
command -v chromium >/dev/null 2>&1 || missing="$missing chromium"
command -v soffice >/dev/null 2>&1 || missing="$missing libreoffice-writer"
[ -n "$(fc-list 2>/dev/null | grep -i 'Noto.*CJK' | head -n 1)" ] || missing="$missing fonts-noto-cjk"
if ! command -v initdb >/dev/null 2>&1 && ! ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1; then
    missing="$missing postgresql"
fi
[ -n "$missing" ] || exit 0

fail() {
    echo "[系统] $1" >&2
    if [ "${CI:-}" = true ]; then exit 1; fi
    echo "[系统] 需要这些程序的测试会跳过，其余照常运行" >&2
    exit 0
}

command -v apt-get >/dev/null 2>&1 || fail "缺少$missing，而本机没有 apt-get：请用本机的包管理器安装"
[ "$(id -u)" = 0 ] || fail "缺少$missing：请运行 sudo apt-get install -y$missing"

echo "[系统] 安装$missing（只在第一次）"
log=$(mktemp)
trap 'rm -f "$log"' EXIT
export DEBIAN_FRONTEND=noninteractive
# shellcheck disable=SC2086  # a list of package names
if ! { apt-get -q update && apt-get -q -y install --no-install-recommends $missing; } >"$log" 2>&1; then
    tail -n 15 "$log" >&2
    fail "apt-get 没有装成$missing：请检查网络后再运行一次"
fi
