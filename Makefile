# 两条命令：make run（启动），make test（测试）。每条都先保证 .venv 就绪，中断后再运行即可接着来。
.POSIX:
.PHONY: help venv run test check docs

PYTHON =
ARGS =
WORKERS = 2
BIN = .venv/bin
export PYTHONUTF8 = 1

help:
	@echo "make run    准备环境，建立索引，在本机启动起草与审核页面"
	@echo "            make run ENGINE=local 用本机内置的小模型试流程（接入模型服务见 README）"
	@echo "make test   准备环境，运行测试（make test ARGS='-k 关键词' 只运行一部分）"
	@echo "make check  代码检查：ruff、mypy、分层约束、生成的文档是否最新"
	@echo "make venv   只准备环境（.venv，Python 3.11 或更高）"
	@echo "make docs   重新生成 README 中由程序写出的部分"

venv:
	@for python in $(PYTHON) python3.11 python3.12 python3.13 python3 python; do \
	  if "$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then \
	    exec "$$python" .ci/environment.py; \
	  fi; \
	done; \
	echo "[环境] 未找到 Python 3.11 或更高版本：请先安装，或用 make venv PYTHON=解释器路径 指明" >&2; \
	exit 1

run: venv
	@echo "[语料] 收入 corpus/ 中新增或改动的通报，建立索引"
	@$(BIN)/python -m assistant ingest corpus >/dev/null
	@exec $(BIN)/python app.py

test: venv
	@.ci/system-packages.sh
	@echo "[测试] 运行测试（$(WORKERS) 个进程；make test WORKERS=0 在一个进程中运行）"
	@$(BIN)/python -m pytest -n $(WORKERS) --dist loadfile --no-loadscope-reorder $(ARGS)

check: venv
	@echo "[检查] ruff"
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@echo "[检查] mypy"
	@$(BIN)/mypy
	@echo "[检查] 分层约束"
	@$(BIN)/lint-imports --no-logo
	@echo "[检查] 生成的文档"
	@$(BIN)/python tests/meta/render_docs.py --check
	@echo "[检查] 评测没有变差（与 eval/baselines 比较）"
	@$(BIN)/python -m eval gate

docs: venv
	@$(BIN)/python tests/meta/render_docs.py
