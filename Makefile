# SPDX-FileCopyrightText: 2026 The CXField authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# make run     set everything up, make the demo study and its report, open the window
# make test    set everything up and run every check
# make bench   print the benchmarks' figures
# make kill    kill a logging process 200 times, look at what is left
# make format  format the code, mend what the linter can
# make texts   collect the texts of the source, show what is untranslated
# make wheel-check   build a wheel, install it elsewhere, try it
# make clean   remove what was built (never a study)

PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
  command -v $$p >/dev/null 2>&1 && $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
  && { echo $$p; break; }; done)
BIN := .venv/bin
# Tests wait for disks, clocks and other processes: one more at a time than there are cores.
WORKERS = $(shell $(BIN)/python -c 'import os; print((os.cpu_count() or 1) + 1)')
PYTEST_OPTIONS ?= -q -n $(WORKERS) --dist worksteal
.DEFAULT_GOAL := run
.PHONY: run test env check bench kill format texts wheel-check clean python interview
# Every check runs with the same environment, on every machine.
export PYTHONDONTWRITEBYTECODE =
export PYTHONUTF8 = 1

python:
	@test -n "$(PYTHON)" || { echo "CXField needs Python 3.11 or newer: sudo apt-get install -y python3" >&2; exit 1; }

run: python
	@$(PYTHON) installer/bootstrap.py run $(if $(REPORT_LANGUAGE),--language $(REPORT_LANGUAGE))

env: python
	@$(PYTHON) installer/bootstrap.py env

check: python
	@$(PYTHON) installer/bootstrap.py check

test: check
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m tools.texts check
	QT_QPA_PLATFORM=offscreen $(BIN)/pytest $(PYTEST_OPTIONS)

bench: check
	@for script in tests/benchmarks/bench_*.py; do \
	  echo "== $$script"; \
	  if [ -z "$$DISPLAY" ] && command -v xvfb-run >/dev/null; then \
	    xvfb-run -a $(BIN)/python "$$script" || exit 1; \
	  else $(BIN)/python "$$script" || exit 1; fi; \
	done

# A whole interview typed at 60 words a minute, with a kill in the middle: 35 minutes.
interview: check
	$(BIN)/python -m tests.e2e.long_interview

kill: check
	$(BIN)/python -m tests.faults.killing 200

format: env
	$(BIN)/ruff check --fix-only .
	$(BIN)/ruff format .

texts: env
	$(BIN)/python -m tools.texts update
	$(BIN)/python -m tools.texts missing

wheel-check: env
	$(BIN)/python installer/wheel_check.py

clean:
	rm -rf build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -not -path './.venv/*' -prune -exec rm -rf {} +
