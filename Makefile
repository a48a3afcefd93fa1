# make review   install, then open the questionnaire on the example
# make test     install, then run everything that must hold
# What else there is, for those who change ninelives: make help

.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

EXAMPLE := examples/serverless-coffee
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/installed-at

# Compiled at installation: a start without bytecode costs three times as much.
INSTALL := -m pip install --compile --disable-pip-version-check -qq
PYTEST := $(BIN)/python -m pytest -n auto --dist loadgroup

PEERS := build/peers
LINTER := build/linter
ENGINES := build/engines
EMULATOR := build/emulator
LOCKER := build/locker
LOCK := $(LOCKER)/bin/uv --quiet pip compile --universal --python-version 3.11 \
  --generate-hashes --no-emit-index-url --custom-compile-command 'make lock' $(UPGRADE)

.PHONY: help review test setup format check tests slow looks engines emulate coverage \
  bench lock words

help: ## say what can be made
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-8s %s\n", $$1, $$2 }' Makefile

review: setup ## open the questionnaire on the example, or print its report
	@if [ -t 0 ] && [ -t 1 ]; then exec $(BIN)/ninelives review $(EXAMPLE); \
	else exec $(BIN)/ninelives report $(EXAMPLE) -o -; fi

test: setup ## run all that must hold, but the slow proofs
	@$(MAKE) check
	@$(MAKE) tests

setup: $(STAMP) ## make .venv with the command .venv/bin/ninelives
	@:

# A virtual environment knows where it lies and which Python it was made from:
# where either has moved, it is made again.
ifneq ($(shell test -x $(BIN)/python && cat $(STAMP) 2>/dev/null),$(CURDIR))
.PHONY: $(STAMP)
endif

$(STAMP): requirements/development.txt pyproject.toml
	@python=$$(sh requirements/python.sh) || exit 1; \
	if ! test -x $(BIN)/python || ! $(BIN)/python -m pip --version >/dev/null 2>&1 \
	  || { test -e $@ && test "$$(cat $@)" != '$(CURDIR)'; }; then \
	  echo "Making $(VENV) with $$python"; \
	  rm -rf $(VENV) && "$$python" -m venv $(VENV); \
	fi
	@echo 'Installing what requirements/development.txt names; this is done once'
	@$(BIN)/python $(INSTALL) --require-hashes -r requirements/development.txt
	@$(BIN)/python $(INSTALL) --no-build-isolation --no-deps --editable .
	@$(BIN)/python -m compileall -q ninelives tui
	@$(BIN)/python -c 'from ninelives.report import markdown; markdown.compile_ahead()'
	@$(BIN)/python -c 'from ninelives.checklist import load; load.keep_ahead()'
	@printf '%s\n' '$(CURDIR)' > $@

format: setup ## lay out the code
	@$(BIN)/ruff check --quiet --fix-only .
	@$(BIN)/ruff format .

words: setup ## compile what the interface says in each language
	@$(BIN)/python -m ninelives.words.catalogue
	@$(BIN)/python -m ninelives.words.gather

check: setup ## format, lint, types, imports, words, checklists
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(BIN)/codespell
	$(BIN)/yamllint --strict checklists
	$(BIN)/ninelives lint

tests: setup
	$(PYTEST) -m 'not slow'

slow: setup $(LINTER)/installed-at emulate ## run the slow proofs
	$(PYTEST) -m slow --hypothesis-profile thorough

engines: $(ENGINES)/installed-at ## run the portfolio on DuckDB, PostgreSQL and Spark
	sh tests/portfolio/engines.sh $(ENGINES)/bin/python -m pytest -n 2 tests/portfolio

looks: setup ## look at the HTML report and at `serve` in Chromium, and at the PDF
	@$(BIN)/python $(INSTALL) --require-hashes -r requirements/looks.txt
	$(PYTEST) tests/exports/test_page.py tests/exports/test_pdf.py \
	  tests/serve/test_browser.py

coverage: setup ## say which branches no test takes; the floors are 95 % and 90 %
	@rm -f .coverage .coverage.*
	$(BIN)/coverage run $(PYTEST:$(BIN)/python%=%) -m 'not slow'
	@$(BIN)/coverage combine --quiet
	$(BIN)/coverage report --include 'ninelives/*' --fail-under 95
	$(BIN)/coverage report --include 'tui/*' --fail-under 90

bench: setup $(PEERS)/installed-at ## print the figures, as ratios of one run
	$(BIN)/python benchmarks --peers $(PEERS)/bin

$(PEERS)/installed-at: requirements/benchmark.txt
	@$(BIN)/python -m venv $(PEERS)
	@$(PEERS)/bin/python $(INSTALL) --require-hashes -r $<
	@printf '%s\n' '$(CURDIR)' > $@

$(LINTER)/installed-at: requirements/content.txt
	@$(BIN)/python -m venv $(LINTER)
	@$(LINTER)/bin/python $(INSTALL) --require-hashes -r $<
	@printf '%s\n' '$(CURDIR)' > $@

$(ENGINES)/installed-at: requirements/engines.txt pyproject.toml
	@python=$$(sh requirements/python.sh) && "$$python" -m venv $(ENGINES)
	@$(ENGINES)/bin/python $(INSTALL) --require-hashes -r $<
	@$(ENGINES)/bin/python $(INSTALL) --no-build-isolation --no-deps --editable .
	@printf '%s\n' '$(CURDIR)' > $@

emulate: $(EMULATOR)/installed-at ## run what is held against an emulator of AWS
	$(EMULATOR)/bin/python -m pytest -p no:cacheprovider tests/simulate/test_moto.py

$(EMULATOR)/installed-at: requirements/emulator.txt pyproject.toml
	@python=$$(sh requirements/python.sh) && "$$python" -m venv $(EMULATOR)
	@$(EMULATOR)/bin/python $(INSTALL) --require-hashes -r $<
	@printf '%s\n' '$(CURDIR)' > $@

lock: ## pin the requirements again; newer ones with UPGRADE=--upgrade
	@python=$$(sh requirements/python.sh) && "$$python" -m venv $(LOCKER)
	@$(LOCKER)/bin/python $(INSTALL) uv
	$(LOCK) -o requirements/runtime.txt pyproject.toml
	$(LOCK) -o requirements/development.txt -c requirements/runtime.txt \
	  --group dev --extra terraform --extra simulate --extra serve pyproject.toml
	$(LOCK) -o requirements/pdf.txt -c requirements/development.txt \
	  --extra pdf pyproject.toml
	$(LOCK) -o requirements/looks.txt -c requirements/development.txt \
	  -c requirements/pdf.txt --group looks --extra pdf pyproject.toml
	$(LOCK) -o requirements/benchmark.txt --group benchmark
	$(LOCK) -o requirements/content.txt --group content
	$(LOCK) -o requirements/engines.txt -c requirements/development.txt \
	  --group test --group build --group engines --extra portfolio pyproject.toml
	$(LOCK) -o requirements/emulator.txt -c requirements/development.txt \
	  --group emulate --extra simulate pyproject.toml
