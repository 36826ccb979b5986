# The developer's commands. `make` alone lists them.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory
.NOTPARALLEL:

# The first Python on the PATH that is new enough; `make PYTHON=... setup` chooses another.
ifndef PYTHON
PYTHON := $(shell for name in python3 python3.14 python3.13 python3.12 python3.11; do \
	"$$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
	&& { echo "$$name"; break; }; done)
endif
BIN := .venv/bin
# Two test processes suit the two cores of a small CI machine.
WORKERS ?= 2
LOCK := $(BIN)/uv pip compile --quiet --universal --generate-hashes --python-version 3.11 \
	--no-header --no-emit-index-url

.PHONY: help python setup setup-dev setup-engines browser databases run test test-engines check format \
	pictures coverage lock clean

help: ## list the commands
	@echo "Forecourt: the daily KPI cockpit of a 4S car dealership"
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' Makefile

python:
	@if [ -z "$(PYTHON)" ]; then \
		echo "Forecourt needs Python 3.11 or newer, and no such python3 is on the PATH." >&2; \
		echo "Install one (Debian: apt-get install python3 python3-venv python3-pip)," >&2; \
		echo "or name it: make PYTHON=/path/to/python3.11 setup" >&2; exit 1; fi

setup: python ## install what running needs into .venv
	@$(PYTHON) setup/environment.py runtime

setup-dev: python
	@$(PYTHON) setup/environment.py runtime dev

setup-engines: python
	@$(PYTHON) setup/environment.py runtime dev engines

browser: python
	@$(PYTHON) -m setup.browser

databases: python
	@$(PYTHON) -m setup.databases

run: setup ## set up, build a demo network if there is no warehouse, serve on http://127.0.0.1:8050
	@exec $(BIN)/forecourt run

test: setup-dev browser ## set up, then run every test except those of the second engine
	@echo "[test] every test except those of the second engine, in $(WORKERS) processes"
	@$(BIN)/pytest -m "not engine" -n $(WORKERS) --dist loadfile --no-loadscope-reorder

test-engines: setup-engines databases ## add ClickHouse (534 MB) and database servers, run the tests of them
	@echo "[test-engines] the tests that need ClickHouse in process or database servers"
	@$(BIN)/pytest -m "engine or database"

check: setup-dev ## lint, formatting, strict types, import directions, architecture
	@echo "[check] ruff: lint"
	@$(BIN)/ruff check --no-cache
	@echo "[check] ruff: formatting"
	@$(BIN)/ruff format --check --no-cache
	@echo "[check] mypy: strict types"
	@$(BIN)/mypy
	@echo "[check] import-linter: imports go one way"
	@$(BIN)/lint-imports
	@echo "[check] pytest: architecture"
	@$(BIN)/pytest -q tests/architecture

format: setup-dev ## put the code into shape
	@$(BIN)/ruff check --fix
	@$(BIN)/ruff format

pictures: setup-dev browser ## every page in 2 languages, 2 themes, 2 widths into var/pictures
	@$(BIN)/python -m bench.pictures $(or $(FOLDER),var/pictures)

coverage: setup-dev browser ## run the tests in one process and report branches not reached
	@$(BIN)/coverage run -m pytest -m "not engine"
	@$(BIN)/coverage report

lock: setup-dev ## renew the lock files; UPGRADE=--upgrade takes the newest versions allowed
	@$(LOCK) $(UPGRADE) requirements.in -o requirements.lock
	@$(LOCK) $(UPGRADE) requirements-setup.in -o requirements-setup.lock
	@$(LOCK) $(UPGRADE) requirements-dev.in -o requirements-dev.lock
	@$(LOCK) $(UPGRADE) requirements-engines.in -o requirements-engines.lock

clean: ## remove .venv and caches; the data directory var/ stays
	@echo "[clean] removing .venv and caches; var/ stays"
	@rm -rf .venv .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis \
		.coverage htmlcov test-results forecourt.egg-info build
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
