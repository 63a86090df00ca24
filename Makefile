# Township Ledger. `make help` lists the targets; the two that matter are `make report` and `make serve`.
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
SHELL := /bin/sh

HOST ?= 127.0.0.1
UI_PORT ?= 3000
PORTAL_PORT ?= 3001
TESTS ?= tests

RUN := .venv/bin/python -m
STAMP := .venv/.installed

.PHONY: help report review serve test lint format venv clean

help: ## show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

report: $(STAMP) ## read the pages, doubt the figures, publish the workbook
	@$(RUN) assets.rebuild

review: $(STAMP) ## take the decisions of a returned workbook (FILE=…; PREVIEW=1 only shows what they would change)
	@$(RUN) assets.review "$(FILE)" $(if $(PREVIEW),,--yes)

serve: $(STAMP) ## Dagster UI, its daemon and the download page, until Ctrl-C (UI_PORT=3000 PORTAL_PORT=3001)
	@$(RUN) assets.serve --host $(HOST) --ui-port $(UI_PORT) --portal-port $(PORTAL_PORT)

test: $(STAMP) ## run the tests (TESTS=tests/test_x.py for some of them)
	@$(RUN) pytest $(TESTS)

lint: $(STAMP) ## style, types and import directions
	@.venv/bin/ruff check .
	@.venv/bin/ruff format --check .
	@.venv/bin/mypy
	@.venv/bin/lint-imports

format: $(STAMP) ## write the code in the house style
	@.venv/bin/ruff format .

venv: $(STAMP) ## make .venv from requirements.lock (the other targets do it by themselves)

# Installs from the lock, with uv where there is uv; the stamp makes every later run start at once.
$(STAMP): requirements.lock pyproject.toml scripts/venv.sh
	@sh scripts/venv.sh
	@touch $@

clean: ## remove .venv, caches and what a rebuild makes again; data/inbox and data/reviews stay
	[ ! -d data ] || find data -mindepth 1 -maxdepth 1 ! -name inbox ! -name reviews -exec rm -rf {} +
	rm -rf .venv build *.egg-info .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
